"""The demo shop's rows from catalogue.yml and shoppers.yml; what is there already is left alone."""

from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.models import (
    Customer,
    ShopCoupon,
    ShopInvoice,
    ShopMember,
    ShopOrder,
    ShopOrderLine,
    ShopParcel,
    ShopProduct,
    ShopRefund,
)
from ticketing.rules.money import share
from ticketing.shop.images import picture_name
from ticketing.shop.moments import SHANGHAI, moment
from ticketing.shop.trails import trail

HERE = Path(__file__).parent
PICTURES = "/api/v1/shop/images"
PAID_AFTER = timedelta(minutes=4)
COURIER_PHONE = "139-0000-0000"
ELDER_FROM = 65

Story = dict[str, Any]


def seed_products(session: Session, now: datetime) -> None:
    """The catalogue; a product that exists keeps its price and stock."""
    known = set(session.scalars(select(ShopProduct.id)))
    for entry in _read("catalogue.yml"):
        if entry["id"] not in known:
            session.add(_product(entry, now))
    session.flush()


def seed_members(session: Session, now: datetime) -> None:
    """Members with all that is theirs; one who exists keeps his story as it went on."""
    known = set(session.scalars(select(ShopMember.id)))
    for story in _read("shoppers.yml"):
        if story["id"] not in known:
            _tell(session, story, now)


def _read(name: str) -> list[Story]:
    entries: list[Story] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return entries


def _product(entry: Story, now: datetime) -> ShopProduct:
    earlier = entry.get("prices", [{"days_ago": 90, "price_fen": entry["price_fen"]}])
    restock = entry.get("restock_in_days")
    sign: str = entry.get("sign") or entry["category"]
    return ShopProduct(
        id=entry["id"],
        title=entry["title"],
        category=entry["category"],
        price_fen=entry["price_fen"],
        stock=entry["stock"],
        restock_at=now + timedelta(days=restock) if restock else None,
        image=f"{PICTURES}/{picture_name(sign, entry['shade'])}.svg",
        skus=[str(sku) for sku in entry["skus"]],
        facts={str(name): str(value) for name, value in entry["facts"].items()},
        description=entry["description"],
        warranty_months=entry.get("warranty_months"),
        no_reason_days=entry.get("no_reason_days"),
        exclusion_confirmed=entry.get("confirmed", False),
        price_history=[
            {
                "since": (now - timedelta(days=price["days_ago"])).isoformat(),
                "price_fen": price["price_fen"],
            }
            for price in earlier
        ],
    )


def _tell(session: Session, story: Story, now: datetime) -> None:
    """One member, the customer that he is to us, his coupons and orders."""
    email = f"{story['id']}@shop.example"
    session.add(
        ShopMember(
            id=story["id"],
            name=story["name"],
            phone=story["phone"],
            email=email,
            level=story["level"],
            points=story["points"],
            growth=story["growth"],
            birth_year=story.get("birth_year"),
            story=story["story"],
            joined_at=moment(story["joined"], now),
        )
    )
    _customer(session, story, email, now)
    session.flush()
    for coupon in story.get("coupons", []):
        session.add(_coupon(story, coupon, now))
    for order in story.get("orders", []):
        _order(session, story, order, now)
    session.flush()


def _coupon(story: Story, entry: Story, now: datetime, order_number: str | None = None) -> ShopCoupon:
    return ShopCoupon(
        member_id=story["id"],
        title=entry["title"],
        threshold_fen=entry["threshold_fen"],
        off_fen=entry["off_fen"],
        status=entry.get("status", "usable"),
        valid_until=moment(entry["until"], now),
        order_number=order_number,
    )


def _customer(session: Session, story: Story, email: str, now: datetime) -> None:
    if session.scalars(select(Customer).where(Customer.external_id == story["id"])).first() is None:
        age = now.astimezone(SHANGHAI).year - story.get("birth_year", now.year)
        session.add(
            Customer(
                external_id=story["id"],
                name=story["name"],
                email=email,
                email_verified=True,
                needs_person_first=age >= ELDER_FROM,
                created_at=now,
            )
        )


