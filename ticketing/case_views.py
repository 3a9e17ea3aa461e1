"""After-sales cases as clients get them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import TypedDict

from ticketing.aftersales_answer import DecisionAnswer
from ticketing.aftersales_money import is_within_right
from ticketing.case_forms import StepView, agent_steps
from ticketing.case_moves import kind_of
from ticketing.case_payments import open_proposal
from ticketing.case_progress import Progress
from ticketing.case_timeline import TimelineView, timeline
from ticketing.case_words import is_internal
from ticketing.models import AftersalesCase, Agent, CaseEvent, Ticket
from ticketing.rules.aftersales_facts import Reason
from ticketing.rules.cases import NAMES, REASON_TEXTS, ROUTE_TEXTS, CaseStatus
from ticketing.rules.routes import Route
from ticketing.shop.cards import LineCard, iso, iso_or_none


class CaseEventView(TypedDict):
    """One line of a case's history."""

    at: str
    actor: str
    from_value: str | None
    to_value: str
    step: str
    note: str


class ProposalView(TypedDict):
    """A payment that waits for a second person; `may_decide`: this agent is one."""

    amount_fen: int
    note: str
    proposed_by: str
    proposed_at: str
    may_decide: bool


class CaseCustomer(TypedDict):
    """Whose case it is."""

    id: int
    name: str


class CaseBrief(TypedDict):
    """A case as its shopper may see it."""

    number: str
    status: str
    status_text: str
    kind: str
    order_number: str
    line: LineCard
    wish: str
    route: str
    route_text: str
    reason: str
    reason_text: str
    description: str
    photos: list[str]
    quantity: int
    refund_fen: int | None
    opened_at: str
    moved_at: str
    decided_at: str | None
    events: list[CaseEventView]
    ticket_number: str | None
    progress: Progress


class CaseView(CaseBrief):
    """A case with all that an agent decides from, and what this agent may do."""

    decision: DecisionAnswer
    condition: dict[str, bool | None]
    decided_by: str | None
    within_right: bool
    proposal: ProposalView | None
    timeline: TimelineView
    possible_steps: list[StepView]
    conversation_id: str | None
    customer: CaseCustomer


Sign = Callable[[str], str]
"""Makes the link to a picture from its id."""


def ticket_numbers(session: Session, cases: Sequence[AftersalesCase]) -> dict[int, str]:
    """The numbers of the cases' tickets by their ids, in one statement."""
    ids = {case.ticket_id for case in cases if case.ticket_id is not None}
    if not ids:
        return {}
    rows = session.execute(select(Ticket.id, Ticket.number).where(Ticket.id.in_(ids)))
    return {ticket_id: number for ticket_id, number in rows}


def case_brief(case: AftersalesCase, numbers: Mapping[int, str], sign: Sign) -> CaseBrief:
    """For the shopper: nothing of what passes between colleagues."""
    line: Any = case.facts["line"]
    return {
        "number": case.number,
        "status": case.status,
        "status_text": NAMES[CaseStatus(case.status)],
        "kind": kind_of(case).value,
        "order_number": case.order_number,
        "line": line,
        "wish": case.wish,
        "route": case.route,
        "route_text": ROUTE_TEXTS[Route(case.route)],
        "reason": case.reason,
        "reason_text": REASON_TEXTS[Reason(case.reason)],
        "description": case.description,
        "photos": [sign(photo) for photo in case.photos],
        "quantity": case.quantity,
        "refund_fen": case.refund_fen,
        "opened_at": iso(case.opened_at),
        "moved_at": iso(case.moved_at),
        "decided_at": iso_or_none(case.decided_at),
        "events": [_event(event) for event in case.events if not is_internal(event)],
        "ticket_number": numbers.get(case.ticket_id) if case.ticket_id is not None else None,
        "progress": cast(Progress, case.progress),
    }


def case_view(
    session: Session,
    case: AftersalesCase,
    numbers: Mapping[int, str],
    sign: Sign,
    agent: Agent,
    now: datetime,
) -> CaseView:
    """For agents; `within_right` and `possible_steps` are this agent's."""
    decision: Any = case.decision
    return {
        **case_brief(case, numbers, sign),
        "events": [_event(event) for event in case.events],
        "decision": decision,
        "condition": case.facts["question"]["condition"],
        "decided_by": case.decider.name if case.decider else None,
        "within_right": is_within_right(agent, case.refund_fen),
        "proposal": _proposal(case, agent),
        "timeline": timeline(session, case, now, for_agent=True),
        "possible_steps": agent_steps(case, agent),
        "conversation_id": case.conversation_id,
        "customer": {"id": case.customer.id, "name": case.customer.name},
    }


def _event(event: CaseEvent) -> CaseEventView:
    return {
        "at": iso(event.at),
        "actor": event.actor,
        "from_value": event.from_value,
        "to_value": event.to_value,
        "step": event.step,
        "note": event.note,
    }


def _proposal(case: AftersalesCase, agent: Agent) -> ProposalView | None:
    proposal = open_proposal(case)
    if proposal is None:
        return None
    return {
        "amount_fen": proposal.amount_fen,
        "note": proposal.note,
        "proposed_by": proposal.proposer.name,
        "proposed_at": iso(proposal.proposed_at),
        "may_decide": proposal.proposed_by != agent.id and is_within_right(agent, proposal.amount_fen),
    }
