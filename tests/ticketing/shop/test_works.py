"""What the demo shop does for cases: once a key, and never more money than was paid."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.conftest import NOW
from tests.ticketing.cases import an_order, the_shop
from ticketing.errors import NotPaid, OrderNotFound, SumNotAllowed, UnknownVariant
from ticketing.models import ShopProduct, ShopWork

SHIRT = "p1001"


def test_the_same_key_books_reserves_repairs_and_pays_once(session: Session) -> None:
    shop, order = the_shop(session), an_order(session, "wang", SHIRT)
    stock = session.get_one(ShopProduct, SHIRT).stock
    ends = NOW + timedelta(hours=3)
    for _ in range(2):
        pickup = shop.book_pickup("wang", order.number, begins_at=NOW, ends_at=ends, key="AS-1-pickup-1")
        assert pickup.begins_at == NOW and pickup.number.startswith("PU")
        assert shop.reserve_replacement("wang", order.number, "1", sku="白色 L", quantity=2, key="AS-1")
        shop.record_repair("wang", order.number, "2", days=4, key="AS-2")
        shop.compensate("wang", order.number, amount_fen=50_000, key="AS-3", now=NOW)
    shirt, headphones = an_order(session, "wang", SHIRT).lines
    assert session.get_one(ShopProduct, SHIRT).stock == stock - 2
    assert (headphones.repairs_done, headphones.repair_days) == (1, 4)
    assert [refund.amount_fen for refund in shop.refunds_of("wang")] == [50_000]
    for _ in range(2):
        shop.send_replacement("wang", order.number, "1", key="AS-1", now=NOW)
        shop.cancel_pickup("wang", order.number, key="AS-1-pickup-1")
    shirt = an_order(session, "wang", SHIRT).lines[0]
    assert shirt.exchanged_at == NOW and shirt.sku == "白色 L"
    assert session.get_one(ShopWork, "AS-1-pickup-1").state == "undone"


def test_what_is_not_there_is_not_kept(session: Session) -> None:
    shop, order = the_shop(session), an_order(session, "wang", SHIRT)
    session.get_one(ShopProduct, SHIRT).sold_out_skus = ["白色 L"]
    assert not shop.reserve_replacement("wang", order.number, "1", sku="白色 L", quantity=1, key="AS-1")
    assert not shop.reserve_replacement("wang", order.number, "1", sku="白色 M", quantity=9999, key="AS-1")
    with pytest.raises(UnknownVariant):
        shop.reserve_replacement("wang", order.number, "1", sku="金色", quantity=1, key="AS-1")
    assert session.get(ShopWork, "AS-1") is None


def test_another_members_order_is_not_worked_on(session: Session) -> None:
    shop, number = the_shop(session), an_order(session, "wang", SHIRT).number
    for call in (
        lambda: shop.book_pickup("lin", number, begins_at=NOW, ends_at=NOW, key="x"),
        lambda: shop.cancel_pickup("lin", number, key="x"),
        lambda: shop.reserve_replacement("lin", number, "1", sku="白色 L", quantity=1, key="x"),
        lambda: shop.send_replacement("lin", number, "1", key="x", now=NOW),
        lambda: shop.record_repair("lin", number, "1", days=1, key="x"),
        lambda: shop.compensate("lin", number, amount_fen=1, key="x", now=NOW),
    ):
        with pytest.raises(OrderNotFound):
            call()
    with pytest.raises(NotPaid):
        unpaid = next(order for order in shop.orders_of("chen") if order.status == "unpaid")
        shop.compensate("chen", unpaid.number, amount_fen=1, key="x", now=NOW)


REFUNDS = st.lists(
    st.tuples(st.sampled_from(["1", "2"]), st.integers(0, 3), st.integers(0, 40_000)), max_size=8
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(REFUNDS)
def test_whatever_is_asked_for_no_line_pays_back_more_than_was_paid_for_it(
    session: Session, asked: list[tuple[str, int, int]]
) -> None:
    shop, number = the_shop(session), an_order(session, "wang", SHIRT).number
    with session.begin_nested() as tried:
        for index, (line_id, quantity, amount) in enumerate(asked):
            try:
                shop.refund_line(
                    "wang", number, line_id, quantity=quantity, amount_fen=amount, key=f"k{index}", now=NOW
                )
            except SumNotAllowed:
                continue
        session.expire_all()
        order = shop.get_order("wang", number)
        paid = sum(refund.amount_fen for refund in shop.refunds_of("wang", number))
        assert paid == sum(line.refunded_fen for line in order.lines) <= order.paid_goods_fen
        for line in order.lines:
            assert line.refunded_fen <= line.paid_fen and line.returned_quantity <= line.quantity
        tried.rollback()
    session.expire_all()
