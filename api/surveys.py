"""Surveys as data: what the survey page's script and other clients use. The link's token is the right."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from api.deps import NowDep, SessionDep, SettingsDep
from api.survey_links import survey_of
from ticketing import surveys
from ticketing.models import Survey, Ticket

router = APIRouter(tags=["surveys"])
Token = Annotated[str, Path(min_length=1, max_length=1024)]


class SurveyShape(BaseModel):
    """What is asked. `about`: what it is about, in words, or null. `reasons_by_score`: 1 to 5."""

    title: str
    about: str | None
    score: int | None
    reasons_by_score: dict[int, list[str]]
    ask_comment: bool
    expires_at: datetime
    answered: bool


class GivenAnswer(BaseModel):
    """A score from 1 to 5, reasons out of those that it offers, and own words."""

    score: int
    reasons: list[Annotated[str, Field(max_length=40)]] = Field(default=[], max_length=surveys.MOST_REASONS)
    comment: str = Field(default="", max_length=4000)


class Thanked(BaseModel):
    """What happens now, in words."""

    thanks: str


def get_opened(token: Token, session: SessionDep, settings: SettingsDep, now: NowDep) -> Survey:
    """The survey of the link."""
    return survey_of(session, settings, token, now)


OpenedDep = Annotated[Survey, Depends(get_opened)]


@router.get("/surveys/{token}")
def read_survey(survey: OpenedDep, session: SessionDep) -> SurveyShape:
    """What a survey asks, and whether it was answered."""
    given = surveys.find_answer(session, survey)
    return SurveyShape(
        title=survey.questions["title"],
        about=about(session, survey),
        score=given.score if given else None,
        reasons_by_score={score: surveys.reasons_for(survey.questions, score) for score in surveys.SCORES},
        ask_comment=survey.questions["ask_comment"],
        expires_at=survey.expires_at,
        answered=given is not None,
    )


@router.post("/surveys/{token}/answers", status_code=201)
def answer_survey(given: GivenAnswer, survey: OpenedDep, session: SessionDep, now: NowDep) -> Thanked:
    """The one answer; a low score brings a person."""
    answered = surveys.answer(
        session, survey, score=given.score, reasons=given.reasons, comment=given.comment, now=now
    )
    return Thanked(thanks=answered.thanks)


@router.post("/surveys/{token}/opt-outs", status_code=204)
def opt_out(survey: OpenedDep, session: SessionDep, now: NowDep) -> None:
    """Never ask this shopper again."""
    surveys.opt_out(session, survey, now)


def about(session: Session, survey: Survey) -> str | None:
    """What the survey is about, in words that its shopper knows."""
    if survey.ticket_id is not None:
        ticket = session.get_one(Ticket, survey.ticket_id)
        return f"关于：{ticket.title}"
    if survey.order_number is not None:
        return f"关于：尾号 {survey.order_number[-4:]} 的订单"
    return None
