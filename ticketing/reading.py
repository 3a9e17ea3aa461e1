"""How far each side has read."""

from typing import Literal

from sqlalchemy import update
from sqlalchemy.orm import Session

from ticketing.models import Conversation


def mark(session: Session, conversation_id: str, seq: int, *, by: Literal["customer", "agent"]) -> bool:
    """Move one side's mark forward, never back and never past what was said; whether it moved."""
    column = Conversation.customer_read_seq if by == "customer" else Conversation.agent_read_seq
    moved = session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id, column < seq, Conversation.last_seq >= seq)
        .values({column: seq})
        .returning(Conversation.id)
        .execution_options(synchronize_session=False)
    ).first()
    return moved is not None
