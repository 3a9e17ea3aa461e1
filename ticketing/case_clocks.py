"""What an after-sales case owes by when: the law's clocks, and what the assistant says about the case."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.commitments import open_commitment, settle
from ticketing.holidays import calendar_of
from ticketing.models import AftersalesCase, Commitment, Ticket
from ticketing.rules import commitments as rules
from ticketing.rules.actors import SYSTEM
from ticketing.rules.business_calendar import Deadline
from ticketing.rules.commitments import PROMISED, RUNNING, Kind, State
from ticketing.rules.routes import Route
from ticketing.rules.working_days import end_of_day, working_days_after
from ticketing.wording import before

BY_CASE = "售后单已办到"
WITHDRAWN = "售后单已撤销或改走别的途径"
ARRIVES_WITHIN = 3
"""Working days, as `case_words.next_step` tells the shopper when a refund is on its way."""
DECIDED = {"approved", "refused"}
OVER = {"refused", "cancelled"}


def case_moved(session: Session, case: AftersalesCase, now: datetime) -> None:
    """What a case's new status starts and ends, of the law's clocks and of the promises about it.

    Called for every change; a clock that runs is not started again. What a rule approves at once, without a
    ticket for a person, has nothing to wait for.
    """
    if case.status == "applied" and case.ticket_id is None:
        return
    route = Route(case.route)
    for commitment in running_of_case(session, case):
        outcome = _outcome(commitment, route, case.status)
        if outcome is not None:
            reason = BY_CASE if outcome is State.KEPT else WITHDRAWN
            settle(session, commitment, outcome, SYSTEM, now, reason)
    running = {commitment.kind for commitment in running_of_case(session, case)}
    for clock in rules.starting(route, case.status):
        due = _due(session, clock, case, now)
        if clock.kind.value not in running and due is not None:
            rule_id = clock.rule or str(_route_of(case)["rule"]["id"])
            _open(session, case, clock.kind, due, now, rule_id=rule_id)
    if case.status == "applied":
        _promise_review(session, case, now)
    elif case.status == "refunded":
        day = working_days_after(now, ARRIVES_WITHIN, calendar_of(session))
        quote = f"退款一般 1 到 {ARRIVES_WITHIN} 个工作日到账"
        _open(session, case, Kind.PROMISED_BY_BOT, end_of_day(day), now, quote=quote, topic="refund")


def running_of_case(session: Session, case: AftersalesCase) -> Sequence[Commitment]:
    """What is still owed in a case, and what agents promised of a refund in its conversation."""
    about = Commitment.case_id == case.id
    if case.conversation_id is not None:
        about |= (
            (Commitment.conversation_id == case.conversation_id)
            & (Commitment.kind == Kind.PROMISED_BY_AGENT.value)
            & (Commitment.topic == "refund")
        )
    query = select(Commitment).where(about, Commitment.state.in_([state.value for state in RUNNING]))
    return session.scalars(query.with_for_update(of=Commitment)).unique().all()


def _outcome(commitment: Commitment, route: Route, status: str) -> State | None:
    kind = Kind(commitment.kind)
    if kind not in PROMISED:
        return rules.ending(kind, route, status)
    if commitment.topic == "review" and status in DECIDED:
        return State.KEPT
    if kind is Kind.PROMISED_BY_AGENT and status == "refunded":
        return State.KEPT
    is_of_case = commitment.case_id is not None
    return State.DROPPED if is_of_case and status in OVER else None


def _promise_review(session: Session, case: AftersalesCase, now: datetime) -> None:
    """The assistant says by when somebody looks at the case: the ticket's own due time."""
    due_at = session.get_one(Ticket, case.ticket_id).first_answer_due_at if case.ticket_id else None
    if due_at is None or due_at <= now:
        return
    quote = f"同事会在{before(due_at, now)}看完您的申请"
    _open(session, case, Kind.PROMISED_BY_BOT, Deadline(due_at, False), now, quote=quote, topic="review")


def _open(
    session: Session,
    case: AftersalesCase,
    kind: Kind,
    due: Deadline,
    now: datetime,
    **source: Any,
) -> None:
    open_commitment(
        session,
        kind,
        due,
        customer_id=case.customer_id,
        now=now,
        conversation_id=case.conversation_id,
        ticket_id=case.ticket_id,
        case=case,
        **source,
    )


def _due(session: Session, clock: rules.Clock, case: AftersalesCase, now: datetime) -> Deadline | None:
    """When a clock's time is over; None for a term of the case's own that is open-ended or past."""
    if clock.days is None:
        route = _route_of(case)
        at = datetime.fromisoformat(route["deadline"]) if route["deadline"] else None
        return None if at is None or at <= now else Deadline(at, route["deadline_provisional"])
    since = [event.at for event in case.events if event.to_value == clock.counts_from]
    return rules.statutory_deadline(clock, since[0] if since else now, calendar_of(session))


def _route_of(case: AftersalesCase) -> dict[str, Any]:
    return next(each for each in case.decision["routes"] if each["route"] == case.route)
