"""The dashboard's figures over HTTP."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.deps import AgentDep, NowDep, SessionDep
from ticketing import dashboard

router = APIRouter(tags=["dashboard"])


class DateRange(BaseModel):
    """From the first instant to now."""

    begin: datetime = Field(alias="from")
    to: datetime


class Totals(BaseModel):
    """The whole range; shares 0 to 1, null where nothing was measured."""

    tickets: int
    conversations: int
    solved_by_bot_share: float | None
    first_answer_median_seconds: int | None
    first_answer_p90_seconds: int | None
    resolution_median_seconds: int | None
    csat: float | None
    csat_answers: int
    sla_breaches: int


class Day(BaseModel):
    """One day, Shanghai."""

    day: date
    tickets: int
    conversations: int
    handed_over: int
    csat: float | None
    first_answer_median_seconds: int | None
    resolution_median_seconds: int | None


class Topic(BaseModel):
    """What tickets were about."""

    category: tuple[str, str]
    count: int
    share: float


class WaitingNow(BaseModel):
    """The queue at this moment."""

    queue: int
    oldest_seconds: int | None
    online_agents: int


class DashboardShape(BaseModel):
    """Do we keep up, where does it get worse, who needs help."""

    range: DateRange
    totals: Totals
    by_day: list[Day]
    topics: list[Topic]
    waiting_now: WaitingNow


@router.get("/dashboard")
def show_dashboard(
    session: SessionDep, now: NowDep, agent: AgentDep, days: Annotated[int, Query(ge=1, le=90)] = 7
) -> DashboardShape:
    """The figures of the last days, today included."""
    return DashboardShape.model_validate(dashboard.dashboard(session, days=days, now=now))
