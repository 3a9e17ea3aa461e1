"""Actions alone: one message, real HTTP to a small shop, what was said and what was asked."""

import copy
from typing import Any

import pytest

from actions.cases import CancelCase, CaseProgress
from actions.fallback import AskWhatIsMeant, UseFacts
from actions.handoff import AskBeforeHandOff, HandOff, HandOffDanger
from actions.invoices import InvoiceStatus
from actions.members import Coupons, Membership, Points
from actions.orders import AskShipTime, ExplainCancelled, ShowOrders
from actions.parcels import ContactCourier, DeliveryTime, NotReceived, TrackParcel
from actions.policies import AnswerPolicy
from actions.products import AnswerProduct, ProductPrice, SuggestProducts
from actions.refunds import PriceProtection, RefundProgress
from actions.smalltalk import Greet
from actions.tickets import Praise, TicketProgress
from tests.bot.conftest import Act
from tests.bot.seam_data import DELIVERED, NOW, SHIPPED, case, order
from tests.bot.seam_server import Shop


def words(said: list[dict[str, Any]]) -> str:
    return "\n".join(one["text"] for one in said)


def titles(said: list[dict[str, Any]]) -> set[str]:
    found = {one["title"] for body in said for one in body.get("choices", [])}
    return found | {
        one["title"] for body in said for card in body.get("orders", []) for one in card["choices"]
    }


def test_my_orders_come_as_cards(act: Act) -> None:
    said, _ = act(ShowOrders(), "ask_order_status", "我的订单")
    assert said[0]["kind"] == "order_card"
    assert [one["number"] for one in said[0]["orders"]] == ["2611200001234", "2611160001207", "2611210001298"]


def test_one_order_is_shown_by_its_number(act: Act, shop: Shop) -> None:
    said, _ = act(ShowOrders(), "ask_order_status", "查2611200001234", order_number="2611200001234")
    assert [one["number"] for one in said[0]["orders"]] == ["2611200001234"]


def test_a_foreign_number_is_refused_in_the_services_words(act: Act) -> None:
    said, _ = act(ShowOrders(), "ask_order_status", "查2611999999999", order_number="2611999999999")
    assert "没有订单 2611999999999" in words(said)
    assert "转人工" in titles(said)


def test_choice_ids_are_unique_in_a_message(act: Act) -> None:
    said, _ = act(ShowOrders(), "ask_order_status", "我的订单")
    ids = [one["id"] for card in said[0]["orders"] for one in card["choices"]]
    assert len(ids) == len(set(ids)) > 3


def test_who_is_not_signed_in_is_told_so(act: Act, shop: Shop) -> None:
    shop.signed_in = False
    said, _ = act(ShowOrders(), "ask_order_status", "我的订单")
    assert "登录" in words(said)


def test_a_dead_service_gets_a_sentence_and_ways_on(act: Act, shop: Shop) -> None:
    shop.down = True
    said, events = act(TrackParcel(), "track_parcel", "快递到哪了")
    assert "没响应" in words(said)
    assert titles(said) == {"留工单", "转人工"}
    assert {"event": "slot", "timestamp": None, "name": "failures", "value": 1} in events


def test_garbage_from_the_service_is_not_silence(act: Act, shop: Shop) -> None:
    shop.fixed["GET", "orders"] = (200, {"unexpected": True})
    said, _ = act(ShowOrders(), "ask_order_status", "我的订单")
    assert said


def test_each_turn_is_reported_once(act: Act, shop: Shop) -> None:
    act(TrackParcel(), "track_parcel", "快递到哪了")
    assert shop.posted("turn-reports") == [
        {
            "intent": "track_parcel",
            "confidence": 0.9,
            "guesses": [],
            "outcome": "answered",
            "topic": "shipping",
            "form": None,
        }
    ]


def test_a_parcel_is_told_with_its_newest_scan_and_its_day(act: Act) -> None:
    said, _ = act(TrackParcel(), "track_parcel", "快递到哪了")
    assert "上海转运中心" in words(said) and "明天（11月23日）" in words(said)


def test_a_parcel_is_found_by_its_own_number(act: Act) -> None:
    said, _ = act(TrackParcel(), "track_parcel", "SF1020304050607到哪了", parcel_number="SF1020304050607")
    assert [one["number"] for one in said[0]["orders"]] == ["2611160001207"]


def test_delivery_is_estimated(act: Act) -> None:
    said, _ = act(DeliveryTime(), "ask_delivery_time", "几天能到", order_number="2611200001234")
    assert "明天" in words(said)


def test_a_parcel_that_is_said_to_be_signed_gets_help(act: Act) -> None:
    said, _ = act(NotReceived(), "report_not_received", "没收到", order_number="2611160001207")
    assert "吴师傅" in words(said) and "没找到，登记丢件" in titles(said)


