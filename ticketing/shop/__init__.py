"""Orders, parcels, members and products: one interface, and the demo shop behind it."""

from sqlalchemy.orm import Session

from ticketing.shop.cards import order_card, product_card
from ticketing.shop.demo import DemoShop
from ticketing.shop.interface import Shop
from ticketing.shop.values import (
    Coupon,
    Invoice,
    Member,
    Order,
    OrderLine,
    Parcel,
    Pickup,
    Product,
    Refund,
    ReturnAddress,
)

__all__ = [
    "Coupon",
    "DemoShop",
    "Invoice",
    "Member",
    "Order",
    "OrderLine",
    "Parcel",
    "Pickup",
    "Product",
    "Refund",
    "ReturnAddress",
    "Shop",
    "order_card",
    "product_card",
    "shop_of",
]


def shop_of(session: Session) -> Shop:
    """The shop that this service works for; its changes live and die with the session's transaction."""
    return DemoShop(session)
