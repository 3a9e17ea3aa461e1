"""Complaints, suggestions and wishes that a person works on: words in, ticket number out."""

import re
from dataclasses import dataclass

from actions.order_step import candidates, show, take_order
from actions.tasks import Facts, Task, extra_choices, skips
from actions.turn import Turn, choice, person_choice

ENOUGH_WORDS = 8
"""A first message as long as this tells the story already."""
ANY_STATUS = ("unpaid", "paid", "shipped", "delivered", "finished", "cancelled")
BARE = re.compile(
    r"^(?:我?要?想?(?:投诉|举报|反馈|提?建议|改发票|换发票|加?备注|改订单|赔偿|要求赔偿)(?:一下|你们|下)?[。!！~]*)$"
)


@dataclass(frozen=True)
class About:
    """What a ticket is about: the task's name, its question, kind and category, whether an order belongs."""

    title: str
    question: str
    kind: str
    category: tuple[str, str] | None
    needs_order: bool = False
    opening: str = ""


ABOUTS: dict[str, About] = {
    "complaint": About("投诉", "utter_ask_complaint", "投诉", None),
    "suggestion": About("提建议", "utter_ask_suggestion", "建议", ("建议表扬", "建议")),
    "compensation": About("申请赔偿", "utter_ask_compensation", "请求", None, needs_order=True),
    "invoice": About("修改发票", "utter_ask_invoice_change", "请求", ("支付发票", "发票"), needs_order=True),
    "change_order": About("修改订单", "utter_ask_order_change", "请求", ("订单", "修改"), needs_order=True),
    "note": About("订单备注", "utter_ask_order_note", "请求", ("订单", "修改"), needs_order=True),
    "ship": About(
        "催发货", "utter_ask_more", "请求", ("物流", "未发货"), opening="催发货：订单到了承诺时间还没发出。"
    ),
    "parcel": About(
        "催派送", "utter_ask_more", "请求", ("物流", "在途延误"), opening="催派送：包裹迟迟没有送到。"
    ),
    "lost": About(
        "登记丢件", "utter_ask_more", "请求", ("物流", "未收到"), opening="显示签收但没有收到，请核实。"
    ),
    "refund": About(
        "催退款", "utter_ask_more", "请求", ("退换退款", "退款未到账"), opening="催退款：退款还没有到账。"
    ),
    "price": About(
        "申请价保", "utter_ask_more", "请求", ("支付发票", "价保"), opening="申请价保：请按差价退款。"
    ),
    "question": About("留言", "utter_ask_more", "咨询", None),
    "payment": About("付款问题", "utter_ask_payment_problem", "请求", ("支付发票", "支付异常")),
}


class OpenTicket(Task):
    """The order when one belongs to it, the words, done."""

    name = "ticket"
    title = "反馈"
    free_text = frozenset({"words"})

    def heading(self, facts: Facts) -> str:
        """By what it is about."""
        return ABOUTS[facts["about"]].title

    def expected_steps(self, facts: Facts) -> int:
        """One or two."""
        return 2 if ABOUTS[facts["about"]].needs_order else 1

    async def begin(self, turn: Turn, facts: Facts) -> Facts:
        """A long first message is the story; a tap from a card brings the order and says what it is about."""
        said_about = turn.entity("about")
        if said_about in ABOUTS:
            facts["about"] = said_about
        about = ABOUTS[facts["about"]]
        number = turn.entity("order_number")
        if number:
            facts["order_number"] = str(number)
        elif about.needs_order:
            await take_order(turn, facts, ANY_STATUS)
        words = turn.text.strip()
        if about.opening:
            facts["opening"] = about.opening
        elif facts["about"] == "complaint":
            # 继续说说 was tapped: what was said already opens the story, the rest is still to come.
            if words and not BARE.match(words):
                facts["opening"] = words[:200]
        elif len(words) >= ENOUGH_WORDS and not BARE.match(words):
            facts["words"] = words[:900]
        return facts

    async def next_step(self, turn: Turn, facts: Facts) -> str | None:
        """The order first, when there is one to choose."""
        if ABOUTS[facts["about"]].needs_order and "order_number" not in facts and not facts.get("no_order"):
            if await candidates(turn, facts, ANY_STATUS):
                return "order_number"
            facts["no_order"] = True
        return None if "words" in facts else "words"

    async def ask(self, turn: Turn, step: str, facts: Facts) -> None:
        """Cards, or an open question."""
        about = ABOUTS[facts["about"]]
        if step == "order_number":
            show(
                turn,
                "utter_ask_which_for",
                await candidates(turn, facts, ANY_STATUS),
                facts,
                title=about.title,
            )
            return
        extra = extra_choices(facts, skippable=bool(facts.get("opening")))
        if facts["about"] == "complaint":
            extra = [person_choice("complaint"), *extra]
        turn.text_message(about.question, extra, title=about.title)

    async def read(self, turn: Turn, step: str, facts: Facts) -> bool:
        """An order, or any words."""
        if step == "order_number":
            return await take_order(turn, facts, ANY_STATUS)
        if skips(turn) and facts.get("opening"):
            facts["words"] = ""
            return True
        words = "" if turn.is_tap else turn.raw.strip()
        if len(words) < 2:
            return False
        facts["words"] = words[:900]
        facts.setdefault("photos", []).extend(turn.uploads)
        return True

    async def finish(self, turn: Turn, facts: Facts) -> None:
        """Open it and say what was promised."""
        about = ABOUTS[facts["about"]]
        text = "\n".join(part for part in (facts.get("opening"), facts.get("words")) if part)
        done = await turn.seam.post(
            "tickets",
            {
                "text": text,
                "kind": about.kind,
                "category": list(about.category) if about.category else None,
                "order_numbers": [facts["order_number"]] if facts.get("order_number") else [],
                "source": "bot",
            },
        )
        turn.text_message(
            "utter_ticket_opened",
            [choice("查进度", "ask_ticket_progress", ticket_number=done["number"]), person_choice()],
            number=done["number"],
            promise=done["promise_text"].strip("。"),
        )
