"""Whether two messages ask the same: likenesses of a pair, weighed by a regression on judged pairs."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.decomposition import PCA
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import RidgeCV
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

from ticketing.text import pipeline
from ticketing.text.encoder import pieces, tokens, vectors
from ticketing.text.facets import Classifier
from ticketing.text.features import VECTOR_WEIGHT, Floats
from ticketing.text.simplified import simplified

Pairs = Sequence[tuple[str, str]]
POLITE = re.compile(
    r"你好|您好|亲爱的|亲|在吗|在么|在不在|请问|麻烦|谢谢|我想问|一下|[哈哦呢啊呀吧了的嘛那下，。！？!?,.~\s]"
)
"""Words and signs that change nothing about what is asked."""
NEGATION = re.compile("[不没未别无]")
QUESTION = re.compile(r"[吗么?？几怎哪啥呢]|多久|什么|能不能")
NUMBER = re.compile(r"\d+")
DIRECTIONS = 30
"""Of the vectors' 512, those in which texts differ most; agreeing in one is a likeness of its own."""
DIRECTIONS_WEIGHT = 0.3
PENALTIES = np.logspace(0, 4, 9)
TREES, SMALLEST_LEAF = 200, 3


@dataclass(frozen=True)
class _Side:
    """The first or the second texts of all pairs, read once."""

    texts: list[str]
    bare: list[str]
    vectors: Floats
    bare_vectors: Floats
    tokens: list[tuple[list[int], Floats]]
    topics: Floats
    grams: list[dict[int, float]]


class Likeness:
    """A judge of pairs of texts. The classifier's categories are one of the things that it compares."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self._nlp = pipeline.blank()

    def fit(self, pairs: Pairs, scores: Sequence[float]) -> "Likeness":
        """Learn from pairs that people scored; a higher score is more alike. Same pairs, same judge."""
        first, second = self._sides(pairs)
        self._count = len(first.tokens) + len(second.tokens)
        self._texts_with = Counter(piece for text, _ in first.tokens + second.tokens for piece in {*text})
        self._directions = PCA(DIRECTIONS, random_state=7).fit(np.vstack([first.vectors, second.vectors]))
        plain, along = self._likenesses(first, second)
        self._plain, self._along = StandardScaler().fit(plain), StandardScaler().fit(along)
        # They err differently: together they are right more often than the best of them.
        self._judges = (
            RidgeCV(PENALTIES),
            SVR(epsilon=0.3),
            ExtraTreesRegressor(TREES, min_samples_leaf=SMALLEST_LEAF, random_state=7),
        )
        for judge in self._judges:
            judge.fit(self._joined(plain, along), np.asarray(scores))
        return self

    def score(self, pairs: Pairs) -> Floats:
        """How alike the two texts of each pair are, on the scale of what was learnt."""
        seen = self._joined(*self._likenesses(*self._sides(pairs)))
        return np.asarray(np.mean([judge.predict(seen) for judge in self._judges], axis=0), np.float32)

    def _sides(self, pairs: Pairs) -> tuple[_Side, _Side]:
        return self._side([first for first, _ in pairs]), self._side([second for _, second in pairs])

    def _side(self, raw: Sequence[str]) -> _Side:
        texts = [simplified(text).lower() for text in raw]
        bare = [POLITE.sub("", text) or text for text in texts]
        meant = vectors(texts)
        category = self._classifier.heads["category"]
        rows = [
            self._classifier.vocabulary.row(*pipeline.features_of(doc))
            for doc in pipeline.docs_of(self._nlp, texts)
        ]
        shares = [
            category.probabilities(*row, vector * VECTOR_WEIGHT)
            for row, vector in zip(rows, pieces(texts), strict=True)
        ]
        grams = [dict(zip(numbers.tolist(), values.tolist(), strict=True)) for numbers, values in rows]
        return _Side(texts, bare, meant, vectors(bare), tokens(bare), np.array(shares), grams)

    def _likenesses(self, first: _Side, second: _Side) -> tuple[Floats, Floats]:
        pairs = list(zip(first.texts, second.texts, strict=True))
        bare = list(zip(first.bare, second.bare, strict=True))
        one, other = self._directions.transform(first.vectors), self._directions.transform(second.vectors)
        columns = [
            _cosines(one, other),
            [
                sum(value * theirs.get(gram, 0) for gram, value in ours.items())
                for ours, theirs in zip(first.grams, second.grams, strict=True)
            ],
            _cosines(first.vectors, second.vectors),
            _cosines(first.bare_vectors, second.bare_vectors),
            np.maximum(
                _cosines(first.vectors, second.bare_vectors), _cosines(first.bare_vectors, second.vectors)
            ),
            _cosines(_centred_logs(first.topics), _centred_logs(second.topics)),
            np.sqrt(first.topics * second.topics).sum(axis=1),
            *np.array([self._matched(*both) for both in zip(first.tokens, second.tokens, strict=True)]).T,
            *([_shared(a, b, size) for a, b in some] for some in (pairs, bare) for size in (1, 2)),
            [len({*a} & {*b}) / max(1, min(len({*a}), len({*b}))) for a, b in bare],
            [min(len(a), len(b)) / max(len(a), len(b), 1) for a, b in pairs],
            [np.log1p(min(len(a), len(b))) for a, b in pairs],
            [set(NUMBER.findall(a)) != set(NUMBER.findall(b)) for a, b in pairs],
            *(
                [bool(sign.search(a)) != bool(sign.search(b)) for a, b in pairs]
                for sign in (NEGATION, QUESTION)
            ),
        ]
        return np.array(columns, np.float32).T, np.hstack([one * other, np.abs(one - other)])

    def _matched(
        self, one: tuple[list[int], Floats], other: tuple[list[int], Floats]
    ) -> tuple[float, float, float]:
        """How well the words of two texts find each other (Zhang et al., BERTScore, 2020): rare words count
        more in the first number; the second is of the worst word, the third of all alike."""
        if not (one[0] and other[0]):
            return 0.0, 0.0, 0.0
        near = one[1] @ other[1].T
        best = near.max(axis=1), near.max(axis=0)
        shares = []
        for pieces_of_one, found in ((one[0], best[0]), (other[0], best[1])):
            rare = np.log((self._count + 1) / (1 + np.array([self._texts_with[p] for p in pieces_of_one])))
            shares.append(float(found @ rare / max(rare.sum(), 1e-6)))
        together = 2 * shares[0] * shares[1] / max(sum(shares), 1e-6)
        return together, float(min(map(np.min, best))), float(min(map(np.mean, best)))

    def _joined(self, plain: Floats, along: Floats) -> Floats:
        return np.hstack([self._plain.transform(plain), self._along.transform(along) * DIRECTIONS_WEIGHT])


def _cosines(first: Floats, second: Floats) -> Floats:
    lengths = np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1)
    return np.asarray((first * second).sum(axis=1) / np.maximum(lengths, 1e-9), np.float32)


def _centred_logs(shares: Floats) -> Floats:
    logs = np.log(shares + 1e-4)
    return np.asarray(logs - logs.mean(axis=1, keepdims=True), np.float32)


def _shared(first: str, second: str, size: int) -> float:
    """The share of rows of `size` characters that two texts have in common (Dice's coefficient)."""
    one, other = (
        Counter(text[at : at + size] for at in range(len(text) - size + 1)) for text in (first, second)
    )
    return 2 * (one & other).total() / max(1, one.total() + other.total())
