"""The ticket of a conversation: one that is open takes what comes, else a new one is opened."""

from datetime import datetime

from sqlalchemy.orm import Session

from ticketing import tickets
from ticketing.models import Conversation, Ticket
from ticketing.rules.actors import Actor
from ticketing.rules.states import ENDED


def find_open(session: Session, conversation: Conversation) -> Ticket | None:
    """The ticket at work of this conversation; None when there is none or it has ended."""
    if conversation.ticket_id is None:
        return None
    ticket = session.get_one(Ticket, conversation.ticket_id)
    return None if ticket.status in ENDED else ticket


def open_or_add(
    session: Session,
    conversation: Conversation,
    *,
    text: str,
    source: str,
    by: Actor,
    now: datetime,
    urgency: str | None = None,
) -> Ticket:
    """Write `text` into the conversation's open ticket, or open one about it: never two at a time."""
    ticket = find_open(session, conversation)
    if ticket is None:
        return tickets.open_ticket(
            session,
            customer_id=conversation.customer_id,
            conversation_id=conversation.id,
            text=text,
            source=source,
            actor=by,
            urgency=urgency,
            now=now,
        )
    tickets.note(session, ticket, text, by=by, now=now)
    tickets.customer_replied(session, ticket, now)
    return ticket
