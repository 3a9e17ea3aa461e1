"""After-sales cases: what a shopper asked for, what the rules answered, what was done."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.models.customers import Customer
from ticketing.models.people import Agent
from ticketing.models.registry import Table

GOODS_AT_WORK = text("status NOT IN ('refused', 'cancelled', 'closed') AND route <> 'compensation'")
MONEY_AT_WORK = text("status NOT IN ('refused', 'cancelled', 'closed') AND route = 'compensation'")
PROPOSED = text("state = 'open'")


class AftersalesCase(Table):
    """One request about one order line. `status`: see `ticketing.rules.cases`; `moved_at`: since when.

    `route` is one of the six routes of the decision. `facts` holds the `question` to the rules and the
    `line` as a card, `decision` the rules' answer, all as they were. `idempotency_key` is conversation +
    message, so that a retried turn opens one case. A line has one case at work at a time, and beside it one
    for compensation.

    `authorized_fen` is the most that somebody with the right, or a rule, has agreed to pay. `progress` holds
    what the steps have found and done (`ticketing.case_progress.Progress`), `parcel_number` the parcel that
    brings the goods back.
    """

    __tablename__ = "aftersales_cases"
    __table_args__ = (
        UniqueConstraint("idempotency_key"),
        Index(None, "status", "opened_at"),
        Index(
            "uq_aftersales_cases_line_at_work",
            "order_number",
            "line_id",
            unique=True,
            sqlite_where=GOODS_AT_WORK,
            postgresql_where=GOODS_AT_WORK,
        ),
        Index(
            "uq_aftersales_cases_compensation_at_work",
            "order_number",
            "line_id",
            unique=True,
            sqlite_where=MONEY_AT_WORK,
            postgresql_where=MONEY_AT_WORK,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    order_number: Mapped[str] = mapped_column(String(32))
    line_id: Mapped[str] = mapped_column(String(32))
    wish: Mapped[str] = mapped_column(String(16))
    route: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(20))
    description: Mapped[str] = mapped_column(Text, default="")
    photos: Mapped[list[str]]
    quantity: Mapped[int]
    refund_fen: Mapped[int | None]
    authorized_fen: Mapped[int | None]
    facts: Mapped[dict[str, Any]]
    decision: Mapped[dict[str, Any]]
    progress: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    parcel_number: Mapped[str | None] = mapped_column(String(32), index=True)
    status: Mapped[str] = mapped_column(String(20))
    moved_at: Mapped[datetime]
    idempotency_key: Mapped[str] = mapped_column(String(120))
    opened_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("agents.id"))

    customer: Mapped[Customer] = relationship(lazy="joined")
    decider: Mapped[Agent | None] = relationship(lazy="joined")
    events: Mapped[list["CaseEvent"]] = relationship(lazy="selectin", order_by="CaseEvent.id")
    proposals: Mapped[list["CaseProposal"]] = relationship(lazy="selectin", order_by="CaseProposal.id")


class CaseEvent(Table):
    """One line of a case's history; never changed. `step` is what was done, "" where the status says it."""

    __tablename__ = "case_events"
    __table_args__ = (Index(None, "case_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("aftersales_cases.id"))
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(10))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agents.id"))
    from_value: Mapped[str | None] = mapped_column(String(20))
    to_value: Mapped[str] = mapped_column(String(20))
    step: Mapped[str] = mapped_column(String(20), default="", server_default="")
    actor_name: Mapped[str | None] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(Text, default="")


class CaseProposal(Table):
    """A payment above the right of the one who wants it. `state`: open, approved, rejected, dropped.

    A second person decides. A case has one open proposal at a time; a step that makes it void drops it.
    """

    __tablename__ = "case_proposals"
    __table_args__ = (
        Index(
            "uq_case_proposals_open",
            "case_id",
            unique=True,
            sqlite_where=PROPOSED,
            postgresql_where=PROPOSED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("aftersales_cases.id"), index=True)
    amount_fen: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default="open")
    proposed_by: Mapped[int] = mapped_column(ForeignKey("agents.id"))
    proposed_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("agents.id"))
    decided_at: Mapped[datetime | None]

    proposer: Mapped[Agent] = relationship(lazy="joined", foreign_keys=proposed_by)
