"""Conversations: finding and opening them; the rest of the word's use cases are re-exported here."""

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.errors import ConversationNotFound
from ticketing.handoffs import hand_off, sweep_unanswered
from ticketing.messages import append, find_message, get_conversation, messages_after, messages_before, notice
from ticketing.models import Conversation, Customer
from ticketing.rules.owners import Owner

__all__ = [
    "append",
    "conversation_for",
    "find_message",
    "get_conversation",
    "get_own",
    "hand_off",
    "messages_after",
    "messages_before",
    "notice",
    "sweep_unanswered",
]


def get_own(session: Session, conversation_id: str, customer: Customer) -> Conversation:
    """A shopper's own conversation; another's is not found, so that ids cannot be probed."""
    conversation = get_conversation(session, conversation_id)
    if conversation.customer_id != customer.id:
        raise ConversationNotFound("没有找到这次会话。")
    return conversation


def conversation_for(session: Session, customer: Customer, now: datetime) -> Conversation:
    """The shopper's open conversation, or a new one that the assistant owns; two windows get the same."""
    session.execute(select(Customer.id).where(Customer.id == customer.id).with_for_update(key_share=True))
    found = session.scalars(
        select(Conversation)
        .where(Conversation.customer_id == customer.id, Conversation.owner != Owner.CLOSED)
        .order_by(Conversation.last_message_at.desc())
    ).first()
    if found is not None:
        return found
    conversation = Conversation(
        id=f"c_{secrets.token_urlsafe(16)}",
        customer_id=customer.id,
        owner=Owner.BOT,
        opened_at=now,
        last_message_at=now,
    )
    session.add(conversation)
    session.flush()
    return conversation
