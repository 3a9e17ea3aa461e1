"""What a socket still has to send of a conversation: the record from where it was."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from api.message_views import message_view, signer
from api.settings import Settings
from ticketing.conversation_views import conversation_view
from ticketing.conversations import messages_after, messages_before
from ticketing.models import Conversation

AT_ONCE = 200
AT_FIRST = 50
MARKS = ("last_seq", "customer_read_seq", "agent_read_seq")
"""Parts of the view that have frames of their own."""


@dataclass
class Following:
    """How far one socket is: the last number sent, and the view as it was told."""

    conversation_id: str
    sent_seq: int
    view: dict[str, Any]

    def take(self, session: Session, settings: Settings, now: datetime) -> list[dict[str, Any]]:
        """The frames that bring the socket up to date, in order."""
        conversation = session.get_one(Conversation, self.conversation_id, populate_existing=True)
        sign = signer(settings, now)
        frames: list[dict[str, Any]] = []
        for message in messages_after(session, conversation.id, self.sent_seq, AT_ONCE):
            frames.append({"type": "message", "message": message_view(message, sign)})
            self.sent_seq = message.seq
        view = conversation_view(session, conversation, now)
        if _without_marks(view) != _without_marks(self.view):
            frames.append({"type": "conversation", "conversation": view})
        for side in ("agent", "customer"):
            seq = view[f"{side}_read_seq"]
            if seq != self.view[f"{side}_read_seq"]:
                frames.append({"type": "read", "by": side, "seq": seq})
        self.view = view
        return frames

    @property
    def is_behind(self) -> bool:
        """Whether there are messages after those that were sent."""
        return self.sent_seq < int(self.view["last_seq"])


def begin(
    session: Session, settings: Settings, conversation: Conversation, last_seq: int, now: datetime
) -> tuple[Following, list[dict[str, Any]], bool]:
    """Where a socket begins: its state, the messages to show first, and whether there are earlier ones.

    A client that knows more than was said knows another conversation: it starts anew.
    """
    known = last_seq if last_seq <= conversation.last_seq else 0
    if known:
        found = messages_after(session, conversation.id, known, AT_ONCE)
    else:
        found = messages_before(session, conversation.id, None, AT_FIRST)
    sign = signer(settings, now)
    view = conversation_view(session, conversation, now)
    sent_seq = found[-1].seq if found else known
    first = found[0].seq if found else known + 1
    return (
        Following(conversation.id, sent_seq, view),
        [message_view(message, sign) for message in found],
        first > 1,
    )


def _without_marks(view: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in view.items() if key not in MARKS}
