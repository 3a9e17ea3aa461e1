"""The gateway to the assistant: asks about one message at a time per conversation, and settles every one."""

import asyncio
import secrets
import time
from collections.abc import Callable, Iterable
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from api.hub import Hub
from api.metrics import Metrics
from api.rasa import AssistantFailed, Rasa
from api.record import Record
from ticketing import turns
from ticketing.turns import LATEST_START, Outcome, Reply, Turn

SWEEP_EVERY = 1.0
AT_ONCE = 24
"""Turns of one process at the same time; Rasa works on one core anyway."""

log = structlog.get_logger()


class Gateway:
    """One process's workers. `clock` is the only time it knows."""

    def __init__(
        self, record: Record, rasa: Rasa, hub: Hub, metrics: Metrics, clock: Callable[[], datetime]
    ) -> None:
        self._rasa, self._hub, self._metrics, self._clock = rasa, hub, metrics, clock
        self._record = record
        self.name = f"gateway-{secrets.token_hex(8)}"
        self._working: dict[str, asyncio.Task[None]] = {}
        self._woken_again: set[str] = set()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._loop: asyncio.AbstractEventLoop | None = None

    def announce(self, conversation_ids: Iterable[str]) -> None:
        """Messages for the assistant were committed; callable from every thread."""
        if self._loop is None or self._loop.is_closed():
            return
        for conversation_id in conversation_ids:
            self._loop.call_soon_threadsafe(self.wake, conversation_id)

    def wake(self, conversation_id: str) -> None:
        """Work on a conversation, unless that is being done: then look once more afterwards."""
        if conversation_id in self._working:
            self._woken_again.add(conversation_id)
            return
        task = asyncio.get_running_loop().create_task(self._work(conversation_id))
        self._working[conversation_id] = task
        task.add_done_callback(lambda _: self._done(conversation_id))

    async def run(self) -> None:
        """Pick up what nobody works on, every second until cancelled: after a crash that is everything."""
        self._loop = asyncio.get_running_loop()
        try:
            while True:
                try:
                    for conversation_id in await self._record.read(
                        lambda s: turns.has_work(s, self._clock())
                    ):
                        self.wake(conversation_id)
                except Exception:
                    log.exception("sweeping for turns failed")
                await asyncio.sleep(SWEEP_EVERY)
        finally:
            await self._stop()

    async def _work(self, conversation_id: str) -> None:
        async with self._room:
            turn = await self._record.write(
                lambda s: turns.take(s, conversation_id, self.name, self._clock())
            )
            while turn is not None:
                turn = await self._one(turn)

    async def _one(self, turn: Turn) -> Turn | None:
        """Ask, settle, and take the next message in the transaction that settles this one."""
        began = time.perf_counter()
        self._typing(turn, True)
        try:
            replies = await self._ask(turn)
            outcome, following = await self._record.write(lambda s: self._settle(s, turn, replies))
        finally:
            self._typing(turn, False)
        self._metrics.turn_seconds.observe(time.perf_counter() - began)
        self._metrics.turns.labels(outcome).inc()
        return following

    def _settle(
        self, session: Session, turn: Turn, replies: list[Reply] | None
    ) -> tuple[Outcome, Turn | None]:
        now = self._clock()
        if replies is None:
            outcome = turns.settle_failed(session, turn, by=self.name, now=now)
        else:
            outcome = turns.settle_answered(session, turn, replies, by=self.name, now=now)
        session.flush()
        return outcome, turns.take(session, turn.conversation_id, self.name, now)

    async def _ask(self, turn: Turn) -> list[Reply] | None:
        now = self._clock()
        if now - turn.said_at > LATEST_START:
            self._failed(turn, "too_late")
            return None
        try:
            replies = await self._rasa.ask(turn, now)
        except AssistantFailed as failure:
            self._failed(turn, failure.why)
            return None
        if not replies:
            self._metrics.failures.labels("empty").inc()
        return replies

    def _failed(self, turn: Turn, why: str) -> None:
        self._metrics.failures.labels(why).inc()
        log.warning("the assistant gave no answer", turn=turn.message_id, why=why)

    def _typing(self, turn: Turn, on: bool) -> None:
        frame = {
            "type": "typing",
            "conversation_id": turn.conversation_id,
            "author": "bot",
            "name": None,
            "on": on,
        }
        self._hub.say(turn.conversation_id, frame)

    def _done(self, conversation_id: str) -> None:
        task = self._working.pop(conversation_id)
        if not task.cancelled() and (wrong := task.exception()) is not None:
            # The message stays pending: its lease runs out and the sweep takes it up again.
            log.error("a turn broke", conversation=conversation_id, exc_info=wrong)
        if conversation_id in self._woken_again:
            self._woken_again.discard(conversation_id)
            if self._loop is not None and not task.cancelled():
                self.wake(conversation_id)

    async def _stop(self) -> None:
        self._woken_again.clear()
        working = list(self._working.values())
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)
        await self._record.write(lambda s: turns.release_all(s, self.name))
