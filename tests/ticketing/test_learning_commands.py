"""What training gets from the record and writes into it, as separate processes do."""

import json
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.builders import a_conversation, a_customer
from tests.conftest import NOW
from ticketing import learning_models
from ticketing.database import Sessions
from ticketing.inbound import receive_choice, receive_text
from ticketing.learning_commands import main
from ticketing.learning_files import Manifest, write_manifest
from ticketing.messages import append
from ticketing.models import Candidate
from ticketing.turns import report

NEW = "20261118-090000"


@pytest.fixture(autouse=True)
def on_the_test_database(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUISHENG_DATABASE_URL", database)


@pytest.fixture
def talk(sessions: Sessions) -> Iterator[str]:
    """A talk with two typed messages that the assistant read, one long ago, and a tap."""
    with sessions.begin() as session:
        conversation = a_conversation(session, a_customer(session, NOW), NOW)
        for number, (text, at) in enumerate(
            [("老话", NOW - timedelta(days=40)), ("打13812345678催一下", NOW)], start=1
        ):
            message = receive_text(session, conversation.id, client_id=f"k{number}", text=text, now=at)
            for _ in range(2):  # a turn that was tried again is reported again
                report(
                    session,
                    conversation,
                    intent="contact_courier",
                    confidence=0.6,
                    outcome="answered",
                    topic=None,
                    form=None,
                    now=at,
                )
            message.outcome = "answered"
        body: dict[str, Any] = {"text": "选一个", "choices": [{"id": "c1", "title": "查物流"}]}
        append(
            session, conversation, author="bot", kind="buttons", body=body, payloads={"c1": "/greet"}, now=NOW
        )
        receive_choice(session, conversation.id, client_id="t", seq=3, choice="c1", now=NOW)
        report(
            session,
            conversation,
            intent="greet",
            confidence=1,
            outcome="answered",
            topic=None,
            form=None,
            now=NOW,
        )
        session.add(
            Candidate(
                conversation_id=conversation.id,
                seq=1,
                text="老话",
                reasons=["unsure"],
                guesses=[],
                state="named",
                intent="greet",
                created_at=NOW,
            )
        )
    yield conversation.id


def test_named_sentences_and_lately_typed_messages_are_written(
    talk: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replay = tmp_path / "replay.jsonl"
    common = ["--now", NOW.isoformat(), "export"]
    assert main([*common, "--learnt", str(tmp_path / "learnt"), "--replay", str(replay)]) == 0
    assert json.loads(capsys.readouterr().out) == {"learnt": 1, "replay": 1}
    assert stat.S_IMODE(replay.stat().st_mode) == 0o600
    (line,) = [json.loads(one) for one in replay.read_text(encoding="utf-8").splitlines()]
    assert line == {
        "conversation_id": talk,
        "seq": 2,
        "text": "打13812345678催一下",
        "masked": "打[电话]催一下",
        "intent": "contact_courier",
        "confidence": 0.6,
        "outcome": "answered",
    }
    assert (tmp_path / "learnt" / "greet.yml").exists()


def test_a_trained_model_is_registered_without_anybodys_words(
    sessions: Sessions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_manifest(tmp_path, Manifest(NEW, "t", "s", "d" * 64, 1, NOW))
    change = {"conversation_id": "c_1", "seq": 2, "text": "打[电话]催一下"}
    kept = tmp_path / "report.json"
    kept.write_text(json.dumps({"scores": [], "replay": {"changes": [change]}}), encoding="utf-8")
    common = ["--now", NOW.isoformat(), "register", "--folder", str(tmp_path)]
    assert main([*common, "--report", str(kept), "--kept", NEW]) == 0
    assert json.loads(capsys.readouterr().out) == {"version": NEW, "state": "proposed"}
    with sessions() as session:
        model = learning_models.get_model(session, NEW)
        assert model.report == {
            "scores": [],
            "replay": {"changes": [{"conversation_id": "c_1", "seq": 2}]},
        }
