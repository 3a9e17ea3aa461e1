"""The mark of a page that ends with a row: its id, as lists hand it out and take it back."""

from ticketing.errors import BadCursor

LARGEST_ID = 2**31


def known_id(cursor: str | None) -> int | None:
    """The id in the mark, None for the first page. Raises BadCursor."""
    if cursor is None:
        return None
    if not cursor.isascii() or not cursor.isdigit() or not 0 < int(cursor) < LARGEST_ID:
        raise BadCursor("页码标记无效，请从第一页重新加载。")
    return int(cursor)
