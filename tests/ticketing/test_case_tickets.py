"""The ticket of a case: answered by the decision, resolved with the case's end, kept for other work."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import an_agent
from tests.conftest import NOW
from tests.ticketing.cases import a_boss, a_case
from ticketing import aftersales, case_returns, case_tickets, commitments, conversation_tickets, tickets
from ticketing.models import AftersalesCase, Commitment, Conversation, Message, Ticket
from ticketing.rules.actors import agent as agent_actor
from ticketing.rules.actors import customer
from ticketing.rules.aftersales_facts import Reason
from ticketing.rules.owners import Owner
from ticketing.rules.routes import Route
from ticketing.rules.states import Status

DAY = timedelta(days=1)


def waiting(session: Session) -> AftersalesCase:
    """A return with a fault that waits for a person."""
    return a_case(session, "wang", "p2003", Route.QUALITY_RETURN, reason=Reason.QUALITY, approved=False)


def cancelled(session: Session) -> AftersalesCase:
    """One that the shopper took back."""
    case = waiting(session)
    case_returns.cancel(session, case, now=NOW)
    return case


def refused(session: Session) -> AftersalesCase:
    """One that an agent said no to."""
    case, agent = waiting(session), an_agent(session)
    return aftersales.decide_case(
        session, case, "refuse", agent=agent, note="照片上没有看到问题", refund_fen=None, now=NOW
    )


def ticket_of(session: Session, case: AftersalesCase) -> Ticket:
    return session.get_one(Ticket, case.ticket_id)


def talk_of(session: Session, case: AftersalesCase) -> Conversation:
    return session.get_one(Conversation, case.conversation_id)


def test_a_decision_is_the_first_answer(session: Session) -> None:
    case, boss = waiting(session), a_boss(session)
    ticket = ticket_of(session, case)
    assert ticket.first_answered_at is None and ticket.status == "new"
    aftersales.decide_case(session, case, "ask_more", agent=boss, note="请拍一下", refund_fen=None, now=NOW)
    assert ticket.first_answered_at == NOW and ticket.status == "open"


def test_the_ticket_of_a_case_at_work_stays(session: Session) -> None:
    case = waiting(session)
    assert case_tickets.resolve_done(session, NOW + 9 * DAY) == 0
    aftersales.decide_case(session, case, "approve", agent=a_boss(session), note="", refund_fen=None, now=NOW)
    assert case_tickets.resolve_done(session, NOW + 9 * DAY) == 0


def test_the_end_of_a_case_resolves_its_ticket_once_and_asks_how_it_was(session: Session) -> None:
    case = cancelled(session)
    assert case_tickets.resolve_done(session, NOW) == 1
    ticket = ticket_of(session, case)
    assert ticket.status == "resolved" and ticket.resolved_at == NOW
    kinds = session.scalars(
        select(Message.kind).where(Message.conversation_id == case.conversation_id).order_by(Message.seq)
    ).all()
    assert kinds[-1] == "survey"
    assert case_tickets.resolve_done(session, NOW + DAY) == 0


def test_what_the_shopper_brought_back_is_not_resolved_over_his_head(session: Session) -> None:
    ticket = ticket_of(session, cancelled(session))
    case_tickets.resolve_done(session, NOW)
    tickets.move(session, ticket, Status.OPEN, by=customer("王女士"), now=NOW, reason="还没有解决")
    assert case_tickets.resolve_done(session, NOW + DAY) == 0 and ticket.status == "open"


def test_a_refusal_stands_after_a_day_without_another_word(session: Session) -> None:
    case = refused(session)
    assert case_tickets.resolve_done(session, NOW + DAY - timedelta(seconds=1)) == 0
    assert case_tickets.resolve_done(session, NOW + DAY) == 1
    assert ticket_of(session, case).status == "resolved"


def test_the_promise_that_the_refund_arrives_does_not_keep_the_ticket(session: Session) -> None:
    case, boss = waiting(session), a_boss(session)
    aftersales.decide_case(session, case, "approve", agent=boss, note="", refund_fen=None, now=NOW)
    case_returns.receive(session, case, agent=boss, note="", now=NOW)
    case_returns.inspect(
        session, case, agent=boss, is_ok=True, findings="", gifts_back=[], freight_fen=0, now=NOW
    )
    assert case.status == "closed"
    states = session.scalars(select(Commitment.state).where(Commitment.case_id == case.id)).all()
    assert "open" in states
    assert case_tickets.resolve_done(session, NOW) == 1


def asked_for_a_person(session: Session, case: AftersalesCase) -> None:
    talk_of(session, case).owner = Owner.QUEUE


def speaks_with_an_agent(session: Session, case: AftersalesCase) -> None:
    talk_of(session, case).owner = Owner.AGENT


def left_a_message(session: Session, case: AftersalesCase) -> None:
    conversation_tickets.open_or_add(
        session,
        talk_of(session, case),
        text="另外发票也没收到",
        source="offline",
        by=customer("王女士"),
        now=NOW,
    )


def was_promised_a_call(session: Session, case: AftersalesCase) -> None:
    ticket = ticket_of(session, case)
    commitments.promise(session, ticket, an_agent(session), words="明天给您回电", due_at=NOW + DAY, now=NOW)


@pytest.mark.parametrize(
    "happens", [asked_for_a_person, speaks_with_an_agent, left_a_message, was_promised_a_call]
)
def test_other_work_keeps_the_ticket_open(
    session: Session, happens: Callable[[Session, AftersalesCase], None]
) -> None:
    case = cancelled(session)
    happens(session, case)
    session.flush()
    assert case_tickets.resolve_done(session, NOW) == 0
    assert ticket_of(session, case).status != "resolved"


def test_an_agents_own_note_is_no_other_work(session: Session) -> None:
    case, agent = cancelled(session), an_agent(session)
    tickets.note(
        session, ticket_of(session, case), "已电话核实", by=agent_actor(agent.id, agent.name), now=NOW
    )
    assert case_tickets.resolve_done(session, NOW) == 1
