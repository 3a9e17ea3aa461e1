"""The ledger of what is owed by when: by law while a case runs, and by what people and the assistant said."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ticketing import history
from ticketing.errors import BadDueTime, CommitmentNotFound, RoleTooLow, TextEmpty
from ticketing.messages import clean_text, lock
from ticketing.models import AftersalesCase, Agent, Commitment, Ticket
from ticketing.rules import commitments as rules
from ticketing.rules.actors import SYSTEM, Actor
from ticketing.rules.actors import agent as agent_actor
from ticketing.rules.business_calendar import Deadline
from ticketing.rules.commitments import RUNNING, STATUTORY, Kind, State
from ticketing.rules.states import ENDED

View = Literal["mine", "late", "open", "all"]
LONGEST_QUOTE = 200


def open_commitment(
    session: Session,
    kind: Kind,
    due: Deadline,
    *,
    customer_id: int,
    now: datetime,
    state: State = State.OPEN,
    rule_id: str | None = None,
    quote: str = "",
    topic: str | None = None,
    message_id: int | None = None,
    position: int = 0,
    conversation_id: str | None = None,
    ticket_id: int | None = None,
    case: AftersalesCase | None = None,
    owner_id: int | None = None,
) -> Commitment:
    """Write one to-do into the ledger; a proposed one has no clock before somebody confirms it."""
    commitment = Commitment(
        kind=kind.value,
        state=state.value,
        due_at=due.at,
        warns_at=rules.warn_at(now, due.at),
        provisional=due.provisional,
        rule_id=rule_id,
        quote=quote[:LONGEST_QUOTE],
        topic=topic,
        message_id=message_id,
        position=position,
        customer_id=customer_id,
        conversation_id=conversation_id,
        ticket_id=ticket_id,
        case=case,
        owner_id=owner_id,
        made_at=now,
        opened_at=now if state is State.OPEN else None,
    )
    _set_check(commitment)
    session.add(commitment)
    session.flush()
    if state is State.OPEN:
        tell_ticket(session, commitment, SYSTEM, now)
    return commitment


def confirm(
    session: Session, commitment: Commitment, agent: Agent, now: datetime, due_at: datetime | None = None
) -> Commitment:
    """An agent stands by what was found in a reply, at another due time if it was read wrongly.

    Raises IllegalMove, BadDueTime.
    """
    _lock(session, commitment)
    rules.check_commitment_move(State(commitment.state), State.OPEN)
    if due_at is not None:
        check_due(due_at, now)
        commitment.due_at = due_at
        commitment.warns_at = rules.warn_at(commitment.made_at, due_at)
    commitment.state, commitment.opened_at = State.OPEN.value, now
    _set_check(commitment)
    tell_ticket(session, commitment, agent_actor(agent.id, agent.name), now)
    return commitment


def promise(
    session: Session, ticket: Ticket, agent: Agent, *, words: str, due_at: datetime, now: datetime
) -> Commitment:
    """Write down what an agent promised elsewhere, on the telephone say. Raises TextEmpty, BadDueTime."""
    if not words.strip():
        raise TextEmpty("请写明答应了顾客什么。")
    check_due(due_at, now)
    return open_commitment(
        session,
        Kind.PROMISED_BY_AGENT,
        Deadline(due_at, False),
        customer_id=ticket.customer_id,
        now=now,
        quote=clean_text(words).strip(),
        conversation_id=ticket.conversation_id,
        ticket_id=ticket.id,
        owner_id=agent.id,
    )


def settle_by_agent(
    session: Session,
    commitment: Commitment,
    outcome: Literal[State.KEPT, State.DROPPED],
    agent: Agent,
    now: datetime,
    reason: str = "",
) -> Commitment:
    """An agent says that a promise is kept, or drops one with a reason.

    What the law asks is ended by its case; by hand only a lead may.
    Raises IllegalMove, TextEmpty, RoleTooLow.
    """
    _lock(session, commitment)
    is_proposed = commitment.state == State.PROPOSED
    rules.check_commitment_move(State(commitment.state), State(outcome))
    if Kind(commitment.kind) in STATUTORY and agent.role == "agent":
        raise RoleTooLow("法定期限由售后单自动结束；要手动结束，请找组长。")
    if outcome is State.DROPPED and not is_proposed and not reason.strip():
        raise TextEmpty("请写明为什么取消这项承诺。")
    settle(session, commitment, outcome, agent_actor(agent.id, agent.name), now, reason.strip())
    return commitment


def settle(
    session: Session, commitment: Commitment, outcome: State, by: Actor, now: datetime, reason: str
) -> None:
    """End a commitment and say so in its ticket's history; what was only proposed ends silently."""
    was_proposed = commitment.state == State.PROPOSED
    rules.check_commitment_move(State(commitment.state), outcome)
    commitment.state = outcome.value
    commitment.settled_at, commitment.settled_by, commitment.reason = now, by.name or by.kind, reason
    _set_check(commitment)
    if not was_proposed:
        tell_ticket(session, commitment, by, now)
    session.flush()


