"""Trained assistants over HTTP: leads compare a proposal with what answers, and put it to use."""

from datetime import datetime
from typing import Annotated, Any, Literal, cast

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel

from api.deps import LeadDep, NowDep, SessionDep, SettingsDep
from api.jobs import Jobs
from ticketing import learning_models
from ticketing.learning_files import tree_in_use
from ticketing.models import AssistantModel
from ticketing.rules.intents import title_of

router = APIRouter(tags=["learning"], prefix="/learning/models")
Version = Annotated[str, Path(pattern=r"^\d{8}-\d{6}$", examples=["20261122-193000"])]


class ScoreShape(BaseModel):
    """One score of both models; null where one could not be measured. `unit`: share, milliseconds."""

    name: str
    unit: Literal["share", "milliseconds"]
    cases: int
    before: float | None
    after: float | None


class ModelShape(BaseModel):
    """A trained assistant; `changed` of `replayed` stored messages are read otherwise by it."""

    version: str
    state: Literal["proposed", "current", "former"]
    trained_at: datetime
    promoted_at: datetime | None
    learnt: int
    is_loading: bool
    fits: bool
    """Whether it was trained by the software that runs: no other can be put to use."""
    problem: str
    compared_with: str | None
    scores: list[ScoreShape]
    replayed: int | None
    changed: int | None


class ModelEventShape(BaseModel):
    """Who did what with a model, and when."""

    version: str
    at: datetime
    kind: Literal["registered", "asked", "promoted", "failed"]
    actor_name: str | None
    detail: str


class Models(BaseModel):
    """All models, the newest first, and what was done with them, the latest first."""

    items: list[ModelShape]
    events: list[ModelEventShape]


class ReadingShape(BaseModel):
    """What a model decides on a message."""

    name: str
    title: str
    confidence: float


class ChangeShape(BaseModel):
    """A stored message, masked, that two models read differently. `outcome`: of its turn back then."""

    conversation_id: str
    seq: int
    text: str
    before: ReadingShape
    after: ReadingShape
    outcome: Literal["answered", "unsure", "failed"]


class Changes(BaseModel):
    """The changed decisions of one model."""

    items: list[ChangeShape]


class Wanted(BaseModel):
    """Nothing to say."""


@router.get("")
def list_models(session: SessionDep, settings: SettingsDep, now: NowDep, lead: LeadDep) -> Models:
    """Every model that still lies in the data folder, with its scores beside the one before it."""
    tree = tree_in_use(settings.data_dir)
    return Models(
        items=[_shape(model, tree, now) for model in learning_models.list_models(session)],
        events=[ModelEventShape.model_validate(vars(event)) for event in learning_models.events(session)],
    )


@router.get("/{version}/changes")
def show_changes(version: Version, session: SessionDep, lead: LeadDep) -> Changes:
    """The stored messages that it reads differently."""
    model = learning_models.get_model(session, version)
    return Changes(
        items=[
            ChangeShape.model_validate(
                {**one, "before": _reading(one["before"]), "after": _reading(one["after"])}
            )
            for one in learning_models.changes(session, model)
        ]
    )


@router.post("/{version}/promotions", status_code=202)
def promote(
    version: Version,
    wanted: Wanted,
    request: Request,
    session: SessionDep,
    settings: SettingsDep,
    now: NowDep,
    lead: LeadDep,
) -> ModelShape:
    """Put a proposed or former model to use; the present one answers until it is ready."""
    tree = tree_in_use(settings.data_dir)
    model = learning_models.ask_promotion(session, version, tree=tree, by=lead, now=now)
    cast(Jobs, request.app.state.jobs).promote_model(session, version, now)
    return _shape(model, tree, now)


def _shape(model: AssistantModel, tree: str | None, now: datetime) -> ModelShape:
    report: dict[str, Any] = model.report or {}
    replay: dict[str, Any] = report.get("replay") or {}
    since = model.loading_since
    return ModelShape.model_validate(
        {
            "version": model.version,
            "state": model.state,
            "trained_at": model.trained_at,
            "promoted_at": model.promoted_at,
            "learnt": model.learnt,
            "is_loading": since is not None and since > now - learning_models.LOADING_LIMIT,
            "fits": tree is None or tree == model.tree,
            "problem": model.problem,
            "compared_with": report.get("compared_with"),
            "scores": report.get("scores", []),
            "replayed": replay.get("messages"),
            "changed": replay.get("changed"),
        }
    )


def _reading(read: dict[str, Any]) -> dict[str, Any]:
    return {"name": read["intent"], "title": title_of(read["intent"]), "confidence": read["confidence"]}
