"""A message left while nobody is at the desk: kept in the log and in a ticket, never lost."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.conversation_tickets import open_or_add
from ticketing.errors import ConversationClosed
from ticketing.messages import append, check_text, clean_text, lock, notice
from ticketing.models import Conversation, Message, Ticket
from ticketing.rules.actors import Actor
from ticketing.rules.owners import Owner
from ticketing.tickets import note
from ticketing.wording import before

SAME_WITHIN = timedelta(minutes=1)
"""The same text again so soon is a second click, not a second message."""


def leave(
    session: Session, conversation: Conversation, *, text: str, contact: str | None, now: datetime
) -> Ticket:
    """Keep the message and how to reach the shopper; the ticket that has it.

    The contact is written down for the agent and nothing is ever sent to it: it is not verified.
    Raises TextEmpty, TextTooLong, ConversationClosed.
    """
    conversation = lock(session, conversation.id)
    if conversation.owner == Owner.CLOSED:
        raise ConversationClosed("这次会话已经结束，请重新发起咨询。")
    words = check_text(text)
    if conversation.ticket_id is not None and _was_just_said(session, conversation.id, words, now):
        return session.get_one(Ticket, conversation.ticket_id)
    append(
        session,
        conversation,
        author="customer",
        kind="text",
        body={"text": words},
        now=now,
        author_name=conversation.customer.name,
        outcome="delivered" if conversation.owner == Owner.AGENT else "queued",
    )
    shopper = Actor("customer", None, conversation.customer.name)
    ticket = open_or_add(session, conversation, text=words, source="offline", by=shopper, now=now)
    if contact and contact.strip():
        note(
            session, ticket, f"顾客留的联系方式（未验证）：{clean_text(contact).strip()}", by=shopper, now=now
        )
    conversation.unanswered_since = None
    notice(session, conversation, "promise", promise(ticket, now), now, ticket_number=ticket.number)
    return ticket


def promise(ticket: Ticket, now: datetime) -> str:
    """By when somebody answers: the real due time of the ticket."""
    due_at = ticket.resolution_due_at if ticket.first_answered_at else ticket.first_answer_due_at
    when = f"会在{before(due_at, now)}" if due_at else "会尽快"
    return f"已记在工单 {ticket.number} 里，同事{when}在这里回复您。"


def _was_just_said(session: Session, conversation_id: str, text: str, now: datetime) -> bool:
    latest = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.author == "customer")
        .order_by(Message.seq.desc())
        .limit(1)
    ).first()
    return latest is not None and latest.body.get("text") == text and latest.created_at > now - SAME_WITHIN
