"""The ledger of promises: what is owed to a shopper by when, by law or by word."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.models.aftersales import AftersalesCase
from ticketing.models.customers import Customer
from ticketing.models.people import Agent
from ticketing.models.registry import Table
from ticketing.models.tickets import Ticket

RUNNING = text("case_id IS NOT NULL AND rule_id IS NOT NULL AND state IN ('open', 'warned', 'breached')")


class Commitment(Table):
    """One timed to-do. `kind` and `state`: `ticketing.rules.commitments`.

    Its source is a legal rule (`rule_id`, with the case that it runs in) or what was said (`quote`, in
    message `message_id`, the `position`-th promise in it). Every state is entered once at most, so the times
    beside it are its whole history. `check_at` is when the sweep has to look again. `provisional`: the due
    time rests on a year whose holiday notice is not loaded.
    """

    __tablename__ = "commitments"
    __table_args__ = (
        UniqueConstraint("message_id", "position"),
        Index(
            "uq_commitments_case_clock",
            "case_id",
            "kind",
            unique=True,
            sqlite_where=RUNNING,
            postgresql_where=RUNNING,
        ),
        Index(None, "ticket_id", "state", "due_at"),
        Index(None, "conversation_id", "state"),
        Index(None, "state", "due_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10))
    due_at: Mapped[datetime]
    warns_at: Mapped[datetime]
    check_at: Mapped[datetime | None] = mapped_column(index=True)
    provisional: Mapped[bool] = mapped_column(default=False)
    rule_id: Mapped[str | None] = mapped_column(String(60))
    quote: Mapped[str] = mapped_column(Text, default="")
    topic: Mapped[str | None] = mapped_column(String(12))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    position: Mapped[int] = mapped_column(default=0)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("aftersales_cases.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("agents.id"), index=True)
    escalated_to_id: Mapped[int | None] = mapped_column(ForeignKey("agents.id"))
    made_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]
    breached_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(Text, default="")

    customer: Mapped[Customer] = relationship(lazy="joined")
    owner: Mapped[Agent | None] = relationship(foreign_keys=[owner_id], lazy="selectin")
    escalated_to: Mapped[Agent | None] = relationship(foreign_keys=[escalated_to_id], lazy="selectin")
    ticket: Mapped[Ticket | None] = relationship(lazy="selectin")
    case: Mapped[AftersalesCase | None] = relationship(lazy="selectin")
