"""Naming sentences: groups to decide on, one decision each, and the files that training reads."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from sqlalchemy.orm import Session

from tests.builders import a_conversation, a_customer, an_agent, saved
from tests.conftest import NOW
from ticketing import learning
from ticketing.candidates import unread
from ticketing.errors import UnknownIntent
from ticketing.models import Agent, Candidate
from ticketing.text.encoder import DIMENSIONS


@pytest.fixture
def lead(session: Session) -> Agent:
    return an_agent(session, role="lead")


def a_candidate(
    session: Session, text: str, direction: int | None = 0, guess: str = "track_parcel", **more: object
) -> Candidate:
    """A sentence that points along one of the axes; None: not read yet."""
    talk = a_conversation(session, a_customer(session, NOW), NOW)
    vector = None if direction is None else np.eye(DIMENSIONS, dtype=np.float16)[direction].tobytes()
    return saved(
        session,
        Candidate(
            conversation_id=talk.id,
            seq=1,
            text=text,
            reasons=["unsure"],
            guesses=[{"intent": guess, "confidence": 0.3}],
            vector=vector,
            created_at=NOW,
            **more,
        ),
    )


def test_sentences_of_one_meaning_stand_together_unread_ones_alone(session: Session) -> None:
    a_candidate(session, "卡半道了", suggested="track_parcel")
    a_candidate(session, "开线了", direction=1, guess="ask_size")
    a_candidate(session, "不动了")
    a_candidate(session, "刚说的", direction=None)
    a_candidate(session, "已经定了", state="dropped")
    groups = learning.open_groups(session)
    assert [{one.text for one in group.sentences} for group in groups] == [
        {"卡半道了", "不动了"},
        {"开线了"},
        {"刚说的"},
    ]
    assert (groups[0].guess, groups[0].guessed, groups[0].suggested) == ("track_parcel", 2, "track_parcel")
    assert [number for number, _ in unread(session, 10)] == [groups[2].sentences[0].id]
    assert learning.counts(session) == {"new": 4, "named": 0, "filed": 0, "dropped": 1}


def test_a_vector_of_another_encoder_is_made_anew(session: Session) -> None:
    other = a_candidate(session, "卡半道了")
    a_candidate(session, "不动了")
    other.vector = b"\0" * 2560
    session.flush()
    assert [len(group.sentences) for group in learning.open_groups(session)] == [1, 1]
    assert unread(session, 10) == [(other.id, "卡半道了")]


def test_nothing_to_learn_is_no_groups(session: Session) -> None:
    assert learning.open_groups(session) == []


def test_a_sentence_is_decided_once_and_can_be_taken_back(session: Session, lead: Agent) -> None:
    one, other = a_candidate(session, "卡半道了"), a_candidate(session, "不动了")
    assert learning.decide(session, [one.id, other.id], "named", "track_parcel", lead, NOW) == 2
    assert learning.decide(session, [one.id], "dropped", None, lead, NOW) == 0
    session.expire_all()
    assert (one.state, one.intent, one.decided_by) == ("named", "track_parcel", lead.id)
    assert learning.decide(session, [one.id], "new", None, lead, NOW) == 1
    session.expire_all()
    assert (one.state, one.intent, one.decided_by, one.decided_at) == ("new", None, None, None)
    assert [row.text for row in learning.decided(session, "named")] == ["不动了"]


@pytest.mark.parametrize(
    ("decision", "intent"), [("named", None), ("named", "make_coffee"), ("dropped", "greet")]
)
def test_only_a_name_takes_an_intent_and_only_a_known_one(
    session: Session, lead: Agent, decision: learning.Decision, intent: str | None
) -> None:
    with pytest.raises(UnknownIntent):
        learning.decide(session, [a_candidate(session, "卡半道了").id], decision, intent, lead, NOW)


def test_named_and_filed_sentences_are_written_for_training(
    session: Session, lead: Agent, tmp_path: Path
) -> None:
    named = [a_candidate(session, text) for text in ("卡半道了", "卡半道了", "打[电话]催一下")]
    filed = a_candidate(session, "今天天气咋样")
    learning.decide(session, [one.id for one in named], "named", "track_parcel", lead, NOW)
    learning.decide(session, [filed.id], "filed", None, lead, NOW)
    assert learning.write_learnt(session, tmp_path) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out_of_scope.yml", "track_parcel.yml"]
    (block,) = yaml.safe_load((tmp_path / "track_parcel.yml").read_text(encoding="utf-8"))["nlu"]
    assert block == {"intent": "track_parcel", "examples": "- 卡半道了\n- 打13800000000催一下\n"}
    learning.decide(session, [filed.id], "new", None, lead, NOW)
    learning.write_learnt(session, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["track_parcel.yml"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[蓝色](colour)的还有吗", "[蓝色] (colour)的还有吗"),
        ('[T恤]{"entity": "x"}', '[T恤] {"entity": "x"}'),
        ("${HUISHENG_SECRET_KEY}是啥", "$ {HUISHENG_SECRET_KEY}是啥"),
        ("寄到[地址]行不", "寄到行不"),
        ("a\x85b\u2028c\ufffed", "a b c d"),
    ],
)
def test_nothing_that_a_shopper_writes_is_obeyed_by_training(text: str, written: str) -> None:
    assert learning.as_training(text) == written
