"""Reading a message: intents with confidences, entities, what needs attention. Knows nothing of Rasa."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import joblib

from bot.components.attention import Attention, look
from bot.components.dates import find_dates
from bot.components.encoder import DEFAULT, Settings, get_encoder, get_stored_encoder
from bot.components.examples import Examples
from bot.components.intents import Guess, IntentModel
from bot.components.measures import find_measures
from bot.components.normaliser import Normalised, normalise
from bot.components.numbers import find_numbers
from bot.components.pinyin import Pinyin
from bot.components.spans import as_entities, choose
from bot.components.spellings import respell
from bot.components.words import WordFinder

FILE = "understanding.joblib"
SECOND_FROM = 0.2
"""A second intent is offered from this confidence on."""
CERTAIN = 0.97
"""The confidence of what a pattern shows."""
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

    def __init__(
        self,
        model: IntentModel,
        pinyin: Pinyin,
        words: WordFinder,
        examples: Examples,
        encoder: Settings | None = None,
    ) -> None:
        self._encoder = dict(encoder or {"name": DEFAULT})
        self._model = model
        self._pinyin = pinyin
        self._words = words
        self._lists = Examples([], examples.lookups, examples.synonyms)

    @classmethod
    def train(cls, examples: Examples, encoder: Settings | None = None) -> "Understanding":
        """Train on labelled sentences; raises UnusableEncoder when the encoder cannot be had."""
        model = IntentModel(get_encoder(encoder))
        texts = [respell(normalise(text).text) for text, _ in examples.sentences]
        pinyin = Pinyin.learn(texts)
        model.fit([pinyin.read(text) for text in texts], [intent for _, intent in examples.sentences])
        return cls(model, pinyin, WordFinder(examples.lookups, examples.synonyms), examples, encoder)

    def save(self, folder: Path) -> None:
        """Write one file into `folder`."""
        joblib.dump(
            {
                "encoder": self._encoder,
                "model": self._model.state(),
                "pinyin": self._pinyin.state(),
                "lookups": self._lists.lookups,
                "synonyms": self._lists.synonyms,
            },
            folder / FILE,
            compress=3,
        )

    @classmethod
    def load(cls, folder: Path) -> "Understanding":
        """Read what `save` wrote and warm up; raises UnusableEncoder when it needs another encoder."""
        stored = joblib.load(folder / FILE)
        encoder = get_stored_encoder(stored["model"]["encoder"], stored["encoder"])
        lists = Examples([], stored["lookups"], stored["synonyms"])
        reader = cls(
            IntentModel.from_state(stored["model"], encoder),
            Pinyin(stored["pinyin"]),
            WordFinder(lists.lookups, lists.synonyms),
            lists,
            stored["encoder"],
        )
        reader.parse("我的快递到哪了")
        return reader

    def parse(self, text: str, now: datetime | None = None) -> Reading:
        """Read one message; `now` settles what 前天 means."""
        return self.parse_many([text], now)[0]

    def parse_many(self, texts: Sequence[str], now: datetime | None = None) -> list[Reading]:
        """Read messages together, which takes half the time of one by one."""
        folded = [normalise(text) for text in texts]
        said = [UPLOAD.sub("[图片]", each.text) for each in folded]
        ranked = self._model.rank([self._pinyin.read(respell(text)) for text in said])
        return [self._read(*each, now) for each in zip(folded, said, ranked, strict=True)]

    def _read(self, folded: Normalised, said: str, guesses: list[Guess], now: datetime | None) -> Reading:
        uploads = tuple(UPLOAD.findall(folded.raw))
        entities = self.entities(folded, now)
        attention = look(folded.text)
        if attention.refuses_bot or attention.wants_person:
            guesses = _led_by("ask_human", guesses)
        elif attention.declines_person:
            guesses = _without("ask_human", guesses)
        elif _only_informs(said, entities, bool(uploads)):
            guesses = _led_by("inform", guesses)
        elif not said.strip():
            guesses = [Guess(guess.intent, 0.0) for guess in _led_by("inform", guesses)]
        second = guesses[1] if len(guesses) > 1 and guesses[1].confidence >= SECOND_FROM else None
        return Reading(folded.raw, folded.text, tuple(guesses), second, entities, attention, uploads)

    def entities(self, folded: Normalised, now: datetime | None = None) -> list[dict[str, Any]]:
        """Entities only."""
        text = folded.text
        spans = find_numbers(text) + find_measures(text) + find_dates(text, now) + self._words.find(text)
        return as_entities(choose(spans), folded)


def _only_informs(said: str, entities: Sequence[dict[str, Any]], has_upload: bool) -> bool:
    """Whether a bare number, name or picture answers a question: no model is needed to see that."""
    facts = [e for e in entities if e["entity"] not in COMPLAINING]
    rest = said
    for entity in facts:
        rest = rest.replace(normalise(entity["text"]).text, "")
    return bool(facts and ONLY_FACTS.match(rest)) or (has_upload and not rest.replace("[图片]", "").strip())


def _led_by(intent: str, guesses: list[Guess]) -> list[Guess]:
    """The same guesses behind an intent that is certain without a model."""
    others = [Guess(g.intent, g.confidence * (1 - CERTAIN)) for g in guesses if g.intent != intent]
    return [Guess(intent, CERTAIN), *others]


def _without(intent: str, guesses: list[Guess]) -> list[Guess]:
    """The same guesses but one, which comes last; the others share its confidence."""
    rest = sum(guess.confidence for guess in guesses if guess.intent != intent) or 1.0
    others = [Guess(g.intent, g.confidence / rest) for g in guesses if g.intent != intent]
    return [*others, Guess(intent, 0.0)]
