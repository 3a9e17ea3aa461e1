"""Sentences by meaning: the same groups every time, whatever their number."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ticketing.learning_clusters import clusters_of, features
from ticketing.text.encoder import vectors
from ticketing.text.features import Floats

PARCEL = [{"intent": "track_parcel", "confidence": 0.4}]
SIZE = [{"intent": "ask_size", "confidence": 0.4}]


def directions(*degrees: float) -> Floats:
    """Unit vectors in a plane."""
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_near_vectors_are_one_group_and_the_largest_stands_first() -> None:
    found = clusters_of(directions(90, 0, 4, 95, 2))
    assert [set(cluster.members) for cluster in found] == [{1, 2, 4}, {0, 3}]


def test_the_sentence_in_the_middle_represents_its_group() -> None:
    assert clusters_of(directions(0, 20, 10))[0].members[0] == 2


@pytest.mark.parametrize("count", [0, 1])
def test_few_sentences_need_no_grouping(count: int) -> None:
    assert [c.members for c in clusters_of(directions(*[0] * count))] == [(0,)] * count


def test_what_was_taken_for_different_things_stays_apart() -> None:
    same = directions(0, 0)
    assert len(clusters_of(features(same, [PARCEL, PARCEL]))) == 1
    alike = directions(0, 40)
    assert len(clusters_of(features(alike, [PARCEL, PARCEL]))) == 1
    assert len(clusters_of(features(alike, [PARCEL, SIZE]))) == 2


def test_real_sentences_that_mean_the_same_come_together() -> None:
    texts = ["快递三天没动了", "领口开线了", "物流好几天不更新", "衣服的线开了", "包裹三天没有动静"]
    found = clusters_of(features(vectors(texts), [[]] * len(texts)), farthest=0.6)
    assert {frozenset(c.members) for c in found} == {frozenset({0, 2, 4}), frozenset({1, 3})}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 360), max_size=30))
def test_every_sentence_is_in_one_group_and_the_same_one_again(degrees: list[float]) -> None:
    rows = directions(*degrees)
    found = clusters_of(rows)
    assert sorted(place for cluster in found for place in cluster.members) == list(range(len(rows)))
    assert found == clusters_of(rows)
