"""The record from asynchronous code: each piece of work in a thread, each in one transaction."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from anyio import CancelScope, to_thread
from sqlalchemy.orm import Session

from api.gates import Gates
from ticketing.database import Sessions, read_only

T = TypeVar("T")


class Record:
    """The database for whoever runs on the event loop."""

    def __init__(self, sessions: Sessions, gates: Gates) -> None:
        self._sessions, self._gates = sessions, gates

    async def write(self, work: Callable[[Session], T]) -> T:
        """Do the work and commit it; nothing of it stays when it raises."""

        def run() -> T:
            with self._sessions.begin() as session:
                return work(session)

        async with self._gates.writers:
            return await in_thread(run)

    async def read(self, work: Callable[[Session], T]) -> T:
        """Do work that only reads; on SQLite it waits for nobody."""

        def run() -> T:
            with self._sessions() as session:
                return work(read_only(session))

        async with self._gates.readers:
            return await in_thread(run)


async def in_thread(run: Callable[[], T]) -> T:
    """Run in a thread and wait for its end even when cancelled: no transaction is left behind unwatched."""
    task = asyncio.ensure_future(to_thread.run_sync(run))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        with CancelScope(shield=True):
            await asyncio.wait([task])
        raise
