"""Cancelling an order that has not left."""

import re

from actions.formats import tail, yuan
from actions.order_step import candidates, show, take_order
from actions.picking import read_order
from actions.service_client import Refused
from actions.tasks import Facts, Task, agrees, disagrees, extra_choices
from actions.turn import Turn, choice, person_choice

CANCELLABLE = ("unpaid", "paid")
REASONS = ("不想要了", "拍错了", "地址写错", "价格贵了", "等太久")
KNOWN = re.compile("|".join(("不要", "不想要", "拍错", "买错", "地址", "贵", "便宜", "太久", "太慢", "重复")))


class CancelOrder(Task):
    """Order, reason, yes."""

    name = "cancel_order"
    title = "取消订单"
    free_text = frozenset({"reason"})

    def expected_steps(self, facts: Facts) -> int:
        """Three at most."""
        return 3

    async def begin(self, turn: Turn, facts: Facts) -> Facts:
        """The order when it is named or the only one; the reason when it was said."""
        await take_order(turn, facts, CANCELLABLE)
        if KNOWN.search(turn.raw) and not turn.is_tap:
            facts["reason"] = turn.raw.strip()[:80]
        return facts

    async def next_step(self, turn: Turn, facts: Facts) -> str | None:
        """Stops early when nothing can be cancelled, or when it has left already."""
        if "order_number" not in facts:
            if not await candidates(turn, facts, CANCELLABLE):
                turn.text_message(
                    "utter_nothing_to_cancel",
                    [
                        choice("拒收怎么办", "refuse_parcel"),
                        choice("申请退货", "request_return"),
                        person_choice(),
                    ],
                )
                facts["is_over"] = True
            return "order_number"
        order = await read_order(turn, facts["order_number"])
        if order is None or not order.get("can_cancel", order["status"] in CANCELLABLE):
            say_too_late(turn, facts["order_number"])
            facts["is_over"] = True
            return None
        facts["total_fen"] = order["total_fen"]
        return next((step for step in ("reason", "confirmed") if step not in facts), None)

    async def ask(self, turn: Turn, step: str, facts: Facts) -> None:
        """Cards, chips, or the summary."""
        if step == "order_number":
            show(turn, "utter_ask_which_to_cancel", await candidates(turn, facts, CANCELLABLE), facts)
        elif step == "reason":
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

    async def read(self, turn: Turn, step: str, facts: Facts) -> bool:
        """Whichever fits the step."""
        if step == "order_number":
            return await take_order(turn, facts, CANCELLABLE)
        if step == "reason":
            reason = turn.entity("reason") or ("" if turn.is_tap else turn.raw.strip())
            facts["reason"] = str(reason)[:80]
            return bool(reason)
        if agrees(turn) or turn.intent == "cancel_order":
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
        if KNOWN.search(turn.raw) and not turn.is_tap:
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
