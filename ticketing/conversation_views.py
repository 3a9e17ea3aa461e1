"""A conversation as both sides of the chat see it (docs/protocol.md)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from ticketing.models import Conversation, Ticket
from ticketing.queueing import Place, people_online, places
from ticketing.ratings import is_rated
from ticketing.rules.owners import Owner
from ticketing.rules.quick_replies import quick_replies
from ticketing.rules.states import NAMES, Status


def conversation_view(
    session: Session,
    conversation: Conversation,
    now: datetime,
    *,
    in_line: Mapping[str, Place] | None = None,
) -> dict[str, Any]:
    """The `conversation` of the protocol; `in_line` saves counting the queue again."""
    owner = Owner(conversation.owner)
    place = None
    if owner is Owner.QUEUE:
        place = (places(session, now) if in_line is None else in_line).get(conversation.id)
    ticket = session.get(Ticket, conversation.ticket_id) if conversation.ticket_id else None
    entries = quick_replies(
        owner,
        conversation.topic,
        is_signed_in=conversation.customer.external_id is not None,
        in_form=conversation.form is not None,
    )
    has_agent = owner is Owner.AGENT and conversation.agent is not None
    return {
        "id": conversation.id,
        "owner": owner.value,
        "agent": {"name": conversation.agent.name} if has_agent and conversation.agent else None,
        "queue": {"position": place.position, "eta_seconds": int(place.wait.total_seconds())}
        if place
        else None,
        "people_online": people_online(session) > 0,
        "last_seq": conversation.last_seq,
        "customer_read_seq": conversation.customer_read_seq,
        "agent_read_seq": conversation.agent_read_seq,
        "form": conversation.form,
        "quick_replies": [{"id": entry.id, "title": entry.title} for entry in entries],
        "ticket": {"number": ticket.number, "status": NAMES[Status(ticket.status)]} if ticket else None,
        "rated": is_rated(session, conversation.id),
    }
