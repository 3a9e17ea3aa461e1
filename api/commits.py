"""What this process has just committed, told to the hub and the gateway: use cases need not know of them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import event
from sqlalchemy.orm import Session

from ticketing.database import Sessions
from ticketing.models import Conversation, Message, Rating, Ticket, TicketEvent

TOUCHED = "touched"


@dataclass
class Touched:
    """What one transaction wrote."""

    conversations: set[str] = field(default_factory=set)
    pending: set[str] = field(default_factory=set)
    tickets: bool = False


def watch_commits(sessions: Sessions, told: Callable[[Touched], None]) -> None:
    """Call `told` after every commit that wrote something of a conversation or ticket, in its thread."""

    def after_flush(session: Session, _context: object) -> None:
        touched: Touched = session.info.setdefault(TOUCHED, Touched())
        for row in (*session.new, *session.dirty):
            if isinstance(row, Message | Rating):
                touched.conversations.add(row.conversation_id)
                if isinstance(row, Message) and row.outcome == "pending":
                    touched.pending.add(row.conversation_id)
            elif isinstance(row, Conversation):
                touched.conversations.add(row.id)
            elif isinstance(row, Ticket):
                touched.conversations |= {row.conversation_id} if row.conversation_id else set()
            elif isinstance(row, TicketEvent):
                touched.tickets = True

    def after_commit(session: Session) -> None:
        touched: Touched | None = session.info.pop(TOUCHED, None)
        if touched is not None and (touched.conversations or touched.tickets):
            told(touched)

    def after_rollback(session: Session) -> None:
        session.info.pop(TOUCHED, None)

    event.listen(sessions, "after_flush", after_flush)
    event.listen(sessions, "after_commit", after_commit)
    event.listen(sessions, "after_rollback", after_rollback)
