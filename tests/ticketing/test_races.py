"""Agents who all want the same ticket, conversation and desk at the same moment."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.builders import a_conversation, a_customer, a_group, a_ticket, an_agent
from tests.conftest import NOW
from ticketing import agents, assignments, sla, takeovers, tickets
from ticketing.agents import AgentChange
from ticketing.database import Sessions
from ticketing.errors import TicketError
from ticketing.models import Agent, Ticket, TicketEvent
from ticketing.rules.actors import SYSTEM
from ticketing.rules.states import Status

ROUNDS = 60


def test_everything_at_once_ends_without_a_deadlock_and_with_a_true_history(sessions: Sessions) -> None:
    with sessions.begin() as session:
        group = a_group(session)
        people = [an_agent(session, groups=[group], capacity=2).id for _ in range(3)]
        numbers, talks = [], []
        for _ in range(3):
            customer = a_customer(session, NOW)
            talk = a_conversation(session, customer, NOW)
            numbers.append(a_ticket(session, NOW, customer=customer, conversation_id=talk.id).number)
            talks.append(talk.id)

    def work(seed: int) -> str:
        chosen = random.Random(seed)
        number, talk, person = chosen.choice(numbers), chosen.choice(talks), chosen.choice(people)
        deeds: list[Callable[[Session], object]] = [
            lambda session: tickets.move(
                session,
                tickets.get_ticket(session, number, for_change=True),
                chosen.choice(list(Status)),
                by=SYSTEM,
                now=NOW,
                reason="一起来",
            ),
            lambda session: takeovers.take_over(session, talk, session.get_one(Agent, person), NOW),
            lambda session: agents.set_presence(
                session, session.get_one(Agent, person), chosen.random() < 0.7, NOW
            ),
            lambda session: agents.change_agent(
                session, person, AgentChange(is_active=chosen.random() < 0.8), by=SYSTEM, now=NOW
            ),
            lambda session: assignments.assign(
                session, tickets.get_ticket(session, number, for_change=True), person, SYSTEM, NOW
            ),
            lambda session: sla.sweep(session, NOW),
        ]
        try:
            with sessions.begin() as session:
                chosen.choice(deeds)(session)
        except TicketError as refusal:
            return refusal.code()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(work, range(ROUNDS)))
    assert outcomes.count("done") > ROUNDS / 4
    with sessions.begin() as session:
        for ticket in session.scalars(select(Ticket)).unique():
            moves = session.execute(
                select(TicketEvent.from_value, TicketEvent.to_value)
                .where(TicketEvent.ticket_id == ticket.id, TicketEvent.kind == "moved")
                .order_by(TicketEvent.id)
            ).all()
            reached = "new"
            for was, became in moves:
                assert was == reached
                reached = became
            assert reached == ticket.status
        assert session.scalar(select(func.count()).select_from(Ticket)) == 3
