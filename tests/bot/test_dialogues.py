"""Whole conversations with the trained assistant: paths, interruptions, corrections, doubt, people."""

import re
from typing import Any

from tests.bot.seam_data import DELIVERED, NOW, case, route
from tests.bot.seam_server import Shop
from tests.bot.talking import Talking

HEADPHONES = "选这件 静享 Air 蓝牙耳机"
Routes = list[dict[str, Any]]


def test_a_parcel_question_is_answered_with_a_card(talk: Talking, shop: Shop) -> None:
    said = talk.says("我的快递到哪了")
    assert said[0]["kind"] == "order_card"
    talk.heard("上海转运中心", "明天")


def test_an_order_number_glued_to_words_finds_its_order(talk: Talking, shop: Shop) -> None:
    said = talk.says("帮我查一下2611160001207这单")
    assert [one["number"] for one in said[0]["orders"]] == ["2611160001207"]


def test_a_bare_order_number_finds_its_order(talk: Talking, shop: Shop) -> None:
    assert talk.says("2611200001234")[0]["orders"][0]["number"] == "2611200001234"


def test_a_return_ends_in_a_case_number(talk: Talking, shop: Shop) -> None:
    talk.says("我要退货")
    talk.taps(HEADPHONES)
    talk.taps("不喜欢/不合适")
    talk.heard("吊牌剪了吗")
    talk.taps("还在")
    talk.heard("静享 Air 蓝牙耳机", "¥129", "运费险")
    talk.taps("提交申请")
    talk.heard("AS-26112200003", "寄到")
    assert shop.posted("cases")[0] == {
        "order_number": "2611160001207",
        "line_id": "2",
        "wish": "return",
        "route": "no_reason_return",
        "reason": "no_reason",
        "quantity": 1,
        "description": "",
        "photos": [],
        "condition": {"tags_removed": False},
        "fault": None,
        "serious": None,
    }
    assert talk.slot("task") is None


def test_a_return_can_be_told_in_words_alone(talk: Talking, shop: Shop) -> None:
    talk.says("那个蓝牙耳机我想退掉")
    talk.says("不喜欢")
    talk.says("没剪")
    talk.says("提交")
    assert shop.posted("cases")[0]["line_id"] == "2"


def test_the_goods_are_chosen_by_their_place_in_the_list(talk: Talking, shop: Shop) -> None:
    talk.says("我要退货")
    talk.says("第二个")
    talk.heard("原因|为什么")
    assert talk.slot("task")["facts"]["line"]["title"] == "静享 Air 蓝牙耳机"


def test_several_pieces_are_asked_for_their_number(talk: Talking, shop: Shop) -> None:
    talk.says("我要退货")
    talk.says("第一个")
    talk.heard("几件")
    talk.taps("2 件")
    assert talk.slot("task")["facts"]["quantity"] == 2


def test_what_the_first_message_tells_is_not_asked_again(talk: Talking, shop: Shop) -> None:
    talk.says("蓝牙耳机左边没声音，我要退货")
    talk.heard("照片")
    talk.says("[图片] upload:u_1")
    talk.heard("1 张")
    talk.taps("传好了")
    talk.taps("提交申请")
    body = shop.posted("cases")[0]
    assert (body["reason"], body["route"], body["photos"]) == ("quality", "quality_return", ["u_1"])
    assert "没声音" in body["description"]


def test_an_exchange_goes_the_same_way(talk: Talking, shop: Shop) -> None:
    talk.says("耳机想换一个")
    talk.taps("不喜欢/不合适")
    talk.taps("还在")
    talk.taps("提交申请")
    assert shop.posted("cases")[0]["route"] == "exchange"


def test_a_repair_asks_for_the_fault(talk: Talking, shop: Shop) -> None:
    talk.says("我的蓝牙耳机要报修")
    talk.taps("质量问题")
    talk.says("充不进去电")
    talk.taps("跳过")
    talk.taps("提交申请")
    assert shop.posted("cases")[0] | {"photos": []} == shop.posted("cases")[0]
    assert shop.posted("cases")[0]["route"] == "repair"


