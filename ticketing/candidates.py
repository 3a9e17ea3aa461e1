"""Sentences that the assistant may learn from: who was not understood, masked, with why it is kept."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ticketing.errors import MessageNotFound, NotASentence, UnknownIntent
from ticketing.messages import CHOSEN
from ticketing.models import BotTurn, Candidate, Message
from ticketing.rules.intents import SMALL_TALK, TITLES
from ticketing.text.encoder import DIMENSIONS
from ticketing.text.masking import PLACEHOLDERS, mask

Reason = Literal["unsure", "person", "category", "agent"]
LONGEST = 200
"""Characters that are kept: what is asked stands before that."""
LAST_SENTENCES = 3
"""So many of the shopper's latest requests are kept when a person had to come."""
LOOKED_BACK = 20
GUESSES = 3
VECTOR_BYTES = 2 * DIMENSIONS
OUT_OF_SCOPE = "out_of_scope"
SURE = 0.8
WORDS = re.compile(r"[^\W\d_]", re.UNICODE)
FEWEST_LETTERS = 2


def learnable(text: str) -> str | None:
    """The sentence as it may be kept, masked and on one line; None when nothing is left to learn from."""
    masked = " ".join(mask(text).split())[:LONGEST]
    words = masked
    for placeholder in PLACEHOLDERS.values():
        words = words.replace(placeholder, "")
    return masked if len(WORDS.findall(words)) >= FEWEST_LETTERS else None


def note_turn(session: Session, turn: BotTurn, now: datetime) -> None:
    """Keep the sentence of a turn in which the assistant was not sure what was meant.

    What it surely took for none of our business is answered as such: there is nothing to learn.
    """
    is_none_of_ours = turn.intent == OUT_OF_SCOPE and turn.confidence >= SURE
    if (turn.outcome != "answered" or turn.intent == "nlu_fallback") and not is_none_of_ours:
        message = _typed(session, turn.conversation_id, [turn.seq]).get(turn.seq)
        if message is not None:
            _keep(session, message, "unsure", now, guesses=turn.guesses)


def note_person(session: Session, conversation_id: str, now: datetime) -> None:
    """Keep what the shopper asked before a person had to take over."""
    for message, turn in _asked(session, conversation_id):
        _keep(session, message, "person", now, guesses=turn.guesses)


def note_correction(
    session: Session, conversation_id: str | None, before: Sequence[str], after: Sequence[str], now: datetime
) -> None:
    """Keep what the shopper asked before an agent corrected the ticket's category."""
    if conversation_id is None or list(before) == list(after):
        return
    corrected = f"{'/'.join(before)} → {'/'.join(after)}"
    for message, turn in _asked(session, conversation_id):
        _keep(session, message, "category", now, guesses=turn.guesses).corrected = corrected


def name_message(session: Session, conversation_id: str, seq: int, intent: str, now: datetime) -> Candidate:
    """An agent's 「这句其实是…」: the sentence becomes a candidate with that intent suggested.

    Raises MessageNotFound, NotASentence (nothing typed, or nothing left after masking), UnknownIntent.
    """
    check_intent(intent)
    exists = select(Message.id).where(Message.conversation_id == conversation_id, Message.seq == seq)
    if session.execute(exists).first() is None:
        raise MessageNotFound("没有找到这句话。")
    message = _typed(session, conversation_id, [seq]).get(seq)
    if message is None:
        raise NotASentence("只有顾客打的字可以用来教助手。")
    turn = session.scalars(
        select(BotTurn)
        .where(BotTurn.conversation_id == conversation_id, BotTurn.seq == seq)
        .order_by(BotTurn.id.desc())
    ).first()
    kept = _keep(session, message, "agent", now, guesses=turn.guesses if turn else None)
    kept.suggested, kept.suggested_by = intent, "agent"
    return kept


def check_intent(intent: str) -> None:
    """Raise UnknownIntent unless the assistant has it."""
    if intent not in TITLES:
        raise UnknownIntent(f"没有「{intent}」这个意图。")


def unread(session: Session, limit: int) -> Sequence[tuple[int, str]]:
    """Id and text of candidates that have no vector yet, or one of another encoder."""
    rows = session.execute(
        select(Candidate.id, Candidate.text)
        .where(
            Candidate.state == "new",
            or_(Candidate.vector.is_(None), func.length(Candidate.vector) != VECTOR_BYTES),
        )
        .order_by(Candidate.id)
        .limit(limit)
    )
    return [(number, text) for number, text in rows]


def store_vectors(session: Session, vectors: dict[int, bytes]) -> None:
    """Keep the vectors by candidate, and what the shopper tapped after being asked back."""
    for candidate in session.scalars(select(Candidate).where(Candidate.id.in_(vectors))):
        candidate.vector = vectors[candidate.id]
        if candidate.suggested is None and (tapped := _tapped_next(session, candidate)):
            candidate.suggested, candidate.suggested_by = tapped, "customer"


def _keep(
    session: Session,
    message: Message,
    reason: Reason,
    now: datetime,
    *,
    guesses: Sequence[dict[str, Any]] | None,
) -> Candidate:
    """The sentence's candidate with one more reason; a decided one stays decided."""
    known = session.scalars(
        select(Candidate).where(
            Candidate.conversation_id == message.conversation_id, Candidate.seq == message.seq
        )
    ).first()
    if known is not None:
        if reason not in known.reasons:
            known.reasons = [*known.reasons, reason]
        return known
    candidate = Candidate(
        conversation_id=message.conversation_id,
        seq=message.seq,
        text=learnable(str(message.body["text"])),
        reasons=[reason],
        guesses=list(guesses or [])[:GUESSES],
        created_at=now,
    )
    session.add(candidate)
    session.flush()
    return candidate


def _asked(session: Session, conversation_id: str) -> list[tuple[Message, BotTurn]]:
    """The latest typed requests that the assistant read, with what it made of them."""
    turns = session.scalars(
        select(BotTurn)
        .where(BotTurn.conversation_id == conversation_id, BotTurn.intent.not_in(SMALL_TALK))
        .order_by(BotTurn.id.desc())
        .limit(LOOKED_BACK)
    ).all()
    latest = {turn.seq: turn for turn in reversed(turns)}
    messages = _typed(session, conversation_id, latest)
    return [(messages[seq], latest[seq]) for seq in sorted(messages, reverse=True)[:LAST_SENTENCES]]


def _typed(
    session: Session, conversation_id: str, seqs: Sequence[int] | dict[int, Any]
) -> dict[int, Message]:
    """Those of the messages that a shopper typed and that hold something to learn from, by number."""
    rows = session.scalars(
        select(Message).where(
            Message.conversation_id == conversation_id,
            Message.seq.in_(list(seqs)),
            Message.author == "customer",
            Message.kind == "text",
        )
    )
    return {
        row.seq: row
        for row in rows
        if CHOSEN not in (row.payloads or {}) and learnable(str(row.body.get("text", "")))
    }


def _tapped_next(session: Session, candidate: Candidate) -> str | None:
    """The intent of the button that the shopper pressed right after the sentence."""
    following = session.scalars(
        select(Message)
        .where(
            Message.conversation_id == candidate.conversation_id,
            Message.seq > candidate.seq,
            Message.author == "customer",
        )
        .order_by(Message.seq)
        .limit(1)
    ).first()
    payload = str(((following.payloads if following else None) or {}).get(CHOSEN, ""))
    intent = payload.removeprefix("/").partition("{")[0]
    return intent if intent in TITLES and intent not in SMALL_TALK else None
