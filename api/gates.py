"""How many may use the database at once: they wait here, on the event loop, and not in threads.

A request keeps its connection between two stays in a thread. Were threads to wait for connections or for
SQLite's one write lock, they would soon all wait, and no holder could go on: with 120 writers at once 116
failed so. SQLite has one writer anyway; here they go in order, without polling for the lock.
"""

import asyncio

from sqlalchemy import Engine

READERS = 14
WRITERS = 12
"""Together fewer than the connections of the pool (30), which are fewer than the threads (40)."""


class Gates:
    """For one engine of one process."""

    def __init__(self, engine: Engine) -> None:
        self.writers = asyncio.Semaphore(1 if engine.dialect.name == "sqlite" else WRITERS)
        self.readers = asyncio.Semaphore(READERS)
