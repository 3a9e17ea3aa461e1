"""The assistant's turns: one process at a time works on a conversation; every message gets an outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from ticketing import promises
from ticketing.candidates import note_turn
from ticketing.conversation_tickets import open_or_add
from ticketing.handoffs import BUTTON, hand_off
from ticketing.messages import CHOSEN, Kind, append, lock, notice
from ticketing.models import BotTurn, Conversation, Message
from ticketing.rules.actors import Actor
from ticketing.rules.handoff import Course, due_trigger
from ticketing.rules.owners import Owner

LEASE = timedelta(seconds=10)
"""Longer than a turn (8 s): who dies in the middle of one is replaced after it."""
LATEST_START = timedelta(seconds=20)
"""A message that waited so long is apologised for at once: every message has its outcome within 30 s."""
FULLWIDTH_SLASH = "／"

Outcome = Literal["answered", "queued", "apology", "dropped"]


@dataclass(frozen=True)
class Turn:
    """One message for the assistant. `text` is what it gets to read, which need not be what was typed."""

    conversation_id: str
    seq: int
    text: str
    said_at: datetime
    channel: str

    @property
    def message_id(self) -> str:
        """The same for every attempt, so that a repeated turn does nothing twice."""
        return f"{self.conversation_id}:{self.seq}"


@dataclass(frozen=True)
class Reply:
    """One message of the assistant; `payloads` are what its choices do, by id, known to us alone."""

    kind: Kind
    body: dict[str, Any]
    payloads: dict[str, str] | None = None


def take(session: Session, conversation_id: str, by: str, now: datetime) -> Turn | None:
    """Lease the conversation for one turn and give its oldest unanswered message.

    None when another process works on it, or when nothing is left to do: then the lease is given back in
    the same transaction, so that no message can fall between the last look and the release.
    """
    leased = session.execute(
        update(Conversation)
        .where(
            Conversation.id == conversation_id,
            Conversation.owner == Owner.BOT,
            or_(
                Conversation.turn_lease_by.is_(None),
                Conversation.turn_lease_by == by,
                Conversation.turn_lease_until < now,
            ),
        )
        .values(turn_lease_by=by, turn_lease_until=now + LEASE)
        .returning(Conversation.id)
        .execution_options(synchronize_session=False)
    ).first()
    if leased is None:
        return None
    conversation = session.get_one(Conversation, conversation_id, populate_existing=True)
    message = _oldest_pending(session, conversation_id)
    if message is None:
        conversation.turn_lease_by = conversation.turn_lease_until = None
        return None
    return Turn(
        conversation_id, message.seq, text_for_assistant(message), message.created_at, conversation.channel
    )


def text_for_assistant(message: Message) -> str:
    """A button's payload as we stored it; a picture's name; else the text, in which no command can stand."""
    if message.payloads and CHOSEN in message.payloads:
        return str(message.payloads[CHOSEN])
    if message.kind == "image":
        caption = message.body.get("text", "")
        return f"[图片] upload:{message.body['upload_id']} {caption}".strip()
    text = str(message.body["text"])
    begins_at = len(text) - len(text.lstrip())
    if text[begins_at : begins_at + 1] == "/":
        return text[:begins_at] + FULLWIDTH_SLASH + text[begins_at + 1 :]
    return text


def has_work(session: Session, now: datetime, limit: int = 200) -> Sequence[str]:
    """Conversations with a message that waits for the assistant while nobody holds the lease."""
    return session.scalars(
        select(Message.conversation_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Message.outcome == "pending",
            Conversation.owner == Owner.BOT,
            or_(Conversation.turn_lease_until.is_(None), Conversation.turn_lease_until < now),
        )
        .group_by(Message.conversation_id)
        .limit(limit)
    ).all()


def settle_answered(
    session: Session, turn: Turn, replies: Sequence[Reply], *, by: str, now: datetime
) -> Outcome:
    """Store the assistant's answer, unless somebody else has the word or the turn by now: then `dropped`.

    An empty answer counts as a failure, except in a turn that itself called for a person.
    """
    held = _hold(session, turn, by)
    if held is None:
        return "dropped"
    conversation, message = held
    if not replies:
        if not _was_handed_off(session, turn):
            return settle_failed(session, turn, by=by, now=now)
        message.outcome = "queued"
        return "queued"
    for reply in replies:
        said = append(
            session,
            conversation,
            author="bot",
            kind=reply.kind,
            body=reply.body,
            payloads=reply.payloads,
            now=now,
        )
        promises.made_by_assistant(session, conversation, said, now)
    message.outcome = "answered"
    session.flush()
    reported = session.scalars(
        select(BotTurn.outcome)
        .where(BotTurn.conversation_id == turn.conversation_id, BotTurn.seq == turn.seq)
        .order_by(BotTurn.id.desc())
    ).first()
    if reported in {None, "answered"}:
        following = _oldest_pending(session, turn.conversation_id)
        conversation.unanswered_since = following.created_at if following else None
        conversation.bot_failures = 0
    _hand_off_if_due(session, conversation, now)
    return "answered"


def settle_failed(session: Session, turn: Turn, *, by: str, now: datetime) -> Outcome:
    """Apologise for a turn without an answer: a ticket keeps the message, two in a row bring a person."""
    held = _hold(session, turn, by)
    if held is None:
        return "dropped"
    conversation, message = held
    message.outcome = "apology"
    conversation.bot_failures += 1
    text = str(message.body.get("text") or "[图片]")
    ticket = open_or_add(session, conversation, text=text, source="bot", by=Actor("system"), now=now)
    notice(
        session,
        conversation,
        "apology",
        f"抱歉，助手刚才没能答上来。您的话已经记在工单 {ticket.number} 里，会有同事看到；"
        "您可以再说一次，或者直接转人工。",
        now,
        ticket_number=ticket.number,
        choices=[{"id": "person", "title": "转人工", "style": "primary"}],
        payloads={"person": BUTTON},
    )
    _hand_off_if_due(session, conversation, now)
    return "apology"


def release_all(session: Session, by: str) -> None:
    """Give back every lease of a process that stops, so that another goes on at once."""
    session.execute(
        update(Conversation)
        .where(Conversation.turn_lease_by == by)
        .values(turn_lease_by=None, turn_lease_until=None)
    )


def report(
    session: Session,
    conversation: Conversation,
    *,
    intent: str,
    confidence: float,
    outcome: Literal["answered", "unsure", "failed"],
    topic: str | None,
    form: dict[str, Any] | None,
    now: datetime,
    guesses: list[dict[str, Any]] | None = None,
) -> None:
    """Keep what the assistant says of its turn: for the packet, the dashboard, and two failures in a row.

    `guesses`: the model's best, [{"intent", "confidence"}]; what it was unsure of becomes a candidate.
    """
    conversation = lock(session, conversation.id)
    asked = _oldest_pending(session, conversation.id) or _latest_of_customer(session, conversation.id)
    turn = BotTurn(
        conversation_id=conversation.id,
        seq=asked.seq if asked else 0,
        intent=intent,
        confidence=confidence,
        guesses=guesses,
        topic=topic,
        outcome=outcome,
        at=now,
    )
    session.add(turn)
    note_turn(session, turn, now)
    conversation.topic = topic or conversation.topic
    if conversation.owner == Owner.BOT:
        conversation.form = form
        conversation.bot_failures = 0 if outcome == "answered" else conversation.bot_failures + 1
        if outcome != "answered" and asked is not None:
            conversation.unanswered_since = conversation.unanswered_since or asked.created_at


def _hold(session: Session, turn: Turn, by: str) -> tuple[Conversation, Message] | None:
    """The conversation, locked, and the message, while both are still this turn's."""
    conversation = lock(session, turn.conversation_id)
    message = session.scalars(
        select(Message)
        .where(Message.conversation_id == turn.conversation_id, Message.seq == turn.seq)
        .execution_options(populate_existing=True)
    ).one()
    is_ours = conversation.owner == Owner.BOT and conversation.turn_lease_by == by
    return (conversation, message) if is_ours and message.outcome == "pending" else None


def _hand_off_if_due(session: Session, conversation: Conversation, now: datetime) -> None:
    trigger = due_trigger(Course(failures_in_a_row=conversation.bot_failures))
    if trigger is not None:
        hand_off(session, conversation, reason=trigger.code, now=now)


def _was_handed_off(session: Session, turn: Turn) -> bool:
    later = select(Message.id).where(
        Message.conversation_id == turn.conversation_id, Message.seq > turn.seq, Message.kind == "notice"
    )
    return session.execute(later.limit(1)).first() is not None


def _oldest_pending(session: Session, conversation_id: str) -> Message | None:
    return session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.outcome == "pending")
        .order_by(Message.seq)
        .limit(1)
    ).first()


def _latest_of_customer(session: Session, conversation_id: str) -> Message | None:
    return session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.author == "customer")
        .order_by(Message.seq.desc())
        .limit(1)
    ).first()
