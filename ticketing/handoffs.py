"""From the assistant to a person: the packet that is passed on, the place in the queue, or a promise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ticketing import tickets
from ticketing.conversation_tickets import find_open, open_or_add
from ticketing.errors import ConversationClosed, UnknownReason
from ticketing.messages import append, find_message, lock, notice
from ticketing.models import BotTurn, Conversation, Message, Ticket
from ticketing.queueing import Place, people_online, places
from ticketing.rules.actors import SYSTEM
from ticketing.rules.categories import SAFETY
from ticketing.rules.handoff import ANSWER_WITHIN, TRIGGERS, Trigger
from ticketing.rules.intents import SMALL_TALK, title_of
from ticketing.rules.owners import Owner
from ticketing.rules.summaries import Said, summarise
from ticketing.shop import shop_of
from ticketing.shop.cards import STATUS_TEXTS

BUTTON = "#person"
"""Payloads that begin with # are ours: they never reach the assistant."""
NO_WORDS = "顾客请求人工服务"
SWEPT = 100
DESERTED_FOR = timedelta(minutes=1)
"""A change of shift may leave the desk empty for a moment."""
QUOTED = 5
"""So many of the shopper's latest messages open the ticket."""
LOOKED_BACK = 40
PACKET_ORDERS = 3
TRIED = 5


@dataclass(frozen=True)
class HandOff:
    """What came of it. `place` is None when nobody is at the desk, or somebody has it already."""

    owner: Owner
    place: Place | None
    people_online: bool
    ticket_number: str | None
    text: str


def hand_off(
    session: Session,
    conversation: Conversation,
    *,
    reason: str,
    now: datetime,
    tried: Sequence[Mapping[str, str]] = (),
    slots: Mapping[str, Any] | None = None,
) -> HandOff:
    """Put the conversation into the queue for a person, with its ticket and packet; again changes nothing.

    With nobody at the desk the assistant keeps it, the ticket is opened all the same, and the shopper is
    told and asked for a message. Raises UnknownReason, ConversationClosed.
    """
    trigger = TRIGGERS.get(reason)
    if trigger is None:
        raise UnknownReason(f"没有「{reason}」这个转人工原因。")
    conversation = lock(session, conversation.id)
    owner = Owner(conversation.owner)
    if owner is Owner.CLOSED:
        raise ConversationClosed("这次会话已经结束，请重新发起咨询。")
    if owner is not Owner.BOT:
        return _standing(session, conversation, now)
    ticket = _ticket_for(session, conversation, trigger, now)
    conversation.handoff = packet(session, conversation, ticket, trigger, tried, slots, now)
    conversation.bot_failures = 0
    if not people_online(session):
        return _nobody_there(session, conversation, ticket, now)
    session.execute(
        update(Message)
        .where(Message.conversation_id == conversation.id, Message.outcome == "pending")
        .values(outcome="queued")
    )
    conversation.owner = Owner.QUEUE
    conversation.form = None
    conversation.group_id = ticket.group_id
    conversation.queued_at, conversation.taken_at = now, None
    session.flush()
    place = places(session, now)[conversation.id]
    conversation.queued_position = place.position
    text = f"{trigger.first_words}已为您转人工，{place_text(place)}。前面说过的都会带给同事，不用重复。"
    notice(session, conversation, "queued", text, now, ticket_number=ticket.number)
    return HandOff(Owner.QUEUE, place, True, ticket.number, text)


