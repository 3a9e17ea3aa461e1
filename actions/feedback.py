"""Complaints, suggestions and praise become tickets at once; their progress can be asked for."""

import re

from actions.talk import Events, ShopAction, Talk, choice
from actions.wording import day_and_time

TICKET_NUMBER = re.compile(r"TK-?\d{11}", re.IGNORECASE)
MOST_SHOWN = 3


class Feedback(ShopAction):
    """Words for the shop: stored as a ticket of their kind."""

    kind: str

    async def answer(self, talk: Talk) -> Events:
        if not talk.text:
            talk.say(f"utter_{self.intent}_tell_me")
            return []
        ticket = await talk.service.post("/tickets", {"text": talk.text, "kind": self.kind, "source": "bot"})
        self.thank(talk, ticket["number"], ticket["promise_text"])
        return []

    def thank(self, talk: Talk, number: str, promise: str) -> None:
        """Say what happens now."""
        talk.say(f"utter_{self.intent}_taken", number=number, promise=promise)


class Complain(Feedback):
    """A ticket first, then the question whether a person should come: nobody is passed on unasked."""

    intent = "complain"
    kind = "投诉"

    def thank(self, talk: Talk, number: str, promise: str) -> None:
        buttons = [
            choice("转人工", '/ask_human{"attention": "complaint"}', primary=True),
            choice("先不用", "/stop"),
        ]
        talk.say("utter_complain_taken", number=number, promise=promise, buttons=buttons)


class Suggest(Feedback):
    intent = "suggest"
    kind = "建议"


class Praise(Feedback):
    intent = "praise"
    kind = "表扬"


class AskTicketProgress(ShopAction):
    """Where the shopper's own feedback is."""

    intent = "ask_ticket_progress"

    async def answer(self, talk: Talk) -> Events:
        named = TICKET_NUMBER.search(talk.text)
        number = named.group().upper().replace("TK", "TK-").replace("--", "-") if named else None
        tickets = (await talk.service.get("/tickets", number=number))["items"]
        if not tickets:
            talk.say("utter_no_tickets")
            return []
        for ticket in tickets[:MOST_SHOWN]:
            talk.say(
                "utter_ticket_state",
                number=ticket["number"],
                title=ticket["title"],
                at=day_and_time(ticket["opened_at"], talk.today),
                last=ticket["last_event_text"],
                due=ticket["due_text"],
            )
        talk.say("utter_ticket_hurry", buttons=[choice("转人工催一下", "/ask_human")])
        return []
