"""The service clocks of stored tickets: started, paused, stopped, and swept for warnings and breaches."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing import history
from ticketing.models import Ticket
from ticketing.rules import sla
from ticketing.rules.actors import SYSTEM
from ticketing.rules.sla import Clock, SlaState
from ticketing.rules.states import ENDED, Status

DESK: sla.WorkingHours = sla.DESK
BATCH = 200
FIRST_ANSWER, RESOLUTION = "first_answer", "resolution"


def begin(ticket: Ticket, now: datetime) -> None:
    """Start both clocks of a new ticket."""
    for name in (FIRST_ANSWER, RESOLUTION):
        _store(ticket, name, sla.start(_allowance(ticket, name), now, DESK))
    _sum_up(ticket, now)


def begin_again(ticket: Ticket, now: datetime) -> None:
    """A fresh, shorter resolution clock for a reopened ticket."""
    _store(ticket, RESOLUTION, sla.start(_allowance(ticket, RESOLUTION), now, DESK))
    _sum_up(ticket, now)


def pause(ticket: Ticket, now: datetime) -> None:
    """Stop the running clocks; what was left stays."""
    for name, clock in _running(ticket).items():
        _store(ticket, name, sla.pause(clock, now, DESK))
    _sum_up(ticket, now)


def resume(ticket: Ticket, now: datetime) -> None:
    """Let the paused clocks run on."""
    for name, clock in _running(ticket).items():
        _store(ticket, name, sla.resume(clock, now, DESK))
    _sum_up(ticket, now)


def reprioritise(ticket: Ticket, priority: int, now: datetime) -> None:
    """Give a ticket another priority; its running clocks get that priority's time, less what is used."""
    clocks = _running(ticket)
    ticket.priority = priority
    for name, clock in clocks.items():
        _store(ticket, name, sla.with_allowance(clock, _allowance(ticket, name), now, DESK))
    _sum_up(ticket, now)


def judge(session: Session, ticket: Ticket, now: datetime) -> bool:
    """Write what the running clocks show, with one `sla` event for each that got worse; whether any did.

    `to_value` of the event: first_answer_warning, first_answer_breached, resolution_warning,
    resolution_breached.
    """
    got_worse = False
    for name, clock in _running(ticket).items():
        state = sla.judge(clock, now, DESK)
        if state is clock.state:
            continue
        got_worse = True
        _store(ticket, name, Clock(clock.allowance, clock.due_at, clock.left, state))
        due_at = clock.due_at.isoformat() if clock.due_at else None
        touched = ticket.updated_at
        history.record(
            session,
            ticket,
            "sla",
            actor=SYSTEM,
            now=now,
            from_value=f"{name}_{clock.state}",
            to_value=f"{name}_{state}",
            data={"due_at": due_at},
        )
        ticket.updated_at = touched  # nobody did anything: the queue's order by activity stays
    _sum_up(ticket, now)
    return got_worse


def sweep(session: Session, now: datetime) -> int:
    """Mark and announce every clock that reached its last fifth or its end; how many tickets got worse.

    Each change of a clock is announced once, also with several sweeps at once.
    """
    due = (
        select(Ticket)
        .where(Ticket.sla_check_at <= now)
        .order_by(Ticket.sla_check_at, Ticket.id)
        .limit(BATCH)
        .with_for_update(of=Ticket, skip_locked=True, key_share=True)
        .execution_options(populate_existing=True)
    )
    worse = 0
    while tickets := session.scalars(due).unique().all():
        worse += sum(judge(session, ticket, now) for ticket in tickets)
        session.flush()
    return worse


def stop_if_ended(ticket: Ticket, now: datetime) -> None:
    """Take an ended ticket out of the sweep; its due times and states stay as its record."""
    _sum_up(ticket, now)


def _allowance(ticket: Ticket, name: str) -> timedelta:
    if name == FIRST_ANSWER:
        return sla.FIRST_ANSWER[ticket.priority]
    return (sla.REOPENED if ticket.reopened_count else sla.RESOLUTION)[ticket.priority]


def _running(ticket: Ticket) -> dict[str, Clock]:
    """The clocks that still matter, paused ones too."""
    if Status(ticket.status) in ENDED:
        return {}
    names = [RESOLUTION] if ticket.first_answered_at else [FIRST_ANSWER, RESOLUTION]
    return {name: _read(ticket, name) for name in names}


def _read(ticket: Ticket, name: str) -> Clock:
    left = getattr(ticket, f"{name}_left_seconds")
    return Clock(
        _allowance(ticket, name),
        getattr(ticket, f"{name}_due_at"),
        None if left is None else timedelta(seconds=left),
        SlaState(getattr(ticket, f"{name}_state")),
    )


def _store(ticket: Ticket, name: str, clock: Clock) -> None:
    # In UTC, as it is read back.
    setattr(ticket, f"{name}_due_at", None if clock.due_at is None else clock.due_at.astimezone(UTC))
    setattr(ticket, f"{name}_left_seconds", None if clock.left is None else round(clock.left.total_seconds()))
    setattr(ticket, f"{name}_state", clock.state.value)


def _sum_up(ticket: Ticket, now: datetime) -> None:
    """What lists and the sweep read: the worst state, the next due time, the next look."""
    clocks = [clock for clock in _running(ticket).values() if clock.due_at is not None]
    worst = max((clock.state for clock in clocks), key=sla.SEVERITY.__getitem__, default=SlaState.OK)
    ticket.sla_state = worst.value
    ticket.next_due_at = min((clock.due_at for clock in clocks if clock.due_at), default=None)
    checks = [sla.next_check(clock, now, DESK) for clock in clocks]
    ticket.sla_check_at = min((check for check in checks if check is not None), default=None)
