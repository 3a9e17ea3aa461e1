"""Orders: their state, why they were cancelled, and wishes for those that have not left."""

import json

from actions.finding import (
    BEFORE_SHIPMENT,
    Order,
    ask_which_order,
    find_orders,
    remember,
    title_of,
)
from actions.policies import answer_from_policies
from actions.talk import TO_A_PERSON, Events, ShopAction, Talk, choice
from actions.wording import day_and_time, money

NEXT_STEPS = {
    "paid": [("催发货", "ask_ship_time"), ("改地址", "change_address"), ("取消订单", "cancel_order")],
    "shipped": [("查物流", "track_parcel"), ("申请退款", "request_refund")],
    "delivered": [("查物流", "track_parcel"), ("申请退货", "request_return"), ("开发票", "request_invoice")],
    "finished": [
        ("申请退货", "request_return"),
        ("申请维修", "request_repair"),
        ("开发票", "request_invoice"),
    ],
}
"""What a shopper most often wants next with an order in this state."""


def with_next_steps(order: Order) -> Order:
    """The order's card with the buttons that make sense now."""
    named = json.dumps({"order_number": order["number"]})
    order["choices"] = [
        choice(title, f"/{intent}{named}") for title, intent in NEXT_STEPS.get(order["status"], [])
    ]
    return order


class AskOrderStatus(ShopAction):
    """One order with what it waits for, or the newest ones."""

    intent = "ask_order_status"

    async def answer(self, talk: Talk) -> Events:
        orders = await find_orders(talk)
        if not orders:
            talk.say("utter_no_orders")
            return []
        if len(orders) > 1:
            talk.say("utter_recent_orders")
            talk.show("order_card", orders=[with_next_steps(order) for order in orders])
            return []
        order = orders[0]
        at = day_and_time(order["ordered_at"], talk.today)
        talk.say("utter_order_state", number=order["number"], state=order["status_text"], at=at)
        talk.show("order_card", orders=[with_next_steps(order)])
        return remember(order)


class OrderCancelledBySystem(ShopAction):
    """Why an order was closed, and where its money is."""

    intent = "order_cancelled_by_system"

    async def answer(self, talk: Talk) -> Events:
        orders = await find_orders(talk, ["cancelled"])
        cancelled = [order for order in orders if order["status"] == "cancelled"]
        if not cancelled:
            talk.say("utter_no_cancelled_order")
            return []
        order = await talk.service.get(f"/orders/{cancelled[0]['number']}")
        reason = order["cancel_reason"] or "没有留下原因"
        talk.say("utter_order_cancelled_because", goods=title_of(order), reason=reason)
        for refund in order["refunds"]:
            talk.say("utter_refund_state", amount=money(refund["amount_fen"]), state=refund["status_text"])
        talk.show("order_card", orders=[order])
        return remember(order)


class ChangeOrder(ShopAction):
    """A paid order cannot be edited: before it leaves it can be cancelled and placed anew."""

    intent = "change_order"

    async def answer(self, talk: Talk) -> Events:
        orders = await find_orders(talk, BEFORE_SHIPMENT)
        waiting = [order for order in orders if order["status"] in BEFORE_SHIPMENT]
        if not waiting:
            if orders:
                talk.say("utter_change_too_late", buttons=[TO_A_PERSON])
            else:
                await answer_from_policies(talk, "修改订单")
            return []
        if len(waiting) > 1:
            return ask_which_order(talk, waiting, self.intent, "改这单")
        order = waiting[0]
        named = json.dumps({"order_number": order["number"]})
        buttons = [choice("取消这单", f"/cancel_order{named}"), TO_A_PERSON]
        talk.say("utter_change_order_how", goods=title_of(order), buttons=buttons)
        return remember(order)


class AddOrderNote(ShopAction):
    """A wish for an order that has not left becomes a ticket that the warehouse works on."""

    intent = "add_order_note"

    async def answer(self, talk: Talk) -> Events:
        orders = await find_orders(talk, BEFORE_SHIPMENT)
        waiting = [order for order in orders if order["status"] in BEFORE_SHIPMENT]
        if not waiting:
            talk.say("utter_note_no_order")
            return []
        order = waiting[0]  # the newest: a wish said right after buying is about that purchase
        ticket = await talk.service.post(
            "/tickets",
            {
                "text": f"订单备注：{talk.text}",
                "kind": "请求",
                "category": ["订单", "修改"],
                "order_numbers": [order["number"]],
                "source": "bot",
            },
        )
        talk.say("utter_note_taken", goods=title_of(order), number=ticket["number"])
        return remember(order)
