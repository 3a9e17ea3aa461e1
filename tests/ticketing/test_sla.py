"""The sweep: every warning and breach is announced once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import a_customer, a_ticket
from tests.conftest import NOW
from ticketing import sla, tickets
from ticketing.database import Sessions
from ticketing.models import Ticket, TicketEvent
from ticketing.rules.actors import SYSTEM
from ticketing.rules.states import Status

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
URGENT = {"urgency": "安全", "category": ("商品质量", "安全问题")}


def announced(session: Session) -> list[str | None]:
    query = select(TicketEvent.to_value).where(TicketEvent.kind == "sla").order_by(TicketEvent.id)
    return list(session.scalars(query))


def test_a_ticket_that_nobody_answers_warns_then_breaches_each_once(session: Session) -> None:
    ticket = a_ticket(session, NOW, **URGENT)
    touched = ticket.updated_at
    for minute, expected in (
        (7, []),
        (8, ["first_answer_warning"]),
        (9, ["first_answer_warning"]),
        (10, ["first_answer_warning", "first_answer_breached"]),
        (60, ["first_answer_warning", "first_answer_breached"]),
    ):
        sla.sweep(session, NOW + minute * MINUTE)
        assert announced(session) == expected, minute
    assert (ticket.sla_state, ticket.updated_at) == ("breached", touched)


def test_a_sweep_that_was_away_announces_only_the_breach(session: Session) -> None:
    a_ticket(session, NOW, **URGENT)
    assert sla.sweep(session, NOW + timedelta(days=2)) == 1
    assert announced(session) == ["first_answer_breached", "resolution_breached"]
    assert sla.sweep(session, NOW + timedelta(days=3)) == 0


def test_after_the_answer_only_the_solution_counts(session: Session) -> None:
    ticket = a_ticket(session, NOW, **URGENT)
    sla.sweep(session, NOW + 9 * MINUTE)
    assert ticket.sla_state == "warning"
    tickets.first_answered(session, ticket, NOW + 9 * MINUTE, SYSTEM)
    assert (ticket.sla_state, ticket.next_due_at) == ("ok", ticket.resolution_due_at)
    sla.sweep(session, NOW + 5 * HOUR)  # four working hours are over at 15:00
    assert announced(session) == ["first_answer_warning", "resolution_breached"]


def test_nothing_is_announced_at_night_for_a_desk_that_is_closed(session: Session) -> None:
    evening = NOW + 11 * HOUR + 55 * MINUTE  # 21:55, ten working minutes end at 9:05
    a_ticket(session, evening, **URGENT)
    sla.sweep(session, evening + 10 * HOUR)
    assert announced(session) == []
    sla.sweep(session, evening + 11 * HOUR + 10 * MINUTE)
    assert announced(session) == ["first_answer_breached"]


def test_paused_and_ended_tickets_are_left_alone(session: Session) -> None:
    paused, ended = a_ticket(session, NOW, **URGENT), a_ticket(session, NOW, **URGENT)
    tickets.first_answered(session, paused, NOW, SYSTEM)
    tickets.move(session, paused, Status.WAITING_CUSTOMER, by=SYSTEM, now=NOW)
    tickets.move(session, ended, Status.RESOLVED, by=SYSTEM, now=NOW)
    assert sla.sweep(session, NOW + timedelta(days=9)) == 0
    assert announced(session) == []


def test_a_reopened_ticket_gets_a_promise_of_its_own(session: Session) -> None:
    ticket = a_ticket(session, NOW, **URGENT)
    tickets.first_answered(session, ticket, NOW, SYSTEM)
    sla.sweep(session, NOW + 6 * HOUR)
    assert ticket.resolution_state == "breached"
    tickets.move(session, ticket, Status.RESOLVED, by=SYSTEM, now=NOW + 6 * HOUR)
    assert ticket.resolution_state == "breached"
    tickets.move(session, ticket, Status.OPEN, by=SYSTEM, now=NOW + 7 * HOUR, reason="又坏了")
    assert (ticket.resolution_state, ticket.sla_state) == ("ok", "ok")
    assert ticket.resolution_due_at == NOW + 9 * HOUR
    sla.sweep(session, NOW + 9 * HOUR)
    assert announced(session) == ["resolution_breached", "resolution_breached"]


def test_many_late_tickets_are_swept_in_one_go(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    customer = a_customer(session, NOW)
    late = [a_ticket(session, NOW, customer=customer) for _ in range(7)]
    monkeypatch.setattr(sla, "BATCH", 3)
    assert sla.sweep(session, NOW + timedelta(days=10)) == 7
    assert {ticket.sla_state for ticket in late} == {"breached"}


def test_two_sweeps_at_once_announce_once(sessions: Sessions) -> None:
    with sessions.begin() as session:
        customer = a_customer(session, NOW)
        for _ in range(6):
            a_ticket(session, NOW, customer=customer, **URGENT)

    def sweep(_: int) -> None:
        with sessions.begin() as session:
            sla.sweep(session, NOW + timedelta(days=2))

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(sweep, range(3)))
    with sessions.begin() as session:
        assert sorted(str(value) for value in announced(session)) == (
            ["first_answer_breached"] * 6 + ["resolution_breached"] * 6
        )
        assert (
            session.scalars(select(Ticket.sla_check_at).where(Ticket.sla_check_at.is_not(None))).all() == []
        )
