"""How far feedback and complaints are; praise."""

from actions.answering import Answer, Events
from actions.turn import Turn, choice, person_choice

SHOWN = 3


class TicketProgress(Answer):
    """我反馈的怎么样了."""

    action_name = "action_ticket_progress"

    async def respond(self, turn: Turn) -> Events:
        """The newest tickets with what happened last."""
        tickets = (await turn.seam.get("tickets", number=turn.entity("ticket_number")))["items"]
        if not tickets:
            turn.text_message(
                "utter_no_tickets",
                [choice("我要反馈", "open_ticket"), choice("售后进度", "ask_aftersale_progress")],
            )
            return []
        for ticket in tickets[:SHOWN]:
            turn.text_message(
                "utter_ticket_status",
                number=ticket["number"],
                title=ticket["title"],
                news="。".join(
                    part.strip("。 ")
                    for part in (ticket["status_text"], ticket["last_event_text"], ticket["due_text"])
                    if part
                ),
            )
        turn.text_message(
            "utter_ticket_more", [choice("补充一句", "open_ticket", about="question"), person_choice()]
        )
        return []


class Praise(Answer):
    """表扬."""

    action_name = "action_praise"

    async def respond(self, turn: Turn) -> Events:
        """Kept as praise when it says something, with thanks."""
        if len(turn.raw) >= 6 and not turn.is_tap:
            body = {
                "text": turn.raw[:900],
                "kind": "表扬",
                "category": ["建议表扬", "表扬"],
                "order_numbers": [],
                "source": "bot",
            }
            await turn.seam.post("tickets", body)
            turn.text_message("utter_praise_passed_on")
        else:
            turn.text_message("utter_praise_thanks")
        return []