def test_a_courier_is_named_when_known(act: Act) -> None:
    said, _ = act(ContactCourier(), "contact_courier", "快递员电话", order_number="2611160001207")
    assert "139-0000-0000" in words(said)


def test_a_late_dispatch_is_owned_up_to(act: Act, shop: Shop) -> None:
    late = {**shop.orders[2], "ship_promise_at": "2026-11-21T18:00:00+08:00"}
    shop.fixed["GET", "orders/2611210001298"] = (200, late)
    said, _ = act(AskShipTime(), "ask_ship_time", "怎么还不发货")
    assert "超时" in words(said) and "留工单催发货" in titles(said)


def test_a_cancelled_order_is_explained(act: Act, shop: Shop) -> None:
    gone = order("2611010000001", "cancelled", "已取消", copy.deepcopy(DELIVERED["lines"]))
    shop.orders = [gone]
    shop.fixed["GET", "orders/2611010000001"] = (200, {**gone, "cancel_reason": "超时未付款"})
    said, _ = act(ExplainCancelled(), "order_cancelled_by_system", "订单怎么被取消了")
    assert "超时未付款" in words(said)


@pytest.mark.parametrize(
    ("status", "expected"), [("approved", "等待打款"), ("sent_to_bank", "到账"), ("arrived", "已在")]
)
def test_each_state_of_a_refund_has_its_sentence(act: Act, shop: Shop, status: str, expected: str) -> None:
    at = {
        "sent_at": NOW if status != "approved" else None,
        "arrived_at": NOW if status == "arrived" else None,
    }
    shop.refunds = [
        {
            "order_number": "2611160001207",
            "amount_fen": 12900,
            "status": status,
            "status_text": "已同意，等待打款",
            "method": "支付宝",
            "requested_at": NOW,
            "expected_at": "2026-11-24T18:00:00+08:00",
            **at,
        }
    ]
    said, _ = act(RefundProgress(), "ask_refund_progress", "退款到哪了")
    assert expected in words(said) and "¥129" in words(said)


def test_price_protection_names_the_sum(act: Act) -> None:
    said, _ = act(PriceProtection(), "ask_price_protection", "价保", order_number="2611160001207")
    assert "¥20" in words(said) and "申请退差价" in titles(said)


def test_members_things_are_read_from_the_shop(act: Act) -> None:
    assert "满 200 减 20" in words(act(Coupons(), "ask_coupon", "我的优惠券")[0])
    assert "2680" in words(act(Points(), "ask_points", "我有多少积分")[0])
    assert "钻石会员" in words(act(Membership(), "ask_membership", "我什么等级")[0])


def test_invoices_are_listed(act: Act, shop: Shop) -> None:
    shop.invoices = [
        {
            "order_number": "2611160001207",
            "kind": "电子普票",
            "title": "个人",
            "amount_fen": 100,
            "status": "issued",
            "status_text": "",
            "requested_at": NOW,
            "issued_at": NOW,
        }
    ]
    assert "今天" in words(act(InvoiceStatus(), "ask_invoice_status", "发票在哪")[0])


def test_a_product_question_is_answered_from_its_data_sheet(act: Act) -> None:
    said, events = act(AnswerProduct(), "ask_product_info", "T恤是什么材质")
    assert "新疆棉" in words(said)
    assert any(one.get("name") == "scene" and one["value"]["product"] == "p1001" for one in events)


def test_what_the_data_sheet_does_not_say_is_not_invented(act: Act, shop: Shop) -> None:
    shop.confident = False
    said, _ = act(AnswerProduct(), "ask_product_info", "T恤防辐射吗")
    assert "没写这一项" in words(said) and "转人工" in titles(said)
    assert shop.posted("turn-reports")[0]["outcome"] == "unsure"


def test_the_price_is_on_a_card(act: Act) -> None:
    said, _ = act(ProductPrice(), "ask_price", "T恤多少钱")
    assert said[0]["kind"] == "product_card" and "¥129" in words(said)


def test_suggestions_carry_a_way_to_ask_more(act: Act) -> None:
    said, _ = act(SuggestProducts(), "ask_recommendation", "推荐件短袖")
    assert said[0]["products"][0]["choices"][0]["payload"].startswith("/ask_product_info{")


def test_a_policy_comes_with_its_source(act: Act) -> None:
    said, _ = act(AnswerPolicy(), "ask_return_policy", "拆封了还能退吗")
    assert said[0]["source"] == {"title": "七天无理由退货", "url": "/help/seven-day-return"}


