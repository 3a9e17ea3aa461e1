"""What changed in the record since the last look, whichever process wrote it."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ticketing.models import Conversation, Ticket, TicketEvent
from ticketing.queueing import people_online, places
from ticketing.rules.owners import Owner

AT_ONCE = 500
OVERLAP = 300
LATE_FOR = 10.0
"""PostgreSQL gives ids before it commits: after a new event so many ids below it are looked at again for so
many seconds, for those that commit late."""
Mark = tuple[Any, ...]


@dataclass(frozen=True)
class TicketNews:
    """One new line of a ticket's history."""

    number: str
    change: str
    to_value: str | None
    assignee_id: int | None


class News:
    """Remembers how things stood; used by one task of one process."""

    def __init__(self) -> None:
        self._marks: dict[str, Mark] = {}
        self._latest_event: int | None = None
        self._seen: set[int] = set()
        self._late_until = 0.0

    def forget(self, conversation_id: str) -> None:
        """Nobody listens to it any more."""
        self._marks.pop(conversation_id, None)

    def look(self, session: Session, watched: Sequence[str]) -> tuple[list[str], list[TicketNews]]:
        """Which of the watched conversations changed, and the new ticket events.

        A conversation that is looked at for the first time counts as changed, since its socket read it a
        moment before; the first look of all sees no ticket events.
        """
        changed = self._changed(session, watched) if watched else []
        return changed, self._tickets(session)

    def _changed(self, session: Session, watched: Sequence[str]) -> list[str]:
        is_staffed = people_online(session) > 0
        in_line = None
        changed = []
        for conversation_id, mark in _marks(session, watched):
            place: object = None
            if mark[0] == Owner.QUEUE:
                in_line = places(session, datetime.now(UTC)) if in_line is None else in_line
                place = in_line.get(conversation_id)
            mark = (*mark, is_staffed, place)
            if self._marks.get(conversation_id) != mark:
                changed.append(conversation_id)
            self._marks[conversation_id] = mark
        return changed

    def _tickets(self, session: Session) -> list[TicketNews]:
        newest = session.execute(select(func.max(TicketEvent.id))).scalar() or 0
        if self._latest_event is None:
            self._latest_event = newest
            looked_at = select(TicketEvent.id).where(TicketEvent.id > newest - OVERLAP)
            self._seen = set(session.scalars(looked_at))
            return []
        if newest > self._latest_event:
            self._late_until = time.monotonic() + LATE_FOR
        elif time.monotonic() > self._late_until:
            return []
        rows = session.execute(
            select(TicketEvent.id, Ticket.number, TicketEvent.kind, TicketEvent.to_value, Ticket.assignee_id)
            .join(Ticket, Ticket.id == TicketEvent.ticket_id)
            .where(TicketEvent.id > self._latest_event - OVERLAP)
            .order_by(TicketEvent.id)
            .limit(AT_ONCE + OVERLAP)
        ).all()
        fresh = [row for row in rows if row[0] not in self._seen]
        self._latest_event = max([self._latest_event, *(row[0] for row in fresh)])
        self._seen = {row[0] for row in rows if row[0] > self._latest_event - OVERLAP}
        return [TicketNews(*row[1:]) for row in fresh]


def _marks(session: Session, watched: Sequence[str]) -> Iterator[tuple[str, Mark]]:
    for start in range(0, len(watched), AT_ONCE):
        rows = session.execute(
            select(
                Conversation.id,
                Conversation.owner,
                Conversation.agent_id,
                Conversation.last_seq,
                Conversation.customer_read_seq,
                Conversation.agent_read_seq,
                Conversation.topic,
                Conversation.form,
                Ticket.status,
            )
            .outerjoin(Ticket, Ticket.id == Conversation.ticket_id)
            .where(Conversation.id.in_(watched[start : start + AT_ONCE]))
        )
        for conversation_id, *state, form, status in rows:
            yield conversation_id, (*state, json.dumps(form, sort_keys=True), status)
