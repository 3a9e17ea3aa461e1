"""The assistant's understanding as Rasa components: the model, what overrides it, what the talk adds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.context import Said, resolve
from bot.components.encoder import DEFAULT
from bot.components.examples import Examples
from bot.components.normaliser import normalise
from bot.understanding import Reading, Understanding

KEPT_GUESSES = 5
"""How many intents a turn remembers: every stored turn carries them."""
ACT_FROM = 0.45
"""Below this confidence the assistant asks instead of answering."""
CHANGE_FROM = 0.55
"""The same for what begins to change something: being wrong costs the shopper more there."""
CHANGING = frozenset(
    {
        *("cancel_order", "change_order", "change_address", "add_order_note", "arrange_delivery"),
        *("request_return", "request_exchange", "request_refund", "request_repair", "request_compensation"),
        *("cancel_aftersale", "refuse_parcel", "request_invoice", "change_invoice"),
    }
)
COMES_FIRST = frozenset({"alert_danger", "ask_human"})
SURE_IN_CONTEXT = 0.9
"""The confidence of an intent that the talk so far has settled."""


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=True,
)
class Reader(GraphComponent, IntentClassifier, EntityExtractorMixin):
    """Trains and runs `bot.understanding`; the trained model lies in Rasa's model archive."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._act_from = float(config["act_from"])
        self._change_from = float(config["change_from"])
        self._encoder = dict(config["encoder"])
        self._storage = storage
        self._resource = resource
        self._understanding: Understanding | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The least confidence to answer and to change something; the encoder (docs/encoders.md)."""
        return {"act_from": ACT_FROM, "change_from": CHANGE_FROM, "encoder": {"name": DEFAULT}}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Reader:
        """Called by Rasa before training."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Reader:
        """Read the trained model and warm everything up, so that no shopper's turn pays for it."""
        reader = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            reader._understanding = Understanding.load(Path(folder))
        return reader

    def train(self, training_data: TrainingData) -> Resource:
        """Train on Rasa's own reading of nlu_data, so that both see the same sentences."""
        examples = Examples(
            sentences=[(m.get(TEXT), m.get(INTENT)) for m in training_data.intent_examples],
            lookups={table["name"]: list(table["elements"]) for table in training_data.lookup_tables},
            synonyms=dict(training_data.entity_synonyms),
        )
        self._understanding = Understanding.train(examples, self._encoder)
        with self._storage.write_to(self._resource) as folder:
            self._understanding.save(Path(folder))
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add to the sentences: policies here learn from intents alone."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, ranking, entities and what needs attention."""
        assert self._understanding is not None, "Rasa loads a component before it processes"
        for message in messages:
            text = message.get(TEXT)
            if text is not None:
                self._write(message, self._understanding.parse(text, _now(message)))
        return messages

    def _write(self, message: Message, reading: Reading) -> None:
        ranking = [
            {"name": g.intent, "confidence": round(g.confidence, 4)} for g in reading.guesses[:KEPT_GUESSES]
        ]
        least = self._change_from if reading.intent.intent in CHANGING else self._act_from
        name, confidence = _route(reading, least)
        if name != ranking[0]["name"]:
            ranking.insert(0, {"name": name, "confidence": confidence})
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        message.set(ENTITIES, reading.entities, add_to_output=True)
        message.set("second", reading.second.intent if reading.second else None, add_to_output=True)
        message.set("refuses_bot", reading.attention.refuses_bot, add_to_output=True)
        message.set("upset", reading.attention.rage, add_to_output=True)
        message.set("folded", reading.folded, add_to_output=True)
        message.set("uploads", list(reading.uploads), add_to_output=True)


def _route(reading: Reading, least: float) -> tuple[str, float]:
    """The intent that rules see: danger comes before what the model thinks."""
    if reading.attention.danger:
        return "alert_danger", 1.0
    if reading.intent.confidence < least:
        return "nlu_fallback", 1.0 - reading.intent.confidence
    return reading.intent.intent, round(reading.intent.confidence, 4)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class InContext(GraphComponent, IntentClassifier):
    """Settles what leans on the talk so far, before the rules see the intent; a task reads for itself."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> InContext:
        """Called by Rasa; there is nothing to keep."""
        return cls()

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Set another intent and add the goods that are meant, where `bot.components.context` finds any."""
        scene, task = tracker.get_slot("scene"), tracker.get_slot("task")
        for message in messages:
            intent = message.get(INTENT) or {}
            if message.get(TEXT) and not task and intent.get("name") not in COMES_FIRST:
                self._settle(message, intent, scene, bool(tracker.get_slot("offer")))
        return messages

    def _settle(self, message: Message, intent: dict[str, Any], scene: Any, is_offered: bool) -> None:
        found = message.get(ENTITIES) or []
        said = Said(
            normalise(message.get(TEXT)).text,
            intent.get("name") or "",
            float(intent.get("confidence") or 0.0),
            {one["entity"]: one["value"] for one in found},
            [normalise(one["text"]).text for one in found if one.get("text")],
        )
        meant = resolve(said, scene, is_offered=is_offered)
        if meant is None:
            return
        if meant.intent != said.intent:
            settled = {"name": meant.intent, "confidence": SURE_IN_CONTEXT}
            message.set(INTENT, settled, add_to_output=True)
            ranking = message.get(INTENT_RANKING_KEY) or []
            message.set(INTENT_RANKING_KEY, [settled, *ranking], add_to_output=True)
        added = [
            {"entity": name, "value": value, "start": 0, "end": 0, "extractor": "context"}
            for name, value in meant.entities.items()
        ]
        message.set(ENTITIES, [*found, *added], add_to_output=True)


def _now(message: Message) -> datetime | None:
    """When the gateway received the message; Rasa's own `/model/parse` has no such mark."""
    stamp = (message.get(METADATA) or {}).get("now")
    try:
        now = datetime.fromisoformat(stamp) if stamp else None
    except (TypeError, ValueError):
        return None
    return now if now and now.tzinfo else None