def test_goods_that_have_not_come_are_refunded_without_questions(talk: Talking, shop: Shop) -> None:
    shop.decide = lambda body: [route(name, name == "refund_only", refund=5900) for name in ROUTES]
    talk.says("2611210001298这本书我要申请退款")
    talk.heard("仅退款", "¥59")
    talk.taps("提交申请")
    assert shop.posted("cases")[0]["wish"] == "refund_only"


def test_a_refusal_names_its_reason_the_other_ways_and_a_person(talk: Talking, shop: Shop) -> None:
    shop.decide = lambda body: [route(name, name == "exchange", refund=0) for name in ROUTES]
    talk.says("耳机退货")
    talk.taps("不喜欢/不合适")
    talk.heard("七天无理由退货", "消费者权益保护法第二十五条", "换货")
    assert {"换货", "转人工", "先不弄了"} <= set(talk.choices)
    talk.taps("换货")
    talk.heard("方式：换货")


def test_a_refusal_without_another_way_ends_with_the_human_one(talk: Talking, shop: Shop) -> None:
    shop.decide = lambda body: [route(name, False) for name in ROUTES]
    talk.says("耳机退货")
    talk.taps("不喜欢/不合适")
    assert list(talk.choices) == ["转人工"]
    assert talk.slot("task") is None


def test_one_tap_answers_all_questions_about_the_goods(talk: Talking, shop: Shop) -> None:
    facts = ("condition.activated", "condition.damaged_by_shopper", "condition.parts_complete")

    def decide(body: dict[str, Any]) -> Routes:
        known = {f"condition.{name}" for name, value in body["condition"].items() if value is not None}
        missing = tuple(one for one in facts if one not in known)
        return [route(name, None if missing else True, missing=missing, refund=100) for name in ROUTES]

    shop.decide = decide
    talk.says("耳机退货")
    talk.taps("不喜欢/不合适")
    talk.taps("商品完好，都没动过")
    talk.heard("您确认：商品完好")
    talk.taps("提交申请")
    assert shop.posted("cases")[0]["condition"] == {
        "activated": False,
        "damaged_by_shopper": False,
        "parts_complete": True,
    }


def test_one_step_back_and_another_answer(talk: Talking, shop: Shop) -> None:
    talk.says("耳机退货")
    talk.taps("不喜欢/不合适")
    talk.taps("上一步")
    talk.heard("原因|为什么")
    talk.taps("质量问题")
    assert talk.slot("task")["facts"]["reason"] == "quality"
    talk.says("上一步")
    talk.heard("原因|为什么")


def test_wrong_goods_are_corrected_in_words(talk: Talking, shop: Shop) -> None:
    talk.says("我要退货")
    talk.says("2611200001234那件")
    talk.says("不是这个，是那个耳机")
    assert talk.slot("task")["facts"]["line"]["title"] == "静享 Air 蓝牙耳机"


def test_a_question_in_between_is_answered_and_the_task_goes_on(talk: Talking, shop: Shop) -> None:
    talk.says("耳机退货")
    talk.says("退货运费谁出啊")
    talk.heard("七天", "申请退货", "原因|为什么")
    talk.taps("不喜欢/不合适")
    talk.heard("吊牌")


def test_a_task_is_left_and_resumed_where_it_was(talk: Talking, shop: Shop) -> None:
    talk.says("耳机退货")
    talk.taps("不喜欢/不合适")
    talk.taps("先不弄了")
    talk.heard("先放着")
    talk.says("我的快递到哪了")
    talk.heard("上海转运中心")
    talk.says("我要退货")
    talk.heard("接着办还是重新开始")
    talk.taps("接着办")
    talk.heard("吊牌剪了吗")


