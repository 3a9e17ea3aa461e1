"""The last step of a case whose goods are on their way to the shopper: he has them, or time has passed."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.case_moves import begin, lock_case, move
from ticketing.models import AftersalesCase, Agent
from ticketing.rules.actors import SYSTEM
from ticketing.rules.actors import agent as agent_actor
from ticketing.rules.actors import customer as customer_actor
from ticketing.rules.case_steps import STEPS, Step
from ticketing.rules.cases import CaseStatus

ARRIVED_AFTER = timedelta(days=10)
"""What was sent so long ago has arrived: who did not get it has asked by now."""
BATCH = 100
ON_THE_WAY = STEPS[Step.CLOSE].at


def close(session: Session, case: AftersalesCase, *, agent: Agent, note: str, now: datetime) -> None:
    """The parcel to the shopper has arrived. Raises IllegalMove."""
    begin(session, case, Step.CLOSE)
    by = agent_actor(agent.id, agent.name)
    move(session, case, CaseStatus.CLOSED, by, now, step=Step.CLOSE, note=note.strip())


def confirm_receipt(session: Session, case: AftersalesCase, *, now: datetime) -> None:
    """The shopper has it. Raises IllegalMove."""
    begin(session, case, Step.CONFIRM_RECEIPT)
    by = customer_actor(case.customer.name)
    move(session, case, CaseStatus.CLOSED, by, now, step=Step.CONFIRM_RECEIPT, note="顾客确认收到")


def close_arrived(session: Session, now: datetime) -> int:
    """Close what left for the shopper ARRIVED_AFTER ago; how many cases, at most BATCH a run."""
    sent = (
        select(AftersalesCase)
        .where(
            AftersalesCase.status.in_([status.value for status in ON_THE_WAY]),
            AftersalesCase.moved_at <= now - ARRIVED_AFTER,
        )
        .order_by(AftersalesCase.id)
        .limit(BATCH)
    )
    closed = 0
    # Conversations in one order for all sweeps.
    cases = session.scalars(sent).unique().all()
    for case in sorted(cases, key=lambda case: (case.conversation_id or "", case.id)):
        lock_case(session, case)
        if CaseStatus(case.status) in ON_THE_WAY:
            move(session, case, CaseStatus.CLOSED, SYSTEM, now, note="寄出十天，没有新的问题")
            closed += 1
    return closed