def get_commitment(session: Session, commitment_id: int) -> Commitment:
    """One commitment, or raise CommitmentNotFound."""
    commitment = session.get(Commitment, commitment_id)
    if commitment is None:
        raise CommitmentNotFound("没有找到这项承诺。")
    return commitment


def list_commitments(
    session: Session,
    *,
    view: View,
    agent: Agent,
    case_number: str | None = None,
    after_id: int | None = None,
    limit: int,
) -> Sequence[Commitment]:
    """What is owed, soonest due first; `all` also holds what is settled, newest first.

    `mine`: promised by this agent, in one of his tickets, or brought to him. `after_id` is the last one of
    the page before.
    """
    last = session.get(Commitment, after_id) if after_id is not None else None
    query = select(Commitment)
    if case_number is not None:
        query = query.join(AftersalesCase).where(AftersalesCase.number == case_number)
    if view == "mine":
        query = query.outerjoin(Ticket, Ticket.id == Commitment.ticket_id).where(
            or_(
                Commitment.owner_id == agent.id,
                Ticket.assignee_id == agent.id,
                Commitment.escalated_to_id == agent.id,
            )
        )
    if view == "all":
        query = query.order_by(Commitment.id.desc())
        if last is not None:
            query = query.where(Commitment.id < last.id)
    else:
        states = [State.BREACHED] if view == "late" else sorted(RUNNING)
        query = query.where(Commitment.state.in_(states)).order_by(Commitment.due_at, Commitment.id)
        if last is not None:
            is_later = (Commitment.due_at == last.due_at) & (Commitment.id > last.id)
            query = query.where((Commitment.due_at > last.due_at) | is_later)
    return session.scalars(query.limit(limit)).unique().all()


def of_ticket(session: Session, ticket: Ticket) -> Sequence[Commitment]:
    """Everything owed or once owed about a ticket, and in its conversation; soonest due first."""
    about = Commitment.ticket_id == ticket.id
    if ticket.conversation_id is not None:
        about = or_(about, Commitment.conversation_id == ticket.conversation_id)
    return session.scalars(select(Commitment).where(about).order_by(Commitment.due_at)).unique().all()


def tell_ticket(
    session: Session, commitment: Commitment, by: Actor, now: datetime, escalated_to: str | None = None
) -> None:
    """One line in the history of the ticket that the commitment belongs to, if it has one.

    `to_value`: kind and state, such as refund_due_breached.
    """
    if commitment.ticket_id is None:
        return
    ticket = session.get_one(Ticket, commitment.ticket_id)
    touched = ticket.updated_at
    history.record(
        session,
        ticket,
        "promise",
        actor=by,
        now=now,
        to_value=f"{commitment.kind}_{commitment.state}",
        reason=commitment.reason,
        data={
            "commitment_id": commitment.id,
            "due_at": commitment.due_at.isoformat(),
            "quote": commitment.quote,
            "escalated_to": escalated_to,
        },
    )
    if by.kind == "system":
        ticket.updated_at = touched  # nobody did anything: the queue's order by activity stays


def find_ticket_at_work(session: Session, commitment: Commitment) -> Ticket | None:
    """The commitment's own ticket while it is not ended."""
    ticket = session.get(Ticket, commitment.ticket_id) if commitment.ticket_id else None
    return None if ticket is None or ticket.status in ENDED else ticket


def check_due(due_at: datetime, now: datetime) -> None:
    """Raise BadDueTime for a moment that has passed or lies more than a year ahead."""
    if not now < due_at <= now.replace(year=now.year + 1, day=min(now.day, 28)):
        raise BadDueTime("承诺的时间要在现在之后、一年之内。")


def _set_check(commitment: Commitment) -> None:
    state = State(commitment.state)
    commitment.check_at = rules.next_check(state, commitment.warns_at, commitment.due_at)


def _lock(session: Session, commitment: Commitment) -> None:
    """The conversation first, as everybody who changes something in it."""
    if commitment.conversation_id is not None:
        lock(session, commitment.conversation_id)
    session.refresh(commitment, ["state", "due_at", "warns_at"], with_for_update={"of": Commitment})
