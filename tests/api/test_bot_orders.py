"""The assistant's view of orders: own ones only, and every change once."""

from collections.abc import Callable

import pytest

from tests.api.seam import Seam
from tests.builders import signed_in
from ticketing.models import Conversation

SeamOf = Callable[[str | None], Seam]


def test_a_shopper_gets_his_own_orders_newest_first(seam_of: SeamOf) -> None:
    items = seam_of("chen").get("orders").json()["items"]
    assert [order["status"] for order in items] == ["unpaid", "paid", "paid"]
    assert items[0]["lines"][0]["title"] == "回声 X2 手机" and items[0]["choices"] == []


def test_an_order_is_found_by_number_and_by_words(seam_of: SeamOf) -> None:
    seam = seam_of("gao")
    number = seam.get("orders", q="洗衣机").json()["items"][0]["number"]
    assert seam.get("orders", number=number).json()["items"][0]["number"] == number


@pytest.mark.parametrize(
    "path", ["orders?number={}", "orders/{}", "orders/{}/delivery-estimate", "orders/{}/price-protection",
             "refunds?order_number={}", "invoices?order_number={}"],
)  # fmt: skip
def test_anothers_order_is_not_found_even_by_its_right_number(seam_of: SeamOf, path: str) -> None:
    seam = seam_of("lin")
    answer = seam.get(path.format(seam.order("delivered", "wang").number))
    assert answer.status_code == 404 and answer.json()["error"] == "order_not_found"


@pytest.mark.parametrize(
    "path", ["cancellations", "address-changes", "invoices"]
)  # fmt: skip
def test_anothers_order_cannot_be_changed(seam_of: SeamOf, path: str) -> None:
    seam = seam_of("lin")
    body = {"order_number": seam.order("paid", "chen").number, "address": "上海市示例区夏雨路 1 号"}
    answer = seam.post(path, body)
    assert answer.status_code == 404 and answer.json()["error"] == "order_not_found"
    assert seam.order("paid", "chen").address.startswith("广东")


@pytest.mark.parametrize("path", ["orders", "refunds", "invoices", "coupons", "points", "membership"])
def test_a_visitor_has_no_orders_to_see(seam_of: SeamOf, path: str) -> None:
    answer = seam_of(None).get(path)
    assert answer.status_code == 403 and answer.json()["error"] == "not_signed_in"


def test_only_the_action_server_may_ask(seam_of: SeamOf) -> None:
    seam = seam_of("lin")
    url = f"/api/v1/bot/conversations/{seam.cid}/orders"
    assert seam.client.get(url).status_code == 401
    with seam.sessions.begin() as session:
        shopper = session.get_one(Conversation, seam.cid).customer
    assert seam.client.get(url, headers=signed_in(seam.settings, shopper)).status_code == 401


def test_an_unknown_conversation_is_not_found(seam_of: SeamOf) -> None:
    seam = seam_of("lin")
    seam.cid = "c_unknown"
    assert seam.get("orders").json()["error"] == "conversation_not_found"


def test_details_mask_what_could_be_used(seam_of: SeamOf) -> None:
    seam = seam_of("lin")
    answer = seam.get(f"orders/{seam.order('shipped').number}")
    assert answer.json()["address_masked"] == "上海市示例区****"
    assert answer.json()["receiver_masked"] == "林**"
    assert "春风路" not in answer.text and "13800000001" not in answer.text
    assert not answer.json()["can_cancel"]


def test_the_estimate_is_the_carriers_until_it_has_passed(seam_of: SeamOf) -> None:
    seam = seam_of("lin")
    estimate = seam.get(f"orders/{seam.order('shipped').number}/delivery-estimate").json()
    assert estimate["basis"] == "carrier" and estimate["expected_at"] == "2026-11-19T18:00:00+08:00"
    stuck = seam_of("tang")
    estimate = stuck.get(f"orders/{stuck.order('shipped').number}/delivery-estimate").json()
    assert estimate["is_late"] and estimate["expected_at"] is None


