"""Naming what was not understood over HTTP: agents correct a sentence, leads decide on all of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.deps import AgentDep, ConversationId, LeadDep, NowDep, SessionDep
from api.text_fields import RowId
from ticketing import candidates, learning
from ticketing.messages import get_conversation
from ticketing.models import Candidate
from ticketing.rules.intents import TITLES, title_of

router = APIRouter(tags=["learning"])
State = Literal["new", "named", "filed", "dropped"]
Reason = Literal["unsure", "person", "category", "agent"]
IntentName = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$", examples=["track_parcel"])]


class IntentShape(BaseModel):
    """An intent and what people call it."""

    name: str
    title: str


class Intents(BaseModel):
    """All that a sentence can be named."""

    items: list[IntentShape]


class GuessShape(IntentShape):
    """What the assistant thought, 0 to 1."""

    confidence: float


class CandidateShape(BaseModel):
    """One sentence, masked. `suggested` by the shopper's tap or an agent; `corrected`: old → new category."""

    id: int
    conversation_id: str
    ticket_number: str | None
    seq: int
    text: str
    reasons: list[Reason]
    guesses: list[GuessShape]
    suggested: IntentShape | None
    suggested_by: Literal["customer", "agent"] | None
    corrected: str | None
    state: State
    intent: IntentShape | None
    created_at: datetime


class GroupShape(BaseModel):
    """Sentences that mean the same, the most typical first; `guessed` of them were taken for `guess`."""

    sentences: list[CandidateShape]
    guess: IntentShape | None
    guessed: int
    suggested: IntentShape | None


class StateCounts(BaseModel):
    """How many sentences are in each state."""

    new: int
    named: int
    filed: int
    dropped: int


class SentenceGroups(BaseModel):
    """What is to be decided, the largest group first."""

    items: list[GroupShape]
    counts: StateCounts


class Candidates(BaseModel):
    """The latest decisions of one kind."""

    items: list[CandidateShape]


class Decided(BaseModel):
    """What becomes of sentences: `new` takes a decision back; only `named` has an intent."""

    ids: list[RowId] = Field(min_length=1, max_length=1000)
    decision: State
    intent: IntentName | None = None


class HowMany(BaseModel):
    """So many were changed; others had been decided by a colleague."""

    changed: int


class Meant(BaseModel):
    """What a sentence really is."""

    intent: IntentName


@router.get("/intents")
def list_intents(agent: AgentDep) -> Intents:
    """Every intent of the assistant."""
    return Intents(items=[IntentShape(name=name, title=title) for name, title in TITLES.items()])


@router.post("/conversations/{conversation_id}/messages/{seq}/intents", status_code=201)
def name_message(
    conversation_id: ConversationId,
    seq: RowId,
    meant: Meant,
    session: SessionDep,
    now: NowDep,
    agent: AgentDep,
) -> CandidateShape:
    """「这句其实是…」: suggest an intent for what a shopper typed."""
    get_conversation(session, conversation_id)
    candidate = candidates.name_message(session, conversation_id, seq, meant.intent, now)
    return _shape(candidate, learning.ticket_numbers(session, [candidate]))


@router.get("/learning/groups")
def open_groups(session: SessionDep, lead: LeadDep) -> SentenceGroups:
    """The undecided sentences by meaning."""
    groups = learning.open_groups(session)
    tickets = learning.ticket_numbers(session, [one for group in groups for one in group.sentences])
    return SentenceGroups(
        items=[
            GroupShape(
                sentences=[_shape(one, tickets) for one in group.sentences],
                guess=_intent(group.guess),
                guessed=group.guessed,
                suggested=_intent(group.suggested),
            )
            for group in groups
        ],
        counts=StateCounts.model_validate(learning.counts(session)),
    )


@router.get("/learning/candidates")
def decided(session: SessionDep, lead: LeadDep, state: Annotated[State, Query()]) -> Candidates:
    """The latest sentences in a state."""
    rows = learning.decided(session, state)
    tickets = learning.ticket_numbers(session, rows)
    return Candidates(items=[_shape(one, tickets) for one in rows])


@router.post("/learning/decisions", status_code=201)
def decide(given: Decided, session: SessionDep, now: NowDep, lead: LeadDep) -> HowMany:
    """Name sentences, file them as out of scope, drop them, or take that back."""
    changed = learning.decide(session, given.ids, given.decision, given.intent, lead, now)
    return HowMany(changed=changed)


def _intent(name: str | None) -> IntentShape | None:
    return IntentShape(name=name, title=title_of(name)) if name else None


def _shape(one: Candidate, tickets: Mapping[str, str]) -> CandidateShape:
    return CandidateShape.model_validate(
        {
            "id": one.id,
            "conversation_id": one.conversation_id,
            "ticket_number": tickets.get(one.conversation_id),
            "seq": one.seq,
            "text": one.text,
            "reasons": one.reasons,
            "guesses": [
                {"name": g["intent"], "title": title_of(g["intent"]), "confidence": g["confidence"]}
                for g in one.guesses
            ],
            "suggested": _intent(one.suggested),
            "suggested_by": one.suggested_by,
            "corrected": one.corrected,
            "state": one.state,
            "intent": _intent(one.intent),
            "created_at": one.created_at,
        }
    )
