"""Who did something: a shopper, the assistant, an agent, or the service itself."""

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["customer", "bot", "agent", "system"]


@dataclass(frozen=True)
class Actor:
    """The one behind a change; `agent_id` only for an agent."""

    kind: ActorKind
    agent_id: int | None = None
    name: str | None = None


SYSTEM = Actor("system")
BOT = Actor("bot")


def agent(agent_id: int, name: str) -> Actor:
    """An agent, by id and the name that others read."""
    return Actor("agent", agent_id, name)


def customer(name: str) -> Actor:
    """A shopper."""
    return Actor("customer", None, name)
