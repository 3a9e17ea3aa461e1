"""What is looked at again and again."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import a_customer
from tests.conftest import NOW
from ticketing import sweeps, tickets
from ticketing.models import SweepRun, Ticket
from ticketing.rules.actors import Actor
from ticketing.rules.states import Status

SYSTEM = Actor("system")


def a_solved_ticket(session: Session) -> Ticket:
    customer = a_customer(session, NOW)
    ticket = tickets.open_ticket(session, customer_id=customer.id, text="发票没开", now=NOW, source="bot")
    tickets.move(session, ticket, Status.OPEN, by=SYSTEM, now=NOW)
    return tickets.move(session, ticket, Status.RESOLVED, by=SYSTEM, now=NOW)


def test_a_ticket_that_stays_solved_for_a_week_is_closed_once(session: Session) -> None:
    ticket = a_solved_ticket(session)
    week = NOW + sweeps.CLOSE_AFTER
    assert sweeps.run_sweep(session, "solved", week - timedelta(seconds=1)) == 0
    assert sweeps.run_sweep(session, "solved", week) == 1
    assert ticket.status == "closed" and ticket.closed_at == week
    assert sweeps.run_sweep(session, "solved", week) == 0


def test_every_sweep_runs_on_an_empty_database_and_leaves_its_mark(session: Session) -> None:
    assert sweeps.last_sweep(session) is None
    for name in sweeps.SWEEPS:
        sweeps.run_sweep(session, name, NOW)
    assert set(session.scalars(select(SweepRun.name))) == set(sweeps.SWEEPS)
    assert sweeps.last_sweep(session) == NOW
