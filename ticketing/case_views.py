"""After-sales cases as clients get them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import TypedDict

from ticketing.aftersales_answer import DecisionAnswer
from ticketing.aftersales_money import is_within_right
from ticketing.models import AftersalesCase, Agent, Ticket
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
    note: str


class CaseCustomer(TypedDict):
    """Whose case it is."""

    id: int
    name: str


class CaseBrief(TypedDict):
    """A case as its shopper may see it."""

    number: str
    status: str
    status_text: str
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
    decided_at: str | None
    events: list[CaseEventView]
    ticket_number: str | None


class CaseView(CaseBrief):
    """A case with all that an agent decides from."""

    decision: DecisionAnswer
    condition: dict[str, bool | None]
    decided_by: str | None
    within_right: bool
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
    """For the shopper."""
    line: Any = case.facts["line"]
    return {
        "number": case.number,
        "status": case.status,
        "status_text": NAMES[CaseStatus(case.status)],
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
        "decided_at": iso_or_none(case.decided_at),
        "events": [
            {
                "at": iso(event.at),
                "actor": event.actor,
                "from_value": event.from_value,
                "to_value": event.to_value,
                "note": event.note,
            }
            for event in case.events
        ],
        "ticket_number": numbers.get(case.ticket_id) if case.ticket_id is not None else None,
    }


def case_view(
    case: AftersalesCase, numbers: Mapping[int, str], sign: Sign, agent: Agent | None = None
) -> CaseView:
    """For agents; `within_right` is this agent's."""
    decision: Any = case.decision
    return {
        **case_brief(case, numbers, sign),
        "decision": decision,
        "condition": case.facts["question"]["condition"],
        "decided_by": case.decider.name if case.decider else None,
        "within_right": agent is not None and is_within_right(agent, case.refund_fen),
        "conversation_id": case.conversation_id,
        "customer": {"id": case.customer.id, "name": case.customer.name},
    }
