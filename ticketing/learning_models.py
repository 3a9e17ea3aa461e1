"""Trained assistants: registered as proposals, put to use by a lead, taken back the same way."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.errors import ModelInUse, ModelLoading, ModelNotFound, ModelOutdated
from ticketing.learning_files import Manifest
from ticketing.models import Agent, AssistantModel, Message, ModelEvent
from ticketing.text.masking import mask

LOADING_LIMIT = timedelta(minutes=3)
"""Whoever was loading for longer has died: another may try."""
MOST_EVENTS = 50
EventKind = Literal["registered", "asked", "promoted", "failed"]


def register(
    session: Session, manifest: Manifest, *, is_current: bool, report: dict[str, Any] | None, now: datetime
) -> AssistantModel:
    """Write a trained model down, as a proposal or as the one that answers; again renews its report."""
    known = session.get(AssistantModel, manifest.version)
    if known is not None:
        known.report = report or known.report
        return known
    model = AssistantModel(
        version=manifest.version,
        state="current" if is_current else "proposed",
        digest=manifest.digest,
        tree=manifest.tree,
        learnt=manifest.learnt,
        report=report,
        trained_at=manifest.trained_at,
        promoted_at=now if is_current else None,
    )
    if is_current:
        _retire_current(session)
    session.add(model)
    session.flush()
    _record(session, model, "registered", now)
    return model


def list_models(session: Session) -> Sequence[AssistantModel]:
    """All that can be looked at, the newest first."""
    return session.scalars(
        select(AssistantModel).where(AssistantModel.state != "gone").order_by(AssistantModel.version.desc())
    ).all()


def events(session: Session) -> Sequence[ModelEvent]:
    """What was done with models, the latest first."""
    return session.scalars(select(ModelEvent).order_by(ModelEvent.id.desc()).limit(MOST_EVENTS)).all()


def get_model(session: Session, version: str) -> AssistantModel:
    """One model, or raise ModelNotFound."""
    model = session.get(AssistantModel, version)
    if model is None or model.state == "gone":
        raise ModelNotFound("没有找到这个模型。")
    return model


def ask_promotion(
    session: Session, version: str, *, tree: str | None, by: Agent, now: datetime
) -> AssistantModel:
    """A lead wants this model to answer, a proposal or a former one; the worker then loads it.

    `tree` is the software that runs. Raises ModelNotFound, ModelInUse, ModelOutdated, ModelLoading.
    """
    rows = session.scalars(select(AssistantModel).with_for_update()).all()
    model = get_model(session, version)
    if model.state == "current":
        raise ModelInUse("这个模型正在使用。")
    if tree is not None and model.tree != tree:
        raise ModelOutdated("这个模型不是现在运行的软件版本训练的：重启服务，或重新训练一个。")
    if any(row.loading_since and row.loading_since > now - LOADING_LIMIT for row in rows):
        raise ModelLoading("正在换上另一个模型，请等它换好。")
    model.loading_since, model.problem = now, ""
    _record(session, model, "asked", now, by=by)
    return model


def settle_promoted(session: Session, version: str, now: datetime) -> AssistantModel:
    """The assistant answers with this model now; the one before it is a former one. Again changes nothing."""
    model = get_model(session, version)
    if model.state != "current":
        _retire_current(session)
        model.state, model.promoted_at = "current", now
        _record(session, model, "promoted", now, by=_asked_by(session, version))
    model.loading_since, model.problem = None, ""
    return model


def settle_failed(session: Session, version: str, problem: str, now: datetime) -> AssistantModel:
    """It could not be loaded; the model that answered before goes on answering."""
    model = get_model(session, version)
    model.loading_since, model.problem = None, problem
    _record(session, model, "failed", now, by=_asked_by(session, version), detail=problem)
    return model


def waiting(session: Session, asked_before: datetime) -> list[tuple[str, datetime]]:
    """Versions that somebody asked for before then and that nobody has settled, with when it was."""
    rows = session.execute(
        select(AssistantModel.version, AssistantModel.loading_since).where(
            AssistantModel.loading_since <= asked_before,
            AssistantModel.loading_since > asked_before - LOADING_LIMIT,
        )
    )
    return [(version, since) for version, since in rows if since is not None]


def forget(session: Session, kept: Collection[str]) -> None:
    """Mark models whose files were removed; their history stays."""
    for model in list_models(session):
        if model.version not in kept and model.state != "current":
            model.state = "gone"


def changes(session: Session, model: AssistantModel) -> list[dict[str, Any]]:
    """The changed decisions of its report, each with the sentence, masked; erased ones are left out."""
    found = list(((model.report or {}).get("replay") or {}).get("changes") or [])
    wanted = {one["conversation_id"] for one in found}
    rows = session.execute(
        select(Message.conversation_id, Message.seq, Message.body).where(
            Message.conversation_id.in_(wanted), Message.seq.in_({one["seq"] for one in found})
        )
    )
    said = {(conversation_id, seq): str(body.get("text", "")) for conversation_id, seq, body in rows}
    return [
        {**one, "text": mask(said[one["conversation_id"], one["seq"]])}
        for one in found
        if (one["conversation_id"], one["seq"]) in said
    ]


def _retire_current(session: Session) -> None:
    for model in session.scalars(select(AssistantModel).where(AssistantModel.state == "current")):
        model.state = "former"


def _asked_by(session: Session, version: str) -> Agent | None:
    asked = session.scalars(
        select(ModelEvent)
        .where(ModelEvent.version == version, ModelEvent.kind == "asked")
        .order_by(ModelEvent.id.desc())
    ).first()
    return session.get(Agent, asked.agent_id) if asked and asked.agent_id else None


def _record(
    session: Session,
    model: AssistantModel,
    kind: EventKind,
    now: datetime,
    *,
    by: Agent | None = None,
    detail: str = "",
) -> None:
    session.add(
        ModelEvent(
            version=model.version,
            at=now,
            kind=kind,
            agent_id=by.id if by else None,
            actor_name=by.name if by else None,
            detail=detail,
        )
    )
    session.flush()
