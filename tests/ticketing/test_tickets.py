"""Tickets: opened from a text, moved, answered, corrected."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests.builders import a_customer
from tests.conftest import NOW
from ticketing import tickets


def test_a_ticket_gets_its_number_class_priority_and_due_times_from_its_text(session: Session) -> None:
    customer = a_customer(session, NOW)
    ticket = tickets.open_ticket(
        session, customer_id=customer.id, text="充电宝充电时冒烟起火了，把桌子烧了一个洞", now=NOW, source="widget"
    )
    assert ticket.number == "TK-26111800001"
    assert (ticket.urgency, ticket.priority, ticket.status) == ("安全", 1, "new")
    assert ticket.first_answer_due_at == NOW + timedelta(minutes=10)
