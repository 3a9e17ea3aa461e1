"""Shoppers' journeys: a parcel, a return, a refusal, a cut line."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import SCREENSHOTS
from tests.browser.demo import Demo
from tests.browser.people import TURN, Shopper

Window = Callable[..., Page]


def test_a_parcel_question_is_answered_from_the_parcel(demo: Demo, window: Window) -> None:
    shopper = Shopper.visit(window(), demo.url, "lin")
    shopper.say("我的快递到哪了")
    shopper.sees("中通快递")
    shopper.sees("上海转运中心")


def test_a_return_inside_seven_days_ends_in_a_case_number(demo: Demo, window: Window) -> None:
    page = window()
    shopper = Shopper.visit(page, demo.url, "wang")
    shopper.say("蓝牙耳机用着不习惯，不想要了，我要退货")
    shopper.answer_until("提交申请", "没激活", "^没有$", "完好", "都齐")
    page.screenshot(path=SCREENSHOTS / "return-summary.png")
    shopper.tap("提交申请")
    shopper.sees(re.compile(r"AS-\d{11}"))
    page.screenshot(path=SCREENSHOTS / "return-case.png")


def test_a_late_return_is_refused_with_its_reason_and_the_way_to_a_person(demo: Demo, window: Window) -> None:
    page = window()
    shopper = Shopper.visit(page, demo.url, "zhao")
    shopper.say("夹克不想要了，我要退货")
    shopper.sees("《消费者权益保护法》第二十五条")
    expect(page.locator("button.choice", has_text="转人工").last).to_be_enabled(timeout=TURN)
    page.screenshot(path=SCREENSHOTS / "return-refused.png")


def test_a_conversation_goes_on_after_the_network_was_cut(demo: Demo, window: Window) -> None:
    page = window()
    shopper = Shopper.visit(page, demo.url, "sun")
    shopper.say("我的退款到哪了")
    shopper.sees("退款")
    page.context.set_offline(True)
    shopper.say("还要几天到账")
    page.wait_for_timeout(2_000)
    page.context.set_offline(False)
    expect(page.locator(".pending")).to_have_count(0, timeout=40_000)
    assert shopper.count("还要几天到账") == 1
    page.reload()
    shopper.open_chat()
    shopper.sees("还要几天到账")
    assert shopper.count("我的退款到哪了") == 1


def test_on_a_phone_the_chat_fills_the_screen_and_nothing_spills(demo: Demo, window: Window) -> None:
    page = window(phone=True)
    shopper = Shopper.visit(page, demo.url, "lin")
    shopper.say("我的订单")
    shopper.sees("订单")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
