"""What an agent sees of a customer beside the conversation."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ticketing.customers import get_customer
from ticketing.models import AftersalesCase, Conversation, Ticket
from ticketing.shop import order_card, shop_of
from ticketing.shop.masking import mask_phone

RECENT = timedelta(days=30)
SHOWN = 20


def customer_panel(session: Session, customer_id: int, now: datetime) -> dict[str, Any]:
    """Identity, level, orders, and the latest cases, tickets and conversations. Raises CustomerNotFound.

    `contacts_30d` counts the conversations of thirty days; `cases` are the rows themselves.
    """
    customer = get_customer(session, customer_id)
    shop = shop_of(session)
    member = shop.find_member(customer.external_id) if customer.external_id else None
    orders = shop.orders_of(member.id, SHOWN) if member else []
    contacts = session.scalar(
        select(func.count())
        .select_from(Conversation)
        .where(Conversation.customer_id == customer.id, Conversation.last_message_at > now - RECENT)
    )
    return {
        "id": customer.id,
        "name": customer.name,
        "is_signed_in": customer.external_id is not None,
        "level": member.level if member else None,
        "points": member.points if member else None,
        "joined_at": member.joined_at if member else None,
        "phone_masked": mask_phone(member.phone) if member else None,
        "contacts_30d": contacts or 0,
        "orders": [order_card(order) for order in orders],
        "cases": list(
            session.scalars(
                select(AftersalesCase)
                .where(AftersalesCase.customer_id == customer.id)
                .order_by(AftersalesCase.opened_at.desc())
                .limit(SHOWN)
            )
        ),
        "tickets": _tickets(session, customer.id),
        "conversations": _conversations(session, customer.id),
    }


def _tickets(session: Session, customer_id: int) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Ticket.number, Ticket.title, Ticket.status, Ticket.opened_at)
        .where(Ticket.customer_id == customer_id)
        .order_by(Ticket.opened_at.desc())
        .limit(SHOWN)
    )
    return [dict(row._mapping) for row in rows]


def _conversations(session: Session, customer_id: int) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Conversation.id, Conversation.opened_at, Conversation.owner, Conversation.topic)
        .where(Conversation.customer_id == customer_id)
        .order_by(Conversation.last_message_at.desc())
        .limit(SHOWN)
    )
    return [dict(row._mapping) for row in rows]
