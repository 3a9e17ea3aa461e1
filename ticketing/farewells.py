"""What a shopper reads when a ticket ends or comes back to work."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.messages import append, lock, notice
from ticketing.models import Conversation, Message, Ticket
from ticketing.rules.owners import Owner
from ticketing.rules.states import ENDED

SILENT_FOR = timedelta(hours=24)
"""A talk with a person whose ticket has ended is closed after so much silence."""
SWEPT = 200


def tell_resolved(session: Session, ticket: Ticket, now: datetime) -> None:
    """Say in the ticket's conversation that it is solved, and ask how it was.

    The rating asks only for those who spoke: the assistant, a person. Who still waited in the queue for
    this ticket is back with the assistant. Nothing happens for a ticket without an open conversation.
    """
    conversation = _conversation_of(session, ticket)
    if conversation is None:
        return
    if conversation.owner == Owner.QUEUE and conversation.ticket_id == ticket.id:
        conversation.owner = Owner.BOT
        conversation.unanswered_since = None
    authors = set(
        session.scalars(select(Message.author).where(Message.conversation_id == conversation.id).distinct())
    )
    notice(
        session,
        conversation,
        "resolved",
        f"工单 {ticket.number} 已处理完成。如果还有问题，直接在这里说就好。",
        now,
        ticket_number=ticket.number,
    )
    asks = [name for name, author in (("bot", "bot"), ("person", "agent")) if author in authors]
    append(
        session,
        conversation,
        author="system",
        kind="survey",
        body={
            "text": "这次服务怎么样？您的评价我们会认真看。",
            "survey_url": None,
            "asks": [*asks, "outcome"],
            "ticket_number": ticket.number,
        },
        now=now,
    )


def tell_reopened(session: Session, ticket: Ticket, text: str, now: datetime) -> None:
    """Say in the ticket's conversation that work goes on, and by when somebody answers."""
    conversation = _conversation_of(session, ticket)
    if conversation is not None:
        notice(session, conversation, "reopened", text, now, ticket_number=ticket.number)


def sweep_silent(session: Session, now: datetime) -> int:
    """Close talks with a person that are over: ticket ended, a day of silence; how many."""
    over = session.scalars(
        select(Conversation.id)
        .join(Ticket, Ticket.id == Conversation.ticket_id)
        .where(
            Conversation.owner == Owner.AGENT,
            Conversation.last_message_at <= now - SILENT_FOR,
            Ticket.status.in_(ENDED),
        )
        .order_by(Conversation.last_message_at)
        .limit(SWEPT)
    ).all()
    for conversation_id in over:
        conversation = lock(session, conversation_id)
        if conversation.owner == Owner.AGENT and conversation.last_message_at <= now - SILENT_FOR:
            notice(session, conversation, "closed", "这次会话先到这里，需要时随时再来。", now)
            conversation.owner = Owner.CLOSED
            conversation.closed_at = now
            conversation.agent = None
    return len(over)


def _conversation_of(session: Session, ticket: Ticket) -> Conversation | None:
    if ticket.conversation_id is None:
        return None
    conversation = lock(session, ticket.conversation_id)
    return None if conversation.owner == Owner.CLOSED else conversation
