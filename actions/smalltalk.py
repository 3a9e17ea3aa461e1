"""Greetings and the like, with the way on."""

from actions.answering import Answer, Events
from actions.service_client import ServiceError
from actions.turn import Turn, choice, person_choice

REPLIES: dict[str, str] = {
    "goodbye": "utter_goodbye",
    "thanks": "utter_thanks",
    "bot_challenge": "utter_bot_challenge",
    "chitchat": "utter_chitchat",
    "stop": "utter_stop",
    "rate_service": "utter_rate_service",
    "out_of_scope": "utter_out_of_scope",
    "step_back": "utter_nothing_to_go_back",
}
WITH_MENU = {"bot_challenge", "chitchat", "out_of_scope", "stop", "step_back"}


class SmallTalk(Answer):
    """A short, warm reply."""

    action_name = "action_small_talk"

    async def respond(self, turn: Turn) -> Events:
        """The reply, and for some a menu."""
        choices = [
            choice("我的订单", "ask_order_status"),
            choice("退换货", "request_return"),
            person_choice(),
        ]
        turn.text_message(
            REPLIES.get(turn.intent, "utter_chitchat"), choices if turn.intent in WITH_MENU else []
        )
        return []


class Greet(Answer):
    """你好."""

    action_name = "action_greet"

    async def respond(self, turn: Turn) -> Events:
        """By name when signed in, with the order that most likely needs help."""
        try:
            context = await turn.seam.get("context")
        except ServiceError:
            # A greeting needs no facts: health checks greet too, for a conversation that does not exist.
            turn.text_message("utter_greet")
            return []
        order = context.get("recent_order")
        customer = context.get("customer") or {}
        if customer.get("is_signed_in") and order:
            turn.text_message(
                "utter_greet_with_order",
                [
                    choice("查物流", "track_parcel", order_number=order["number"]),
                    choice("我的订单", "ask_order_status"),
                    choice("退换货", "request_return"),
                ],
                name=customer.get("name", ""),
                title=order["lines"][0]["title"] if order.get("lines") else "",
                status=order["status_text"],
            )
        else:
            turn.text_message(
                "utter_greet",
                [
                    choice("退换规则", "ask_return_policy"),
                    choice("看看推荐", "ask_recommendation"),
                    person_choice(),
                ],
            )
        return []
