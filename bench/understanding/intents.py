"""Intent accuracy on real messages with accepted sets, and on the project's balanced check."""

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bot.understanding import Understanding

PRECISION_WANTED = 0.95
FEWEST_FOR_PRECISION = 50


@dataclass
class Score:
    """`right` of `total`; `answers` holds (confidence, was right).

    `read` counts (wanted, got) where one intent is accepted: of several nobody knows which was wanted.
    """

    total: int = 0
    right: int = 0
    read: Counter[tuple[str, str]] = field(default_factory=Counter)
    answers: list[tuple[float, bool]] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        """Share of messages whose intent is accepted."""
        return self.right / self.total if self.total else 0.0

    @property
    def confusions(self) -> Counter[tuple[str, str]]:
        """What was read as something else."""
        return Counter({pair: count for pair, count in self.read.items() if pair[0] != pair[1]})

    def recall(self) -> dict[str, tuple[int, int]]:
        """Intent to (read right, messages)."""
        found: dict[str, tuple[int, int]] = {}
        for (wanted, got), count in self.read.items():
            right, total = found.get(wanted, (0, 0))
            found[wanted] = (right + count * (wanted == got), total + count)
        return found

    def add(self, other: "Score") -> None:
        """Count another set's messages, too."""
        self.total += other.total
        self.right += other.right
        self.read += other.read
        self.answers += other.answers

    def coverage(self, precision: float = PRECISION_WANTED) -> float:
        """The largest share of messages that can be answered at this precision, surest first."""
        right = best = 0
        for place, (_, is_right) in enumerate(sorted(self.answers, reverse=True), start=1):
            right += is_right
            if place >= FEWEST_FOR_PRECISION and right / place >= precision:
                best = place
        return best / self.total if self.total else 0.0


def read_messages(path: Path, column: str) -> list[tuple[str, frozenset[str]]]:
    """(text, accepted intents) rows of a tab-separated file; rows that accept nothing are left out."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        pairs = [(row["text"], frozenset((row[column] or "").replace(" ", "").split(","))) for row in rows]
    return [(text, accepted - {""}) for text, accepted in pairs if accepted - {""}]


def score(reader: Understanding, messages: list[tuple[str, frozenset[str]]]) -> Score:
    """Read every message and compare."""
    result = Score()
    readings = reader.parse_many([text for text, _ in messages])
    for (_, accepted), reading in zip(messages, readings, strict=True):
        guess = reading.intent
        is_right = guess.intent in accepted
        result.total += 1
        result.right += is_right
        result.answers.append((guess.confidence, is_right))
        if len(accepted) == 1:
            result.read[min(accepted), guess.intent] += 1
    return result
