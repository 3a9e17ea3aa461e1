"""What shoppers think of a conversation: assistant, person and outcome apart; a low score brings it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing import tickets
from ticketing.errors import AlreadyRated, BadAnswer
from ticketing.farewells import tell_reopened
from ticketing.handoffs import shopper_words
from ticketing.messages import clean_text, lock
from ticketing.models import Conversation, Message, Rating, Ticket
from ticketing.rules import actors
from ticketing.rules.satisfaction import needs_another_look
from ticketing.rules.states import ENDED, Status
from ticketing.wording import before

Outcome = Literal["solved", "partly", "unsolved"]
OUTCOME_TEXTS = {"solved": "已解决", "partly": "部分解决", "unsolved": "没解决"}


@dataclass(frozen=True)
class Thanks:
    """What the shopper reads after rating, and whether the ticket came back to work."""

    text: str
    reopened: bool


def rate(
    session: Session,
    conversation: Conversation,
    *,
    bot: int | None,
    person: int | None,
    outcome: Outcome | None,
    comment: str,
    now: datetime,
) -> Thanks:
    """Keep one rating a service: a second one needs a newer invitation. Raises AlreadyRated, BadAnswer.

    A low one reopens the conversation's ticket with its due time and a note, or opens one.
    """
    conversation = lock(session, conversation.id)
    comment = clean_text(comment).strip()
    if bot is None and person is None and outcome is None:
        raise BadAnswer("请至少选一项评价。")
    row = find_rating(session, conversation.id)
    if row is not None and not _was_invited_since(session, conversation.id, row.created_at):
        raise AlreadyRated("这次服务已经评价过了，谢谢您。")
    row = row or Rating(conversation_id=conversation.id)
    row.ticket_id = conversation.ticket_id
    row.bot_score, row.person_score, row.outcome = bot, person, outcome
    row.comment, row.created_at = comment, now
    session.add(row)
    session.flush()
    ticket = session.get(Ticket, conversation.ticket_id) if conversation.ticket_id else None
    shopper = actors.customer(conversation.customer.name)
    summary = _summary(bot, person, outcome, comment)
    if ticket is not None:
        lowest = min((score for score in (bot, person) if score is not None), default=None)
        tickets.record(
            session,
            ticket,
            "rated",
            actor=shopper,
            now=now,
            to_value=None if lowest is None else str(lowest),
            reason=summary,
            data={"bot": bot, "person": person, "outcome": outcome},
        )
    if not needs_another_look(bot, person, outcome):
        return Thanks("谢谢您的评价，我们收到了。", False)
    return _reopen(session, conversation, ticket, summary, now)


def find_rating(session: Session, conversation_id: str) -> Rating | None:
    """The rating of a conversation, if there is one."""
    return session.scalars(select(Rating).where(Rating.conversation_id == conversation_id)).first()


def is_rated(session: Session, conversation_id: str) -> bool:
    """Whether there is nothing left to rate."""
    row = find_rating(session, conversation_id)
    return row is not None and not _was_invited_since(session, conversation_id, row.created_at)


def _reopen(
    session: Session, conversation: Conversation, ticket: Ticket | None, summary: str, now: datetime
) -> Thanks:
    shopper = actors.customer(conversation.customer.name)
    if ticket is None:
        ticket = tickets.open_ticket(
            session,
            customer_id=conversation.customer_id,
            conversation_id=conversation.id,
            text=shopper_words(session, conversation.id),
            source="rating",
            actor=shopper,
            now=now,
        )
    elif ticket.status in ENDED:
        tickets.move(session, ticket, Status.OPEN, by=shopper, now=now, reason=f"顾客评价不满意：{summary}")
    tickets.note(session, ticket, f"顾客评价：{summary}", by=shopper, now=now)
    who = ticket.assignee.name if ticket.assignee else "同事"
    due_at = ticket.next_due_at or ticket.resolution_due_at
    when = f"在{before(due_at, now)}" if due_at else "尽快"
    text = f"抱歉这次没有帮到位。{who}会{when}再联系您，工单号 {ticket.number}。"
    tell_reopened(session, ticket, text, now)
    return Thanks(text, True)


def _was_invited_since(session: Session, conversation_id: str, moment: datetime) -> bool:
    newer = select(Message.body).where(
        Message.conversation_id == conversation_id, Message.kind == "survey", Message.created_at > moment
    )
    return any(body["asks"] for body in session.scalars(newer))  # a campaign's link asks for no rating


def _summary(bot: int | None, person: int | None, outcome: Outcome | None, comment: str) -> str:
    parts = [
        f"助手 {bot} 分" if bot is not None else "",
        f"人工 {person} 分" if person is not None else "",
        OUTCOME_TEXTS[outcome] if outcome is not None else "",
        comment,
    ]
    return "，".join(part for part in parts if part)