def test_leaving_in_words_works_at_any_step(talk: Talking, shop: Shop) -> None:
    talk.says("我要退货")
    talk.says("算了，先不弄了")
    talk.heard("先放着")
    assert talk.slot("task") is None


def test_return_becomes_exchange_on_the_way(talk: Talking, shop: Shop) -> None:
    talk.says("耳机退货")
    talk.says("算了还是给我换货吧")
    talk.heard("换货")
    assert talk.slot("task")["facts"]["wish"] == "exchange"
    assert talk.slot("task")["facts"]["line"]["title"] == "静享 Air 蓝牙耳机"


def test_progress_is_told_with_each_step(talk: Talking, shop: Shop) -> None:
    talk.says("耳机退货")
    talk.taps("不喜欢/不合适")
    talk.taps("先不弄了")
    forms = [body["form"] for body in shop.posted("turn-reports")]
    assert forms[0] == {"name": "aftersales", "title": "申请退货", "step": 1, "of": 3}
    assert forms[1]["step"] == 2
    assert forms[2] is None


def test_each_message_is_reported_once_also_when_a_task_is_interrupted(talk: Talking, shop: Shop) -> None:
    talk.says("耳机退货")
    talk.says("退货运费谁出啊")
    reports = shop.posted("turn-reports")
    assert len(reports) == 2
    assert reports[1]["form"]["name"] == "aftersales"


def test_an_order_is_cancelled_after_a_yes(talk: Talking, shop: Shop) -> None:
    talk.says("我要取消订单")
    talk.taps("不想要了")
    talk.heard("¥59")
    talk.taps("取消订单")
    talk.heard("¥59", "原路退回")
    assert shop.posted("cancellations") == [{"order_number": "2611210001298", "reason": "不想要了"}]


def test_an_order_that_left_in_the_meantime_is_not_cancelled(talk: Talking, shop: Shop) -> None:
    shop.fixed["POST", "cancellations"] = (409, {"error": "already_shipped", "detail": "已经发出。"})
    talk.says("我要取消订单")
    talk.taps("拍错了")
    talk.taps("取消订单")
    talk.heard("取消不了")
    assert "申请退款" in talk.choices


def test_an_address_is_changed_in_one_sentence(talk: Talking, shop: Shop) -> None:
    talk.says("帮我把地址改成杭州市西湖区文三路100号5幢，电话13900000001")
    talk.heard("文三路100号5幢", "13900000001")
    talk.taps("就改成这个")
    assert shop.posted("address-changes")[0]["address"] == "杭州市西湖区文三路100号5幢"
    assert shop.posted("address-changes")[0]["phone"] == "13900000001"


def test_an_invoice_is_asked_for_with_a_corrected_title(talk: Talking, shop: Shop) -> None:
    shop.orders = [DELIVERED]
    talk.says("开发票")
    talk.taps("开给个人")
    talk.says("抬头是示例科技有限公司")
    talk.heard("示例科技有限公司")
    talk.taps("开发票")
    assert shop.posted("invoices") == [{"order_number": "2611160001207", "title": "示例科技有限公司"}]


def test_a_suggestion_becomes_a_ticket(talk: Talking, shop: Shop) -> None:
    talk.says("建议你们多出几个大码的颜色")
    talk.heard("TK-26112200017", "12:00")
    assert shop.posted("tickets")[0]["kind"] == "建议"


def test_a_complaint_is_asked_first_and_then_written_down(talk: Talking, shop: Shop) -> None:
    talk.says("我要投诉你们")
    assert set(talk.choices) == {"转人工", "继续说说"}
    talk.taps("继续说说")
    talk.says("说好三天补发的，一个星期了没人管")
    talk.heard("TK-26112200017")
    assert shop.posted("tickets")[0]["text"] == "说好三天补发的，一个星期了没人管"