def _order(session: Session, story: Story, entry: Story, now: datetime) -> None:
    def when(name: str) -> datetime | None:
        return moment(entry[name], now) if name in entry else None

    ordered_at = moment(entry["ordered"], now)
    cancelled = entry.get("cancelled")
    number = ordered_at.astimezone(SHANGHAI).strftime("%y%m%d") + entry["serial"]
    products = {
        line["product"]: session.get_one(ShopProduct, line["product"]).price_fen for line in entry["lines"]
    }
    lines = _lines(entry, products)
    order = ShopOrder(
        number=number,
        member_id=story["id"],
        status=entry["status"],
        cancel_reason=cancelled["reason"] if cancelled else None,
        receiver=story["name"],
        receiver_phone=story["phone"],
        address=story["address"],
        note=entry.get("note", ""),
        shipping_fen=entry.get("shipping_fen", 0),
        paid_goods_fen=sum(line.paid_fen for line in lines),
        points_spent=entry.get("points", 0),
        promotion=entry.get("promotion"),
        freight_insurance=entry.get("insurance", False),
        ship_promise_at=when("ship_promise"),
        ordered_at=ordered_at,
        paid_at=None if entry["status"] in {"unpaid", "cancelled"} else ordered_at + PAID_AFTER,
        shipped_at=when("shipped"),
        received_at=when("received"),
        installed_at=when("installed"),
        cancelled_at=moment(cancelled["at"], now) if cancelled else None,
        lines=lines,
    )
    session.add(order)
    session.flush()
    if "parcel" in entry:
        session.add(_parcel(order, entry["parcel"], now))
    if "refund" in entry:
        session.add(_refund(order, entry["refund"], now))
    if "invoice" in entry:
        session.add(_invoice(order, entry["invoice"], now))
    if "coupon" in entry:
        session.add(_coupon(story, {**entry["coupon"], "status": "used"}, now, number))


def _lines(entry: Story, prices: dict[str, int]) -> list[ShopOrderLine]:
    """The lines; what promotion, coupon and points (a fen each) take off is shared by value, to the fen."""
    worth = [line.get("unit_price_fen", prices[line["product"]]) * _pieces(line) for line in entry["lines"]]
    off: int = sum(entry.get(name, {}).get("off_fen", 0) for name in ("promotion", "coupon"))
    off += entry.get("points", 0)
    shares = [share(off, value, sum(worth)) for value in worth]
    shares[-1] = off - sum(shares[:-1])
    rows = []
    for index, line, value, less in zip(count(1), entry["lines"], worth, shares, strict=False):
        returned = line.get("returned", 0)
        rows.append(
            ShopOrderLine(
                id=str(index),
                product_id=line["product"],
                sku=line["sku"],
                unit_price_fen=value // _pieces(line),
                quantity=_pieces(line),
                paid_fen=value - less,
                returned_quantity=returned,
                refunded_fen=share(value - less, returned, _pieces(line)),
                marked=line.get("marked", []),
                gifts=line.get("gifts", []),
                repairs_done=line.get("repairs_done", 0),
                repair_days=line.get("repair_days", 0),
            )
        )
    return rows


def _pieces(line: Story) -> int:
    pieces: int = line.get("quantity", 1)
    return pieces


def _parcel(order: ShopOrder, entry: Story, now: datetime) -> ShopParcel:
    assert order.shipped_at is not None
    courier: str | None = entry.get("courier")
    if order.received_at and courier:
        events = trail(
            entry["cities"],
            order.shipped_at,
            order.received_at,
            delivered_by=(courier, COURIER_PHONE),
            signed_by=entry.get("signed_by", "本人"),
        )
    else:
        until = moment(entry["stopped"], now) if "stopped" in entry else now
        events = trail(entry["cities"], order.shipped_at, until)
    return ShopParcel(
        number=entry["number"],
        order_number=order.number,
        carrier=entry["carrier"],
        courier_name=courier,
        courier_phone=COURIER_PHONE if courier else None,
        expected_at=moment(entry["expected"], now) if "expected" in entry else None,
        events=events,
    )


def _refund(order: ShopOrder, entry: Story, now: datetime) -> ShopRefund:
    return ShopRefund(
        order_number=order.number,
        key=f"seed:{order.number}",
        amount_fen=entry["amount_fen"],
        status="sent_to_bank",
        method="原路退回",
        requested_at=moment(entry["requested"], now),
        sent_at=moment(entry["sent"], now),
        expected_at=moment(entry["expected"], now),
    )


def _invoice(order: ShopOrder, entry: Story, now: datetime) -> ShopInvoice:
    issued_at = moment(entry["issued"], now)
    return ShopInvoice(
        order_number=order.number,
        kind="电子普票",
        title=entry["title"],
        amount_fen=order.paid_goods_fen + order.shipping_fen,
        status="issued",
        requested_at=issued_at - timedelta(hours=5),
        issued_at=issued_at,
    )
