"""Greetings, thanks and everything that is no request: answered kindly, then back to what can be done."""

from actions.orders import with_next_steps
from actions.talk import TO_A_PERSON, Events, ShopAction, Talk, choice

STARTS = [
    choice("查物流", "/track_parcel"),
    choice("退换货", "/request_return"),
    choice("退款进度", "/ask_refund_progress"),
    choice("开发票", "/request_invoice"),
]
"""What most people come for."""


class SmallTalk(ShopAction):
    """One kind sentence of the domain."""

    async def answer(self, talk: Talk) -> Events:
        talk.say(f"utter_{self.intent}")
        return []


class Goodbye(SmallTalk):
    intent = "goodbye"


class Thanks(SmallTalk):
    intent = "thanks"


class Chitchat(SmallTalk):
    intent = "chitchat"


class Stop(SmallTalk):
    intent = "stop"


class RateService(SmallTalk):
    intent = "rate_service"


class Greet(ShopAction):
    """A greeting, and where to begin."""

    intent = "greet"

    async def answer(self, talk: Talk) -> Events:
        talk.say("utter_greet", buttons=STARTS)
        return []


class BotChallenge(ShopAction):
    """Yes, a machine; and people are one tap away."""

    intent = "bot_challenge"

    async def answer(self, talk: Talk) -> Events:
        talk.say("utter_bot_challenge", buttons=[TO_A_PERSON])
        return []


class OutOfScope(ShopAction):
    """Not what a shop's assistant knows."""

    intent = "out_of_scope"

    async def answer(self, talk: Talk) -> Events:
        talk.say("utter_out_of_scope", buttons=STARTS)
        return []


class Abuse(ShopAction):
    """No word back in kind; a person, if wanted."""

    intent = "abuse"

    async def answer(self, talk: Talk) -> Events:
        talk.say("utter_abuse", buttons=[choice("转人工", '/ask_human{"attention": "anger"}')])
        return []


class Inform(ShopAction):
    """A fact without a request: an order number shows its order, anything else is asked about."""

    intent = "inform"

    async def answer(self, talk: Talk) -> Events:
        number = talk.entity("order_number")
        if number:
            order = await talk.service.get(f"/orders/{number}")
            talk.say("utter_order_state", number=number, state=order["status_text"], at="")
            talk.show("order_card", orders=[with_next_steps(order)])
        else:
            talk.say("utter_inform", buttons=STARTS)
        return []