def test_a_yes_after_the_offer_calls_a_person(talk: Talking, shop: Shop) -> None:
    talk.says("我要投诉你们")
    talk.says("好的")
    assert shop.posted("handoffs")[0]["reason"] == "complaint"


def test_a_person_comes_by_words(talk: Talking, shop: Shop) -> None:
    talk.says("转人工")
    assert shop.posted("handoffs")[0]["reason"] == "asked"


def test_refusing_the_machine_calls_a_person(talk: Talking, shop: Shop) -> None:
    talk.says("我不要跟机器人说话")
    assert len(shop.posted("handoffs")) == 1


def test_a_person_in_the_middle_of_a_task_gets_what_is_known(talk: Talking, shop: Shop) -> None:
    talk.says("耳机退货")
    talk.taps("质量问题")
    talk.says("转人工")
    slots = shop.posted("handoffs")[0]["slots"]
    assert (slots["order_number"], slots["reason"]) == ("2611160001207", "quality")
    assert talk.slot("task") is None


def test_danger_calls_a_person_at_once(talk: Talking, shop: Shop) -> None:
    talk.says("热水壶漏电，把我电了一下")
    talk.heard("停止使用")
    assert shop.posted("handoffs")[0]["reason"] == "safety"


def test_two_misses_call_a_person(talk: Talking, shop: Shop) -> None:
    talk.says("呃那个之前那啥来着")
    assert "转人工" in talk.choices
    talk.says("呃那个之前那啥来着")
    assert [body["reason"] for body in shop.posted("handoffs")] == ["two_failures"]


def test_a_guess_is_asked_about_and_its_button_does_it(talk: Talking, shop: Shop) -> None:
    talk.says("呃那个之前那啥来着")
    guess = next(title for title in talk.choices if title != "转人工")
    talk.taps(guess)
    assert talk.last


def test_a_yes_to_the_guess_does_it(talk: Talking, shop: Shop) -> None:
    talk.says("呃那个之前那啥来着")
    if re.search("您是想|我理解的是", talk.text):
        talk.says("是的")
        assert talk.last and not shop.posted("handoffs")


def test_a_policy_is_quoted_with_its_source(talk: Talking, shop: Shop) -> None:
    said = talk.says("拆封了还能不能退")
    assert said[0]["source"]["url"] == "/help/seven-day-return"


def test_a_case_is_followed_and_withdrawn(talk: Talking, shop: Shop) -> None:
    shop.cases = [case("2611160001207", "no_reason_return")]
    talk.says("我的退货申请审核到哪了")
    talk.heard("AS-26112200003", "已通过")
    talk.taps("撤销申请")
    talk.taps("撤销申请")
    talk.heard("已撤销")


def test_a_refund_is_followed(talk: Talking, shop: Shop) -> None:
    shop.refunds = [
        {
            "order_number": "2611160001207",
            "amount_fen": 45900,
            "status": "sent_to_bank",
            "status_text": "",
            "method": "支付宝",
            "requested_at": NOW,
            "sent_at": NOW,
            "expected_at": "2026-11-24T18:00:00+08:00",
            "arrived_at": None,
        }
    ]
    talk.says("退款到账了吗")
    talk.heard("¥459", "支付宝")


def test_a_dead_service_leaves_the_task_where_it_was(talk: Talking, shop: Shop) -> None:
    talk.says("耳机退货")
    shop.down = True
    talk.taps("不喜欢/不合适")
    talk.heard("没响应")
    shop.down = False
    talk.says("不喜欢")
    talk.heard("吊牌")


def test_a_visitor_is_told_to_sign_in_and_still_helped(talk: Talking, shop: Shop) -> None:
    shop.signed_in = False
    talk.says("我要退货")
    talk.heard("登录")
    talk.says("拆封了还能不能退")
    talk.heard("七天")


ROUTES = ("no_reason_return", "quality_return", "exchange", "repair", "refund_only", "compensation")
