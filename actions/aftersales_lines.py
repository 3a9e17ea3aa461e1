"""The step "which goods" of an after-sales task: by card, by number, by place, by words."""

import re
from typing import Any

from actions.picking import Line, Order, best_line, find_orders
from actions.tasks import Facts, extra_choices
from actions.turn import Turn, choice

CLAIMABLE = ("paid", "shipped", "delivered", "finished")
NEWEST_FIRST = ("delivered", "shipped", "finished", "paid")
NOT_THIS = re.compile(r"不是(?:这|那)|选错|换(?:一件|一个|那)|应该是|是那|是另")
LATEST = re.compile(r"刚(?:买|收|到)|最近|上一单|最新")


async def take_line(turn: Turn, facts: Facts) -> bool:
    """Put the goods that this message means into the facts; False with `shown` when it is not clear.

    Raises Refused for an order number that is not the shopper's.
    """
    number, line_id = turn.entity("order_number"), turn.entity("line_id")
    orders = [order for order in await find_orders(turn) if order["status"] in CLAIMABLE or number]
    pairs = lines_of(orders)
    if number and line_id:
        return _take(turn, facts, next((pair for pair in pairs if pair[1]["id"] == str(line_id)), None))
    if facts.get("order_number") and not number:
        same = [pair for pair in pairs if pair[0]["number"] == facts["order_number"]]
        pairs = same or pairs
    place = turn.entity("ordinal")
    shown = facts.get("shown") or []
    if place and shown:
        index = len(shown) - 1 if place == -1 else int(place) - 1
        if 0 <= index < len(shown):
            wanted = tuple(shown[index])
            everything = lines_of((await turn.seam.get("orders", limit=20))["items"])
            return _take(
                turn, facts, next((p for p in everything if (p[0]["number"], p[1]["id"]) == wanted), None)
            )
    if not turn.is_tap and turn.raw:
        found = best_line(turn.raw, pairs)
        if found or (number and len(pairs) == 1):
            return _take(turn, facts, found or pairs[0])
        if turn.entity("product") and len(pairs) == 1:
            return _take(turn, facts, pairs[0])
    if len(pairs) == 1 and (number or not facts.get("shown")):
        return _take(turn, facts, pairs[0])
    if number and len(pairs) > 1:
        facts["order_number"] = str(number)
    return False


async def ask_line(turn: Turn, facts: Facts) -> bool:
    """Show the goods to choose from; False when there are none."""
    orders = (await turn.seam.get("orders", number=facts.get("order_number"), limit=5))["items"]
    orders = [order for order in orders if order["status"] in CLAIMABLE]
    orders.sort(key=lambda order: NEWEST_FIRST.index(order["status"]))
    if not orders:
        return False
    facts["shown"] = [[order["number"], line["id"]] for order, line in lines_of(orders)]
    cards = [_with_picks(order, "inform") for order in orders]
    turn.orders(turn.words("utter_ask_which_line"), cards, extra_choices(facts))
    return True


async def ask_line_for(turn: Turn, number: str, intent: str) -> bool:
    """Which line of one order a question is about; the tap asks it again. False when there is none."""
    orders = (await turn.seam.get("orders", number=number, limit=1))["items"]
    orders = [order for order in orders if order["status"] in CLAIMABLE]
    if orders:
        turn.orders(turn.words("utter_ask_which_line"), [_with_picks(order, intent) for order in orders])
    return bool(orders)


def _with_picks(order: Order, intent: str) -> Order:
    """The card with one button a line."""
    lines = [
        {
            **line,
            "choices": [
                choice("选这件", intent, primary=True, order_number=order["number"], line_id=line["id"])
            ],
        }
        for line in order["lines"]
    ]
    return {**order, "lines": lines, "choices": []}


def lines_of(orders: list[Order]) -> list[tuple[Order, Line]]:
    """Every line with its order."""
    return [(order, line) for order in orders for line in order["lines"]]


def corrects_line(turn: Turn) -> bool:
    """不是这个，是那双鞋."""
    return not turn.is_tap and bool(NOT_THIS.search(turn.raw))


def _take(turn: Turn, facts: Facts, pair: tuple[Order, Line] | None) -> bool:
    if pair is None:
        return False
    order, line = pair
    turn.table.put_order(order, str(line["id"]))
    kept: dict[str, Any] = {name: line[name] for name in ("id", "title", "sku", "quantity", "paid_fen")}
    facts.update(order_number=order["number"], order_status=order["status"], line_id=line["id"], line=kept)
    return True
