"""What the assistant remembers of a conversation: one row, a bounded window, replaced in one statement.

It is a cache and never the record: lost, a conversation goes on with what the service knows.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses

from bot.rasa_patches import apply_patches

WINDOW = 60
"""Events kept: some ten turns. What fell out lives on in the slots."""
BUSY_SECONDS = 5.0
FILE = "assistant.sqlite3"


class BoundedTrackerStore(TrackerStore):
    """Turn 500 costs what turn 5 costs. A locked database is an error: nothing is remembered in secret."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
        folder: str = ".",
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        apply_patches()
        path = Path(folder)
        path.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._database = sqlite3.connect(
            path / FILE, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None
        )
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=NORMAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS conversations (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID"
        )

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Replace the conversation's row."""
        await self.stream_events(tracker)
        body = json.dumps([event.as_dict() for event in window(list(tracker.events))], ensure_ascii=False)
        await asyncio.to_thread(self._write, tracker.sender_id, body)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as far as it is remembered, or None."""
        body = await asyncio.to_thread(self._read, sender_id)
        if body is None:
            return None
        events = [event for event in map(read_event, json.loads(body)) if event is not None]
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots)

    async def keys(self) -> Iterable[str]:
        """Every conversation's id."""
        return await asyncio.to_thread(self._ids)

    def close(self) -> None:
        """Let the file go."""
        self._database.close()

    def _write(self, sender_id: str, body: str) -> None:
        with self._lock:
            self._database.execute(
                "INSERT INTO conversations (id, body) VALUES (?, ?) "
                "ON CONFLICT (id) DO UPDATE SET body = excluded.body",
                (sender_id, body),
            )

    def _read(self, sender_id: str) -> str | None:
        with self._lock:
            row = self._database.execute(
                "SELECT body FROM conversations WHERE id = ?", (sender_id,)
            ).fetchone()
        return row[0] if row else None

    def _ids(self) -> list[str]:
        with self._lock:
            return [row[0] for row in self._database.execute("SELECT id FROM conversations")]


def window(events: list[Event]) -> list[Event]:
    """The newest whole turns within WINDOW events, headed by the slots and the loop before them.

    What the assistant said is left out: no decision reads it, and order cards are large.
    """
    kept = [event for event in events if not isinstance(event, BotUttered)]
    if len(kept) <= WINDOW:
        return kept
    start = len(kept) - WINDOW
    while start < len(kept) and not isinstance(kept[start], UserUttered):
        start += 1
    if start == len(kept):  # one turn longer than the window: nothing can be cut inside it
        start = max(place for place, event in enumerate(kept) if isinstance(event, UserUttered))
    start = max(start - 1, 0)  # the listening before the message belongs to its turn
    return [*_state_before(kept[:start]), *kept[start:]]


def _state_before(events: list[Event]) -> list[Event]:
    slots: dict[str, SlotSet] = {}
    loop: ActiveLoop | None = None
    for event in events:
        if isinstance(event, SlotSet):
            slots.pop(event.key, None)
            slots[event.key] = event
        elif isinstance(event, ActiveLoop):
            loop = event
    return [
        *(one for one in slots.values() if one.value is not None),
        *([loop] if loop and loop.name else []),
    ]


@lru_cache(maxsize=1)
def _classes() -> dict[str, type[Event]]:
    """Rasa walks all of Event's subclasses for each event that it reads; once is enough."""
    return {cls.type_name: cls for cls in all_subclasses(Event) if getattr(cls, "type_name", None)}


def read_event(stored: dict[str, Any]) -> Event | None:
    """One event from its stored form."""
    cls = _classes().get(stored["event"])
    return cls._from_parameters(stored) if cls else None
