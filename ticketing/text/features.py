"""What the classifier sees of a text: weighted characters, words, how its words judge, and meaning."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ticketing.text.masking import mask
from ticketing.text.polarity import MARK, polarity_marks

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

Counts = tuple[Counter[str], ...]
"""The counted grams of a text, kind by kind: characters, words, marks of judgement."""

LONG_NUMBER = re.compile(r"[A-Za-z]{0,4}\d{5,}")
LONGEST_RUN = 3
"""Characters in a row that count as one gram; two in a row of words."""
FEWEST = 2
"""A gram that only one text has teaches nothing about others."""
VECTOR_WEIGHT = 1.5
"""Against one for characters and one for words: best of 1, 1.5, 2, 3 on two folds of our own texts."""
WORD = "\0"
"""Stands before a word in a vocabulary, so that it is not taken for a row of characters."""


def cleaned(text: str) -> str:
    """The text without personal data and with every long number looking the same."""
    return LONG_NUMBER.sub("№", mask(text)).lower()


def grams(text: str, words: Sequence[str]) -> Counts:
    """Of a cleaned text: rows of one to three characters, words and word pairs, and how its words judge."""
    marked = [WORD + word for word in words if not word.isspace()]
    counted = Counter(marked)
    counted.update([first + second for first, second in zip(marked, marked[1:], strict=False)])
    return character_grams(text), counted, polarity_marks(text)


def character_grams(text: str) -> Counter[str]:
    """The counted rows of one to three characters."""
    counted: Counter[str] = Counter()
    for size in range(1, LONGEST_RUN + 1):
        counted.update([text[start : start + size] for start in range(len(text) - size + 1)])
    return counted


@dataclass(frozen=True)
class Vocabulary:
    """Known grams with their weight: rare ones count more (inverse document frequency)."""

    index: dict[str, int]
    weights: Floats

    @classmethod
    def learnt(cls, texts: Iterable[Counts]) -> "Vocabulary":
        """Every gram that at least two texts have."""
        seen: Counter[str] = Counter()
        total = 0
        for counted in texts:
            total += 1
            for counts in counted:
                seen.update(counts.keys())
        known = sorted(gram for gram, count in seen.items() if count >= FEWEST)
        weights = [math.log((1 + total) / (1 + seen[gram])) + 1 for gram in known]
        return cls({gram: number for number, gram in enumerate(known)}, np.array(weights, np.float32))

    @property
    def marks(self) -> list[int]:
        """The numbers of the marks of judgement."""
        return [number for gram, number in self.index.items() if gram.startswith(MARK)]

    def __len__(self) -> int:
        return len(self.index)

    @cached_property
    def _weight_of(self) -> list[float]:
        # Python's own numbers: a text has too few grams for arrays to pay.
        return [float(weight) for weight in self.weights]

    def row(self, *counted: Counter[str]) -> tuple[Integers, Floats]:
        """The known grams of one text: their numbers and values; each kind has length one."""
        numbers: list[int] = []
        values: list[float] = []
        index, weight_of = self.index, self._weight_of
        for counts in counted:
            block = []
            for gram, count in counts.items():
                number = index.get(gram)
                if number is not None:
                    numbers.append(number)
                    block.append(weight_of[number] * (1 + math.log(count)))
            length = math.hypot(*block)
            values += [value / length for value in block]
        return np.array(numbers, np.int64), np.array(values, np.float32)
