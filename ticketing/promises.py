"""Dated promises in what was said: an agent's are put before him, the assistant's stand at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.commitments import open_commitment
from ticketing.holidays import calendar_of
from ticketing.models import Commitment, Conversation, Message
from ticketing.rules.commitments import RUNNING, Kind, State
from ticketing.text.promises import Promise, find_promises

SAME = timedelta(minutes=1)
"""The assistant says due times to the minute; the ledger may hold the same one with its seconds."""


def propose(
    session: Session, conversation: Conversation, message: Message, now: datetime
) -> list[Commitment]:
    """What an agent seems to promise in a reply, for him to confirm or dismiss."""
    return [
        _write(session, conversation, message, position, promise, now, Kind.PROMISED_BY_AGENT, State.PROPOSED)
        for position, promise in enumerate(_found(session, message, now))
    ]


def made_by_assistant(
    session: Session, conversation: Conversation, message: Message, now: datetime
) -> list[Commitment]:
    """What the assistant promises is owed at once; a policy with its source is no promise to this shopper."""
    if message.body.get("source"):
        return []
    return [
        _write(session, conversation, message, position, promise, now, Kind.PROMISED_BY_BOT, State.OPEN)
        for position, promise in enumerate(_found(session, message, now))
        if not _is_owed(session, conversation, promise)
    ]


def _found(session: Session, message: Message, now: datetime) -> Sequence[Promise]:
    text = str(message.body.get("text") or "")
    return find_promises(text, now, calendar_of(session)) if text else ()


def _is_owed(session: Session, conversation: Conversation, promise: Promise) -> bool:
    """Whether the assistant has said so before: the same due time in the same talk."""
    query = select(Commitment.id).where(
        Commitment.conversation_id == conversation.id,
        Commitment.kind == Kind.PROMISED_BY_BOT.value,
        Commitment.state.in_([state.value for state in RUNNING]),
        Commitment.due_at > promise.due.at - SAME,
        Commitment.due_at < promise.due.at + SAME,
    )
    return session.scalars(query.limit(1)).first() is not None


def _write(
    session: Session,
    conversation: Conversation,
    message: Message,
    position: int,
    promise: Promise,
    now: datetime,
    kind: Kind,
    state: State,
) -> Commitment:
    return open_commitment(
        session,
        kind,
        promise.due,
        customer_id=conversation.customer_id,
        now=now,
        state=state,
        quote=promise.quote,
        topic=promise.topic,
        message_id=message.id,
        position=position,
        conversation_id=conversation.id,
        ticket_id=conversation.ticket_id,
        owner_id=message.agent_id,
    )
