"""The shapes of docs/protocol.md that REST and sockets share, for the OpenAPI."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints

ClientId = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[!-~]+$")]
"""Made by the client, unique in its conversation; the same again is the same message."""
ChoiceId = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[!-~]+$")]
Seq = Annotated[int, Field(ge=0, le=2_000_000_000)]


class QuickReply(BaseModel):
    """An entry of the row under the chat."""

    id: str
    title: str


class Form(BaseModel):
    """How far a task is."""

    name: str = Field(max_length=40)
    title: str = Field(max_length=40)
    step: int = Field(ge=0, le=99)
    of: int = Field(ge=0, le=99)


class AgentName(BaseModel):
    """Who serves."""

    name: str


class QueuePlace(BaseModel):
    """Where the shopper stands, from 1, and the expected wait."""

    position: int
    eta_seconds: int


class TicketMark(BaseModel):
    """The ticket at work; `status` in Chinese."""

    number: str
    status: str


class ConversationShape(BaseModel):
    """A conversation."""

    id: str
    owner: Literal["bot", "queue", "agent", "closed"]
    agent: AgentName | None
    queue: QueuePlace | None
    people_online: bool
    last_seq: int
    customer_read_seq: int
    agent_read_seq: int
    form: Form | None
    quick_replies: list[QuickReply]
    ticket: TicketMark | None
    rated: bool


class MessageShape(BaseModel):
    """A message; the body by kind stands in docs/protocol.md."""

    conversation_id: str
    seq: int
    client_id: str
    author: Literal["customer", "bot", "agent", "system"]
    author_name: str | None
    kind: Literal["text", "image", "order_card", "product_card", "buttons", "notice", "survey"]
    body: dict[str, Any]
    created_at: datetime


class Stored(BaseModel):
    """The proof that a message will not be lost."""

    client_id: str
    seq: int
    created_at: datetime
