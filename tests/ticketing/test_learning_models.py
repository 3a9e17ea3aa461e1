"""Models: one answers, a lead puts another to use, and what failed changes nothing."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.builders import a_conversation, a_customer, an_agent
from tests.conftest import NOW
from ticketing import learning_models
from ticketing.errors import ModelInUse, ModelLoading, ModelNotFound, ModelOutdated
from ticketing.inbound import receive_text
from ticketing.learning_files import (
    ARCHIVE,
    LEARNT,
    STAMP,
    Manifest,
    digest_of,
    folder_of,
    put_in_place,
    read_manifest,
    stage,
    write_manifest,
)
from ticketing.models import Agent, AssistantModel

OLD, NEW = "20261117-080000", "20261118-090000"


def manifest(version: str, tree: str = "t1") -> Manifest:
    return Manifest(version, tree, "stamp", "d" * 64, 3, NOW)


@pytest.fixture
def lead(session: Session) -> Agent:
    return an_agent(session, role="lead")


@pytest.fixture
def models(session: Session) -> tuple[AssistantModel, AssistantModel]:
    """The one that answers, and a proposal."""
    return (
        learning_models.register(session, manifest(OLD), is_current=True, report=None, now=NOW),
        learning_models.register(session, manifest(NEW), is_current=False, report=None, now=NOW),
    )


def states(session: Session) -> dict[str, str]:
    return {row.version: row.state for row in learning_models.list_models(session)}


def history(session: Session) -> list[tuple[str, str, str | None]]:
    return [(one.version, one.kind, one.actor_name) for one in reversed(learning_models.events(session))]


def test_a_promoted_model_answers_and_the_one_before_can_come_back(
    session: Session, lead: Agent, models: object
) -> None:
    learning_models.ask_promotion(session, NEW, tree="t1", by=lead, now=NOW)
    assert states(session) == {NEW: "proposed", OLD: "current"}
    for _ in range(2):
        learning_models.settle_promoted(session, NEW, NOW)
    assert states(session) == {NEW: "current", OLD: "former"}
    learning_models.ask_promotion(session, OLD, tree="t1", by=lead, now=NOW)
    learning_models.settle_promoted(session, OLD, NOW)
    assert states(session) == {NEW: "former", OLD: "current"}
    assert history(session) == [
        (OLD, "registered", None),
        (NEW, "registered", None),
        (NEW, "asked", lead.name),
        (NEW, "promoted", lead.name),
        (OLD, "asked", lead.name),
        (OLD, "promoted", lead.name),
    ]


def test_a_failed_load_changes_nothing_says_why_and_may_be_tried_again(
    session: Session, lead: Agent, models: tuple[AssistantModel, AssistantModel]
) -> None:
    learning_models.ask_promotion(session, NEW, tree="t1", by=lead, now=NOW)
    learning_models.settle_failed(session, NEW, "文件不见了", NOW)
    assert states(session) == {NEW: "proposed", OLD: "current"}
    assert models[1].problem == "文件不见了" and models[1].loading_since is None
    learning_models.ask_promotion(session, NEW, tree="t1", by=lead, now=NOW)
    assert models[1].problem == ""
    assert history(session)[-2:] == [(NEW, "failed", lead.name), (NEW, "asked", lead.name)]


def test_refusals(session: Session, lead: Agent, models: object) -> None:
    def ask(version: str, tree: str = "t1", later: timedelta = timedelta()) -> None:
        learning_models.ask_promotion(session, version, tree=tree, by=lead, now=NOW + later)

    with pytest.raises(ModelNotFound):
        ask("20250101-000000")
    with pytest.raises(ModelInUse):
        ask(OLD)
    with pytest.raises(ModelOutdated):
        ask(NEW, tree="t2")
    ask(NEW)
    with pytest.raises(ModelLoading):
        ask(NEW)
    ask(NEW, later=learning_models.LOADING_LIMIT)


def test_what_nobody_settled_is_found_for_a_while(session: Session, lead: Agent, models: object) -> None:
    learning_models.ask_promotion(session, NEW, tree="t1", by=lead, now=NOW)
    assert learning_models.waiting(session, NOW - timedelta(seconds=1)) == []
    assert learning_models.waiting(session, NOW + timedelta(seconds=1)) == [(NEW, NOW)]
    assert learning_models.waiting(session, NOW + learning_models.LOADING_LIMIT) == []


def test_removed_models_are_not_offered_any_more(session: Session, lead: Agent, models: object) -> None:
    learning_models.forget(session, kept=[])
    assert states(session) == {OLD: "current"}
    with pytest.raises(ModelNotFound):
        learning_models.ask_promotion(session, NEW, tree="t1", by=lead, now=NOW)


def test_changed_decisions_are_shown_with_masked_words_and_not_after_erasure(session: Session) -> None:
    talk = a_conversation(session, a_customer(session, NOW), NOW)
    receive_text(session, talk.id, client_id="k1", text="打13812345678催一下", now=NOW)
    read: dict[str, Any] = {"intent": "ask_carrier", "confidence": 0.5}
    kept = {"conversation_id": talk.id, "seq": 1, "before": read, "after": read, "outcome": "unsure"}
    changes = [kept, {**kept, "conversation_id": "c_erased"}]
    report = {"replay": {"messages": 2, "changed": 2, "changes": changes}}
    model = learning_models.register(session, manifest(NEW), is_current=False, report=report, now=NOW)
    (shown,) = learning_models.changes(session, model)
    assert shown == {**kept, "text": "打[电话]催一下"}


def test_a_version_is_put_in_place_whole_with_its_sentences(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, NEW)
    (folder / LEARNT).mkdir(parents=True)
    (folder / LEARNT / "greet.yml").write_text("new")
    (folder / ARCHIVE).write_bytes(b"new model")
    (folder / STAMP).write_text("s2\n")
    models = folder.parent
    (models / LEARNT).mkdir()
    (models / LEARNT / "thanks.yml").write_text("old")
    (models / ARCHIVE).write_bytes(b"old model")
    for _ in range(2):
        stage(tmp_path, NEW)
        put_in_place(tmp_path)
    assert (models / ARCHIVE).read_bytes() == b"new model" and (models / STAMP).read_text() == "s2\n"
    assert os.listdir(models / LEARNT) == ["greet.yml"]
    assert sorted(os.listdir(models)) == [NEW, ARCHIVE, STAMP, LEARNT]


def test_a_version_without_files_leaves_the_archive_in_use_alone(tmp_path: Path) -> None:
    models = tmp_path / "models"
    (models / NEW).mkdir(parents=True)
    (models / ARCHIVE).write_bytes(b"old model")
    with pytest.raises(OSError):
        stage(tmp_path, NEW)
    assert (models / ARCHIVE).read_bytes() == b"old model"


def test_a_manifest_comes_back_as_it_was(tmp_path: Path) -> None:
    (tmp_path / ARCHIVE).write_bytes(b"model")
    written = Manifest(NEW, "t", "s", digest_of(tmp_path / ARCHIVE), 3, NOW)
    write_manifest(tmp_path, written)
    assert read_manifest(tmp_path) == written
