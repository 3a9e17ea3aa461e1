"""After-sales cases: what a shopper asked for, what the rules answered, what was done."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.models.customers import Customer
from ticketing.models.people import Agent
from ticketing.models.registry import Table

AT_WORK = text("status IN ('applied', 'more_asked', 'approved')")


class AftersalesCase(Table):
    """One request about one order line. `status`: applied, approved, refused, more_asked, cancelled, closed.

    `route` is one of the six routes of the decision. `facts` holds the `question` to the rules and the
    `line` as a card, `decision` the rules' answer, all as they were. `idempotency_key` is conversation +
    message, so that a retried turn opens one case. A line has one case at work at a time.
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
            sqlite_where=AT_WORK,
            postgresql_where=AT_WORK,
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
    facts: Mapped[dict[str, Any]]
    decision: Mapped[dict[str, Any]]
    status: Mapped[str] = mapped_column(String(12))
    idempotency_key: Mapped[str] = mapped_column(String(120))
    opened_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("agents.id"))

    customer: Mapped[Customer] = relationship(lazy="joined")
    decider: Mapped[Agent | None] = relationship(lazy="joined")
    events: Mapped[list["CaseEvent"]] = relationship(lazy="selectin", order_by="CaseEvent.id")


class CaseEvent(Table):
    """One line of a case's history; never changed."""

    __tablename__ = "case_events"
    __table_args__ = (Index(None, "case_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("aftersales_cases.id"))
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(10))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agents.id"))
    from_value: Mapped[str | None] = mapped_column(String(20))
    to_value: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
