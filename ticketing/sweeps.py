"""What has to be looked at again and again: each sweep is one transaction, and repeating it does no harm."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing import agents, case_endings, case_tickets, conversations, escalations, farewells, sla, tickets
from ticketing.models import SweepRun, Ticket
from ticketing.rules.actors import Actor
from ticketing.rules.states import Status

CLOSE_AFTER = timedelta(days=7)
"""A solved ticket that nobody reopened for so long is closed."""
BATCH = 200


@dataclass(frozen=True)
class Sweep:
    """A use case that takes a session and the time and says how many rows it dealt with.

    `every` is a cron expression with seconds in front, read in UTC.
    """

    every: str
    work: Callable[[Session, datetime], int]


def close_solved(session: Session, now: datetime) -> int:
    """Close what has stayed solved for CLOSE_AFTER; how many tickets, at most BATCH a run."""
    solved = session.scalars(
        select(Ticket)
        .where(Ticket.status == Status.RESOLVED.value, Ticket.resolved_at <= now - CLOSE_AFTER)
        .order_by(Ticket.resolved_at)
        .limit(BATCH)
        .with_for_update(of=Ticket, skip_locked=True, key_share=True)
    )
    system = Actor("system")
    rows = solved.unique().all()
    for ticket in rows:
        tickets.move(session, ticket, Status.CLOSED, by=system, now=now, reason="解决后七天没有新的问题")
    return len(rows)


SWEEPS = {
    "unanswered": Sweep("*/10 * * * * *", conversations.sweep_unanswered),
    "service_clocks": Sweep("*/15 * * * * *", sla.sweep),
    "promises": Sweep("*/15 * * * * *", escalations.sweep),
    "silent": Sweep("30 */5 * * * *", farewells.sweep_silent),
    "absent": Sweep("45 * * * * *", agents.sweep_absent),
    "solved": Sweep("0 */10 * * * *", close_solved),
    "arrived": Sweep("20 */10 * * * *", case_endings.close_arrived),
    "done": Sweep("15 * * * * *", case_tickets.resolve_done),
}


def run_sweep(session: Session, name: str, now: datetime) -> int:
    """Run one sweep by name and write down that it ran."""
    dealt = SWEEPS[name].work(session, now)
    session.merge(SweepRun(name=name, finished_at=now, dealt=dealt))
    return dealt


def last_sweep(session: Session) -> datetime | None:
    """When the worker last finished a sweep, or None when it never did."""
    query = select(SweepRun.finished_at).order_by(SweepRun.finished_at.desc()).limit(1)
    return session.scalars(query).first()
