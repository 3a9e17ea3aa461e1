"""The record of what was said: conversations with one owner, messages without gaps, uploads, ratings."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.models.customers import Customer
from ticketing.models.people import Agent
from ticketing.models.registry import Table


class Conversation(Table):
    """One talk with one shopper. `owner` is `bot`, `queue`, `agent` or `closed`, never two of them."""

    __tablename__ = "conversations"
    __table_args__ = (
        Index(None, "owner", "queued_at"),
        Index(None, "owner", "unanswered_since"),
        Index(None, "taken_at"),
        Index(None, "customer_id", "last_message_at"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    owner: Mapped[str] = mapped_column(String(10), default="bot")
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agents.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    ticket_id: Mapped[int | None]  # the ticket at work; no foreign key, since tickets point back here
    channel: Mapped[str] = mapped_column(String(16), default="widget")
    last_seq: Mapped[int] = mapped_column(default=0)
    customer_read_seq: Mapped[int] = mapped_column(default=0)
    agent_read_seq: Mapped[int] = mapped_column(default=0)
    topic: Mapped[str | None] = mapped_column(String(40))
    form: Mapped[dict[str, Any] | None]
    handoff: Mapped[dict[str, Any] | None]
    bot_failures: Mapped[int] = mapped_column(default=0)
    unanswered_since: Mapped[datetime | None]
    handback_asked_at: Mapped[datetime | None]
    turn_lease_by: Mapped[str | None] = mapped_column(String(40))
    turn_lease_until: Mapped[datetime | None]
    opened_at: Mapped[datetime]
    queued_at: Mapped[datetime | None]
    queued_position: Mapped[int | None]  # the place told at first: what later waits are measured by
    taken_at: Mapped[datetime | None]
    last_message_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    customer: Mapped[Customer] = relationship(lazy="joined")
    agent: Mapped[Agent | None] = relationship(lazy="joined")


class Message(Table):
    """One stored utterance. `seq` counts from 1 without a gap inside its conversation.

    `author`: customer, bot, agent, system. `kind` and the shape of `body`: docs/protocol.md.
    `outcome` is set on what a shopper sent: pending, answered, delivered (to a person), queued, apology.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "client_id"),
        Index(None, "outcome", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    seq: Mapped[int]
    client_id: Mapped[str] = mapped_column(String(64))
    author: Mapped[str] = mapped_column(String(10))
    author_name: Mapped[str | None] = mapped_column(String(80))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agents.id"))
    kind: Mapped[str] = mapped_column(String(16))
    body: Mapped[dict[str, Any]]
    payloads: Mapped[dict[str, Any] | None]
    outcome: Mapped[str | None] = mapped_column(String(10))
    created_at: Mapped[datetime]


class BotTurn(Table):
    """What the assistant made of one message. `outcome`: answered, unsure, failed.

    `intent` is what it acted on, `nlu_fallback` when it was not sure enough; `guesses` are the model's own
    best ones, [{"intent", "confidence"}].
    """

    __tablename__ = "bot_turns"
    __table_args__ = (Index(None, "conversation_id", "id"), Index(None, "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    seq: Mapped[int]
    intent: Mapped[str] = mapped_column(String(40))
    confidence: Mapped[float]
    guesses: Mapped[list[dict[str, Any]] | None]
    topic: Mapped[str | None] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]


class Upload(Table):
    """A picture that a shopper or agent sent, re-encoded by us; the file lies under the data directory."""

    __tablename__ = "uploads"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    media_type: Mapped[str] = mapped_column(String(40))
    byte_size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    created_at: Mapped[datetime]


class Rating(Table):
    """What a shopper thought of one conversation: bot, person and outcome apart. One row a conversation."""

    __tablename__ = "ratings"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), unique=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    bot_score: Mapped[int | None]
    person_score: Mapped[int | None]
    outcome: Mapped[str | None] = mapped_column(String(10))
    comment: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
