"""Asking for an invoice."""

import re

from actions.formats import tail, yuan
from actions.order_step import OrderTask, take_order
from actions.picking import Order
from actions.policies import look_up, say_article
from actions.tasks import Facts, disagrees, extra_choices, skips
from actions.turn import Turn, choice, person_choice

PAID = ("paid", "shipped", "delivered", "finished")
COMPANY = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9（）()]{3,40}(?:公司|集团|中心|学校|大学|医院|事务所|工作室|商行|店|厂|局|院|社)"
)
TITLE = re.compile(r"抬头(?:是|写|开|为|:|：)?\s*([^\s，,。]{2,40})")
PERSONAL = "个人"


class RequestInvoice(OrderTask):
    """Order, title, yes."""

    name = "invoice"
    title = "开发票"
    statuses = PAID
    which = "utter_ask_which_invoice"
    steps = ("title", "confirmed")

    async def begin(self, turn: Turn, facts: Facts) -> Facts:
        """The order when it is clear; a title that was said along."""
        await take_order(turn, facts, PAID)
        _take_title(turn, facts)
        return facts

    async def say_none(self, turn: Turn) -> None:
        """Nothing was paid for: how invoices are made at all."""
        article = await look_up(turn, "开发票")
        if article:
            say_article(turn, article)
        else:
            turn.text_message("utter_nothing_to_invoice", [person_choice()])

    def take(self, turn: Turn, facts: Facts, order: Order | None) -> bool:
        """The sum; not when there is an invoice already."""
        invoice = order.get("invoice") if order else None
        if invoice:
            turn.text_message(
                "utter_already_invoiced",
                [
                    choice("改抬头", "change_invoice", order_number=facts["order_number"]),
                    choice("查发票", "ask_invoice_status", order_number=facts["order_number"]),
                ],
                tail=tail(facts["order_number"]),
                title=invoice["title"],
                status=invoice["status_text"],
            )
            return False
        if order:
            facts["amount_fen"] = order["total_fen"]
        return True

    def ask_more(self, turn: Turn, step: str, facts: Facts) -> None:
        """Chips, or the summary."""
        if step == "title":
            turn.text_message(
                "utter_ask_invoice_title",
                [choice("开给个人", "inform", primary=True, title=PERSONAL), *extra_choices(facts)],
                tail=tail(facts["order_number"]),
            )
        else:
            turn.text_message(
                "utter_confirm_invoice",
                [choice("开发票", "inform", primary=True, step="yes"), *extra_choices(facts)],
                tail=tail(facts["order_number"]),
                title=facts["title"],
                amount=yuan(facts.get("amount_fen", 0)),
            )

    def read_more(self, turn: Turn, step: str, facts: Facts) -> bool:
        """A title; at the summary another one corrects the first."""
        if step == "title":
            return _take_title(turn, facts) or _take_any_title(turn, facts)
        if disagrees(turn):
            facts.pop("title", None)
            return True
        return _take_title(turn, facts)

    async def finish(self, turn: Turn, facts: Facts) -> None:
        """Ask for it."""
        title = None if facts["title"] == PERSONAL else facts["title"]
        done = await turn.seam.post("invoices", {"order_number": facts["order_number"], "title": title})
        turn.text_message(
            "utter_invoice_asked",
            [choice("查发票", "ask_invoice_status", order_number=facts["order_number"])],
            tail=tail(facts["order_number"]),
            kind=done["kind"],
            title=done["title"],
            amount=yuan(done["amount_fen"]),
        )


def _take_title(turn: Turn, facts: Facts) -> bool:
    tapped = turn.entity("title")
    if tapped or (not turn.is_tap and re.search(r"个人|我自己", turn.raw)) or skips(turn):
        facts["title"] = str(tapped or PERSONAL)
        return True
    found = TITLE.search(turn.raw) or COMPANY.search(turn.raw)
    if turn.is_tap or not found:
        return False
    facts["title"] = found.group(1) if found.re is TITLE else found.group()
    return True


def _take_any_title(turn: Turn, facts: Facts) -> bool:
    """An answer that is nothing but a name."""
    words = turn.raw.strip(" ，,。.")
    if (
        turn.is_tap
        or not 2 <= len(words) <= 40
        or turn.intent not in {"inform", "nlu_fallback", "request_invoice", "change_invoice"}
    ):
        return False
    if re.search(r"[吗呢？?]", words):
        return False
    facts["title"] = words
    return True
