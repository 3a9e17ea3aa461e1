"""Tickets: opened from a text, moved through their states, noted on, corrected."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing import assignments, sla
from ticketing.candidates import note_correction
from ticketing.customers import get_customer
from ticketing.errors import TextEmpty, TicketNotFound
from ticketing.farewells import tell_resolved
from ticketing.history import record
from ticketing.messages import get_conversation, lock
from ticketing.models import Ticket, TicketEvent, TicketOrder
from ticketing.numbering import next_number
from ticketing.rules import categories
from ticketing.rules.actors import Actor, ActorKind
from ticketing.rules.priorities import priority_of
from ticketing.rules.states import ENDED, PAUSED, Status, check_move, is_reopening
from ticketing.text.analysis import analyse
from ticketing.text.masking import mask

__all__ = [
    "correct",
    "customer_replied",
    "first_answered",
    "get_ticket",
    "move",
    "note",
    "open_ticket",
    "record",
]

TITLE_LENGTH = 40


def open_ticket(
    session: Session,
    *,
    customer_id: int,
    text: str,
    now: datetime,
    source: str,
    conversation_id: str | None = None,
    title: str | None = None,
    kind: str | None = None,
    category: tuple[str, str] | None = None,
    order_numbers: Sequence[str] = (),
    actor: Actor | ActorKind = "system",
    urgency: str | None = None,
) -> Ticket:
    """Open a ticket about `text`: classify it, set priority and clocks, send it to its group, assign it.

    What is given (kind, category, urgency) wins over the classifier, but danger that the text speaks of
    is never talked down. Raises TextEmpty, UnknownCategory, CustomerNotFound, ConversationNotFound.
    """
    if not text.strip():
        raise TextEmpty("请写下遇到的问题。")
    by = Actor(actor) if isinstance(actor, str) else actor
    customer = get_customer(session, customer_id)
    found = analyse(session, text)
    category1, category2 = category or found.category
    categories.check_category(category1, category2)
    kind = kind or found.kind
    categories.check_kind(kind)
    if urgency is None or found.urgency == categories.SAFETY:
        urgency = found.urgency
    categories.check_urgency(urgency)
    ticket = Ticket(
        number=next_number(session, "TK", now),
        customer=customer,
        conversation_id=conversation_id,
        title=(title or "").strip() or title_of(text),
        description=text,
        source=source,
        kind=kind,
        category1=category1,
        category2=category2,
        sentiment=found.sentiment,
        urgency=urgency,
        classification=found.as_json(),
        priority=priority_of(
            kind=kind, category=(category1, category2), sentiment=found.sentiment, urgency=urgency
        ),
        status=Status.NEW.value,
        group_id=assignments.group_for(session, category1),
        opened_at=now,
        updated_at=now,
        reopened_count=0,
        orders=[TicketOrder(order_number=number) for number in dict.fromkeys(order_numbers)],
    )
    sla.begin(ticket, now)
    session.add(ticket)
    session.flush()
    if conversation_id is not None:
        get_conversation(session, conversation_id).ticket_id = ticket.id
    details = {"source": source, "category": [category1, category2], "priority": ticket.priority}
    record(session, ticket, "opened", actor=by, now=now, to_value=ticket.status, data=details)
    assignments.fill(session, now)
    return ticket


def title_of(text: str) -> str:
    """The beginning of a text as a title, without personal data."""
    line = " ".join(mask(text).split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1] + "…"


def get_ticket(session: Session, number: str, *, for_change: bool = False) -> Ticket:
    """One ticket by its number, or raise TicketNotFound.

    `for_change` locks its row till the commit, and its conversation's before it: everybody takes the two
    in this order, so that nobody waits for each other in a circle.
    """
    query = select(Ticket).where(Ticket.number == number)
    if for_change:
        conversation_id = session.scalar(select(Ticket.conversation_id).where(Ticket.number == number))
        if conversation_id is not None:
            lock(session, conversation_id)
        query = query.with_for_update(of=Ticket, key_share=True).execution_options(populate_existing=True)
    ticket = session.scalars(query).unique().one_or_none()
    if ticket is None:
        raise TicketNotFound(f"没有找到工单 {number}。")
    return ticket


def move(
    session: Session, ticket: Ticket, wanted: Status | str, *, by: Actor, now: datetime, reason: str = ""
) -> Ticket:
    """Move one ticket and write the event, or raise IllegalMove and change nothing.

    Waiting for the shopper pauses the clocks. Solving frees a place for the next ticket, and the shopper
    is told and asked how it was. Reopening needs a reason, counts, and starts a shorter resolution clock.
    """
    session.refresh(ticket, ["status"], with_for_update={"key_share": True})
    former, wanted = Status(ticket.status), Status(wanted)
    check_move(former, wanted, reason)
    sla.judge(session, ticket, now)
    ticket.status = wanted.value
    if wanted in ENDED:
        ticket.resolved_at = ticket.resolved_at or now
        ticket.closed_at = now if wanted is Status.CLOSED else None
        sla.stop_if_ended(ticket, now)
    elif is_reopening(former, wanted):
        ticket.reopened_count += 1
        ticket.resolved_at = ticket.closed_at = None
        sla.begin_again(ticket, now)
    elif wanted in PAUSED:
        sla.pause(ticket, now)
    elif former in PAUSED:
        sla.resume(ticket, now)
    record(
        session,
        ticket,
        "moved",
        actor=by,
        now=now,
        from_value=former.value,
        to_value=wanted.value,
        reason=reason.strip(),
    )
    if is_reopening(former, wanted) and ticket.assignee and not ticket.assignee.is_active:
        assignments.assign(session, ticket, None, by, now)
    assignments.fill(session, now)
    if wanted in ENDED and former not in ENDED:
        tell_resolved(session, ticket, now)
    return ticket


def note(session: Session, ticket: Ticket, text: str, *, by: Actor, now: datetime) -> TicketEvent:
    """Write an internal note that the shopper never sees. Raises TextEmpty."""
    if not text.strip():
        raise TextEmpty("备注不能为空。")
    return record(session, ticket, "note", actor=by, now=now, reason=text.strip())


def first_answered(session: Session, ticket: Ticket, now: datetime, by: Actor) -> None:
    """A person answered the shopper: the first time stops the first-answer clock and opens a new ticket."""
    if ticket.first_answered_at is not None:
        return
    sla.judge(session, ticket, now)
    ticket.first_answered_at = now
    sla.judge(session, ticket, now)
    record(session, ticket, "replied", actor=by, now=now)
    if Status(ticket.status) is Status.NEW:
        move(session, ticket, Status.OPEN, by=by, now=now)


def customer_replied(session: Session, ticket: Ticket, now: datetime) -> None:
    """The shopper wrote again: a ticket that waited for that goes on, any other only shows the activity.

    A solved ticket stays solved, since most of what comes then is thanks: a low rating reopens it.
    """
    ticket.updated_at = now
    if Status(ticket.status) is Status.WAITING_CUSTOMER:
        shopper = Actor("customer", None, ticket.customer.name)
        move(session, ticket, Status.OPEN, by=shopper, now=now)


def correct(
    session: Session,
    ticket: Ticket,
    *,
    category: tuple[str, str],
    kind: str,
    priority: int | None,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> Ticket:
    """Store an agent's correction of the classification, with the old and the new, and route by it.

    `priority` None derives it from the corrected facets. Raises UnknownCategory.
    """
    categories.check_category(*category)
    categories.check_kind(kind)
    if priority is None:
        priority = priority_of(
            kind=kind, category=category, sentiment=ticket.sentiment, urgency=ticket.urgency
        )
    before = _facets(ticket)
    ticket.category1, ticket.category2 = category
    ticket.kind = kind
    if priority != ticket.priority:
        sla.judge(session, ticket, now)
        sla.reprioritise(ticket, priority, now)
    after = _facets(ticket)
    if after == before:
        return ticket
    corrected = {**after, "by": by.agent_id, "name": by.name, "at": now.isoformat(), "reason": reason}
    ticket.classification = {**ticket.classification, "corrected_by": corrected}
    record(
        session,
        ticket,
        "classified",
        actor=by,
        now=now,
        from_value="/".join(before["category"]),
        to_value="/".join(category),
        reason=reason.strip(),
        data={"old": before, "new": after},
    )
    if by.kind == "agent":
        note_correction(session, ticket.conversation_id, before["category"], after["category"], now)
    sla.judge(session, ticket, now)
    if before["category"][0] != category[0]:
        assignments.assign_group(session, ticket, assignments.group_for(session, category[0]), by, now)
        assignments.fill(session, now)
    return ticket


def _facets(ticket: Ticket) -> dict[str, Any]:
    return {
        "category": [ticket.category1, ticket.category2],
        "kind": ticket.kind,
        "priority": ticket.priority,
    }
