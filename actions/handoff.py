"""Calling a person: on words, on danger, after two misses; asking first where emotion speaks."""

from typing import Any

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.answering import Answer, Events
from actions.turn import Turn, choice

REASONS = {"emotion", "complaint", "no_answer", "complex", "two_failures", "asked"}
KEPT_FACTS = (
    "order_number",
    "line_id",
    "wish",
    "reason",
    "quantity",
    "description",
    "about",
    "words",
    "address",
    "title",
)


class HandOff(Answer):
    """转人工."""

    action_name = "action_hand_off"

    async def respond(self, turn: Turn) -> Events:
        """At once, with everything that is known."""
        reason = turn.entity("reason")
        if reason not in REASONS:
            reason = "refused_bot" if turn.refuses_bot else "asked"
        return await hand_off(turn, reason)


class HandOffDanger(Answer):
    """漏电, 起火, 过敏: a person at once."""

    action_name = "action_hand_off_danger"

    async def respond(self, turn: Turn) -> Events:
        """What to do right now, then the person."""
        turn.text_message("utter_danger_first")
        return await hand_off(turn, "safety")


class AskBeforeHandOff(Answer):
    """Anger or a complaint: may a person take over, or shall we go on?"""

    action_name = "action_ask_before_hand_off"

    async def respond(self, turn: Turn) -> Events:
        """Listens first; both ways are one tap."""
        reason = "complaint" if turn.intent == "complain" else "emotion"
        turn.text_message(
            "utter_ask_before_hand_off",
            [choice("转人工", "ask_human", primary=True, reason=reason), choice("继续说说", "open_ticket")],
        )
        return [SlotSet("offer", {"yes": "ask_human", "reason": reason})]


async def hand_off(turn: Turn, reason: str, facts: dict[str, Any] | None = None) -> Events:
    """Put the conversation into the queue. The service itself tells the shopper where he stands in it.

    `facts` are those of a task that has just ended; else the open or paused task's go along.
    """
    task = turn.slot("task") or turn.slot("paused_task")
    told = facts or (task or {}).get("facts", {})
    known: dict[str, Any] = {name: value for name, value in told.items() if name in KEPT_FACTS}
    for name in ("order_number", "parcel_number", "phone", "amount"):
        value = turn.entity(name)
        if value:
            known.setdefault(name, value)
    done = await turn.seam.post(
        "handoffs", {"reason": reason, "tried": turn.slot("tried") or [], "slots": known}
    )
    if done.get("owner") == "bot":
        turn.text_message(
            "utter_nobody_online", [choice("查物流", "track_parcel"), choice("我的订单", "ask_order_status")]
        )
    reset = [SlotSet("failures", 0), SlotSet("offer", None)]
    if turn.slot("task"):
        reset += [
            SlotSet("paused_task", turn.slot("task")),
            SlotSet("task", None),
            SlotSet("requested_slot", None),
            ActiveLoop(None),
        ]
    return reset
