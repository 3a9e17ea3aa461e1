"""Two models side by side: every score of both, and stored messages that they decide differently."""

from dataclasses import dataclass
from typing import Any

import pytest

from bench.understanding.comparison import Reading, Trained, compare, replay
from tests.bot.talking import Talking


@dataclass
class Deciding:
    """A model that decides as it is told."""

    decisions: dict[str, Reading]

    def decide(self, text: str) -> Reading:
        return self.decisions.get(text, ("nlu_fallback", 0.7))


def stored(text: str, outcome: str, seq: int) -> dict[str, Any]:
    return {
        "conversation_id": "c_1",
        "seq": seq,
        "text": text,
        "masked": f"<{text}>",
        "intent": "nlu_fallback",
        "confidence": 0.7,
        "outcome": outcome,
    }


def test_changed_decisions_are_listed_masked_those_that_were_answered_first() -> None:
    before = Deciding({"到哪了": ("track_parcel", 0.9), "开线了": ("request_invoice", 0.5)})
    after = Deciding(
        {"到哪了": ("track_parcel", 0.6), "开线了": ("report_quality", 0.8), "卡了": ("greet", 0.5)}
    )
    lines = [stored("卡了", "unsure", 1), stored("到哪了", "answered", 2), stored("开线了", "answered", 3)]
    found = replay(before, after, lines)
    assert (found["messages"], found["changed"]) == (3, 2)
    assert [one["text"] for one in found["changes"]] == ["<开线了>", "<卡了>"]
    assert found["changes"][0]["before"] == {"intent": "request_invoice", "confidence": 0.5}
    assert {"before": "nlu_fallback", "after": "greet", "count": 1} in found["pairs"]


@pytest.fixture(scope="module")
def trained(talking: Talking) -> Trained:
    return Trained(talking.model)


def test_a_model_beside_itself_changes_nothing(trained: Trained) -> None:
    report = compare(trained, trained, None, [stored("我的快递到哪了", "answered", 1)])
    assert report["replay"]["changed"] == 0
    shares = [one for one in report["scores"] if one["unit"] == "share"]
    assert {"own", "own.aftersales", "entity.phone"} <= {one["name"] for one in shares}
    assert all(one["before"] == one["after"] for one in shares)
    assert next(one["after"] for one in shares if one["name"] == "own") > 0.8


def test_without_a_model_in_use_the_new_one_stands_alone(trained: Trained) -> None:
    report = compare(None, trained, None, [])
    assert report["replay"] is None
    assert {one["before"] for one in report["scores"]} == {None}