def test_a_fallen_price_gives_the_difference_back(seam_of: SeamOf) -> None:
    seam = seam_of("ma")
    protection = seam.get(f"orders/{seam.order('delivered').number}/price-protection").json()
    assert protection["total_fen"] == 3000 and protection["lines"][0]["why"] == "price_fell"
    assert protection["days_left"] == 10
    old = seam_of("zhao")
    protection = old.get(f"orders/{old.order('finished').number}/price-protection").json()
    assert protection["total_fen"] == 0 and protection["lines"][0]["why"] == "time_over"


def test_a_refund_on_its_way_says_where_it_is(seam_of: SeamOf) -> None:
    (refund,) = seam_of("sun").get("refunds").json()["items"]
    assert refund["status"] == "sent_to_bank" and refund["amount_fen"] == 45900
    assert refund["expected_at"] == "2026-11-19T18:00:00+08:00"


def test_an_invoice_is_asked_for_once(seam_of: SeamOf) -> None:
    seam = seam_of("wang")
    body = {"order_number": seam.order("delivered").number, "title": "示例贸易有限公司"}
    first = seam.post("invoices", body, key="turn-1")
    assert first.status_code == 201 and first.json()["amount_fen"] == 55700
    assert seam.post("invoices", body, key="turn-1").json() == first.json()
    second = seam.post("invoices", body)
    assert second.status_code == 409 and second.json()["error"] == "already_invoiced"
    assert len(seam.get("invoices").json()["items"]) == 1


def test_a_cancelled_order_gives_its_money_back_once(seam_of: SeamOf) -> None:
    seam = seam_of("chen")
    order = seam.order("paid")
    body = {"order_number": order.number, "reason": "拍错了"}
    first = seam.post("cancellations", body, key="turn-1")
    assert first.status_code == 201 and first.json()["refund_fen"] == order.total_fen
    assert first.json()["order"]["status"] == "cancelled"
    assert seam.post("cancellations", body, key="turn-1").json() == first.json()
    assert seam.post("cancellations", body).json()["error"] == "already_cancelled"
    assert len(seam.get("refunds", order_number=order.number).json()["items"]) == 1
    assert seam.get(f"orders/{order.number}").json()["cancel_reason"] == "拍错了"


def test_a_shipped_order_is_neither_cancelled_nor_sent_elsewhere(seam_of: SeamOf) -> None:
    seam = seam_of("lin")
    body = {"order_number": seam.order("shipped").number, "address": "上海市示例区夏雨路 1 号"}
    for path in ("cancellations", "address-changes"):
        answer = seam.post(path, body)
        assert answer.status_code == 409 and answer.json()["error"] == "already_shipped"


def test_an_address_changes_before_shipment(seam_of: SeamOf) -> None:
    seam = seam_of("chen")
    body = {
        "order_number": seam.order("paid").number,
        "address": "广东省示例市秋月路 2 号",
        "phone": "13800000099",
    }
    answer = seam.post("address-changes", body)
    assert answer.status_code == 201 and answer.json()["phone_masked"] == "138****0099"
    assert seam.order("paid").address == "广东省示例市秋月路 2 号"


def test_a_change_without_a_key_is_refused(seam_of: SeamOf) -> None:
    seam = seam_of("chen")
    answer = seam.post("cancellations", {"order_number": "1"}, key="x" * 121)
    assert answer.status_code == 422


def test_products_answer_anybody_from_their_facts(seam_of: SeamOf) -> None:
    (product,) = seam_of(None).get("products", q="纸尿裤").json()["items"]
    assert product["facts"]["尺码"].startswith("M 适合") and "也叫" not in product["facts"]
    assert product["category_text"] == "母婴" and product["stock_text"] == "有货"
    sold_out = seam_of(None).get("products", product_id="p7501").json()["items"][0]
    assert sold_out["stock_text"] == "缺货，预计 11月22日 到货"
    assert seam_of(None).get("products", product_id="p0").json()["error"] == "product_not_found"


def test_a_member_sees_what_he_has_with_the_shop(seam_of: SeamOf) -> None:
    seam = seam_of("lin")
    assert [coupon["status"] for coupon in seam.get("coupons").json()["items"]] == [
        "usable",
        "usable",
        "expired",
    ]
    assert seam.get("points").json() == {"points": 2680, "worth_fen": 2680, "points_per_yuan": 100}
    membership = seam.get("membership").json()
    assert membership["level"] == "金卡会员" and membership["next_level"] == "钻石会员"
    assert membership["growth_missing"] == 5180
