"""A shopper and an agent at their pages, by what they see and touch."""

import re
from dataclasses import dataclass
from typing import ClassVar

from playwright.sync_api import Locator, Page, expect

TURN = 15_000
"""Milliseconds in which an answer must stand on the page; a turn itself ends within 8 s."""


@dataclass
class Shopper:
    """Somebody with the chat open."""

    page: Page

    @classmethod
    def visit(cls, page: Page, url: str, shopper: str) -> "Shopper":
        """Open the demo shop as one of its shoppers, and the chat."""
        page.goto(f"{url}/?shopper={shopper}")
        person = cls(page)
        person.open_chat()
        return person

    def open_chat(self) -> None:
        """Open the window and wait for the line."""
        self.page.get_by_role("button", name=re.compile("打开客服聊天")).click()
        expect(self.box).to_be_visible(timeout=TURN)
        expect(self.page.locator(".header .state")).not_to_contain_text("正在", timeout=TURN)

    @property
    def box(self) -> Locator:
        """Where one types."""
        return self.page.get_by_role("textbox", name="消息", exact=True)

    @property
    def log(self) -> Locator:
        """What was said."""
        return self.page.locator(".group")

    def say(self, text: str) -> None:
        """Type and send."""
        self.box.fill(text)
        self.box.press("Enter")

    def tap(self, title: str) -> None:
        """Press the newest button of that name."""
        button = self.page.locator("button.choice:not([disabled])", has_text=title).last
        button.click(timeout=TURN)

    def answer_until(self, title: str, *answers: str) -> None:
        """Answer what is still asked with whichever of these is offered, until that button comes."""
        offered = self.page.locator("button.choice:not([disabled])")
        for _ in range(10):
            wanted = offered.filter(has_text=re.compile("|".join((title, *answers))))
            expect(wanted.last).to_be_visible(timeout=TURN)
            if offered.filter(has_text=title).count():
                return
            before = self.log.last.text_content()
            wanted.last.click(timeout=TURN)
            expect(self.log.last).not_to_have_text(str(before), timeout=TURN)
            expect(self.page.locator(".pending")).to_have_count(0, timeout=TURN)
        raise AssertionError(f"the assistant never offered {title!r}")

    def sees(self, text: str | re.Pattern[str]) -> Locator:
        """Wait until the chat shows something, and give the newest of it."""
        found = self.page.get_by_role("log").get_by_text(text).filter(visible=True)
        expect(found.last).to_be_visible(timeout=TURN)
        return found.last

    def count(self, text: str) -> int:
        """How many lines show something."""
        return self.page.locator(".line").filter(has_text=text).count()


@dataclass
class Agent:
    """Somebody at the console."""

    page: Page
    NAME: ClassVar[str] = "小林"

    @classmethod
    def sign_in(cls, page: Page, url: str, login: dict[str, str]) -> "Agent":
        """Open the console and sign in."""
        page.goto(f"{url}/console/")
        page.locator("input[autocomplete=username]").fill(login["login"])
        page.locator("input[autocomplete=current-password]").fill(login["password"])
        page.locator("button[type=submit]").click()
        expect(page.locator("input[autocomplete=current-password]")).to_have_count(0, timeout=TURN)
        return cls(page)

    def press(self, *titles: str) -> None:
        """Press the first enabled button with one of these titles."""
        spaced = "|".join(r"\s?".join(title) for title in titles)
        button = self.page.get_by_role("button", name=re.compile(f"(?:{spaced})$")).first
        button.click(timeout=TURN)

    def pick_ticket(self, text: str) -> None:
        """Choose a ticket of the queue by what its row says."""
        self.page.locator(".queue-rows .row", has_text=text).first.click(timeout=TURN)

    def show(self, view: str) -> None:
        """我的, 待分配, 将超时, 全部."""
        self.page.get_by_role("tab", name=re.compile(f"^{view}")).click(timeout=TURN)

    def reply(self, text: str) -> None:
        """Write to the shopper."""
        box = self.page.locator(".composer textarea")
        expect(box).to_be_enabled(timeout=TURN)
        box.fill(text)
        box.press("Control+Enter")

    def resolve(self, note: str) -> None:
        """Mark the ticket as solved."""
        self.press("解决")
        dialog = self.page.get_by_role("dialog")
        # A click while the dialog still grows can fall beside its button.
        expect(dialog).not_to_have_class(re.compile("ant-zoom-appear"), timeout=TURN)
        dialog.locator("textarea").fill(note)
        dialog.get_by_role("button", name=re.compile(r"解\s?决$")).click()
        expect(dialog).to_be_hidden(timeout=TURN)

    def sees(self, text: str | re.Pattern[str]) -> Locator:
        """Wait until the console shows something."""
        found = self.page.get_by_text(text)
        expect(found.first).to_be_visible(timeout=TURN)
        return found.first
