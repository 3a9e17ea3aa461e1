"""Who wants a person: how many of them are heard, and how many others are taken for one of them."""

from dataclasses import dataclass, field
from pathlib import Path

from bench.understanding.intents import read_messages
from bot.understanding import Understanding

WANTED = "ask_human"
CASES = Path(__file__).parent / "person_wanted.tsv"
"""Own messages: wishes in all moods and spellings, and others that speak of 人工, 客服, 电话 or 投诉."""


@dataclass
class Heard:
    """`found` of `wanted` were heard, `wrong` of `others` taken for a wish; the texts of both failures."""

    wanted: int = 0
    found: int = 0
    others: int = 0
    wrong: int = 0
    missed: list[str] = field(default_factory=list)
    mistaken: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the wishes that are heard: all must be."""
        return self.found / self.wanted

    @property
    def false_share(self) -> float:
        """Share of the others that are taken for a wish."""
        return self.wrong / self.others


def score(reader: Understanding, act_from: float) -> Heard:
    """Read all cases; a wish is heard when the assistant would act on it."""
    heard = Heard()
    for text, intents in read_messages(CASES, "intent"):
        reading = reader.parse(text)
        is_heard = reading.intent.intent == WANTED and reading.intent.confidence >= act_from
        if WANTED in intents:
            heard.wanted += 1
            heard.found += is_heard
            heard.missed += [] if is_heard else [text]
        else:
            heard.others += 1
            heard.wrong += is_heard
            heard.mistaken += [text] if is_heard else []
    return heard
