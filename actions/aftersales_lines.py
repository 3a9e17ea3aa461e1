"""The step "which goods" of an after-sales task: by card, by number, by place, by words."""

import re
from typing import Any

from actions.aftersales_told import wants_all
from actions.picking import Line, Order, best_lines, find_orders
from actions.tasks import Facts, extra_choices
from actions.turn import Turn, choice

CLAIMABLE = ("paid", "shipped", "delivered", "finished")
NEWEST_FIRST = ("delivered", "shipped", "finished", "paid")
NOT_THIS = re.compile(
    r"不是(?:这|那)|选错|弄错|搞错|换(?:那|另)|应该是|是那|是另"
    r"|不是.{1,8}[,，。 ]*(?:而)?是|(?:订单|单号|商品)(?:不对|错了)"
)
LATEST = re.compile(r"刚(?:买|收|到)|最近|上一单|最新")


async def take_line(turn: Turn, facts: Facts) -> bool:
    """Put the goods that this message means into the facts; False with `shown` when it is not clear.

    Raises Refused for an order number that is not the shopper's.
    """
    text = _meant_part(turn)
    number, line_id = turn.entity("order_number"), turn.entity("line_id")
    # A correction names the wrong goods too: by its words only the wrong order would be found.
    corrects = corrects_line(turn) and not number
    found_orders = (await turn.seam.get("orders", limit=5))["items"] if corrects else await find_orders(turn)
    orders = [order for order in found_orders if order["status"] in CLAIMABLE or number]
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
        found = best_lines(text, pairs)
        if len(found) == 1 or (number and len(pairs) == 1):
            return _take(turn, facts, found[0] if found else pairs[0])
        if (
            not found
            and wants_all(text)
            and len({pair[0]["number"] for pair in pairs}) == 1
            and len(pairs) > 1
        ):
            # 两件都退, of one order: one after the other.
            facts["rest"] = [str(pair[1]["id"]) for pair in pairs[1:]]
            return _take(turn, facts, pairs[0])
        if 1 < len(found) < len(pairs):
            facts["shown"] = [[pair[0]["number"], pair[1]["id"]] for pair in found]
            facts["is_narrowed"] = True
            return False
        if turn.entity("product") and len(pairs) == 1:
            return _take(turn, facts, pairs[0])
    if len(pairs) == 1 and (number or not facts.get("shown")):
        return _take(turn, facts, pairs[0])
    if number and len(pairs) > 1:
        facts["order_number"] = str(number)
    return False


async def take_line_of(turn: Turn, facts: Facts, number: str, line_id: str) -> bool:
    """Put one line, known by its order and its id, into the facts."""
    orders = (await turn.seam.get("orders", number=number, limit=1))["items"]
    return _take(
        turn, facts, next((pair for pair in lines_of(orders) if str(pair[1]["id"]) == line_id), None)
    )


async def ask_line(turn: Turn, facts: Facts) -> bool:
    """Show the goods to choose from; False when there are none."""
    orders = (await turn.seam.get("orders", number=facts.get("order_number"), limit=5))["items"]
    orders = [order for order in orders if order["status"] in CLAIMABLE]
    if facts.pop("is_narrowed", False):
        orders = _only(orders, facts["shown"])
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


def _only(orders: list[Order], pairs: list[list[str]]) -> list[Order]:
    """The cards without the lines that were not named."""
    wanted = {tuple(pair) for pair in pairs}
    cards = [
        {**order, "lines": [line for line in order["lines"] if (order["number"], line["id"]) in wanted]}
        for order in orders
    ]
    return [card for card in cards if card["lines"]]


def _meant_part(turn: Turn) -> str:
    """不是T恤，是耳机 names the earphones."""
    return re.split(r"应该是|而是|是", turn.folded)[-1] if corrects_line(turn) else turn.folded


def lines_of(orders: list[Order]) -> list[tuple[Order, Line]]:
    """Every line with its order."""
    return [(order, line) for order in orders for line in order["lines"]]


def corrects_line(turn: Turn) -> bool:
    """不是这个，是那双鞋."""
    return not turn.is_tap and bool(NOT_THIS.search(turn.folded))


def _take(turn: Turn, facts: Facts, pair: tuple[Order, Line] | None) -> bool:
    if pair is None:
        return False
    order, line = pair
    turn.table.put_order(order, str(line["id"]))
    kept: dict[str, Any] = {name: line[name] for name in ("id", "title", "sku", "quantity", "paid_fen")}
    facts.update(order_number=order["number"], order_status=order["status"], line_id=line["id"], line=kept)
    return True
