"""Who hears of what: sockets listen here, and every change of the record wakes those whom it concerns.

A wake-up carries no content: the socket reads the record again from where it was, so that nothing is lost,
doubled or out of order whatever happens to wake-ups. They come from three places: this process's own
commits at once, other processes through Redis when there is one, and a look at the database every half
second, which alone is enough.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import structlog

from api.news import News, TicketNews
from api.record import Record
from api.viewers import Viewers

LOOK_EVERY = 0.5
MOST_FRAMES = 256
"""Passing frames (typing, ticket news) kept for a slow socket; older ones are dropped."""

log = structlog.get_logger()
Frame = dict[str, Any]


class Listener:
    """One socket's ear. `frames` are passing ones; `has_news` says that the record changed."""

    def __init__(self) -> None:
        self.conversation_id: str | None = None
        self.name: str | None = None
        """Of an agent: the others who look at the same conversation see it."""
        self.frames: deque[Frame] = deque(maxlen=MOST_FRAMES)
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Read the record again."""
        self._woken.set()

    def push(self, frame: Frame) -> None:
        """Hand on a passing frame."""
        self.frames.append(frame)
        self._woken.set()

    async def heard(self) -> None:
        """Wait for the next wake-up."""
        await self._woken.wait()
        self._woken.clear()

    def take_frames(self) -> list[Frame]:
        """The passing frames so far, once."""
        taken = list(self.frames)
        self.frames.clear()
        return taken


class Hub:
    """The listeners of one process and what wakes them."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._news = News()
        self._by_conversation: dict[str, set[Listener]] = {}
        self._consoles: set[Listener] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._look_now = asyncio.Event()
        self.viewers = Viewers(self)
        self.relay_change: Callable[[Iterable[str]], None] = _nowhere
        self.relay_passing: Callable[[str, Frame], None] = _nowhere
        """How other processes hear of what happens here (api/relay.py)."""

    def listen(self, listener: Listener, conversation_id: str | None) -> None:
        """Hear of one conversation from now on, instead of the former one; None for none."""
        left = listener.conversation_id
        if left is not None:
            former = self._by_conversation.get(left, set())
            former.discard(listener)
            if not former:
                self._by_conversation.pop(left, None)
                self._news.forget(left)
        listener.conversation_id = conversation_id
        if conversation_id is not None:
            self._by_conversation.setdefault(conversation_id, set()).add(listener)
        if listener.name is not None:
            for changed in {left, conversation_id} - {None}:
                self.viewers.looked(str(changed))

    def agents_at(self, conversation_id: str) -> list[Listener]:
        """The agents of this process who look at a conversation."""
        return [one for one in self._by_conversation.get(conversation_id, ()) if one.name is not None]

    def open_console(self, listener: Listener) -> None:
        """Hear of tickets from now on."""
        self._consoles.add(listener)

    def close(self, listener: Listener) -> None:
        """Hear nothing any more."""
        self.listen(listener, None)
        self._consoles.discard(listener)

    def announce(self, conversation_ids: Iterable[str], *, tickets: bool = False) -> None:
        """Something of these conversations, or of any ticket, was committed; callable from every thread."""
        if self._loop is None or self._loop.is_closed():
            return
        self._loop.call_soon_threadsafe(self._announced, list(conversation_ids), tickets)

    def wake(self, conversation_ids: Iterable[str], *, tickets: bool = False) -> None:
        """Wake the listeners of this process; on the event loop only."""
        for conversation_id in conversation_ids:
            for listener in self._by_conversation.get(conversation_id, ()):
                listener.wake()
        if tickets:
            self._look_now.set()

    def push(self, conversation_id: str, frame: Frame, *, but: Listener | None = None) -> None:
        """A passing frame to everybody of this process in a conversation, except who sent it."""
        for listener in self._by_conversation.get(conversation_id, ()):
            if listener is not but:
                listener.push(frame)

    def say(self, conversation_id: str, frame: Frame, *, but: Listener | None = None) -> None:
        """A passing frame to everybody in a conversation, also in other processes."""
        self.push(conversation_id, frame, but=but)
        self.relay_passing(conversation_id, frame)

    async def run(self) -> None:
        """Look at the record until cancelled. A database that is away now is asked again."""
        self._loop = asyncio.get_running_loop()
        while True:
            try:
                await self._look()
            except Exception:
                log.exception("looking for news failed")
            try:
                async with asyncio.timeout(LOOK_EVERY):
                    await self._look_now.wait()
            except TimeoutError:
                pass
            self._look_now.clear()

    async def _look(self) -> None:
        watched = list(self._by_conversation)
        changed, tickets = await self._record.read(lambda session: self._news.look(session, watched))
        self.wake(changed)
        for ticket in tickets:
            self._tell_consoles(ticket)

    def _tell_consoles(self, ticket: TicketNews) -> None:
        frame = {
            "type": "ticket",
            "number": ticket.number,
            "change": ticket.change,
            "to_value": ticket.to_value,
            "assignee_id": ticket.assignee_id,
        }
        for console in self._consoles:
            console.push(frame)

    def _announced(self, conversation_ids: list[str], tickets: bool) -> None:
        self.wake(conversation_ids, tickets=tickets)
        self.relay_change(conversation_ids)


def _nowhere(*_news: object) -> None:
    """There is no other process."""
