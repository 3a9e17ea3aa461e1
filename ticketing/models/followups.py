"""Follow-ups: campaigns, who receives them, surveys and their answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ticketing.models.registry import Table


class Campaign(Table):
    """What a lead planned: who (`audience`), when (`schedule`), which questions, by which channel.

    `status`: draft, running, finished, cancelled. `channel`: in_app, email. Shapes: docs/followup.md.
    """

    __tablename__ = "campaigns"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    audience: Mapped[dict[str, Any]]
    schedule: Mapped[dict[str, Any]]
    questions: Mapped[dict[str, Any]]
    channel: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(10))
    created_by: Mapped[int] = mapped_column(ForeignKey("agents.id"))
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class CampaignRecipient(Table):
    """One customer of one campaign, once.

    `status`: planned, sending (a mail under way), sent, failed, skipped (the last two with `why`).
    `attempts` counts the tries of a mail. `sent_at` of a mail under way is when the try began.
    """

    __tablename__ = "campaign_recipients"
    __table_args__ = (
        UniqueConstraint("campaign_id", "customer_id"),
        Index(None, "campaign_id", "status", "send_at"),
        Index(None, "customer_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))
    order_number: Mapped[str | None] = mapped_column(String(32))
    send_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(10))
    why: Mapped[str | None] = mapped_column(String(40))
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    sent_at: Mapped[datetime | None]


class Survey(Table):
    """One invitation to one customer, open until `expires_at` or its single answer."""

    __tablename__ = "surveys"
    __table_args__ = (UniqueConstraint("campaign_id", "customer_id"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    order_number: Mapped[str | None] = mapped_column(String(32))
    questions: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class SurveyAnswer(Table):
    """The answer to a survey; a second one is refused by the unique key."""

    __tablename__ = "survey_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[str] = mapped_column(ForeignKey("surveys.id"), unique=True)
    score: Mapped[int]
    reasons: Mapped[list[str]]
    comment: Mapped[str] = mapped_column(Text, default="")
    classification: Mapped[dict[str, Any] | None]
    answered_at: Mapped[datetime]


class SweepRun(Table):
    """The last run of one periodic sweep: what tells whether the worker is alive."""

    __tablename__ = "sweep_runs"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    finished_at: Mapped[datetime]
    dealt: Mapped[int]
