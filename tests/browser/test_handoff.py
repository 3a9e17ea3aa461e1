"""From the assistant to a person and back: queue, answer, solution, rating, and a bad rating."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import SCREENSHOTS
from tests.browser.demo import Demo
from tests.browser.people import TURN, Agent, Shopper

Window = Callable[..., Page]


def test_a_person_answers_solves_and_is_rated(demo: Demo, window: Window) -> None:
    agent = Agent.sign_in(window(), demo.url, demo.login("agent"))
    shopper = Shopper.visit(window(), demo.url, "sun")
    shopper.say("你们这个退款太慢了，我要找人工客服")
    shopper.sees(re.compile("转人工|排队|前面|下一位"))
    _take(agent, "孙")
    shopper.sees(re.compile("已转接"))
    agent.reply("孙女士您好，我来帮您看这笔退款。")
    shopper.sees("我来帮您看这笔退款")
    shopper.say("好的，麻烦快一点")
    agent.sees("麻烦快一点")
    expect(shopper.page.locator(".group.bot")).to_have_count(0)
    agent.page.screenshot(path=SCREENSHOTS / "console-ticket.png")
    agent.resolve("已催银行，明天到账")
    shopper.sees("已处理完成")
    _rate(shopper, "满意", "解决了")
    shopper.sees(re.compile("谢谢"))
    shopper.page.screenshot(path=SCREENSHOTS / "rating.png")


def test_a_rating_of_one_brings_the_ticket_back(demo: Demo, window: Window) -> None:
    agent = Agent.sign_in(window(), demo.url, demo.login("agent"))
    shopper = Shopper.visit(window(), demo.url, "chen")
    shopper.page.get_by_role("button", name="转人工").first.click()
    shopper.sees(re.compile("排队|前面|下一位"))
    _take(agent, "陈")
    agent.reply("您好，请问有什么问题？")
    shopper.sees("请问有什么问题")
    agent.resolve("已答复")
    shopper.sees("已处理完成")
    _rate(shopper, "很差", "没解决")
    shopper.sees("再联系您")
    with demo.http("lead") as http:
        tickets = http.get("/tickets", params={"view": "all", "q": "陈思宇"}).json()["items"]
        assert any(http.get(f"/tickets/{row['number']}").json()["status"] == "open" for row in tickets)


def _take(agent: Agent, name: str) -> None:
    """Find the waiting shopper among the own tickets: nobody else is at the desk. Take over."""
    agent.show("我的")
    agent.pick_ticket(name)
    agent.press("接待", "接管")
    agent.sees("你正在接待")


def _rate(shopper: Shopper, person: str, outcome: str) -> None:
    form = shopper.page.locator("form.rating").last
    expect(form).to_be_visible(timeout=TURN)
    form.locator("fieldset", has_text="人工").get_by_text(person, exact=True).click()
    form.locator("fieldset", has_text="解决").get_by_text(outcome, exact=True).click()
    form.get_by_role("button", name="提交评价").click()
