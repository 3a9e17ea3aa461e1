"""Money on its way back, and price protection."""

from actions.answering import Answer, Events
from actions.formats import clock, day, tail, yuan
from actions.orders import ask_which
from actions.picking import find_one
from actions.policies import look_up, say_article
from actions.turn import Turn, choice, person_choice

PROTECTED = ("paid", "shipped", "delivered", "finished")


class RefundProgress(Answer):
    """退款到哪了."""

    action_name = "action_refund_progress"

    async def respond(self, turn: Turn) -> Events:
        """Each refund's state with its day; none: the cases that may become one."""
        refunds = (await turn.seam.get("refunds", order_number=turn.entity("order_number")))["items"]
        if not refunds:
            cases = (await turn.seam.get("cases"))["items"]
            open_cases = [
                case for case in cases if case.get("status") not in {"closed", "cancelled", "refused"}
            ]
            if open_cases:
                turn.text_message(
                    "utter_refund_waits_for_case",
                    [choice("售后进度", "ask_aftersale_progress"), person_choice()],
                    number=open_cases[0]["number"],
                )
                return []
            article = await look_up(turn, "退款多久到账")
            turn.text_message(
                "utter_no_refund",
                [choice("申请退款", "request_refund"), choice("我的订单", "ask_order_status")],
            )
            if article:
                say_article(turn, article)
            return []
        for refund in refunds[:3]:
            values = {
                "tail": tail(refund["order_number"]),
                "amount": yuan(refund["amount_fen"]),
                "method": refund["method"],
            }
            if refund["status"] == "arrived" and refund.get("arrived_at"):
                turn.text_message("utter_refund_arrived", at=clock(refund["arrived_at"], turn.now), **values)
            elif refund["status"] == "sent_to_bank" and refund.get("sent_at"):
                expected = refund.get("expected_at")
                turn.text_message(
                    "utter_refund_sent",
                    [
                        choice(
                            "还没到，催一催",
                            "open_ticket",
                            order_number=refund["order_number"],
                            about="refund",
                        )
                    ],
                    at=clock(refund["sent_at"], turn.now),
                    expected=day(expected, turn.now) if expected else turn.words("utter_bank_time"),
                    **values,
                )
            else:
                turn.text_message(
                    "utter_refund_approved",
                    [choice("催一催", "open_ticket", order_number=refund["order_number"], about="refund")],
                    status=refund["status_text"],
                    **values,
                )
        return []


class PriceProtection(Answer):
    """价保."""

    action_name = "action_price_protection"

    async def respond(self, turn: Turn) -> Events:
        """What the fall of the price gives back, line by line, and the ticket that claims it."""
        order, candidates = await find_one(turn, PROTECTED)
        if order is None and candidates:
            ask_which(turn, candidates, "ask_price_protection")
            return []
        if order is None:
            article = await look_up(turn, "价保")
            if article:
                say_article(turn, article)
            else:
                turn.text_message("utter_no_orders", [person_choice()])
            return []
        found = await turn.seam.get(f"orders/{order['number']}/price-protection")
        number = order["number"]
        lines = "\n".join(
            f"{line['title']}：{line.get('why_text') or line['why']}"
            + (f"，可退 {yuan(line['difference_fen'])}" if line["eligible"] else "")
            for line in found["lines"]
        )
        if found["total_fen"] > 0:
            turn.text_message(
                "utter_price_protection_yes",
                [choice("申请退差价", "open_ticket", primary=True, order_number=number, about="price")],
                tail=tail(number),
                total=yuan(found["total_fen"]),
                lines=lines,
                days=found["days_left"],
            )
        else:
            turn.text_message("utter_price_protection_no", [person_choice()], tail=tail(number), lines=lines)
        return []
