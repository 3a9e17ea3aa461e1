"""Commitments that time runs out for: warned of before, and brought to a lead when they are broken."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing import sla, tickets
from ticketing.commitments import find_ticket_at_work, settle, tell_ticket
from ticketing.messages import lock
from ticketing.models import Agent, Commitment, Conversation, Ticket
from ticketing.rules import commitments as rules
from ticketing.rules.actors import SYSTEM
from ticketing.rules.commitments import NAMES, STATUTORY, Kind, State
from ticketing.rules.states import ENDED
from ticketing.shop import shop_of
from ticketing.wording import before

BATCH = 200
URGENT, HIGH = 1, 2
ARRIVED = "退款已到账"
CATEGORY = ("退换退款", "进度")


def sweep(session: Session, now: datetime) -> int:
    """Warn of what is due soon and escalate what is overdue; how many commitments changed, at most BATCH.

    Each change happens once, also with several sweeps at once: who comes second finds it done.
    """
    due = select(Commitment.id, Commitment.conversation_id).where(Commitment.check_at <= now)
    rows = session.execute(due.order_by(Commitment.check_at, Commitment.id).limit(BATCH)).all()
    changed = 0
    # In one order for all sweeps, and every conversation before its commitment and ticket.
    for commitment_id, conversation_id in sorted(rows, key=lambda row: (row[1] or "", row[0])):
        if conversation_id is not None:
            lock(session, conversation_id)
        commitment = session.get_one(
            Commitment, commitment_id, populate_existing=True, with_for_update={"of": Commitment}
        )
        changed += _look_at(session, commitment, now)
    return changed


def _look_at(session: Session, commitment: Commitment, now: datetime) -> bool:
    state = State(commitment.state)
    seen = rules.judge(state, commitment.warns_at, commitment.due_at, now)
    if seen is state:
        return False
    if _is_kept_by_the_shop(session, commitment):
        settle(session, commitment, State.KEPT, SYSTEM, now, ARRIVED)
        return True
    commitment.state = seen.value
    commitment.check_at = rules.next_check(seen, commitment.warns_at, commitment.due_at)
    ticket = _ticket_for(session, commitment, now)
    commitment.ticket_id = ticket.id
    if seen is State.WARNED:
        commitment.warned_at = now
        tell_ticket(session, commitment, SYSTEM, now)
    else:
        commitment.breached_at = now
        _escalate(session, commitment, ticket, now)
    session.flush()
    return True


def _is_kept_by_the_shop(session: Session, commitment: Commitment) -> bool:
    """Whether a refund that was promised has arrived, as the shop knows."""
    case = commitment.case
    if commitment.topic != "refund" or case is None or case.customer.external_id is None:
        return False
    refunds = shop_of(session).refunds_of(case.customer.external_id, case.order_number)
    return any(one.arrived_at is not None and one.requested_at >= case.opened_at for one in refunds)


def _ticket_for(session: Session, commitment: Commitment, now: datetime) -> Ticket:
    """A ticket at work that people see it by: its own, its conversation's, or a new one."""
    ticket = find_ticket_at_work(session, commitment)
    if ticket is not None:
        return ticket
    if commitment.conversation_id is not None:
        talk = session.get_one(Conversation, commitment.conversation_id)
        ticket = session.get(Ticket, talk.ticket_id) if talk.ticket_id else None
        if ticket is not None and ticket.status not in ENDED:
            return ticket
    name = NAMES[Kind(commitment.kind)]
    about = commitment.case.number if commitment.case else commitment.quote
    return tickets.open_ticket(
        session,
        customer_id=commitment.customer_id,
        conversation_id=commitment.conversation_id,
        text=f"{name}：{about}，{before(commitment.due_at, now)}要办到。",
        title=f"{name}将到：{about}"[:60],
        kind="请求",
        category=CATEGORY,
        order_numbers=[commitment.case.order_number] if commitment.case else [],
        source="promise",
        now=now,
    )


def _escalate(session: Session, commitment: Commitment, ticket: Ticket, now: datetime) -> None:
    """A broken promise is urgent, by law even more so; a lead is named."""
    wanted = URGENT if Kind(commitment.kind) in STATUTORY else HIGH
    if ticket.priority > wanted:
        sla.judge(session, ticket, now)
        sla.reprioritise(ticket, wanted, now)
        sla.judge(session, ticket, now)
    lead = _lead_for(session, ticket)
    commitment.escalated_to = lead
    tell_ticket(session, commitment, SYSTEM, now, lead.name if lead else None)


def _lead_for(session: Session, ticket: Ticket) -> Agent | None:
    """A lead of the ticket's group, else any lead, else an administrator; who is there comes first."""
    query = select(Agent).where(Agent.is_active, Agent.role.in_(("lead", "admin")))

    def rank(agent: Agent) -> tuple[bool, bool, bool, int]:
        is_in_group = ticket.group_id in {group.id for group in agent.groups}
        return (agent.role != "lead", not is_in_group, not agent.is_online, agent.id)

    return min(session.scalars(query), key=rank, default=None)
