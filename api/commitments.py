"""The ledger of promises over HTTP: lists, what an agent confirms, keeps or drops, and what he adds."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import AwareDatetime, BaseModel, Field

from api.commitment_shapes import CommitmentPage, CommitmentShape
from api.deps import AgentDep, NowDep, SessionDep
from api.page_marks import known_id
from api.text_fields import RowId, Sentence
from ticketing import commitments, tickets
from ticketing.commitment_views import commitment_view
from ticketing.models import Commitment
from ticketing.policy import policy_of
from ticketing.rules.commitments import State

router = APIRouter(tags=["commitments"])
CommitmentId = Annotated[RowId, Path()]
TicketNumber = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,20}$", examples=["TK-26112200017"])]
CaseNumber = Annotated[str, Query(pattern=r"^[A-Za-z0-9-]{1,20}$", examples=["AS-26112200001"])]


class CommitmentMove(BaseModel):
    """`open` confirms a proposed promise, at another due time if one is given; dropping needs a reason."""

    to: Literal["open", "kept", "dropped"]
    reason: Sentence = ""
    due_at: AwareDatetime | None = None


class NewCommitment(BaseModel):
    """A promise that was made elsewhere, on the telephone say."""

    words: Annotated[Sentence, Field(max_length=200)]
    due_at: AwareDatetime


@router.get("/commitments")
def list_commitments(
    session: SessionDep,
    agent: AgentDep,
    view: commitments.View = "open",
    case: CaseNumber | None = None,
    cursor: Annotated[str | None, Query(max_length=20)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> CommitmentPage:
    """What is owed, soonest due first; `all` also what is settled, newest first."""
    found = commitments.list_commitments(
        session, view=view, agent=agent, case_number=case, after_id=known_id(cursor), limit=limit + 1
    )
    page, rules = found[:limit], policy_of(session).rules
    return CommitmentPage(
        items=[CommitmentShape.model_validate(commitment_view(one, rules)) for one in page],
        next_cursor=str(page[-1].id) if len(found) > limit else None,
    )


@router.post("/commitments/{commitment_id}/moves", status_code=201)
def move(
    commitment_id: CommitmentId, wanted: CommitmentMove, session: SessionDep, now: NowDep, agent: AgentDep
) -> CommitmentShape:
    """Confirm, keep or drop one; 409 for any other move, 403 for an agent and a term of the law."""
    commitment = commitments.get_commitment(session, commitment_id)
    if wanted.to == "open":
        commitments.confirm(session, commitment, agent, now, wanted.due_at)
    else:
        outcome: Literal[State.KEPT, State.DROPPED] = State.KEPT if wanted.to == "kept" else State.DROPPED
        commitments.settle_by_agent(session, commitment, outcome, agent, now, wanted.reason)
    return _shown(session, commitment)


@router.post("/tickets/{number}/commitments", status_code=201)
def promise(
    number: TicketNumber, new: NewCommitment, session: SessionDep, now: NowDep, agent: AgentDep
) -> CommitmentShape:
    """Write a promise into the ledger by hand."""
    ticket = tickets.get_ticket(session, number, for_change=True)
    due_at: datetime = new.due_at
    made = commitments.promise(session, ticket, agent, words=new.words, due_at=due_at, now=now)
    return _shown(session, made)


def _shown(session: SessionDep, commitment: Commitment) -> CommitmentShape:
    return CommitmentShape.model_validate(commitment_view(commitment, policy_of(session).rules))
