"""What every action shares: a sentence for failures, the turn's report, a person for upset shoppers."""

import logging
from abc import ABC, abstractmethod
from typing import Any, Literal

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.intents import NO_REQUEST, TITLES, TOPIC_OF
from actions.service_client import NotSignedIn, Refused, ServiceDown
from actions.turn import Turn, choice, person_choice

logger = logging.getLogger(__name__)
Events = list[dict[str, Any]]
Outcome = Literal["answered", "unsure", "failed"]
TRIED_KEPT = 5
GUESSES = 3
"""The model's own best, told with every turn: what it was unsure of can be learnt from."""


class Answer(Action, ABC):
    """One turn's answer. A subclass says it in `respond`; what goes wrong is said here."""

    action_name: str

    def name(self) -> str:
        """The name in bot/domain."""
        return self.action_name

    @abstractmethod
    async def respond(self, turn: Turn) -> Events:
        """Answer; may raise ServiceError, and gives back events. `answered_badly` in slots marks a miss."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Rasa's entry."""
        turn = Turn(dispatcher, tracker)
        outcome: Outcome = "answered"
        try:
            events = await self.respond(turn)
            outcome = _take_outcome(events)
        except NotSignedIn:
            turn.text_message(
                "utter_sign_in_first", [choice("退换规则", "ask_return_policy"), person_choice()]
            )
            events = []
        except Refused as refusal:
            say_refusal(turn, refusal)
            events = []
        except ServiceDown as failure:
            logger.warning("action %s: %s", self.action_name, failure)
            _say_down(turn)
            events, outcome = [], "failed"
        except Exception:
            # Rasa would swallow it and say nothing at all: the one thing that must not happen.
            logger.exception("action %s broke", self.action_name)
            _say_down(turn)
            events, outcome = [], "failed"
        if (
            outcome == "answered"
            and turn.is_upset
            and turn.intent not in NO_REQUEST | {"ask_human", "complain"}
        ):
            turn.text_message("utter_upset_offer_person", [person_choice("emotion")])
        if turn.reports:
            await report(turn, outcome, current_form(turn, events))
        return events + offering(turn, events) + remember(turn, outcome)


def _say_down(turn: Turn) -> None:
    turn.text_message("utter_service_down", [choice("留工单", "open_ticket"), person_choice("no_answer")])


def marked(outcome: Outcome) -> dict[str, Any]:
    """An event-like mark by which `respond` says that the turn did not go well."""
    return {"event": "outcome", "value": outcome}


def _take_outcome(events: Events) -> Outcome:
    for event in list(events):
        if event.get("event") == "outcome":
            events.remove(event)
            return event["value"]  # type: ignore[no-any-return]
    return "answered"


def say_refusal(turn: Turn, refusal: Refused) -> None:
    """The service's own reason, and the ways that stay open."""
    turn.plain(
        refusal.detail or turn.words("utter_refused"),
        [choice("我的订单", "ask_order_status"), person_choice()],
    )


def current_form(turn: Turn, events: Events) -> dict[str, Any] | None:
    """How far the task is after these events, for the progress line of the chat."""
    task = turn.slot("task")
    for event in events:
        if event.get("event") == "slot" and event.get("name") == "task":
            task = event.get("value")
    return task.get("form") if task else None


async def report(turn: Turn, outcome: Outcome, form: dict[str, Any] | None) -> None:
    """Tell the service how the turn went; waited for a moment, so that it stands before the answer does."""
    body = {
        "intent": turn.intent or "none",
        "confidence": max(0.0, min(1.0, turn.confidence)),
        "guesses": [
            {"intent": one["name"], "confidence": one["confidence"]}
            for one in turn.ranking
            if one["name"] != "nlu_fallback"
        ][:GUESSES],
        "outcome": outcome,
        "topic": TOPIC_OF.get(turn.intent),
        "form": form,
    }
    await turn.seam.report(body)


def offering(turn: Turn, events: Events) -> Events:
    """The way on that a yes takes: this turn's own, or none any more. A task reads its yes by itself."""
    if any(event.get("name") == "offer" for event in events):
        return []
    task = turn.slot("task")
    for event in events:
        if event.get("name") == "task":
            task = event.get("value")
    offer = None if task else turn.offered
    return [SlotSet("offer", offer)] if offer != turn.slot("offer") else []


def remember(turn: Turn, outcome: Outcome) -> Events:
    """Failures in a row, and what was tried, for whoever takes over."""
    events: Events = []
    failures = 0 if outcome == "answered" else int(turn.slot("failures") or 0) + 1
    if failures != int(turn.slot("failures") or 0):
        events.append(SlotSet("failures", failures))
    is_request = turn.intent in TITLES and turn.intent not in NO_REQUEST and not turn.is_answer
    if is_request:
        tried = [one for one in turn.slot("tried") or [] if one["intent"] != turn.intent]
        tried.append({"intent": turn.intent, "title": TITLES[turn.intent]})
        events.append(SlotSet("tried", tried[-TRIED_KEPT:]))
    scene = turn.table.after(turn.intent if is_request else None)
    if scene != turn.slot("scene"):
        events.append(SlotSet("scene", scene))
    if not turn.is_tap and turn.intent not in NO_REQUEST:
        events.append(SlotSet("asked", {"text": turn.raw[:200], "entities": []}))
    return events
