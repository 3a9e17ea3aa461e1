"""Who speaks to the shopper: one owner a conversation, and which handovers exist."""

from enum import StrEnum

from ticketing.errors import ConversationClosed, NotOwner


class Owner(StrEnum):
    """The assistant, the queue for a person, a person, or nobody any more."""

    BOT = "bot"
    QUEUE = "queue"
    AGENT = "agent"
    CLOSED = "closed"


HANDOVERS: dict[Owner, set[Owner]] = {
    Owner.BOT: {Owner.QUEUE, Owner.AGENT, Owner.CLOSED},
    Owner.QUEUE: {Owner.AGENT, Owner.BOT, Owner.CLOSED},
    Owner.AGENT: {Owner.AGENT, Owner.QUEUE, Owner.BOT, Owner.CLOSED},
    Owner.CLOSED: set(),
}
"""Closed is final: who comes back gets a new conversation."""


def check_handover(now: Owner, wanted: Owner) -> None:
    """Raise ConversationClosed or NotOwner unless the table has the handover."""
    if now is Owner.CLOSED:
        raise ConversationClosed("这次会话已经结束，请重新发起咨询。")
    if wanted not in HANDOVERS[now]:
        raise NotOwner("这次会话现在不能这样转接。")
