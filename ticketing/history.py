"""The one writer of ticket events."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from ticketing.models import Ticket, TicketEvent
from ticketing.rules.actors import Actor

EventKind = Literal[
    "opened",
    "moved",
    "assigned",
    "classified",
    "note",
    "replied",
    "sla",
    "case",
    "promise",
    "rated",
    "linked",
]


def record(
    session: Session,
    ticket: Ticket,
    kind: EventKind,
    *,
    actor: Actor,
    now: datetime,
    from_value: str | None = None,
    to_value: str | None = None,
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> TicketEvent:
    """Write one line of a ticket's history: who, when, from what, to what, why. Events never change."""
    event = TicketEvent(
        ticket_id=ticket.id,
        at=now,
        actor=actor.kind,
        agent_id=actor.agent_id,
        actor_name=actor.name,
        kind=kind,
        from_value=from_value,
        to_value=to_value,
        reason=reason,
        data=data,
    )
    ticket.updated_at = now
    session.add(event)
    session.flush()
    return event
