"""The ticket of a case that needs a person."""

from datetime import datetime

from sqlalchemy.orm import Session

from ticketing import tickets
from ticketing.case_words import category_of
from ticketing.models import AftersalesCase
from ticketing.rules.aftersales_facts import Reason
from ticketing.rules.cases import REASON_TEXTS, ROUTE_TEXTS
from ticketing.rules.routes import Route


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
