"""Sentences that mean the same, together: pure, and the same every time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.cluster import AgglomerativeClustering

from ticketing.text.features import Floats

GUESS_WEIGHT = 0.8
FARTHEST = 0.5
"""Mean cosine distance at which two groups are no longer one. Both measured: docs/learning.md."""


@dataclass(frozen=True)
class Cluster:
    """Places in the given list; `members` nearest to the middle first, so the first one represents it."""

    members: tuple[int, ...]


def features(vectors: Floats, guesses: Sequence[Sequence[Mapping[str, Any]]]) -> Floats:
    """Unit rows of what a sentence says and, weaker, of what the assistant took it for.

    `vectors`: shape (sentences, width), of length one; `guesses`: [{"intent", "confidence"}] of each. Words
    alone put too much together that wants different things.
    """
    intents = sorted({str(guess["intent"]) for row in guesses for guess in row})
    places = {intent: place for place, intent in enumerate(intents)}
    taken_for = np.zeros((len(vectors), len(intents)), np.float32)
    for row, found in zip(taken_for, guesses, strict=True):
        for guess in found:
            row[places[str(guess["intent"])]] = float(guess["confidence"]) ** 0.5
    return _unit(np.hstack([vectors, GUESS_WEIGHT * _unit(taken_for)]).astype(np.float32))


def clusters_of(rows: Floats, farthest: float = FARTHEST) -> list[Cluster]:
    """Group unit rows of shape (sentences, width) by average linkage: the largest group first.

    Equal sizes stand in the order of their earliest member; nothing is random.
    """
    if len(rows) < 2:
        return [Cluster((place,)) for place in range(len(rows))]
    grouping = AgglomerativeClustering(
        n_clusters=None, distance_threshold=farthest, metric="cosine", linkage="average"
    )
    labels = grouping.fit_predict(rows)
    groups = [np.flatnonzero(labels == label) for label in range(int(labels.max()) + 1)]
    groups.sort(key=lambda places: (-len(places), int(places[0])))
    return [Cluster(_from_the_middle(rows, places)) for places in groups]


def _from_the_middle(rows: Floats, places: np.ndarray) -> tuple[int, ...]:
    near = rows[places] @ rows[places].mean(axis=0)
    order = sorted(range(len(places)), key=lambda i: (-round(float(near[i]), 6), int(places[i])))
    return tuple(int(places[i]) for i in order)


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Floats = rows / np.maximum(lengths, np.float32(1e-9))
    return unit
