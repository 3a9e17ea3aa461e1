"""Which of his orders a shopper means."""

from datetime import datetime, timedelta

from ticketing.shop.cards import CATEGORY_TEXTS
from ticketing.shop.interface import Shop
from ticketing.shop.search import find
from ticketing.shop.values import Order

SEARCHED = 50
JUST_ARRIVED = timedelta(days=7)
NEED = {"shipped": 0, "delivered": 1, "paid": 2, "unpaid": 3, "finished": 4, "cancelled": 5}


def find_orders(shop: Shop, member_id: str, *, number: str | None, words: str, limit: int) -> list[Order]:
    """The order with this number, or those whose goods fit the words, or the newest.

    Raises OrderNotFound for a number that is not this member's.
    """
    if number:
        return [shop.get_order(member_id, number)]
    orders = shop.orders_of(member_id, limit=SEARCHED if words.strip() else limit)
    if not words.strip():
        return orders
    texts = (
        (order, [(f"{line.title} {CATEGORY_TEXTS[line.category]} {line.sku}", 1) for line in order.lines])
        for order in orders
    )
    return find(words, texts, limit)


def most_likely(orders: list[Order], now: datetime) -> Order | None:
    """The one that a shopper most likely comes for: on its way, just arrived, waiting to leave, unpaid."""
    fresh = [
        order
        for order in orders
        if order.status != "delivered" or (order.received_at and now - order.received_at < JUST_ARRIVED)
    ]
    return min(fresh or orders, key=lambda order: NEED[order.status], default=None)
