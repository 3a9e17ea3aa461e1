"""The step "which order" that several tasks begin with."""

from typing import Any

from actions.orders import with_choices
from actions.picking import Order, find_one
from actions.tasks import Facts, extra_choices
from actions.turn import Turn, choice


async def take_order(turn: Turn, facts: Facts, statuses: tuple[str, ...]) -> bool:
    """Put the order of this message into the facts as `order_number`; False when it is not clear.

    Raises Refused for a number that is not the shopper's.
    """
    order, candidates = await find_one(turn, statuses)
    if order is not None:
        facts["order_number"] = order["number"]
        facts["order_status"] = order["status"]
        return True
    facts["candidates"] = [each["number"] for each in candidates]
    return False


async def candidates(turn: Turn, facts: Facts, statuses: tuple[str, ...]) -> list[Order]:
    """The orders to choose from."""
    found: list[Order] = (await turn.seam.get("orders", limit=10))["items"]
    return [order for order in found if order["status"] in statuses]


def show(turn: Turn, name: str, orders: list[Order], facts: Facts, **values: Any) -> None:
    """Cards with one button each."""
    cards = []
    for order in orders:
        card = with_choices(order)
        card["choices"] = [choice("选这单", "inform", primary=True, order_number=order["number"])]
        cards.append(card)
    turn.orders(turn.words(name, **values), cards, extra_choices(facts))
