"""Three cases to their end: a return by courier, a repair with its price, an exchange without stock."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SCREENSHOTS
from tests.browser.demo import Demo
from tests.browser.people import TURN, Agent, Shopper

Window = Callable[..., Page]
NUMBER = re.compile(r"AS-\d{11}")


def test_a_return_goes_from_the_chat_by_courier_to_the_money(demo: Demo, window: Window) -> None:
    page = window(phone=True)
    shopper = Shopper.visit(page, demo.url, "ma")
    shopper.say("跑鞋颜色不喜欢，不想要了，我要退货")
    shopper.answer_until("提交申请", "都没动过", "还在", "^没有$", "都齐")
    shopper.tap("提交申请")
    card = OwnCard(page)
    card.stands_at("已通过")
    shopper.say("帮我约上门取件")
    shopper.tap("下午")
    card.stands_at("寄回中")
    page.screenshot(path=SCREENSHOTS / "case-card-phone.png")
    desk = CaseDesk.open(window(), demo, "agent", card.number)
    desk.take("登记收货")
    desk.stands_at("已收货，验货中")
    card.stands_at("已收货，验货中")
    desk.choose("没有问题")
    desk.take("验货")
    desk.stands_at("已完成")
    shopper.sees("已原路退回")
    card.stands_at("已完成")
    expect(card.place).to_contain_text("退款 ¥429.00")
    expect(card.place.get_by_role("button", name="撤销申请")).to_have_count(0)


def test_a_repair_waits_for_the_shoppers_yes_to_its_price_and_comes_back(demo: Demo, window: Window) -> None:
    page = window()
    shopper = Shopper.visit(page, demo.url, "gao")
    shopper.say("洗衣机脱水的时候一直响，要维修")
    shopper.answer_until("提交申请", "质量问题", "跳过", "正常使用", "^没有$", "^是$", "都齐")
    shopper.tap("提交申请")
    card = OwnCard(page)
    card.stands_at("审核中")
    desk = CaseDesk.open(window(), demo, "lead", card.number)
    desk.take("通过")
    card.stands_at("已通过")
    card.press("填快递单号")
    card.form.get_by_role("combobox").select_option("sf")
    card.form.get_by_role("textbox").fill("SF1")
    card.press("提交")
    expect(card.place.get_by_role("alert")).to_contain_text("单号", timeout=TURN)
    card.form.get_by_role("textbox").fill("SF1020304059988")
    card.press("提交")
    card.stands_at("寄回中")
    desk.take("登记收货")
    desk.choose("有问题", exact=True)
    desk.write("看到的问题", "内筒里卡着一枚硬币，轴承已经磨坏")
    desk.take("验货")
    card.stands_at("验货有问题")
    desk.pick("填检测结果")
    desk.write("检测结果", "取出硬币，轴承要换")
    desk.write("配件", "滚筒轴承")
    desk.write("维修费", "180")
    desk.write("报价有效到", str(date.today() + timedelta(days=10)))
    expect(desk.page.locator(".ant-message-notice")).to_have_count(0, timeout=TURN)
    desk.page.screenshot(path=SCREENSHOTS / "case-console.png")
    desk.take("填检测结果")
    card.stands_at("待您确认报价")
    expect(card.place).to_contain_text("维修费 ¥180.00")
    page.screenshot(path=SCREENSHOTS / "case-quote.png")
    card.press("同意报价，请维修")
    card.stands_at("维修中")
    desk.stands_at("维修中")
    desk.pick("等配件")
    desk.write("说明", "轴承三天内到")
    desk.take("等配件")
    card.stands_at("等配件")
    desk.take("配件到了")
    desk.take("修好了")
    desk.stands_at("已修好，待寄回")
    desk.choose_carrier("顺丰速运")
    desk.write("快递单号", "SF1020304059977")
    desk.tick("维修费已收到")
    desk.take("寄还给顾客")
    card.stands_at("已寄还")
    expect(card.place).to_contain_text("9977")
    card.press("收到了")
    card.stands_at("已完成")
    desk.stands_at("已完成")


def test_an_exchange_without_stock_becomes_a_refund_by_one_tap(demo: Demo, window: Window) -> None:
    page = window()
    shopper = Shopper.visit(page, demo.url, "jiang")
    shopper.say("换货到哪一步了")
    card = OwnCard(page)
    card.stands_at("缺货，等您选")
    card.press("等到货")
    card.stands_at("等到货")
    card.press("直接退款")
    card.stands_at("已完成")
    shopper.sees("已原路退回")
    card.place.get_by_text(re.compile("之前 .* 步")).click()
    expect(card.place).to_contain_text("要换的款式缺货")
    desk = CaseDesk.open(window(), demo, "agent", card.number)
    expect(desk.page.locator(".stages")).to_contain_text("已退款")
    expect(desk.page.locator(".decision")).to_have_count(0)


@dataclass
class OwnCard:
    """The newest case's card in the chat."""

    page: Page

    @property
    def place(self) -> Locator:
        """The card."""
        return self.page.locator(".case").last

    @property
    def form(self) -> Locator:
        """What the chosen step asks for."""
        return self.place.locator("form")

    @property
    def number(self) -> str:
        """The case's number."""
        found = NUMBER.search(str(self.place.get_attribute("aria-label", timeout=TURN)))
        assert found
        return found.group()

    def stands_at(self, state: str) -> None:
        """Wait for the state, without a touch: the card follows by itself."""
        expect(self.place.locator(".badge")).to_have_text(state, timeout=TURN)

    def press(self, title: str) -> None:
        """Press one of its buttons."""
        self.place.get_by_role("button", name=title, exact=True).click(timeout=TURN)


@dataclass
class CaseDesk:
    """An agent with one case before him."""

    page: Page

    @classmethod
    def open(cls, page: Page, demo: Demo, role: str, number: str) -> "CaseDesk":
        """Sign in, and open the case."""
        Agent.sign_in(page, demo.url, demo.login(role))
        page.goto(f"{demo.url}/console/cases/{number}")
        return cls(page)

    @property
    def form(self) -> Locator:
        """What the chosen step asks for."""
        return self.page.locator(".decision form")

    def stands_at(self, state: str) -> None:
        """Wait for the state."""
        expect(self.page.locator(".head .case-state")).to_have_text(state, timeout=TURN)

    def pick(self, step: str) -> None:
        """Choose another step than the first."""
        self.page.locator(".decision .ant-radio-button-wrapper", has_text=step).click(timeout=TURN)

    def choose(self, answer: str, *, exact: bool = False) -> None:
        """One of a few answers."""
        self.form.get_by_role("radio", name=answer, exact=exact).check(timeout=TURN)

    def choose_carrier(self, carrier: str) -> None:
        """One of the many in the list."""
        self.form.get_by_role("combobox").click(timeout=TURN)
        self.page.locator(".ant-select-item-option", has_text=carrier).click(timeout=TURN)

    def write(self, field: str, text: str) -> None:
        """Fill one field."""
        self.form.get_by_label(field, exact=True).fill(text, timeout=TURN)

    def tick(self, field: str) -> None:
        """Say yes."""
        self.form.get_by_label(field).check(timeout=TURN)

    def take(self, step: str) -> None:
        """Press the step's own button; the service does it."""
        button = self.form.get_by_role("button", name=re.compile(f"^{step}"))
        with self.page.expect_response(re.compile("/steps$"), timeout=TURN) as answer:
            button.click(timeout=TURN)
        assert answer.value.ok, answer.value.text()
