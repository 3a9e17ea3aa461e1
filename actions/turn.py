"""One turn of a conversation: what was said, what is known, and the ways to answer."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.scene import Table
from actions.service_client import Seam, get_client
from actions.wording import say

Choice = dict[str, Any]


def choice(title: str, intent: str, /, *, primary: bool = False, **entities: Any) -> Choice:
    """A button: the payload that it sends is kept by the gateway and never shown."""
    payload = f"/{intent}" + (json.dumps(entities, ensure_ascii=False) if entities else "")
    return {"title": title, "style": "primary" if primary else None, "payload": payload}


PERSON = "转人工"


def person_choice(reason: str | None = None) -> Choice:
    """The button that asks for a person."""
    return choice(PERSON, "ask_human", **({"reason": reason} if reason else {}))


class Turn:
    """What an action reads and how it speaks. Everything said goes through here."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        self._dispatcher = dispatcher
        self.tracker = tracker
        message = tracker.latest_message or {}
        self.metadata: dict[str, Any] = message.get("metadata") or {}
        self.intent: str = (message.get("intent") or {}).get("name") or ""
        self.confidence: float = float((message.get("intent") or {}).get("confidence") or 0.0)
        self.ranking: list[dict[str, Any]] = message.get("intent_ranking") or []
        self.entities: list[dict[str, Any]] = message.get("entities") or []
        self.uploads: list[str] = message.get("uploads") or []
        self.refuses_bot = bool(message.get("refuses_bot"))
        self.is_upset = bool(message.get("upset"))
        self.second: str | None = message.get("second")
        self.raw: str = message.get("text") or ""
        self.folded: str = message.get("folded") or self.raw
        """The words as patterns read them: simplified characters, plain width, small letters."""
        self.is_tap = self.raw.startswith("/")
        self.message_id = str(self.metadata.get("message_id") or f"{tracker.sender_id}:{len(tracker.events)}")
        self.now = _now(self.metadata.get("now"))
        self.seam: Seam = get_client().for_conversation(tracker.sender_id, self.message_id)
        self.leans_on_talk = any(one.get("extractor") == "context" for one in self.entities)
        self.table = Table(self.slot("scene"))
        self.offered: dict[str, Any] | None = None
        """The one way on that the last message puts first; a bare yes takes it."""
        self.is_answer = False
        """Whether this message answered a task's question, so that it asks for nothing itself."""
        self.said = 0
        self.reports = True
        """Whether this action tells the service of the turn: one of a turn's actions does."""

    @property
    def text(self) -> str:
        """What the shopper typed; for a tap the words that led to it, or nothing."""
        if not self.is_tap and self.intent != "affirm":
            return self.raw
        asked = self.slot("asked") or {}
        return str(asked.get("text", ""))

    def slot(self, name: str) -> Any:
        """A slot's value."""
        return self.tracker.get_slot(name)

    def entity(self, name: str) -> Any:
        """The first value of an entity, or None."""
        return next((one["value"] for one in self.entities if one["entity"] == name), None)

    def all_entities(self, name: str) -> list[Any]:
        """Every value of an entity."""
        return [one["value"] for one in self.entities if one["entity"] == name]

    def words(self, name: str, /, **values: Any) -> str:
        """A sentence without saying it."""
        return say(name, self.message_id, **values)

    def text_message(
        self,
        name: str,
        /,
        choices: Sequence[Choice] = (),
        source: dict[str, str] | None = None,
        **values: Any,
    ) -> None:
        """Say a sentence; with choices it becomes buttons."""
        self.plain(self.words(name, **values), choices, source)

    def plain(self, text: str, choices: Sequence[Choice] = (), source: dict[str, str] | None = None) -> None:
        """Say words that come from the service."""
        body: dict[str, Any] = {"kind": "buttons" if choices and not source else "text", "text": text}
        if source:
            body["source"] = source
        if choices:
            body["choices"] = list(choices)
        self._send(body)

    def orders(self, text: str, orders: Sequence[dict[str, Any]], choices: Sequence[Choice] = ()) -> None:
        """Show orders as cards under a sentence."""
        self.table.put_orders(orders)
        self._send({"kind": "order_card", "text": text, "orders": list(orders), "choices": list(choices)})

    def products(self, text: str, products: Sequence[dict[str, Any]], choices: Sequence[Choice] = ()) -> None:
        """Show products as cards under a sentence."""
        self.table.put_products(products)
        shown = ("id", "title", "image_url", "price_fen", "stock_text", "skus", "choices")
        cards = [{name: product.get(name) for name in shown} for product in products]
        self._send({"kind": "product_card", "text": text, "products": cards, "choices": list(choices)})

    def _send(self, body: dict[str, Any]) -> None:
        if not body.get("choices"):
            body.pop("choices", None)
        firsts = []
        for number, one in enumerate(_choices_in(body), start=1):
            one["id"] = f"c{number}"
            firsts += [one["payload"]] if one["style"] == "primary" else []
        self.offered = _offer(firsts[0]) if len(firsts) == 1 else None
        self.said += 1
        self._dispatcher.utter_message(json_message=body)


def _choices_in(body: dict[str, Any]) -> list[Choice]:
    """Every choice of a message, also those on its cards; ids are unique in all of it."""
    found = list(body.get("choices") or [])
    for card in [*body.get("orders", []), *body.get("products", [])]:
        found += card.get("choices") or []
        for line in card.get("lines") or []:
            found += line.get("choices") or []
    return found


def _offer(payload: str) -> dict[str, Any]:
    intent, brace, rest = payload.removeprefix("/").partition("{")
    return {"yes": intent, "entities": json.loads(brace + rest) if brace else {}}


def _now(stamp: Any) -> datetime | None:
    try:
        now = datetime.fromisoformat(stamp) if stamp else None
    except (TypeError, ValueError):
        return None
    return now if now and now.tzinfo else None
