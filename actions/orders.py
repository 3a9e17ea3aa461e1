"""Orders: the cards, why one was cancelled, what can still be changed."""

from typing import Any

from actions.answering import Answer, Events
from actions.formats import clock, moment, tail
from actions.picking import Order, find_one, find_orders, read_order
from actions.policies import look_up, say_article
from actions.turn import Choice, Turn, choice, person_choice

NEXT_STEPS: dict[str, tuple[tuple[str, str], ...]] = {
    "unpaid": (("取消订单", "cancel_order"),),
    "paid": (("催发货", "ask_ship_time"), ("改地址", "change_address"), ("取消订单", "cancel_order")),
    "shipped": (("查物流", "track_parcel"), ("申请退款", "request_refund")),
    "delivered": (
        ("申请售后", "report_quality:claim"),
        ("查物流", "track_parcel"),
        ("开发票", "request_invoice"),
    ),
    "finished": (("申请售后", "report_quality:claim"), ("开发票", "request_invoice")),
    "cancelled": (("退款进度", "ask_refund_progress"),),
}
"""What one may want of an order in each state; behind a colon stands what the intent is about."""


def with_choices(order: Order) -> Order:
    """The card with what fits its state."""
    steps = NEXT_STEPS.get(order["status"], ())
    card = {name: value for name, value in order.items() if name in CARD}
    choices = []
    for title, wanted in steps:
        intent, _, about = wanted.partition(":")
        more = {"about": about} if about else {}
        choices.append(choice(title, intent, order_number=order["number"], **more))
    return {**card, "choices": choices}


CARD = ("number", "status", "status_text", "ordered_at", "total_fen", "lines", "parcel", "choices")


def ask_which(turn: Turn, orders: list[Order], intent: str, name: str = "utter_ask_which_order") -> None:
    """Cards to choose one order from; the choice comes back as the same intent with its number."""
    cards = []
    for order in orders:
        card = with_choices(order)
        card["choices"] = [choice("选这单", intent, primary=True, order_number=order["number"])]
        cards.append(card)
    turn.orders(turn.words(name), cards)


class ShowOrders(Answer):
    """我的订单, or one by its number."""

    action_name = "action_show_orders"

    async def respond(self, turn: Turn) -> Events:
        """Cards, newest first."""
        orders = await find_orders(turn)
        if not orders:
            turn.text_message("utter_no_orders", [choice("逛逛推荐", "ask_recommendation"), person_choice()])
        elif len(orders) == 1:
            turn.orders(_one_order(turn, orders[0]), [with_choices(orders[0])])
        else:
            turn.orders(
                turn.words("utter_orders_found", count=len(orders)), [with_choices(one) for one in orders]
            )
        return []


def _one_order(turn: Turn, order: Order) -> str:
    return turn.words(f"utter_order_{order['status']}", tail=tail(order["number"]))


class ExplainCancelled(Answer):
    """Why an order was cancelled."""

    action_name = "action_explain_cancelled"

    async def respond(self, turn: Turn) -> Events:
        """The reason that stands in the order, and where the money is."""
        order, candidates = await find_one(turn, ("cancelled",))
        if order is None and candidates:
            ask_which(turn, candidates, "order_cancelled_by_system")
            return []
        if order is None or order["status"] != "cancelled":
            article = await look_up(turn, "订单为什么被取消")
            turn.text_message(
                "utter_no_cancelled_order", [choice("我的订单", "ask_order_status"), person_choice()]
            )
            if article:
                say_article(turn, article)
            return []
        details = await read_order(turn, order["number"]) or order
        reason = details.get("cancel_reason") or turn.words("utter_cancel_reason_unknown")
        turn.text_message(
            "utter_order_was_cancelled",
            [choice("退款进度", "ask_refund_progress", order_number=order["number"]), person_choice()],
            tail=tail(order["number"]),
            reason=reason,
        )
        return []


class AskShipTime(Answer):
    """什么时候发货."""

    action_name = "action_ship_time"

    async def respond(self, turn: Turn) -> Events:
        """The promised time of orders that have not left; a late one gets a way to press."""
        order, candidates = await find_one(turn, ("paid",))
        if order is None and len(candidates) > 1:
            ask_which(turn, candidates, "ask_ship_time")
            return []
        if order is None or order["status"] != "paid":
            if order is not None:
                turn.orders(_one_order(turn, order), [with_choices(order)])
                return []
            article = await look_up(turn, "付款后多久发货")
            if article:
                say_article(turn, article, [choice("我的订单", "ask_order_status")])
            else:
                turn.text_message(
                    "utter_nothing_to_ship", [choice("我的订单", "ask_order_status"), person_choice()]
                )
            return []
        details = await read_order(turn, order["number"]) or order
        say_ship_promise(turn, details)
        return []


def say_ship_promise(turn: Turn, order: dict[str, Any]) -> None:
    """Until when it leaves, or that it is late and what can be done now."""
    promise = order.get("ship_promise_at")
    number = order["number"]
    if promise is None:
        turn.text_message("utter_ship_promise_unknown", [_press(number), person_choice()], tail=tail(number))
        return
    late = turn.now is not None and _is_past(promise, turn)
    turn.text_message(
        "utter_ship_late" if late else "utter_ship_promise",
        [_press(number), choice("取消订单", "cancel_order", order_number=number)],
        tail=tail(number),
        by=clock(promise, turn.now),
    )


def _press(number: str) -> Choice:
    return choice("留工单催发货", "open_ticket", order_number=number, about="ship")


def _is_past(iso: str, turn: Turn) -> bool:
    return turn.now is not None and moment(iso) < turn.now
