"""Cancelling an order that has not left."""

import re

from actions.aftersales_questions import question_in
from actions.formats import tail, yuan
from actions.order_step import OrderTask, take_order
from actions.picking import Order
from actions.service_client import Refused
from actions.tasks import Facts, disagrees, extra_choices
from actions.turn import Turn, choice, person_choice

CANCELLABLE = ("unpaid", "paid")
REASONS = ("不想要了", "拍错了", "地址写错", "价格贵了", "等太久")
KNOWN = re.compile("|".join(("不要", "不想要", "拍错", "买错", "地址", "贵", "便宜", "太久", "太慢", "重复")))
PLAINLY = re.compile("取消|退")
"""A reason alone (拍错了) is no yes to the summary."""


class CancelOrder(OrderTask):
    """Order, reason, yes."""

    name = "cancel_order"
    title = "取消订单"
    free_text = frozenset({"reason"})
    statuses = CANCELLABLE
    which = "utter_ask_which_to_cancel"
    steps = ("reason", "confirmed")

    async def begin(self, turn: Turn, facts: Facts) -> Facts:
        """The order when it is named or the only one; the reason when it was said."""
        await take_order(turn, facts, CANCELLABLE)
        if KNOWN.search(turn.raw) and not turn.is_tap:
            facts["reason"] = turn.raw.strip()[:80]
        return facts

    async def say_none(self, turn: Turn) -> None:
        """Sent already: refuse the parcel, or have the money back."""
        turn.text_message(
            "utter_nothing_to_cancel",
            [
                choice("拒收怎么办", "refuse_parcel"),
                choice("申请退款", "request_refund", primary=True),
                person_choice(),
            ],
        )

    def take(self, turn: Turn, facts: Facts, order: Order | None) -> bool:
        """Its total, while it has not left."""
        if order is None or not order.get("can_cancel", order["status"] in CANCELLABLE):
            say_too_late(turn, facts["order_number"])
            return False
        facts["total_fen"] = order["total_fen"]
        return True

    def ask_more(self, turn: Turn, step: str, facts: Facts) -> None:
        """Chips, or the summary."""
        if step == "reason":
            chips = [choice(reason, "inform", reason=reason) for reason in REASONS]
            turn.text_message(
                "utter_ask_cancel_reason", [*chips, *extra_choices(facts)], tail=tail(facts["order_number"])
            )
        else:
            turn.text_message(
                "utter_confirm_cancel",
                [choice("取消订单", "inform", primary=True, step="yes"), *extra_choices(facts)],
                tail=tail(facts["order_number"]),
                total=yuan(facts["total_fen"]),
                reason=facts["reason"],
            )

    async def explain(self, turn: Turn, step: str, facts: Facts, place: tuple[int, int]) -> bool:
        """退多少, 多久到账."""
        if question_in(turn) not in {"money", "when"} or "total_fen" not in facts:
            return False
        turn.text_message("utter_cancel_money", total=yuan(facts["total_fen"]))
        return True

    def read_more(self, turn: Turn, step: str, facts: Facts) -> bool:
        """Any words are a reason; at the summary a no keeps the order."""
        if step == "reason":
            reason = turn.entity("reason") or ("" if turn.is_tap else turn.raw.strip())
            facts["reason"] = str(reason)[:80]
            return bool(reason)
        says_why = bool(KNOWN.search(turn.raw)) and not turn.is_tap
        if turn.intent == "cancel_order" and (not says_why or PLAINLY.search(turn.raw)):
            facts["confirmed"] = True
            return True
        if disagrees(turn):
            turn.text_message(
                "utter_cancel_kept",
                [choice("我的订单", "ask_order_status")],
                tail=tail(facts["order_number"]),
            )
            facts["is_over"] = True
            return True
        if says_why:
            facts["reason"] = turn.raw.strip()[:80]
            return True
        return False

    async def finish(self, turn: Turn, facts: Facts) -> None:
        """Cancel it; it may have left in this very moment."""
        body = {"order_number": facts["order_number"], "reason": facts["reason"]}
        try:
            done = await turn.seam.post("cancellations", body)
        except Refused as refusal:
            if refusal.code != "already_shipped":
                raise
            say_too_late(turn, facts["order_number"])
            return
        name = "utter_cancelled_refund" if done["refund_fen"] else "utter_cancelled"
        turn.text_message(
            name,
            [choice("退款进度", "ask_refund_progress", order_number=facts["order_number"])]
            if done["refund_fen"]
            else [],
            tail=tail(facts["order_number"]),
            refund=yuan(done["refund_fen"]),
        )


def say_too_late(turn: Turn, number: str) -> None:
    """It has left, or it is over: the ways that remain."""
    turn.text_message(
        "utter_cancel_too_late",
        [
            choice("拒收怎么办", "refuse_parcel"),
            choice("申请退款", "request_refund", order_number=number),
            person_choice(),
        ],
        tail=tail(number),
    )
