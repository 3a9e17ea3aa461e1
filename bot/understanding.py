"""Reading a message: intents with confidences, entities, what needs attention. Knows nothing of Rasa."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import joblib
import rjieba

from bot.components.attention import Attention, look
from bot.components.dates import find_dates
from bot.components.encoder import Encoder, get_encoder, get_named_encoder
from bot.components.examples import Examples
from bot.components.intents import Guess, IntentModel
from bot.components.measures import find_measures
from bot.components.normaliser import Normalised, normalise
from bot.components.numbers import find_numbers
from bot.components.spans import as_entities, choose
from bot.components.words import WordFinder

FILE = "understanding.joblib"
SECOND_FROM = 0.2
"""A second intent is offered from this confidence on."""
COMPLAINING = {"fault"}
"""A bare fact of these kinds reports something; any other only informs."""
UPLOAD = re.compile(r"\[图片\] ?upload:([\w-]+)")
ONLY_FACTS = re.compile(
    r"^[\s，。,.!?:：;、]*(?:(?:我的|是|订单号?|单号|快递|运单号?|手机号?|电话|号码|编号)[\s:：是]*)*$"
)


@dataclass(frozen=True)
class Reading:
    """What one message says. `guesses`: every intent, best first; `entities` carry raw positions."""

    text: str
    folded: str
    guesses: tuple[Guess, ...]
    second: Guess | None
    entities: list[dict[str, Any]]
    attention: Attention
    uploads: tuple[str, ...] = ()

    @property
    def intent(self) -> Guess:
        """The best guess."""
        return self.guesses[0]


class Understanding:
    """A trained reader. Build it with `train` or `load`; `parse` is safe to call from threads."""

    def __init__(self, model: IntentModel, words: WordFinder, examples: Examples) -> None:
        self._model = model
        self._words = words
        self._lists = Examples([], examples.lookups, examples.synonyms)

    @classmethod
    def train(cls, examples: Examples, encoder: Encoder | None = None) -> "Understanding":
        """Train on labelled sentences."""
        model = IntentModel(encoder or get_encoder())
        texts = [normalise(text).text for text, _ in examples.sentences]
        model.fit(texts, [intent for _, intent in examples.sentences])
        return cls(model, WordFinder(examples.lookups, examples.synonyms), examples)

    def save(self, folder: Path) -> None:
        """Write one file into `folder`."""
        joblib.dump(
            {"model": self._model.state(), "lookups": self._lists.lookups, "synonyms": self._lists.synonyms},
            folder / FILE,
            compress=3,
        )

    @classmethod
    def load(cls, folder: Path) -> "Understanding":
        """Read what `save` wrote and warm up; raises ValueError when it needs another encoder."""
        stored = joblib.load(folder / FILE)
        encoder = get_named_encoder(stored["model"]["encoder"])
        lists = Examples([], stored["lookups"], stored["synonyms"])
        reader = cls(
            IntentModel.from_state(stored["model"], encoder), WordFinder(lists.lookups, lists.synonyms), lists
        )
        reader.parse("我的快递到哪了")
        return reader

    def parse(self, text: str, now: datetime | None = None) -> Reading:
        """Read one message; `now` settles what 前天 means."""
        uploads = tuple(UPLOAD.findall(text))
        folded = normalise(text)
        entities = self.entities(folded, now)
        said = UPLOAD.sub("[图片]", folded.text)
        guesses = self._guesses(said, entities, bool(uploads))
        second = guesses[1] if len(guesses) > 1 and guesses[1].confidence >= SECOND_FROM else None
        return Reading(text, folded.text, tuple(guesses), second, entities, look(folded.text), uploads)

    def entities(self, folded: Normalised, now: datetime | None = None) -> list[dict[str, Any]]:
        """Entities only."""
        text = folded.text
        spans = find_numbers(text) + find_measures(text) + find_dates(text, now) + self._words.find(text)
        return as_entities(choose(spans), folded)

    def _guesses(self, said: str, entities: Sequence[dict[str, Any]], has_upload: bool) -> list[Guess]:
        guesses = self._model.rank(said)
        facts = [e for e in entities if e["entity"] not in COMPLAINING]
        rest = said
        for entity in facts:
            rest = rest.replace(normalise(entity["text"]).text, "")
        if (facts and ONLY_FACTS.match(rest)) or (has_upload and not rest.replace("[图片]", "").strip()):
            # A bare number, name or picture answers a question; no model is needed to see that.
            others = [guess for guess in guesses if guess.intent != "inform"]
            return [Guess("inform", 0.97), *(Guess(g.intent, g.confidence * 0.03) for g in others)]
        return guesses


def warm_up() -> None:
    """Load the segmenter's dictionary and the encoder's weights now, not in a shopper's first turn."""
    rjieba.cut("预热分词")
    get_encoder()
