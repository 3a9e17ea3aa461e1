"""Weighted characters and words of short texts: learnt by scikit-learn, looked up without it."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import rjieba
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

LONGEST_GRAM = 4
FEWEST = 2
"""A gram that only one sentence has teaches nothing about others."""


class Grams:
    """Known grams with their inverse document frequency; each text's row has length one.

    `row` gives the numbers of scikit-learn's `transform` for one text, without the half millisecond that
    its matrices cost.
    """

    def __init__(self, split: Callable[[str], list[str]]) -> None:
        self._split = split
        self._columns: dict[str, int] = {}
        self._weights = np.zeros(0, np.float32)

    def __len__(self) -> int:
        return len(self._columns)

    def fit(self, texts: Sequence[str]) -> csr_matrix:
        """Learn the grams of texts, and give their rows: shape (texts, grams)."""
        vectorizer = TfidfVectorizer(analyzer=self._split, sublinear_tf=True, min_df=FEWEST, dtype=np.float32)
        rows = vectorizer.fit_transform(texts)
        self._columns = vectorizer.vocabulary_
        self._weights = vectorizer.idf_.astype(np.float32)
        return rows

    def row(self, text: str) -> tuple[list[int], np.ndarray]:
        """The columns and values of the grams that are known."""
        counts = Counter(self._split(text))
        columns = [self._columns[gram] for gram in counts if gram in self._columns]
        times = [1 + math.log(count) for gram, count in counts.items() if gram in self._columns]
        values = np.array(times, np.float32) * self._weights[columns]
        length = float(np.linalg.norm(values))
        return columns, values / length if length else values

    def state(self) -> dict[str, Any]:
        """For storing; `restore` is its reverse."""
        return {"columns": self._columns, "weights": self._weights}

    def restore(self, state: dict[str, Any]) -> None:
        """What `state` gave."""
        self._columns, self._weights = state["columns"], state["weights"]


def character_grams(text: str) -> list[str]:
    """All runs of one to four characters."""
    return [
        text[start : start + size]
        for size in range(1, LONGEST_GRAM + 1)
        for start in range(len(text) - size + 1)
    ]


def word_grams(text: str) -> list[str]:
    """Words and pairs of neighbours."""
    words = [word for word in rjieba.cut(text) if word.strip()]
    return words + [f"{left} {right}" for left, right in zip(words, words[1:], strict=False)]