def place_text(place: Place) -> str:
    """A place in the queue in words."""
    minutes = -(-place.wait.total_seconds() // 60)
    ahead = "下一位就是您" if place.position == 1 else f"前面还有 {place.position - 1} 位"
    return f"{ahead}，大约等 {int(minutes)} 分钟"


def request_person(session: Session, conversation: Conversation, *, client_id: str, now: datetime) -> Message:
    """The 转人工 button: what the shopper did stands in the log, then the hand-off; once a client id."""
    conversation = lock(session, conversation.id)
    stored = find_message(session, conversation.id, client_id)
    if stored is not None:
        return stored
    if conversation.owner == Owner.CLOSED:
        raise ConversationClosed("这次会话已经结束，请重新发起咨询。")
    message = append(
        session,
        conversation,
        author="customer",
        kind="text",
        body={"text": "转人工"},
        now=now,
        client_id=client_id,
        author_name=conversation.customer.name,
        outcome="delivered" if conversation.owner == Owner.AGENT else "queued",
    )
    hand_off(session, conversation, reason="button", now=now)
    return message


def sweep_unanswered(session: Session, now: datetime) -> int:
    """Hand off every conversation without a real answer for three minutes; how many there were."""
    overdue = session.scalars(
        select(Conversation.id)
        .where(Conversation.owner == Owner.BOT, Conversation.unanswered_since <= now - ANSWER_WITHIN)
        .order_by(Conversation.unanswered_since)
        .limit(SWEPT)
    ).all()
    handed = 0
    for conversation_id in overdue:
        conversation = lock(session, conversation_id)
        since = conversation.unanswered_since
        if conversation.owner == Owner.BOT and since is not None and since <= now - ANSWER_WITHIN:
            hand_off(session, conversation, reason="answer_over_time", now=now)
            handed += 1
    return handed


def sweep_deserted(session: Session, now: datetime) -> int:
    """Nobody is at the desk any more: tell those who wait, instead of letting them wait; how many."""
    if people_online(session):
        return 0
    waiting = session.scalars(
        select(Conversation.id)
        .where(Conversation.owner == Owner.QUEUE, Conversation.queued_at <= now - DESERTED_FOR)
        .order_by(Conversation.queued_at)
        .limit(SWEPT)
    ).all()
    for conversation_id in waiting:
        conversation = lock(session, conversation_id)
        ticket = find_open(session, conversation)
        if conversation.owner == Owner.QUEUE and ticket is not None:
            conversation.owner = Owner.BOT
            conversation.queued_position = None
            _nobody_there(session, conversation, ticket, now)
    return len(waiting)


def packet(
    session: Session,
    conversation: Conversation,
    ticket: Ticket,
    trigger: Trigger,
    tried: Sequence[Mapping[str, str]],
    slots: Mapping[str, Any] | None,
    now: datetime,
) -> dict[str, Any]:
    """What the person gets, so that the shopper need not repeat anything (GB/T 47746—2026, 5.2.1)."""
    customer = conversation.customer
    member_id = customer.external_id
    shop = shop_of(session)
    member = shop.find_member(member_id) if member_id else None
    orders = shop.orders_of(member_id, PACKET_ORDERS) if member_id and member else []
    return {
        "customer": {
            "name": customer.name,
            "level": member.level if member else None,
            "needs_person_first": customer.needs_person_first,
        },
        "reason": trigger.code,
        "reason_text": trigger.text,
        "orders": [
            {
                "number": order.number,
                "status_text": STATUS_TEXTS.get(order.status, order.status),
                "title": order.lines[0].title if order.lines else "",
            }
            for order in orders
        ],
        "tried": [dict(one) for one in tried] or _tried(session, conversation.id),
        "slots": dict(slots or {}),
        "form": conversation.form,
        "summary": summarise(_said(session, conversation.id)),
        "ticket_number": ticket.number,
        "at": now.isoformat(),
    }


def _standing(session: Session, conversation: Conversation, now: datetime) -> HandOff:
    """Asked once more: the place or the person that the shopper already has."""
    ticket = find_open(session, conversation)
    number = ticket.number if ticket else None
    if conversation.owner == Owner.AGENT:
        name = conversation.agent.name if conversation.agent else "同事"
        return HandOff(Owner.AGENT, None, True, number, f"{name}正在为您服务。")
    place = places(session, now)[conversation.id]
    return HandOff(Owner.QUEUE, place, people_online(session) > 0, number, f"{place_text(place)}。")


def _nobody_there(session: Session, conversation: Conversation, ticket: Ticket, now: datetime) -> HandOff:
    conversation.unanswered_since = None  # told and kept: the three-minute clock has done its work
    text = (
        f"现在没有同事在线，您的问题已经记在工单 {ticket.number} 里，上班后第一时间处理。"
        "想补充细节或留联系方式，可以在这里留言。"
    )
    last = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation.id, Message.author != "customer")
        .order_by(Message.seq.desc())
        .limit(1)
    ).first()
    if last is None or last.body.get("code") != "nobody_online":
        notice(session, conversation, "nobody_online", text, now, ticket_number=ticket.number)
    return HandOff(Owner.BOT, None, False, ticket.number, text)


def _ticket_for(session: Session, conversation: Conversation, trigger: Trigger, now: datetime) -> Ticket:
    is_urgent = trigger.code == "safety"
    ticket = find_open(session, conversation)
    if ticket is None:
        return open_or_add(
            session,
            conversation,
            text=shopper_words(session, conversation.id),
            source="handoff",
            by=SYSTEM,
            now=now,
            urgency=SAFETY if is_urgent else None,
        )
    tickets.note(session, ticket, f"转人工：{trigger.text}", by=SYSTEM, now=now)
    tickets.customer_replied(session, ticket, now)
    if is_urgent:
        tickets.correct(
            session,
            ticket,
            category=(ticket.category1, ticket.category2),
            kind=ticket.kind,
            priority=1,
            by=SYSTEM,
            now=now,
            reason=trigger.text,
        )
    return ticket


def shopper_words(session: Session, conversation_id: str) -> str:
    """What the shopper said last, one message a line: the text that a ticket opens with."""
    words = [one.text for one in _said(session, conversation_id) if one.by_customer]
    return "\n".join(words[-QUOTED:]) or NO_WORDS


def _said(session: Session, conversation_id: str) -> list[Said]:
    rows = session.execute(
        select(Message.author, Message.body)
        .where(Message.conversation_id == conversation_id, Message.author.in_(("customer", "bot")))
        .order_by(Message.seq.desc())
        .limit(LOOKED_BACK)
    ).all()
    return [
        Said(author == "customer", str(body.get("text") or ("[图片]" if "upload_id" in body else "")))
        for author, body in reversed(rows)
    ]


def _tried(session: Session, conversation_id: str) -> list[dict[str, str]]:
    intents = session.scalars(
        select(BotTurn.intent)
        .where(BotTurn.conversation_id == conversation_id)
        .order_by(BotTurn.id.desc())
        .limit(LOOKED_BACK)
    ).all()
    known = [intent for intent in dict.fromkeys(intents) if intent not in SMALL_TALK][:TRIED]
    return [{"intent": intent, "title": title_of(intent)} for intent in reversed(known)]
