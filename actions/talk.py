"""One turn as an action sees it: what was said, what is known, how to answer."""

from abc import ABC, abstractmethod
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.service_client import Refused, Service, ServiceDown, service_for
from actions.wording import SHANGHAI

Events = list[dict[str, Any]]
REFUSALS = {
    "not_signed_in": "utter_sign_in_needed",
    "order_not_found": "utter_order_not_found",
    "order_line_not_found": "utter_order_not_found",
    "product_not_found": "utter_product_not_found",
    "already_shipped": "utter_already_shipped",
    "already_cancelled": "utter_already_cancelled",
    "already_invoiced": "utter_already_invoiced",
}


class Talk:
    """The turn: entities and slots to read, the service to ask, replies to give."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        self.tracker = tracker
        self.outcome = "answered"
        self.service: Service = service_for(tracker)
        self._dispatcher = dispatcher

    @property
    def text(self) -> str:
        """What the shopper typed; empty for a tapped button."""
        said = str(self.tracker.latest_message.get("text") or "")
        return "" if said.startswith("/") else said

    @property
    def today(self) -> date:
        """The gateway's day, or the machine's when it did not say."""
        now = (self.tracker.latest_message.get("metadata") or {}).get("now")
        at = datetime.fromisoformat(now.replace("Z", "+00:00")) if now else datetime.now(SHANGHAI)
        return at.astimezone(SHANGHAI).date()

    def entity(self, name: str) -> str | None:
        """The first entity of this kind in this very message."""
        for entity in self.tracker.latest_message.get("entities") or []:
            if entity.get("entity") == name and entity.get("value") not in (None, ""):
                return str(entity["value"])
        return None

    def slot(self, name: str) -> Any:
        """What is known from before."""
        return self.tracker.get_slot(name)

    @property
    def intent(self) -> str:
        """What the message was understood as."""
        return str((self.tracker.latest_message.get("intent") or {}).get("name") or "unknown")

    @property
    def confidence(self) -> float:
        """How sure the understanding was, 0 to 1."""
        return float((self.tracker.latest_message.get("intent") or {}).get("confidence") or 0.0)

    async def report(self) -> None:
        """Tell the service how the turn went; a lost report changes no answer."""
        found = {"intent": self.intent, "confidence": self.confidence, "outcome": self.outcome}
        with suppress(ServiceDown, Refused):
            await self.service.post("/turn-reports", found)

    def say(self, response: str, buttons: list[dict[str, Any]] | None = None, **values: Any) -> None:
        """A reply of the domain with its values."""
        self._dispatcher.utter_message(response=response, buttons=buttons, **values)

    def show(self, kind: str, text: str = "", **body: Any) -> None:
        """A card or a text with a source; shapes: docs/protocol.md."""
        self._dispatcher.utter_message(json_message={"kind": kind, "text": text, **body})


def choice(title: str, payload: str, *, primary: bool = False) -> dict[str, Any]:
    """A button; the gateway names it and keeps the payload to itself."""
    return {"title": title, "payload": payload, "style": "primary" if primary else None}


TO_A_PERSON = choice("转人工", "/ask_human")


class ShopAction(Action, ABC):
    """An action that answers from the service; every outside failure has its reply."""

    intent: str

    def name(self) -> str:
        """action_ and the intent that it serves."""
        return f"action_{self.intent}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Answer, or say why not and what else there is."""
        talk = Talk(dispatcher, tracker)
        try:
            return await self.answer(talk)
        except ServiceDown:
            talk.outcome = "failed"
            talk.say("utter_service_down", buttons=[TO_A_PERSON])
        except Refused as no:
            if no.code in REFUSALS:
                talk.say(REFUSALS[no.code])
            else:
                talk.say("utter_refused", reason=str(no), buttons=[TO_A_PERSON])
        finally:
            await talk.report()
        return []

    @abstractmethod
    async def answer(self, talk: Talk) -> Events:
        """Ask the service, pick a reply; may raise ServiceDown and Refused."""
