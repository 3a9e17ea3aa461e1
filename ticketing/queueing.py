"""The queue for a person: who stands where, how long it takes, and nobody waiting for one who has left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ticketing import assignments
from ticketing.models import Agent, Conversation, Ticket
from ticketing.rules.actors import SYSTEM
from ticketing.rules.owners import Owner
from ticketing.rules.waiting import Wait, expected_wait

LEARNT_FROM = 50
"""The latest waits that the estimate is made of."""
LEARNT_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Place:
    """Where somebody stands: `position` from 1, and how long it is likely to take."""

    position: int
    wait: timedelta


def people_online(session: Session) -> int:
    """How many agents are at the desk."""
    query = select(func.count()).select_from(Agent).where(Agent.is_active, Agent.is_online)
    return session.execute(query).scalar_one()


def queue_length(session: Session) -> int:
    """How many conversations wait for a person."""
    query = select(func.count()).select_from(Conversation).where(Conversation.owner == Owner.QUEUE)
    return session.execute(query).scalar_one()


def places(session: Session, now: datetime) -> dict[str, Place]:
    """Everybody who waits, by conversation id; each group of agents has its own line, oldest first."""
    waiting = session.execute(
        select(Conversation.id, Conversation.group_id)
        .where(Conversation.owner == Owner.QUEUE)
        .order_by(Conversation.queued_at, Conversation.id)
    ).all()
    if not waiting:
        return {}
    people, recent = people_online(session), _recent_waits(session, now)
    counted: dict[int | None, int] = {}
    found: dict[str, Place] = {}
    for conversation_id, group_id in waiting:
        position = counted[group_id] = counted.get(group_id, 0) + 1
        found[conversation_id] = Place(position, expected_wait(position, people, recent))
    return found


def give_out(session: Session, now: datetime) -> None:
    """Let whoever waits for an agent that has left stand in line for another one."""
    left_behind = session.scalars(
        select(Ticket)
        .join(Conversation, Conversation.ticket_id == Ticket.id)
        .join(Agent, Agent.id == Ticket.assignee_id)
        .where(
            Conversation.owner == Owner.QUEUE,
            Ticket.status.in_(assignments.AT_WORK),
            ~(Agent.is_online & Agent.is_active),
        )
        .order_by(Conversation.queued_at)
        .limit(assignments.BATCH)
        # Whoever works on one now may wait for the desks that we hold: leave it to the next look.
        .with_for_update(of=Ticket, skip_locked=True, key_share=True)
    )
    for ticket in left_behind.unique().all():
        assignments.assign(session, ticket, None, SYSTEM, now, reason="负责的客服已离开")
    assignments.fill(session, now)


def has_left_behind(session: Session) -> bool:
    """Whether `give_out` has something to do: a look without a lock."""
    query = (
        select(Ticket.id)
        .join(Conversation, Conversation.ticket_id == Ticket.id)
        .outerjoin(Agent, Agent.id == Ticket.assignee_id)
        .where(
            Conversation.owner == Owner.QUEUE,
            Ticket.status.in_(assignments.AT_WORK),
            Ticket.assignee_id.is_(None) | ~(Agent.is_online & Agent.is_active),
        )
    )
    return people_online(session) > 0 and session.execute(query.limit(1)).first() is not None


def is_deserted(session: Session) -> bool:
    """Whether people wait and nobody is at the desk."""
    return queue_length(session) > 0 and not people_online(session)


def _recent_waits(session: Session, now: datetime) -> Sequence[Wait]:
    rows = session.execute(
        select(Conversation.queued_position, Conversation.queued_at, Conversation.taken_at)
        .where(Conversation.taken_at > now - LEARNT_WITHIN, Conversation.queued_position.is_not(None))
        .order_by(Conversation.taken_at.desc())
        .limit(LEARNT_FROM)
    )
    return [
        Wait(position, taken - queued)
        for position, queued, taken in rows
        if position and queued and taken and taken >= queued
    ]
