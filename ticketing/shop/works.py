"""What the demo shop does for cases, once a key: couriers, replacements, repairs, things in kind."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.errors import UnknownVariant
from ticketing.models import ShopCoupon, ShopMember, ShopOrder, ShopOrderLine, ShopProduct, ShopWork
from ticketing.rules.money import share
from ticketing.shop import rows
from ticketing.shop.values import Pickup

PICKUP_CARRIER = "顺丰速运"
NUMBER_LENGTH = 10


def book_pickup(
    session: Session, order: ShopOrder, begins_at: datetime, ends_at: datetime, key: str
) -> Pickup:
    """A courier between two moments."""
    known = session.get(ShopWork, key)
    if known is None:
        number = "".join(letter for letter in key if letter.isdigit())[-NUMBER_LENGTH:]
        known = ShopWork(
            key=key,
            kind="pickup",
            order_number=order.number,
            details={
                "number": f"PU{number}",
                "carrier": PICKUP_CARRIER,
                "begins_at": begins_at.isoformat(),
                "ends_at": ends_at.isoformat(),
            },
            state="open",
        )
        session.add(known)
        session.flush()
    found = known.details
    return Pickup(
        number=found["number"],
        carrier=found["carrier"],
        begins_at=datetime.fromisoformat(found["begins_at"]),
        ends_at=datetime.fromisoformat(found["ends_at"]),
    )


def cancel_pickup(session: Session, key: str) -> None:
    """Nobody comes."""
    known = session.get(ShopWork, key)
    if known is not None and known.state == "open":
        known.state = "undone"


def reserve(session: Session, line: ShopOrderLine, sku: str, quantity: int, key: str) -> bool:
    """Take pieces off the shelf for an exchange. Raises UnknownVariant."""
    if session.get(ShopWork, key) is not None:
        return True
    product = session.scalars(
        select(ShopProduct)
        .where(ShopProduct.id == line.product_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if sku not in product.skus:
        raise UnknownVariant("这件商品没有这个款式，请从列表里选。")
    if not rows.product(product).has(sku, quantity):
        return False
    product.stock -= quantity
    session.add(
        ShopWork(
            key=key,
            kind="replacement",
            order_number=line.order_number,
            line_id=line.id,
            details={"sku": sku, "quantity": quantity},
            state="open",
        )
    )
    session.flush()
    return True


def send(session: Session, line: ShopOrderLine, key: str, now: datetime) -> None:
    """A reserved replacement has left; three guarantees (三包) count anew from here."""
    known = session.get(ShopWork, key)
    if known is not None and known.state == "open":
        known.state = "done"
        line.exchanged_at = now
        line.sku = known.details["sku"]
        session.flush()


def repaired(session: Session, line: ShopOrderLine, days: int, key: str) -> None:
    """One repair more."""
    if session.get(ShopWork, key) is None:
        session.add(
            ShopWork(
                key=key,
                kind="repair",
                order_number=line.order_number,
                line_id=line.id,
                details={"days": days},
                state="done",
            )
        )
        line.repairs_done += 1
        line.repair_days += days
        session.flush()


def give_back(session: Session, order: ShopOrder, now: datetime) -> tuple[int, list[str]]:
    """Points in proportion to what came back of the goods, and the coupon once nothing is kept.

    Gives the points and the coupons' titles. The shares of all refunds add up to what was spent; a coupon
    whose time is over does not come back to life.
    """
    refunded = sum(line.refunded_fen for line in order.lines)
    is_all = all(line.returned_quantity == line.quantity for line in order.lines)
    owed = order.points_spent
    if not is_all:
        owed = share(order.points_spent, min(refunded, order.paid_goods_fen), max(order.paid_goods_fen, 1))
    points = max(owed - order.points_returned, 0)
    order.points_returned += points
    if points:
        session.get_one(ShopMember, order.member_id).points += points
    coupons = (
        session.scalars(
            select(ShopCoupon).where(
                ShopCoupon.order_number == order.number,
                ShopCoupon.status == "used",
                ShopCoupon.valid_until > now,
            )
        ).all()
        if is_all
        else []
    )
    for coupon in coupons:
        coupon.status, coupon.order_number = "usable", None
    session.flush()
    return points, [coupon.title for coupon in coupons]
