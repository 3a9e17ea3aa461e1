"""Which order or product a message means: by number, by words, by the last card, or by asking."""

import json
from collections.abc import Sequence
from typing import Any

from rasa_sdk.events import SlotSet

from actions.talk import Events, Talk, choice

Order = dict[str, Any]
Product = dict[str, Any]
BEFORE_SHIPMENT = ("unpaid", "paid")
ON_THE_WAY = ("shipped",)
ARRIVED = ("delivered", "finished")
MOST_SHOWN = 5


async def find_orders(talk: Talk, states: Sequence[str] | None = None) -> list[Order]:
    """The shopper's orders that the message may mean: one when it is clear.

    A number in the message or behind a button names one order, in whatever state; else words for goods;
    else the order spoken of last; else the newest ones in the wanted states.
    """
    number = talk.entity("order_number")
    if number:
        return [await talk.service.get(f"/orders/{number}")]
    words = talk.entity("product")
    if words:
        named = _in_states((await talk.service.get("/orders", q=words, limit=MOST_SHOWN))["items"], states)
        if named:
            return named
    known = talk.slot("order_number")
    if known:
        return [await talk.service.get(f"/orders/{known}")]
    return _in_states((await talk.service.get("/orders", limit=20))["items"], states)[:MOST_SHOWN]


def _in_states(orders: list[Order], states: Sequence[str] | None) -> list[Order]:
    return [order for order in orders if states is None or order["status"] in states]


def ask_which_order(talk: Talk, orders: list[Order], intent: str, title: str) -> Events:
    """Show the orders, each with one button that asks the same again for it."""
    talk.say("utter_which_order")
    for order in orders:
        payload = f"/{intent}" + json.dumps({"order_number": order["number"]})
        order["choices"] = [choice(title, payload, primary=True)]
    talk.show("order_card", orders=orders)
    return []


def remember(order: Order) -> Events:
    """Speak on about this order until another is named."""
    return [SlotSet("order_number", order["number"])]


def title_of(order: Order) -> str:
    """The order by its goods: 纯棉T恤 等 2 件."""
    lines = order["lines"]
    return lines[0]["title"] if len(lines) == 1 else f"{lines[0]['title']} 等 {len(lines)} 件"


async def find_products(talk: Talk) -> list[Product]:
    """The products that the message may mean: behind a button, by words, or the one spoken of last."""
    product_id = talk.entity("product_id")
    if product_id:
        return (await talk.service.get("/products", product_id=product_id))["items"]
    named: list[Product] = []
    if talk.entity("product"):
        named = (await talk.service.get("/products", q=talk.text, limit=3))["items"]
    if named:
        return named
    known = talk.slot("product_id")
    return (await talk.service.get("/products", product_id=known))["items"] if known else []


def remember_product(product: Product) -> Events:
    """Speak on about this product until another is named."""
    return [SlotSet("product_id", product["id"])]
