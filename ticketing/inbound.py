"""What a shopper says: stored under its client id before anything else happens with it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing import tickets
from ticketing.errors import ConversationClosed, UnknownChoice, UploadNotFound
from ticketing.messages import CHOSEN, Kind, append, check_text, clean_text, find_message, lock
from ticketing.models import Conversation, Message, Ticket, Upload
from ticketing.rules.owners import Owner
from ticketing.rules.quick_replies import ENTRIES

OUTCOMES = {Owner.BOT: "pending", Owner.QUEUE: "queued", Owner.AGENT: "delivered"}
"""What becomes of a message at once: only the assistant's have to be worked on."""
LONGEST_CAPTION = 200

Content = tuple[Kind, dict[str, Any], dict[str, str] | None]


def receive_text(
    session: Session, conversation_id: str, *, client_id: str, text: str, now: datetime
) -> Message:
    """Store a text. Raises TextEmpty, TextTooLong, ConversationClosed, ConversationNotFound."""
    return _receive(
        session, conversation_id, client_id, now, lambda _: ("text", {"text": check_text(text)}, None)
    )


def receive_image(
    session: Session, conversation_id: str, *, client_id: str, upload_id: str, text: str, now: datetime
) -> Message:
    """Store a picture that was uploaded to this conversation before. Raises UploadNotFound and so on."""
    return _receive(
        session,
        conversation_id,
        client_id,
        now,
        lambda conversation: ("image", image_body(session, conversation, upload_id, text), None),
    )


def receive_choice(
    session: Session, conversation_id: str, *, client_id: str, seq: int, choice: str, now: datetime
) -> Message:
    """Store the tap on a button of message `seq`, or on a quick reply (`seq` 0). Raises UnknownChoice."""
    return _receive(
        session, conversation_id, client_id, now, lambda _: _chosen(session, conversation_id, seq, choice)
    )


def image_body(session: Session, conversation: Conversation, upload_id: str, text: str) -> dict[str, Any]:
    """The body of a picture's message, or raise UploadNotFound for one of another conversation."""
    upload = session.get(Upload, clean_text(upload_id))
    if upload is None or upload.conversation_id != conversation.id:
        raise UploadNotFound("没有找到这张图片，请重新上传。")
    body: dict[str, Any] = {"upload_id": upload.id, "width": upload.width, "height": upload.height}
    return {**body, "text": check_text(text, LONGEST_CAPTION)} if text.strip() else body


def _receive(
    session: Session,
    conversation_id: str,
    client_id: str,
    now: datetime,
    content: Callable[[Conversation], Content],
) -> Message:
    conversation = lock(session, conversation_id)
    if (stored := find_message(session, conversation_id, client_id)) is not None:
        return stored
    if conversation.owner == Owner.CLOSED:
        raise ConversationClosed("这次会话已经结束，请重新发起咨询。")
    kind, body, payloads = content(conversation)
    message = append(
        session,
        conversation,
        author="customer",
        kind=kind,
        body=body,
        now=now,
        client_id=client_id,
        author_name=conversation.customer.name,
        payloads=payloads,
        outcome=OUTCOMES[Owner(conversation.owner)],
    )
    conversation.unanswered_since = conversation.unanswered_since or now
    if conversation.owner != Owner.BOT and conversation.ticket_id is not None:
        tickets.customer_replied(session, session.get_one(Ticket, conversation.ticket_id), now)
    return message


def _chosen(session: Session, conversation_id: str, seq: int, choice: str) -> Content:
    if seq == 0 and choice in ENTRIES:
        entry = ENTRIES[choice]
        return "text", {"text": entry.title, "choice_of": 0}, {CHOSEN: entry.payload}
    asked = session.scalars(
        select(Message).where(Message.conversation_id == conversation_id, Message.seq == seq)
    ).first()
    payload = (asked.payloads or {}).get(choice) if asked and asked.author != "customer" else None
    if asked is None or payload is None:
        raise UnknownChoice("这个选项已经不在了，请直接输入您的需要。")
    title = next((one["title"] for one in choices_in(asked.body) if one.get("id") == choice), choice)
    return "text", {"text": title, "choice_of": seq}, {CHOSEN: payload}


def choices_in(body: Any) -> Iterator[dict[str, Any]]:
    """All choices of a message's body, also those of its cards."""
    if isinstance(body, dict):
        for key, value in body.items():
            if key == "choices" and isinstance(value, list):
                yield from (one for one in value if isinstance(one, dict))
            else:
                yield from choices_in(value)
    elif isinstance(body, list):
        for value in body:
            yield from choices_in(value)
