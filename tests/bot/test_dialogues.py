"""What a script cannot say of a dialogue: its progress line, its reports, its sources."""

import re
from typing import Any

from tests.bot.seam_data import ROUTES, route
from tests.bot.seam_server import Shop
from tests.bot.talking import Talking

Routes = list[dict[str, Any]]


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


def test_a_person_in_the_middle_of_a_task_gets_what_is_known(talk: Talking, shop: Shop) -> None:
    talk.says("耳机退货")
    talk.taps("质量问题")
    talk.says("转人工")
    slots = shop.posted("handoffs")[0]["slots"]
    assert (slots["order_number"], slots["reason"]) == ("2611160001207", "quality")
    assert talk.slot("task") is None


def test_a_policy_is_quoted_with_its_source(talk: Talking, shop: Shop) -> None:
    said = talk.says("拆封了还能不能退")
    assert said[0]["source"]["url"] == "/help/seven-day-return"
