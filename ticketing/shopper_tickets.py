"""A shopper's own tickets, as the assistant may tell of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import TypedDict

from ticketing.errors import TicketNotFound
from ticketing.models import Ticket, TicketEvent
from ticketing.rules.states import ENDED, NAMES, Status
from ticketing.shop.cards import iso
from ticketing.ticket_words import UNTOLD, due_text, event_text
from ticketing.tickets import get_ticket


class TicketProgress(TypedDict):
    """Where a ticket stands."""

    number: str
    title: str
    status: str
    status_text: str
    category: list[str]
    opened_at: str
    due_text: str
    last_event_text: str


def own_tickets(
    session: Session, customer_id: int, number: str | None = None, limit: int = 5
) -> Sequence[Ticket]:
    """The shopper's tickets, newest first, or the one with this number. Raises TicketNotFound."""
    if number is not None:
        ticket = get_ticket(session, number)
        if ticket.customer_id != customer_id:
            raise TicketNotFound(f"没有找到工单 {number}。")
        return [ticket]
    query = select(Ticket).where(Ticket.customer_id == customer_id)
    return (
        session.scalars(query.order_by(Ticket.opened_at.desc(), Ticket.id.desc()).limit(limit)).unique().all()
    )


def open_tickets(session: Session, customer_id: int) -> Sequence[Ticket]:
    """Those that have not ended, newest first."""
    query = select(Ticket).where(Ticket.customer_id == customer_id, Ticket.status.not_in(ENDED))
    return session.scalars(query.order_by(Ticket.opened_at.desc(), Ticket.id.desc())).unique().all()


def progress(session: Session, ticket: Ticket, now: datetime) -> TicketProgress:
    """A ticket in the shopper's words."""
    last = session.scalars(
        select(TicketEvent)
        .where(TicketEvent.ticket_id == ticket.id, TicketEvent.kind.not_in(UNTOLD))
        .order_by(TicketEvent.id.desc())
        .limit(1)
    ).first()
    return {
        "number": ticket.number,
        "title": ticket.title,
        "status": ticket.status,
        "status_text": NAMES[Status(ticket.status)],
        "category": [ticket.category1, ticket.category2],
        "opened_at": iso(ticket.opened_at),
        "due_text": due_text(ticket, now),
        "last_event_text": (event_text(last) if last else None) or "工单已建立",
    }
