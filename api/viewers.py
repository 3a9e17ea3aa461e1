"""Which agents look at a conversation: those of this process, and those that other processes tell of."""

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api.hub import Hub

BELIEVED_FOR = 600.0
"""Seconds for which another process is believed: it may have died without a word."""


class Viewers:
    """Names by conversation."""

    def __init__(self, hub: "Hub") -> None:
        self._hub = hub
        self._elsewhere: dict[str, dict[str, tuple[list[str], float]]] = {}

    def names(self, conversation_id: str) -> list[str]:
        """Everybody who looks, each once."""
        here = {str(one.name) for one in self._hub.agents_at(conversation_id)}
        now = time.monotonic()
        told = self._elsewhere.get(conversation_id, {}).values()
        return sorted(here | {name for names, until in told if until > now for name in names})

    def looked(self, conversation_id: str) -> None:
        """Somebody of this process came or went."""
        self._tell(conversation_id)
        self._hub.relay_passing(conversation_id, self._ours(conversation_id, asks=True))

    def heard(self, conversation_id: str, process: str, frame: dict[str, Any]) -> None:
        """Another process told who looks there; when it asks, it is told who looks here."""
        names = [str(name) for name in frame["names"]]
        known = self._elsewhere.setdefault(conversation_id, {})
        if names:
            known[process] = (names, time.monotonic() + BELIEVED_FOR)
        else:
            known.pop(process, None)
        if not known:
            self._elsewhere.pop(conversation_id, None)
        self._tell(conversation_id)
        ours = self._ours(conversation_id, asks=False)
        if frame.get("asks") and ours["names"]:
            self._hub.relay_passing(conversation_id, ours)

    def _ours(self, conversation_id: str, *, asks: bool) -> dict[str, Any]:
        names = sorted({str(one.name) for one in self._hub.agents_at(conversation_id)})
        return {"type": "viewing", "names": names, "asks": asks}

    def _tell(self, conversation_id: str) -> None:
        frame = {
            "type": "viewers",
            "conversation_id": conversation_id,
            "names": self.names(conversation_id),
        }
        for agent in self._hub.agents_at(conversation_id):
            agent.push(frame)
