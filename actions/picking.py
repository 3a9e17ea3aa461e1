"""Which order, which line: by number, by place in the list, by the words of the goods."""

import re
from collections.abc import Sequence
from typing import Any

import rjieba

from actions.service_client import Refused
from actions.turn import Turn

Order = dict[str, Any]
Line = dict[str, Any]
SHOWN = 5
THAT = re.compile(r"那[一个件双条单]|这[一个件双条单]|第|的|了|吧|就|是|要|我|想|买|退|换|修|件|个|双")


async def find_orders(turn: Turn) -> list[Order]:
    """The orders that this message means: by number, by goods, else the newest ones.

    Raises NotSignedIn; an unknown or foreign number raises Refused(order_not_found).
    """
    number = turn.entity("order_number")
    if number:
        return list((await turn.seam.get("orders", number=number, limit=SHOWN))["items"])
    words = " ".join(str(word) for word in turn.all_entities("product"))
    if words:
        found = (await turn.seam.get("orders", q=words, limit=SHOWN))["items"]
        if found:
            return list(found)
    return list((await turn.seam.get("orders", limit=SHOWN))["items"])


async def find_one(turn: Turn, statuses: Sequence[str] = ()) -> tuple[Order | None, list[Order]]:
    """The one order meant, or None with the candidates; only orders in `statuses` can be meant."""
    number = turn.entity("order_number")
    orders = await find_orders(turn)
    if number:
        return (_meant(turn, orders[0]) if orders else None), orders
    candidates = [order for order in orders if not statuses or order["status"] in statuses]
    if len(candidates) == 1:
        return _meant(turn, candidates[0]), candidates
    ordinal = turn.entity("ordinal")
    if ordinal and candidates:
        place = len(candidates) if ordinal == -1 else int(ordinal)
        if 0 < place <= len(candidates):
            return _meant(turn, candidates[place - 1]), candidates
    return None, candidates


def _meant(turn: Turn, order: Order) -> Order:
    turn.table.put_order(order)
    return order


async def read_order(turn: Turn, number: str) -> Order | None:
    """One order with its details, or None when it is not the shopper's."""
    try:
        return await turn.seam.get(f"orders/{number}")
    except Refused as refusal:
        if refusal.status == 404:
            return None
        raise


def best_lines(text: str, lines: Sequence[tuple[Order, Line]]) -> list[tuple[Order, Line]]:
    """The lines whose title and kind share most with the words; none when no word is shared."""
    asked = {word for word in rjieba.cut_for_search(THAT.sub(" ", text.lower())) if word.strip()}
    if not asked:
        return []
    scored = []
    for order, line in lines:
        known = f"{line['title']} {line['sku']}".lower()
        scored.append((sum(len(word) for word in asked if word in known), order, line))
    best = max((score for score, *_ in scored), default=0)
    winners = [(order, line) for score, order, line in scored if score == best]
    return winners if best > 0 else []
