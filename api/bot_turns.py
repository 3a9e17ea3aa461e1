"""The assistant's seam: calling for a person, and what it made of a turn."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field, StringConstraints

from api.deps import ConversationId, NowDep, ServiceOnly, SessionDep
from api.shapes import Form, QueuePlace
from ticketing import handoffs, turns
from ticketing.conversations import get_conversation
from ticketing.messages import clean_text
from ticketing.rules.handoff import TRIGGERS

router = APIRouter(
    tags=["assistant"], prefix="/bot/conversations/{conversation_id}", dependencies=[ServiceOnly]
)
Word = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_.-]+$")]
MOST_SLOTS = 40
LONGEST_SLOT = 300


class Tried(BaseModel):
    """What the assistant tried before."""

    intent: str = Field(max_length=40)
    title: str = Field(max_length=80)


class HandOffAsked(BaseModel):
    """Why a person is needed, what was tried and what is known."""

    reason: Word = Field(examples=sorted(TRIGGERS))
    tried: list[Tried] = Field(default_factory=list, max_length=20)
    slots: dict[str, Any] = Field(default_factory=dict, max_length=MOST_SLOTS)


class HandOffDone(BaseModel):
    """What came of it; the shopper has been told in the chat already."""

    owner: Literal["bot", "queue", "agent", "closed"]
    queue: QueuePlace | None
    people_online: bool
    ticket_number: str | None
    text: str


class Guess(BaseModel):
    """An intent and how likely the model finds it."""

    intent: Word
    confidence: float = Field(ge=0, le=1)


class TurnReport(BaseModel):
    """How a turn went; one a turn, best effort."""

    intent: Word
    confidence: float = Field(ge=0, le=1)
    guesses: list[Guess] = Field(default_factory=list, max_length=5)
    outcome: Literal["answered", "unsure", "failed"]
    topic: Word | None = None
    form: Form | None = None


@router.post("/handoffs", status_code=201)
def hand_off(
    conversation_id: ConversationId, asked: HandOffAsked, session: SessionDep, now: NowDep
) -> HandOffDone:
    """Put the conversation into the queue with its packet; again gives the place that it has."""
    done = handoffs.hand_off(
        session,
        get_conversation(session, conversation_id),
        reason=asked.reason,
        tried=[{"intent": clean_text(one.intent), "title": clean_text(one.title)} for one in asked.tried],
        slots={clean_text(name)[:40]: _slot(value) for name, value in asked.slots.items()},
        now=now,
    )
    place = done.place
    return HandOffDone(
        owner=done.owner.value,
        queue=None
        if place is None
        else QueuePlace(position=place.position, eta_seconds=int(place.wait.total_seconds())),
        people_online=done.people_online,
        ticket_number=done.ticket_number,
        text=done.text,
    )


@router.post("/turn-reports", status_code=204)
def report_turn(
    conversation_id: ConversationId, report: TurnReport, session: SessionDep, now: NowDep
) -> None:
    """Keep what the assistant made of the turn."""
    turns.report(
        session,
        get_conversation(session, conversation_id),
        intent=report.intent,
        confidence=report.confidence,
        guesses=[one.model_dump() for one in report.guesses],
        outcome=report.outcome,
        topic=report.topic,
        form=report.form.model_dump() if report.form else None,
        now=now,
    )


def _slot(value: Any) -> str | int | float | bool | None:
    """A slot as an agent reads it: plain values stay, anything else becomes its text."""
    if value is None or isinstance(value, bool | int | float):
        return value
    return clean_text(str(value))[:LONGEST_SLOT]
