"""For agents: what the rules say, and the cases that wait for a person."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from api.agents_cases import CaseViewsDep
from api.bot_seam import Number
from api.case_steps import AgentStep
from api.deps import AgentDep, NowDep, SessionDep, get_agent_or_service
from api.page_marks import known_id
from api.text_fields import Sentence, Words
from ticketing import aftersales
from ticketing.aftersales_answer import DecisionAnswer, decide_request
from ticketing.aftersales_facts import DecisionRequest
from ticketing.case_views import CaseView
from ticketing.policy import policy_of
from ticketing.rules.case_parcels import normal_number
from ticketing.rules.cases import CaseStatus, Kind

router = APIRouter(prefix="/aftersales", tags=["after-sales"])
CaseNumber = Annotated[Number, Path(examples=["AS-26112200001"])]


class Cases(TypedDict):
    """Cases, newest first; `next_cursor` asks for the rest."""

    items: list[CaseView]
    next_cursor: str | None


class CaseDecision(BaseModel):
    """Approve, refuse or ask for more; the shopper reads the note."""

    decision: aftersales.Decision
    note: Sentence = ""
    refund_fen: int | None = Field(default=None, ge=0, le=1_000_000_000)


@router.post("/decisions", dependencies=[Depends(get_agent_or_service)])
def decide(body: DecisionRequest, session: SessionDep) -> DecisionAnswer:
    """All six routes for given facts: a function of the body, the loaded calendar and the rules' marks alone.

    How it is read: docs/decisions/aftersales-readings.md.
    """
    policy = policy_of(session)
    return decide_request(body, policy.calendar, policy.rules)


@router.get("/cases")
def list_cases(
    agent: AgentDep,
    session: SessionDep,
    views: CaseViewsDep,
    status: CaseStatus | None = None,
    kind: Kind | None = None,
    parcel_number: Annotated[Words | None, Query()] = None,
    proposed: bool | None = None,
    is_open: bool | None = None,
    cursor: Annotated[str | None, Query(max_length=20)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
) -> Cases:
    """Cases, newest first: in a state, of a kind, of a parcel, with a proposed payment, not yet ended."""
    wanted = aftersales.CaseFilter(
        status=status,
        kind=kind,
        parcel_number=normal_number(parcel_number) if parcel_number else None,
        proposed=proposed,
        is_open=is_open,
    )
    found = aftersales.list_cases(session, wanted, before_id=known_id(cursor), limit=limit + 1)
    page = found[:limit]
    return {"items": views(page), "next_cursor": str(page[-1].id) if len(found) > limit else None}


@router.get("/cases/{number}")
def read_case(number: CaseNumber, agent: AgentDep, session: SessionDep, views: CaseViewsDep) -> CaseView:
    """One case."""
    return views([aftersales.get_case(session, number)])[0]


@router.post("/cases/{number}/decisions")
def decide_case(
    number: CaseNumber,
    body: CaseDecision,
    agent: AgentDep,
    session: SessionDep,
    views: CaseViewsDep,
    now: NowDep,
) -> CaseView:
    """Decide one case within the agent's right."""
    case = aftersales.get_case(session, number)
    aftersales.decide_case(
        session, case, body.decision, agent=agent, note=body.note, refund_fen=body.refund_fen, now=now
    )
    return views([case])[0]


@router.post("/cases/{number}/steps")
def take_step(
    number: CaseNumber,
    body: AgentStep,
    agent: AgentDep,
    session: SessionDep,
    views: CaseViewsDep,
    now: NowDep,
) -> CaseView:
    """One step of `possible_steps`, with what it asks for (docs/cases.md)."""
    case = aftersales.get_case(session, number)
    body.take(session, case, agent, now)
    return views([case])[0]
