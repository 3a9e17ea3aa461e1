"""The shopper's side of a conversation: a message or a tap, and what the service itself does with a tap."""

from datetime import datetime

from sqlalchemy.orm import Session

from ticketing.handoffs import BUTTON, hand_off
from ticketing.inbound import receive_choice
from ticketing.messages import CHOSEN, find_message, get_conversation
from ticketing.models import Message
from ticketing.rules.owners import Owner
from ticketing.takeovers import AGREE, STAY, answer_handback


def choose(
    session: Session, conversation_id: str, *, client_id: str, seq: int, choice: str, now: datetime
) -> Message:
    """Store a tap and do what is ours to do: call a person, agree to go back to the assistant, or not.

    Anything else is the assistant's: its turn takes the payload from the stored message.
    """
    if (stored := find_message(session, conversation_id, client_id)) is not None:
        return stored
    message = receive_choice(session, conversation_id, client_id=client_id, seq=seq, choice=choice, now=now)
    payload = (message.payloads or {}).get(CHOSEN, "")
    if not payload.startswith("#"):
        return message
    conversation = get_conversation(session, conversation_id)
    message.outcome = "delivered" if conversation.owner == Owner.AGENT else "queued"
    if payload == BUTTON:
        hand_off(session, conversation, reason="button", now=now)
    elif payload in {AGREE, STAY}:
        answer_handback(session, conversation, agrees=payload == AGREE, now=now)
    return message
