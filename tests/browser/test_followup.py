"""A campaign, from the lead who plans it to the shopper who answers on the survey page."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import SCREENSHOTS
from tests.browser.demo import Demo
from tests.browser.people import TURN, Agent, Shopper

Window = Callable[..., Page]
ALWAYS = {"delay_hours": 0, "quiet_from": "00:00", "quiet_to": "00:00"}
"""No quiet hours, so that the journey can be walked at night too."""


def test_a_campaign_reaches_a_shopper_and_its_answer_the_lead(demo: Demo, window: Window) -> None:
    with demo.http("lead") as http:
        planned = {
            "name": "签收回访",
            "audience": {"kind": "delivered_orders", "since_days": 60},
            "schedule": ALWAYS,
            "questions": {"ask_csat": True, "title": "这次购物满意吗？", "ask_comment": True},
            "channel": "in_app",
        }
        campaign = http.post("/campaigns", json=planned).raise_for_status().json()
        http.post(f"/campaigns/{campaign['id']}/starts").raise_for_status()
    shopper = Shopper.visit(window(), demo.url, "wang")
    expect(shopper.page.get_by_role("link", name="填写问卷").last).to_be_visible(timeout=60_000)
    address = shopper.page.get_by_role("link", name="填写问卷").last.get_attribute("href")
    phone = window(phone=True)
    phone.goto(str(address))
    expect(phone.get_by_text("这次购物满意吗")).to_be_visible()
    phone.locator("input[name=score][value='5']").check()
    phone.screenshot(path=SCREENSHOTS / "survey.png")
    phone.get_by_role("button", name=re.compile("提交|发送")).click()
    expect(phone.get_by_role("heading", name="收到了")).to_be_visible(timeout=TURN)
    phone.goto(str(address))
    expect(phone.get_by_text(re.compile("已经|评价过"))).to_be_visible()
    lead = Agent.sign_in(window(), demo.url, demo.login("lead"))
    lead.page.goto(f"{demo.url}/console/campaigns")
    lead.page.get_by_text("签收回访").first.click()
    lead.sees("回答率")
