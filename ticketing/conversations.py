"""Conversations and their message log: the record of everything that was said."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ticketing.errors import ConversationNotFound
from ticketing.models import Conversation, Customer, Message
from ticketing.rules.owners import Owner

Author = Literal["customer", "bot", "agent", "system"]
Kind = Literal["text", "image", "order_card", "product_card", "buttons", "notice", "survey"]


def get_conversation(session: Session, conversation_id: str) -> Conversation:
    """One conversation, or raise ConversationNotFound."""
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        raise ConversationNotFound("没有找到这次会话。")
    return conversation


def get_own(session: Session, conversation_id: str, customer: Customer) -> Conversation:
    """A shopper's own conversation; another's is not found, so that ids cannot be probed."""
    conversation = get_conversation(session, conversation_id)
    if conversation.customer_id != customer.id:
        raise ConversationNotFound("没有找到这次会话。")
    return conversation


def conversation_for(session: Session, customer: Customer, now: datetime) -> Conversation:
    """The shopper's open conversation, or a new one that the assistant owns."""
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


def append(
    session: Session,
    conversation: Conversation,
    *,
    author: Author,
    kind: Kind,
    body: dict[str, Any],
    now: datetime,
    client_id: str | None = None,
    author_name: str | None = None,
    agent_id: int | None = None,
    payloads: dict[str, str] | None = None,
    outcome: str | None = None,
) -> Message:
    """Store one message under the conversation's next number.

    A `client_id` that was stored before gives the first message again and stores nothing. The counter's
    row lock makes numbers gapless: a rolled-back message gives its number back.
    """
    seq = session.execute(
        update(Conversation)
        .where(Conversation.id == conversation.id)
        .values(last_seq=Conversation.last_seq + 1, last_message_at=now)
        .returning(Conversation.last_seq)
        .execution_options(synchronize_session=False)
    ).scalar_one()
    if client_id is not None and (stored := find_message(session, conversation.id, client_id)) is not None:
        session.execute(
            update(Conversation)
            .where(Conversation.id == conversation.id)
            .values(last_seq=seq - 1)
            .execution_options(synchronize_session=False)
        )
        session.refresh(conversation, ["last_seq", "last_message_at"])
        return stored
    message = Message(
        conversation_id=conversation.id,
        seq=seq,
        client_id=client_id or f"s_{secrets.token_urlsafe(12)}",
        author=author,
        author_name=author_name,
        agent_id=agent_id,
        kind=kind,
        body=body,
        payloads=payloads,
        outcome=outcome,
        created_at=now,
    )
    session.add(message)
    session.flush()
    session.refresh(conversation, ["last_seq", "last_message_at"])
    return message


def find_message(session: Session, conversation_id: str, client_id: str) -> Message | None:
    """The message that a client stored under its own id."""
    return session.scalars(
        select(Message).where(Message.conversation_id == conversation_id, Message.client_id == client_id)
    ).first()


def notice(
    session: Session, conversation: Conversation, code: str, text: str, now: datetime, **body: Any
) -> Message:
    """A line of the service itself, such as 「已转接 小林」; codes: docs/protocol.md."""
    return append(
        session,
        conversation,
        author="system",
        kind="notice",
        body={"code": code, "text": text, **body},
        now=now,
    )


def messages_after(session: Session, conversation_id: str, seq: int, limit: int = 200) -> Sequence[Message]:
    """What was said after `seq`, oldest first."""
    return session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.seq > seq)
        .order_by(Message.seq)
        .limit(limit)
    ).all()


def messages_before(
    session: Session, conversation_id: str, seq: int | None, limit: int = 50
) -> Sequence[Message]:
    """The newest `limit` messages before `seq` (None: the newest of all), oldest first."""
    query = select(Message).where(Message.conversation_id == conversation_id)
    if seq is not None:
        query = query.where(Message.seq < seq)
    return session.scalars(query.order_by(Message.seq.desc()).limit(limit)).all()[::-1]