def test_an_unsure_policy_says_so(act: Act, shop: Shop) -> None:
    shop.confident = False
    said, _ = act(AnswerPolicy(), "ask_carrier", "能发顺丰特快吗")
    assert "没有把握" in words(said) and "转人工" in titles(said)


def test_a_person_is_called_with_what_is_known(act: Act, shop: Shop) -> None:
    task = {
        "name": "aftersales",
        "facts": {"order_number": "2611160001207", "reason": "quality"},
        "form": None,
    }
    said, events = act(
        HandOff(),
        "ask_human",
        "转人工",
        slots={"task": task, "tried": [{"intent": "track_parcel", "title": "查物流"}]},
    )
    assert shop.posted("handoffs") == [
        {
            "reason": "asked",
            "tried": [{"intent": "track_parcel", "title": "查物流"}],
            "slots": {"order_number": "2611160001207", "reason": "quality"},
        }
    ]
    assert said == []  # the service itself tells the place in the queue
    assert any(one["event"] == "active_loop" and one["name"] is None for one in events)


def test_with_nobody_online_the_assistant_stays_useful(act: Act, shop: Shop) -> None:
    shop.people_online = False
    assert words(act(HandOff(), "ask_human", "转人工")[0])


def test_danger_is_handed_over_at_once(act: Act, shop: Shop) -> None:
    said, _ = act(HandOffDanger(), "alert_danger", "充电宝冒烟了")
    assert "停止使用" in words(said)
    assert shop.posted("handoffs")[0]["reason"] == "safety"


def test_a_complaint_is_asked_first(act: Act, shop: Shop) -> None:
    said, _ = act(AskBeforeHandOff(), "complain", "你们太过分了")
    assert titles(said) == {"转人工", "继续说说"}
    assert not shop.posted("handoffs")


def test_an_upset_shopper_with_a_question_gets_the_answer_and_the_offer(act: Act) -> None:
    said, _ = act(TrackParcel(), "track_parcel", "什么破快递还不到", upset=True)
    assert "上海转运中心" in words(said) and "转人工" in titles(said)


def test_two_misses_in_a_row_bring_a_person(act: Act, shop: Shop) -> None:
    act(AskWhatIsMeant(), "nlu_fallback", "嗯哼哈")
    assert not shop.posted("handoffs")
    act(AskWhatIsMeant(), "nlu_fallback", "啊吧啊吧", slots={"failures": 1})
    assert shop.posted("handoffs")[0]["reason"] == "two_failures"


def test_a_bare_number_shows_its_order(act: Act) -> None:
    said, _ = act(UseFacts(), "inform", "2611200001234", order_number="2611200001234")
    assert said[0]["kind"] == "order_card"


def test_a_greeting_names_the_latest_order(act: Act, shop: Shop) -> None:
    assert "云朵纯棉短袖T恤" in words(act(Greet(), "greet", "你好")[0])
    shop.fixed["GET", "context"] = (404, {"error": "conversation_not_found", "detail": "没有"})
    assert words(act(Greet(), "greet", "你好")[0])


def test_cases_and_tickets_are_told(act: Act, shop: Shop) -> None:
    assert "还没有" in words(act(CaseProgress(), "ask_aftersale_progress", "审核好了吗")[0])
    shop.cases = [case("2611160001207", "no_reason_return")]
    assert "通过了" in words(act(CaseProgress(), "ask_aftersale_progress", "审核好了吗")[0])
    shop.tickets = [
        {
            "number": "TK-1",
            "title": "催发货",
            "status": "open",
            "status_text": "处理中",
            "category": [],
            "opened_at": NOW,
            "due_text": "今天 18:00 前回复。",
            "last_event_text": "仓库在查。",
        }
    ]
    assert "仓库在查" in words(act(TicketProgress(), "ask_ticket_progress", "我反馈的呢")[0])


def test_a_case_is_withdrawn_after_a_yes(act: Act, shop: Shop) -> None:
    shop.cases = [case("2611160001207", "no_reason_return")]
    said, _ = act(CancelCase(), "cancel_aftersale", "不退了")
    assert "撤销申请" in titles(said) and not shop.posted("cases/AS-26112200003/cancellations")
    act(CancelCase(), "cancel_aftersale", sure="yes", case_number="AS-26112200003")
    assert len(shop.posted("cases/AS-26112200003/cancellations")) == 1


def test_changes_carry_the_message_as_their_key(act: Act, shop: Shop) -> None:
    act(Praise(), "praise", "小林的服务特别好，表扬一下")
    method, path, _, headers = next(one for one in shop.asked if one[1] == "tickets")
    assert headers["Idempotency-Key"] == "c_test:c_test:7"
    assert SHIPPED["number"]
