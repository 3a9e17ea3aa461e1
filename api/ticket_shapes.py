"""How tickets look over HTTP."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from api.commitment_shapes import CommitmentShape, RowCommitment
from ticketing.case_views import CaseView

StatusName = Literal["new", "open", "waiting_customer", "waiting_third_party", "resolved", "closed"]
OwnerName = Literal["bot", "queue", "agent", "closed"]
ActorName = Literal["agent", "customer", "bot", "system"]


class Named(BaseModel):
    """An agent or a group in short."""

    id: int
    name: str


class TicketCustomer(BaseModel):
    """Whose ticket it is; `level` only for members of the shop."""

    id: int
    name: str
    level: str | None


class LastMessage(BaseModel):
    """The newest line of the ticket's conversation."""

    author: ActorName
    text: str
    created_at: datetime


class TicketRow(BaseModel):
    """A ticket in a list. Due times are null while the clocks pause."""

    number: str = Field(examples=["TK-26112200017"])
    title: str
    status: StatusName
    kind: str = Field(examples=["投诉"])
    category: tuple[str, str] = Field(examples=[["物流", "在途延误"]])
    sentiment: int
    urgency: str = Field(examples=["普通"])
    priority: int
    sla_state: Literal["ok", "warning", "breached"]
    first_answer_due_at: datetime | None
    first_answered_at: datetime | None
    resolution_due_at: datetime | None
    opened_at: datetime
    updated_at: datetime
    resolved_at: datetime | None
    customer: TicketCustomer
    assignee: Named | None
    group: Named | None
    conversation_id: str | None
    conversation_owner: OwnerName | None
    last_message: LastMessage | None
    unread: int
    commitment: RowCommitment | None


class TicketPage(BaseModel):
    """Some rows; `next_cursor` continues the list, null at its end."""

    items: list[TicketRow]
    next_cursor: str | None


class Counts(BaseModel):
    """Open tickets in each view."""

    mine: int
    unassigned: int
    overdue_soon: int
    all: int


class TicketEventShape(BaseModel):
    """One line of a ticket's history."""

    id: int
    at: datetime
    actor: ActorName
    actor_name: str | None
    kind: str
    from_value: str | None
    to_value: str | None
    reason: str
    data: dict[str, Any] | None


class SurveyGiven(BaseModel):
    """What a shopper answered to a survey about the ticket."""

    score: int
    reasons: list[str]
    comment: str
    answered_at: datetime


class RatingGiven(BaseModel):
    """What a shopper thought of the conversation."""

    bot: int | None
    person: int | None
    outcome: Literal["solved", "partly", "unsolved"] | None
    comment: str


class TicketShape(TicketRow):
    """A ticket with all that belongs to it. `handoff` is the packet of the last hand-off to a person."""

    description: str
    source: str
    classification: dict[str, Any]
    orders: list[str]
    handoff: dict[str, Any] | None
    events: list[TicketEventShape]
    allowed_moves: list[StatusName]
    cases: list[CaseView]
    surveys: list[SurveyGiven]
    rating: RatingGiven | None
    commitments: list[CommitmentShape]
