"""Which sides of a purchase a text speaks of: a linear machine for each side over the clauses of the text."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ticketing.text.analysis import Aspect
from ticketing.text.aspects import sides_named
from ticketing.text.features import WORD, Floats, Vocabulary, character_grams
from ticketing.text.polarity import CLAUSE, clause_sentiment

READ = ("sentiment", "kind", "category")
"""Facets of the whole text that tell whether its clauses judge at all."""
ENOUGH = -0.35
"""The score from which a clause speaks of a side: near the best F1 on texts that were not learnt."""


@dataclass(frozen=True)
class Clause:
    """A clause with its place in the text, its own sentiment and sides, and what the machines see of it."""

    start: int
    end: int
    text: str
    judged: int | None
    sides: Sequence[str]
    counts: tuple[Counter[str], Counter[str]] = field(repr=False)


def clauses(text: str, facets: Mapping[str, str]) -> Iterator[Clause]:
    """The clauses of a text with the labels of its facets, each seen with what its neighbours name."""
    found = [(match.start(), match.end(), match.group()) for match in CLAUSE.finditer(text)]
    judged = [clause_sentiment(words) for _, _, words in found]
    sides = [sides_named(words) for _, _, words in found]
    named = [_named(*read) for read in zip(judged, sides, strict=True)]
    whole = [f"{WORD}{facet}={facets[facet].split('/')[0]}" for facet in READ]
    for at, (start, end, words) in enumerate(found):
        marks = Counter([*whole, *(WORD + mark for mark in named[at])])
        if at:
            marks.update(f"{WORD}<{mark}" for mark in named[at - 1])
        if at + 1 < len(found):
            marks.update(f"{WORD}>{mark}" for mark in named[at + 1])
        yield Clause(start, end, words, judged[at], sides[at], (character_grams(words), marks))


def _named(judged: int | None, sides: Sequence[str]) -> list[str]:
    sign = "" if judged is None else str((judged > 0) - (judged < 0))
    return [*sides, f"judged {sign}"]


@dataclass(frozen=True)
class AspectModel:
    """`weights` (marks, sides) and `bias` (sides) over a vocabulary of grams and marks of clauses."""

    sides: tuple[str, ...]
    vocabulary: Vocabulary
    weights: Floats
    bias: Floats

    def find(self, text: str, facets: Mapping[str, str]) -> tuple[Aspect, ...]:
        """One aspect a clause and side, with the clause as its span.

        Its sentiment is the clause's own, else that of the whole text; `facets` has its labels.
        """
        mood = int(facets["sentiment"])
        found = []
        for clause in clauses(text, facets):
            numbers, values = self.vocabulary.row(*clause.counts)
            scores = values @ self.weights[numbers] + self.bias
            for side, score in zip(self.sides, scores, strict=True):
                # 物流太慢了 is about the parcel whatever the rest of the text looks like.
                is_plain = clause.judged is not None and side in clause.sides
                if is_plain or score > ENOUGH:
                    sentiment = mood if clause.judged is None else clause.judged
                    found.append(Aspect(side, sentiment, clause.text, clause.start, clause.end))
        return tuple(found)

    def arrays(self) -> dict[str, Any]:
        """What is saved as numbers."""
        return {
            "aspect_weights": self.weights.astype(np.float16),
            "aspect_bias": self.bias,
            "aspect_idf": self.vocabulary.weights,
        }

    def known(self) -> dict[str, Sequence[str]]:
        """What is saved as words."""
        return {"sides": self.sides, "grams": list(self.vocabulary.index)}

    @classmethod
    def read(cls, known: Mapping[str, Sequence[str]], arrays: Mapping[str, Any]) -> "AspectModel":
        """From what `known` and `arrays` gave."""
        index = {gram: number for number, gram in enumerate(known["grams"])}
        return cls(
            tuple(known["sides"]),
            Vocabulary(index, arrays["aspect_idf"]),
            arrays["aspect_weights"].astype(np.float32),
            arrays["aspect_bias"],
        )
