"""Who works on a ticket: groups, capacity, oldest first, and two at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.builders import a_customer, a_group, a_ticket, an_agent
from tests.conftest import NOW
from ticketing import assignments, tickets
from ticketing.database import Sessions
from ticketing.errors import AgentNotFound, GroupNotFound
from ticketing.models import Agent, Ticket, TicketEvent
from ticketing.rules.actors import SYSTEM
from ticketing.rules.states import Status

MINUTE = timedelta(minutes=1)
LOGISTICS = ("物流", "未发货")


def test_a_ticket_goes_to_the_agent_of_its_group_with_the_least_to_do(session: Session) -> None:
    group, other = a_group(session, categories=["物流"]), a_group(session, categories=["账户会员"])
    busy, idle = an_agent(session, groups=[group]), an_agent(session, groups=[group])
    an_agent(session, groups=[other])
    assignments.assign(session, a_ticket(session, NOW, category=LOGISTICS), busy.id, SYSTEM, NOW)
    ticket = a_ticket(session, NOW + MINUTE, category=LOGISTICS)
    assert (ticket.group, ticket.assignee) == (group, idle)
    event = session.scalars(
        select(TicketEvent).where(TicketEvent.ticket_id == ticket.id, TicketEvent.kind == "assigned")
    ).one()
    assert (event.to_value, event.actor, event.data) == (idle.name, "system", {"assignee_id": idle.id})


def test_who_is_away_or_full_gets_nothing_and_the_oldest_ticket_gets_the_free_place(session: Session) -> None:
    group = a_group(session)
    an_agent(session, groups=[group], is_online=False)
    agent = an_agent(session, groups=[group], capacity=1)
    first, second, third = (a_ticket(session, NOW + MINUTE * number) for number in range(3))
    assert [one.assignee for one in (first, second, third)] == [agent, None, None]
    tickets.move(session, first, Status.RESOLVED, by=SYSTEM, now=NOW + 5 * MINUTE)
    assert [one.assignee for one in (second, third)] == [agent, None]


def test_a_ticket_that_waits_for_the_shopper_takes_no_place(session: Session) -> None:
    agent = an_agent(session, groups=[a_group(session)], capacity=1)
    first, second = a_ticket(session, NOW), a_ticket(session, NOW)
    tickets.move(session, first, Status.OPEN, by=SYSTEM, now=NOW)
    tickets.move(session, first, Status.WAITING_CUSTOMER, by=SYSTEM, now=NOW)
    assert second.assignee == agent


def test_a_full_group_does_not_hold_up_the_others(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assignments, "BATCH", 2)
    full, open_to = a_group(session, categories=["物流"]), a_group(session, categories=["账户会员"])
    an_agent(session, groups=[full], capacity=0)
    waiting = [a_ticket(session, NOW, category=LOGISTICS) for _ in range(5)]
    others = [a_ticket(session, NOW + MINUTE, category=("账户会员", "会员积分")) for _ in range(5)]
    agent = an_agent(session, groups=[open_to], capacity=4)
    given = assignments.fill(session, NOW + 2 * MINUTE)
    assert given == others[:4]
    assert {one.assignee for one in given} == {agent}
    assert all(one.assignee is None for one in waiting)


def test_a_group_with_nobody_there_is_helped_by_the_one_for_everything(session: Session) -> None:
    a_group(session, categories=["物流"])
    helper = an_agent(session, groups=[a_group(session)])
    assert a_ticket(session, NOW, category=LOGISTICS).assignee == helper


def test_by_hand_anyone_active_may_get_it_and_nobody_else(session: Session) -> None:
    ticket = a_ticket(session, NOW)
    away = an_agent(session, is_online=False, capacity=0)
    assignments.assign(session, ticket, away.id, SYSTEM, NOW)
    assert ticket.assignee == away
    gone = an_agent(session, is_active=False)
    for agent_id in (gone.id, 999_999):
        with pytest.raises(AgentNotFound):
            assignments.assign(session, ticket, agent_id, SYSTEM, NOW)
    assignments.assign(session, ticket, None, SYSTEM, NOW)
    assert (ticket.assignee, ticket.assignee_id) == (None, None)


def test_another_group_takes_the_ticket_from_who_is_not_in_it(session: Session) -> None:
    first, second = a_group(session, categories=["物流"]), a_group(session)
    agent = an_agent(session, groups=[first])
    ticket = a_ticket(session, NOW, category=LOGISTICS)
    assert ticket.assignee == agent
    assignments.assign_group(session, ticket, second.id, SYSTEM, NOW)
    assert (ticket.group, ticket.assignee) == (second, None)
    with pytest.raises(GroupNotFound):
        assignments.assign_group(session, ticket, 999_999, SYSTEM, NOW)


def test_tickets_opened_at_once_never_overfill_a_desk(sessions: Sessions) -> None:
    with sessions.begin() as session:
        customer = a_customer(session, NOW)
        group = a_group(session)
        agents = [an_agent(session, groups=[group], capacity=3) for _ in range(2)]

    def open_one(number: int) -> None:
        with sessions.begin() as session:
            tickets.open_ticket(
                session, customer_id=customer.id, text=f"第 {number} 次催发货", now=NOW, source="test"
            )

    open_one(0)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(open_one, range(9)))
    with sessions.begin() as session:
        loads = dict(
            tuple(row)
            for row in session.execute(select(Ticket.assignee_id, func.count()).group_by(Ticket.assignee_id))
        )
        events = session.scalar(
            select(func.count()).select_from(TicketEvent).where(TicketEvent.kind == "assigned")
        )
    assert loads == {agents[0].id: 3, agents[1].id: 3, None: 4}
    assert events == 6


def test_a_place_freed_while_tickets_arrive_is_not_forgotten(sessions: Sessions) -> None:
    with sessions.begin() as session:
        customer = a_customer(session, NOW)
        an_agent(session, groups=[a_group(session)], capacity=2)
        numbers = [a_ticket(session, NOW, customer=customer).number for _ in range(2)]

    def open_one(_: int) -> None:
        with sessions.begin() as session:
            a_ticket(session, NOW, customer=session.merge(customer))

    def solve(number: str) -> None:
        with sessions.begin() as session:
            ticket = tickets.get_ticket(session, number, for_change=True)
            tickets.move(session, ticket, Status.RESOLVED, by=SYSTEM, now=NOW)

    with ThreadPoolExecutor(4) as pool:
        work = [pool.submit(open_one, 1), pool.submit(solve, numbers[0])]
        work += [pool.submit(open_one, 2), pool.submit(solve, numbers[1])]
        for one in work:
            one.result()
    with sessions.begin() as session:
        waiting = session.scalars(
            select(Ticket.number).where(Ticket.assignee_id.is_(None), Ticket.status == "new")
        ).all()
        assert session.scalars(select(Agent)).one().capacity == 2
    assert waiting == []
