"""The message log: numbers without gaps, one message a client id, nothing ever changed in what was said."""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ticketing.errors import ConversationNotFound, TextEmpty, TextTooLong
from ticketing.models import Conversation, Message

Author = Literal["customer", "bot", "agent", "system"]
Kind = Literal["text", "image", "order_card", "product_card", "buttons", "notice", "survey"]

LONGEST_TEXT = 1000
"""Characters. A 10,000-character message blocks the assistant for 9.6 s, so longer ones never reach it."""
CHOSEN = "chosen"
"""Under this key a shopper's message keeps the payload of the button behind it."""
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters (PostgreSQL stores no NUL) and halves of characters, which no encoding can carry."""


def clean_text(text: str) -> str:
    """The text without what no database can store; everything readable stays as it was written."""
    return UNSTORABLE.sub("", text)


def check_text(text: str, longest: int = LONGEST_TEXT) -> str:
    """The cleaned text, or raise TextEmpty or TextTooLong."""
    if len(text) > longest:
        raise TextTooLong(f"一条消息最多 {longest} 个字，这条有 {len(text)} 个字。删短一点，或分成几条发。")
    cleaned = clean_text(text)
    if not cleaned.strip():
        raise TextEmpty("还没有写内容。")
    return cleaned


def get_conversation(session: Session, conversation_id: str) -> Conversation:
    """One conversation, or raise ConversationNotFound."""
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        raise ConversationNotFound("没有找到这次会话。")
    return conversation


def lock(session: Session, conversation_id: str) -> Conversation:
    """The conversation, fresh, and locked until the transaction ends; raises ConversationNotFound.

    Whoever changes its owner takes this lock first, and before a ticket's row, so that two of them wait
    for each other in one order.
    """
    session.flush()
    conversation = session.get(
        Conversation,
        conversation_id,
        populate_existing=True,
        with_for_update={"of": Conversation, "key_share": True},
    )
    if conversation is None:
        raise ConversationNotFound("没有找到这次会话。")
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
    seq = _count(session, conversation.id, Conversation.last_seq + 1, last_message_at=now)
    if client_id is not None and (stored := find_message(session, conversation.id, client_id)) is not None:
        _count(session, conversation.id, seq - 1)
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


def _count(session: Session, conversation_id: str, last_seq: Any, **more: Any) -> int:
    statement = (
        update(Conversation)
        .where(Conversation.id == conversation_id)
        .values(last_seq=last_seq, **more)
        .returning(Conversation.last_seq)
        .execution_options(synchronize_session=False)
    )
    return session.execute(statement).scalar_one()


def find_message(session: Session, conversation_id: str, client_id: str) -> Message | None:
    """The message that a client stored under its own id."""
    return session.scalars(
        select(Message).where(Message.conversation_id == conversation_id, Message.client_id == client_id)
    ).first()


def notice(
    session: Session,
    conversation: Conversation,
    code: str,
    text: str,
    now: datetime,
    *,
    payloads: dict[str, str] | None = None,
    **body: Any,
) -> Message:
    """A line of the service itself, such as 「已转接 小林」; codes: docs/protocol.md."""
    return append(
        session,
        conversation,
        author="system",
        kind="notice",
        body={"code": code, "text": text, **body},
        now=now,
        payloads=payloads,
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
