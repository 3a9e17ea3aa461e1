"""The ticket of a case that needs a person: opened for it, answered by the decision, resolved at its end."""

from datetime import datetime, timedelta

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from ticketing import tickets
from ticketing.case_words import category_of
from ticketing.models import AftersalesCase, Agent, Commitment, Conversation, Ticket, TicketEvent
from ticketing.rules.actors import SYSTEM
from ticketing.rules.actors import agent as agent_actor
from ticketing.rules.aftersales_facts import Reason
from ticketing.rules.cases import ENDED, REASON_TEXTS, ROUTE_TEXTS, CaseStatus
from ticketing.rules.commitments import RUNNING
from ticketing.rules.owners import Owner
from ticketing.rules.routes import Route
from ticketing.rules.states import ENDED as TICKET_ENDED
from ticketing.rules.states import Status

REFUSAL_STANDS_AFTER = timedelta(days=1)
"""So long after the last word of its conversation a refusal counts as accepted."""
BATCH = 100


def hand_to_a_person(session: Session, case: AftersalesCase, now: datetime, why: str = "待审核") -> None:
    """Open a ticket for the case, unless it has one."""
    if case.ticket_id is not None:
        return
    title = str(case.facts["line"]["title"])
    route, reason = ROUTE_TEXTS[Route(case.route)], REASON_TEXTS[Reason(case.reason)]
    ticket = tickets.open_ticket(
        session,
        customer_id=case.customer_id,
        conversation_id=case.conversation_id,
        text=f"{title}：{route}，{reason}。{case.description}",
        title=f"{route}{why}：{title}",
        kind="请求",
        category=category_of(Route(case.route)),
        order_numbers=[case.order_number],
        source="bot",
        now=now,
    )
    case.ticket_id = ticket.id


def answered(session: Session, case: AftersalesCase, agent: Agent, now: datetime) -> None:
    """A person's decision, told in the chat, answers the shopper: the ticket's first answer."""
    if case.ticket_id is not None:
        ticket = session.get_one(Ticket, case.ticket_id)
        tickets.first_answered(session, ticket, now, agent_actor(agent.id, agent.name))


def resolve_done(session: Session, now: datetime) -> int:
    """Resolve the tickets whose case has ended and that nothing else keeps open; how many, at most BATCH.

    A refusal has to be accepted first. Other work is what a shopper or the service noted on the ticket, a
    ticket that was brought back, a person in its conversation or called into it, and a promise that is not
    the case's own.
    """
    query = _done(now).order_by(Ticket.id).limit(BATCH)
    resolved = 0
    # Conversations in one order for all sweeps.
    for _, ticket_id, number in sorted(session.execute(query).all(), key=lambda row: (row[0] or "", row[1])):
        ticket = tickets.get_ticket(session, number, for_change=True)
        if session.execute(_done(now).where(Ticket.id == ticket_id)).first() is not None:
            tickets.move(session, ticket, Status.RESOLVED, by=SYSTEM, now=now, reason="售后单已办完")
            resolved += 1
    return resolved


def _done(now: datetime) -> Select[str | None, int, str]:
    """Conversation, id and number of the tickets that `resolve_done` speaks of."""
    has_ended = AftersalesCase.status.in_([status.value for status in ENDED - {CaseStatus.REFUSED}])
    is_silent = or_(Conversation.id.is_(None), Conversation.last_message_at <= now - REFUSAL_STANDS_AFTER)
    is_accepted = and_(AftersalesCase.status == CaseStatus.REFUSED.value, is_silent)
    is_with_a_person = and_(
        Conversation.ticket_id == Ticket.id, Conversation.owner.in_([Owner.QUEUE.value, Owner.AGENT.value])
    )
    was_added_to = select(TicketEvent.id).where(
        TicketEvent.ticket_id == Ticket.id, TicketEvent.kind == "note", TicketEvent.actor != "agent"
    )
    is_promised_more = select(Commitment.id).where(
        Commitment.ticket_id == Ticket.id,
        Commitment.state.in_([state.value for state in RUNNING]),
        or_(Commitment.case_id.is_(None), Commitment.case_id != AftersalesCase.id),
    )
    return (
        select(Ticket.conversation_id, Ticket.id, Ticket.number)
        .join(AftersalesCase, AftersalesCase.ticket_id == Ticket.id)
        .outerjoin(Conversation, Conversation.id == Ticket.conversation_id)
        .where(
            Ticket.status.not_in([status.value for status in TICKET_ENDED]),
            Ticket.reopened_count == 0,
            or_(has_ended, is_accepted),
            or_(Conversation.id.is_(None), ~is_with_a_person),
            ~was_added_to.exists(),
            ~is_promised_more.exists(),
        )
    )
