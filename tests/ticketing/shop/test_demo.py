"""The demo shop behind the interface."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.builders import a_demo_shop
from tests.conftest import NOW
from ticketing.errors import (
    AlreadyCancelled,
    AlreadyInvoiced,
    AlreadyShipped,
    NotPaid,
    OrderNotFound,
    ProductNotFound,
    SumNotAllowed,
)
from ticketing.shop import DemoShop, Order, order_card
from ticketing.shop.order_search import find_orders, most_likely


def of(shop: DemoShop, member_id: str, status: str) -> Order:
    """The member's first order in a state."""
    return next(order for order in shop.orders_of(member_id) if order.status == status)


def test_anothers_order_is_not_found_even_by_its_right_number(session: Session) -> None:
    shop = a_demo_shop(session, NOW)
    number = shop.orders_of("lin")[0].number
    assert shop.get_order("lin", number).number == number
    for call in (
        lambda: shop.get_order("wang", number),
        lambda: shop.refunds_of("wang", number),
        lambda: shop.invoices_of("wang", number),
        lambda: shop.cancel_order("wang", number, "", NOW),
        lambda: shop.change_address("wang", number, address="别处", receiver=None, phone=None),
        lambda: shop.request_invoice("wang", number, "个人", NOW),
    ):
        with pytest.raises(OrderNotFound):
            call()


def test_a_paid_order_is_cancelled_once_and_its_money_comes_back_with_the_shipping(session: Session) -> None:
    shop = a_demo_shop(session, NOW)
    order = next(order for order in shop.orders_of("chen") if order.shipping_fen)
    refund = shop.cancel_order("chen", order.number, "不想要了", NOW)
    assert refund is not None and refund.amount_fen == order.total_fen
    assert shop.get_order("chen", order.number).status == "cancelled"
    assert [each.amount_fen for each in shop.refunds_of("chen", order.number)] == [order.total_fen]
    with pytest.raises(AlreadyCancelled):
        shop.cancel_order("chen", order.number, "不想要了", NOW)


def test_an_unpaid_order_is_cancelled_without_a_refund(session: Session) -> None:
    shop = a_demo_shop(session, NOW)
    assert shop.cancel_order("chen", of(shop, "chen", "unpaid").number, "", NOW) is None


def test_what_has_left_can_neither_be_cancelled_nor_sent_elsewhere(session: Session) -> None:
    shop = a_demo_shop(session, NOW)
    number = of(shop, "lin", "shipped").number
    with pytest.raises(AlreadyShipped):
        shop.cancel_order("lin", number, "", NOW)
    with pytest.raises(AlreadyShipped):
        shop.change_address("lin", number, address="上海市示例区夏雨路 1 号", receiver=None, phone=None)


def test_an_address_changes_before_shipment_and_the_rest_stays(session: Session) -> None:
    shop = a_demo_shop(session, NOW)
    before = of(shop, "chen", "paid")
    after = shop.change_address(
        "chen", before.number, address="广东省示例市夏雨路 1 号", receiver=None, phone=None
    )
    assert after.address == "广东省示例市夏雨路 1 号" and after.receiver == before.receiver


def test_an_invoice_is_asked_for_once_and_only_when_paid(session: Session) -> None:
    shop = a_demo_shop(session, NOW)
    number = of(shop, "wang", "delivered").number
    assert shop.request_invoice("wang", number, "个人", NOW).status == "requested"
    with pytest.raises(AlreadyInvoiced):
        shop.request_invoice("wang", number, "个人", NOW)
    with pytest.raises(NotPaid):
        shop.request_invoice("chen", of(shop, "chen", "unpaid").number, "个人", NOW)


def test_a_cause_pays_once_and_never_more_than_was_paid(session: Session) -> None:
    shop = a_demo_shop(session, NOW)
    order = of(shop, "wang", "delivered")
    line = order.lines[0]

    def pay(amount: int, key: str, quantity: int = 1) -> int:
        return shop.refund_line(
            "wang", order.number, line.id, quantity=quantity, amount_fen=amount, key=key, now=NOW
        ).amount_fen

    assert pay(12900, "AS-1") == 12900
    assert pay(12900, "AS-1") == 12900
    assert shop.get_order("wang", order.number).lines[0].returned_quantity == 1
    with pytest.raises(SumNotAllowed):
        pay(order.paid_goods_fen - 12900 + 1, "AS-2")
    with pytest.raises(SumNotAllowed):
        pay(100, "AS-3", quantity=2)


def test_products_are_found_by_everyday_words_and_strange_things_are_not(session: Session) -> None:
    shop = a_demo_shop(session, NOW)
    asked = {
        "有没有T恤": "p1001",
        "跑鞋": "p1004",
        "耳机续航多久": "p2003",
        "给老人量血压的": "p5101",
        "尿不湿": "p7401",
        "坚果过敏吗": "p4001",
        "冰箱多宽": "p3002",
        "能装电脑的包": "p1005",
        "推荐个充电宝": "p2004",
        "X2屏幕多大": "p2001",
    }
    assert {words: shop.find_products(words)[0].id for words in asked} == asked
    assert shop.find_products("自行车") == [] and shop.find_products("天气怎么样") == []
    with pytest.raises(ProductNotFound):
        shop.get_product("p0")


def test_an_order_is_found_by_what_was_bought(session: Session) -> None:
    shop = a_demo_shop(session, NOW)
    (found,) = find_orders(shop, "gao", number=None, words="那台洗衣机", limit=5)
    assert found.lines[0].product_id == "p3001"
    assert find_orders(shop, "gao", number=None, words="那条裙子", limit=5) == []
    assert len(find_orders(shop, "gao", number=None, words="", limit=1)) == 1


def test_the_order_shown_first_is_the_one_that_most_likely_needs_help(session: Session) -> None:
    shop = a_demo_shop(session, NOW)
    chosen = {
        member.id: order.status
        for member in shop.members()
        if (order := most_likely(shop.orders_of(member.id), NOW))
    }
    assert chosen["lin"] == "shipped" and chosen["wang"] == "delivered" and chosen["chen"] == "paid"
    assert "he" not in chosen
    (old,) = shop.orders_of("zhao")
    assert most_likely([old], NOW + timedelta(days=300)) == old


def test_a_card_has_the_protocols_shape(session: Session) -> None:
    shop = a_demo_shop(session, NOW)
    card = order_card(of(shop, "wang", "delivered"))
    assert card["status_text"] == "已签收" and card["choices"] == []
    assert card["parcel"] and card["parcel"]["status_text"] == "已签收"
    assert card["parcel"]["events"][0]["text"].startswith("已签收")
    assert card["lines"][0]["paid_fen"] == 25800 and card["lines"][0]["image_url"].endswith(".svg")
    transit = order_card(of(shop, "lin", "shipped"))["parcel"]
    assert transit and transit["status_text"] == "运输中" and transit["expected_at"]
