"""How the ledger of promises looks over HTTP."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

KindName = Literal[
    "refund_due",
    "stalling",
    "repair_due",
    "parts_due",
    "warranty_end",
    "promised_by_agent",
    "promised_by_bot",
]
StateName = Literal["proposed", "open", "warned", "breached", "kept", "dropped"]


class Person(BaseModel):
    """An agent or a customer in short."""

    id: int
    name: str


class Source(BaseModel):
    """The rule that asks for it; only mark V is cited to a shopper by its article."""

    id: str
    law: str
    article: str
    mark: Literal["V", "S", "M"]
    text: str


class RowCommitment(BaseModel):
    """What is owed next about a ticket. `provisional`: its year's holiday notice is not loaded."""

    kind: KindName
    state: StateName
    due_at: datetime
    provisional: bool


class CommitmentShape(RowCommitment):
    """A timed to-do: by law (`rule`) or by word (`quote`). `breached_at` stays when it is kept late."""

    id: int
    is_statutory: bool
    rule: Source | None
    quote: str = Field(examples=["今天18点前给您回电"])
    made_at: datetime
    breached_at: datetime | None
    settled_at: datetime | None
    settled_by: str | None
    reason: str
    owner: Person | None
    escalated_to: Person | None
    customer: Person
    ticket_number: str | None
    case_number: str | None
    conversation_id: str | None


class CommitmentPage(BaseModel):
    """Some of the ledger; `next_cursor` continues it, null at its end."""

    items: list[CommitmentShape]
    next_cursor: str | None
