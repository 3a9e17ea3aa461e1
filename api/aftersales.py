"""For agents: what the rules say, and the cases that wait for a person."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from api.bot_seam import Number
from api.deps import AgentDep, NowDep, SessionDep, SettingsDep, get_agent_or_service
from api.message_views import signer
from api.text_fields import Sentence
from ticketing import aftersales
from ticketing.aftersales_answer import DecisionAnswer, decide_request
from ticketing.aftersales_facts import DecisionRequest
from ticketing.case_views import CaseView, case_view, ticket_numbers
from ticketing.errors import BadCursor

router = APIRouter(prefix="/aftersales", tags=["after-sales"])
CaseNumber = Annotated[Number, Path(examples=["AS-26112200001"])]
Status = Literal["applied", "approved", "refused", "more_asked", "cancelled", "closed"]
LARGEST_ID = 2**31


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
def decide(body: DecisionRequest) -> DecisionAnswer:
    """All six routes for given facts: a pure function of the body (docs/decisions/aftersales-readings.md)."""
    return decide_request(body)


@router.get("/cases")
def list_cases(
    agent: AgentDep,
    session: SessionDep,
    settings: SettingsDep,
    now: NowDep,
    status: Status | None = None,
    cursor: Annotated[str | None, Query(max_length=20)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
) -> Cases:
    """Cases in a state, newest first."""
    found = aftersales.list_cases(session, status=status, before_id=_known_id(cursor), limit=limit + 1)
    page = found[:limit]
    numbers, sign = ticket_numbers(session, page), signer(settings, now)
    return {
        "items": [case_view(case, numbers, sign, agent) for case in page],
        "next_cursor": str(page[-1].id) if len(found) > limit else None,
    }


@router.get("/cases/{number}")
def read_case(
    number: CaseNumber, agent: AgentDep, session: SessionDep, settings: SettingsDep, now: NowDep
) -> CaseView:
    """One case."""
    case = aftersales.get_case(session, number)
    return case_view(case, ticket_numbers(session, [case]), signer(settings, now), agent)


@router.post("/cases/{number}/decisions")
def decide_case(
    number: CaseNumber,
    body: CaseDecision,
    agent: AgentDep,
    session: SessionDep,
    settings: SettingsDep,
    now: NowDep,
) -> CaseView:
    """Decide one case within the agent's right."""
    case = aftersales.decide_case(
        session,
        aftersales.get_case(session, number),
        body.decision,
        agent=agent,
        note=body.note,
        refund_fen=body.refund_fen,
        now=now,
    )
    return case_view(case, ticket_numbers(session, [case]), signer(settings, now), agent)


def _known_id(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not cursor.isascii() or not cursor.isdigit() or not 0 < int(cursor) < LARGEST_ID:
        raise BadCursor("页码标记无效，请从第一页重新加载。")
    return int(cursor)
