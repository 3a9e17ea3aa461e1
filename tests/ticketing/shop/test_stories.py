"""The demo's stories: complete, told from any moment, never told twice."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.builders import a_demo_shop
from tests.conftest import NOW
from ticketing.models import Customer, ShopCoupon, ShopMember, ShopOrder, ShopProduct, Table
from ticketing.rules.aftersales_facts import Category
from ticketing.shop.images import find_picture


def rows(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Table.metadata.sorted_tables
    }


def test_seeding_again_on_a_later_day_changes_nothing(session: Session) -> None:
    a_demo_shop(session, NOW)
    session.get_one(ShopProduct, "p1001").stock = 3
    before = rows(session)
    a_demo_shop(session, NOW + timedelta(days=2))
    assert rows(session) == before
    assert session.get_one(ShopProduct, "p1001").stock == 3


def test_the_shelf_covers_the_legal_categories_with_facts_and_pictures(session: Session) -> None:
    shop = a_demo_shop(session, NOW)
    products = shop.find_products("", 100)
    assert len(products) >= 24
    assert len({Category(product.category) for product in products}) >= 14
    for product in products:
        assert len(product.facts) >= 3 and product.skus and product.description
        assert find_picture(product.image_url.rsplit("/", 1)[1].removesuffix(".svg"))


def test_the_stories_hold_every_state_of_an_order(session: Session) -> None:
    a_demo_shop(session, NOW)
    states = Counter(session.scalars(select(ShopOrder.status)))
    assert states.keys() == {"unpaid", "paid", "shipped", "delivered", "finished", "cancelled"}
    assert len(list(session.scalars(select(ShopMember)))) >= 8


@pytest.mark.parametrize("hour", [0, 6, 12, 23])
def test_whatever_the_hour_nothing_has_happened_before_its_time(session: Session, hour: int) -> None:
    now = NOW.replace(hour=hour, minute=1)
    shop = a_demo_shop(session, now)
    orders = [order for member in shop.members() for order in shop.orders_of(member.id)]
    for order in orders:
        happened: list[datetime] = [
            at
            for at in (
                order.ordered_at,
                order.paid_at,
                order.shipped_at,
                order.received_at,
                order.installed_at,
            )
            if at
        ]
        assert happened == sorted(happened) and happened[-1] <= now, order.number
        assert len(order.number) == 13 and order.number.isdigit()
        for parcel in order.parcels:
            scans = [event.at for event in parcel.events]
            assert scans == sorted(scans, reverse=True) and scans[0] <= now, parcel.number


def test_what_was_paid_adds_up_to_the_fen(session: Session) -> None:
    shop = a_demo_shop(session, NOW)
    for member in shop.members():
        for order in shop.orders_of(member.id):
            goods = sum(line.unit_price_fen * line.quantity for line in order.lines)
            off = order.promotion.off_fen if order.promotion else 0
            used = select(ShopCoupon.off_fen).where(ShopCoupon.order_number == order.number)
            off += order.points_spent + sum(session.scalars(used))
            assert sum(line.paid_fen for line in order.lines) == order.paid_goods_fen == goods - off


def test_an_elder_is_marked_for_people_first(session: Session) -> None:
    a_demo_shop(session, NOW)
    first = session.scalars(select(Customer.external_id).where(Customer.needs_person_first)).all()
    assert first == ["zhou"]
