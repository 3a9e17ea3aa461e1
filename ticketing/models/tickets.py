"""Tickets and their history."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.models.customers import Customer
from ticketing.models.people import Agent, Group
from ticketing.models.registry import Table


class Ticket(Table):
    """One piece of feedback followed until it is solved.

    `status` names a `ticketing.rules.states.Status`; `priority` is 1 (urgent) to 4 (low). Two clocks
    (`ticketing.rules.sla`): first answer and resolution, each with a state ok, warning or breached.
    While paused, the due times are null and `*_left_seconds` hold what remains in working seconds.
    `sla_state` is the worse of the running clocks, `next_due_at` the sooner of their due times, and
    `sla_check_at` when the sweep has to look again.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        Index(None, "status", "priority", "opened_at"),
        Index(None, "assignee_id", "status", "opened_at"),
        Index(None, "sla_state", "next_due_at"),
        Index(None, "updated_at", "id"),
        Index(None, "opened_at", "id"),
        Index(None, "customer_id", "opened_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(4))
    category1: Mapped[str] = mapped_column(String(12))
    category2: Mapped[str] = mapped_column(String(12))
    sentiment: Mapped[int] = mapped_column(default=0)
    urgency: Mapped[str] = mapped_column(String(8), default="普通")
    classification: Mapped[dict[str, Any]]
    priority: Mapped[int]
    status: Mapped[str] = mapped_column(String(20))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("agents.id"))
    opened_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    first_answer_due_at: Mapped[datetime | None]
    first_answered_at: Mapped[datetime | None]
    first_answer_left_seconds: Mapped[int | None]
    resolution_due_at: Mapped[datetime | None] = mapped_column(index=True)
    resolution_left_seconds: Mapped[int | None]
    first_answer_state: Mapped[str] = mapped_column(String(10), default="ok", server_default="ok")
    resolution_state: Mapped[str] = mapped_column(String(10), default="ok", server_default="ok")
    next_due_at: Mapped[datetime | None]
    sla_check_at: Mapped[datetime | None] = mapped_column(index=True)
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    sla_state: Mapped[str] = mapped_column(String(10), default="ok")
    reopened_count: Mapped[int] = mapped_column(default=0)

    customer: Mapped[Customer] = relationship(lazy="joined")
    assignee: Mapped[Agent | None] = relationship(lazy="joined")
    group: Mapped[Group | None] = relationship(lazy="joined")
    orders: Mapped[list["TicketOrder"]] = relationship(lazy="selectin")


class TicketOrder(Table):
    """An order that a ticket speaks of."""

    __tablename__ = "ticket_orders"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    order_number: Mapped[str] = mapped_column(String(32), primary_key=True)


class TicketEvent(Table):
    """One line of a ticket's history; never changed, never deleted.

    `kind`: opened, moved, assigned, classified, note, replied, sla, case, promise, rated, linked.
    `actor`: agent, customer, bot, system.
    """

    __tablename__ = "ticket_events"
    __table_args__ = (Index(None, "ticket_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(10))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("agents.id"))
    actor_name: Mapped[str | None] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(16))
    from_value: Mapped[str | None] = mapped_column(String(80))
    to_value: Mapped[str | None] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(Text, default="")
    data: Mapped[dict[str, Any] | None]
