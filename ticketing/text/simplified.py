"""Traditional characters read as simplified ones, sign by sign, so that every place stays where it was."""

from functools import cache

from opencc import OpenCC

HAN = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2FA20))
FULL_WIDTH = (0xFF10, 0xFF5B)
"""Digits and letters as wide as a character, and the signs between them; they stand 0xFEE0 after ASCII."""
KEPT_WIDE = "：；＜＝＞？＠［＼］＾＿｀"
SURROGATES = (0xD800, 0xE000)


def simplified(text: str) -> str:
    """The text in simplified characters and plain digits; as long as the one that came in.

    Whole phrases are not translated (滑鼠 stays 滑鼠): that would move what stands behind them. Half a
    surrogate pair, which no encoder can read, becomes the sign for something unreadable.
    """
    return text if text.isascii() else text.translate(_table())


@cache
def _table() -> dict[int, str]:
    """About 7,000 signs; OpenCC's own conversion of each one alone, in 50 ms."""
    signs = [chr(code) for first, last in HAN for code in range(first, last)]
    alone = OpenCC("tw2sp").convert("\n".join(signs)).split("\n")
    table = {ord(old): new for old, new in zip(signs, alone, strict=True) if old != new and len(new) == 1}
    table |= {code: chr(code - 0xFEE0) for code in range(*FULL_WIDTH) if chr(code) not in KEPT_WIDE}
    return table | {code: "\ufffd" for code in range(*SURROGATES)}
