"""What runs beside the requests: the hub, the gateway, the queue's watch, and Redis when there is one."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog
from anyio import to_thread
from fastapi import FastAPI

from api.commits import Touched, watch_commits
from api.deps import clock
from api.gates import Gates
from api.gateway import Gateway
from api.health import Probe
from api.hub import Hub
from api.jobs import Jobs
from api.limits import Limiter
from api.metrics import Metrics
from api.rasa import Rasa
from api.record import Record
from api.relay import Relay
from api.settings import Settings
from ticketing import handoffs, queueing
from ticketing.database import open_engine, open_sessions
from ticketing.knowledge import Knowledge
from ticketing.text.analysis import Analyse
from ticketing.text.deferred import FOLDER, DeferredAnalyser

QUEUE_EVERY = 2.0

log = structlog.get_logger()


def set_up(app: FastAPI, settings: Settings, analyse: Analyse | None) -> None:
    """Put what routes and background parts use into the app's state; nothing runs yet.

    Without `analyse` the trained text model of the data folder is used: the app starts only with one.
    """
    app.state.settings = settings
    app.state.engine = open_engine(settings.database_url)
    app.state.text_model = None if analyse else DeferredAnalyser(settings.data_dir / FOLDER)
    app.state.sessions = sessions = open_sessions(app.state.engine, analyse=analyse or app.state.text_model)
    app.state.jobs = Jobs(app.state.engine)
    app.state.limiter = Limiter(settings.redis_url)
    app.state.metrics = Metrics()
    app.state.rasa = Rasa(settings.rasa_url)
    app.state.gates = Gates(app.state.engine)
    app.state.record = Record(sessions, app.state.gates)
    app.state.knowledge = Knowledge()
    app.state.probe = Probe(app.state.rasa, app.state.record)
    app.state.hub = Hub(app.state.record)
    app.state.gateway = Gateway(app.state.record, app.state.rasa, app.state.hub, app.state.metrics, clock)
    watch_commits(sessions, lambda touched: _tell(app, touched))


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Run them, and stop them before the database goes."""
    if app.state.text_model is not None:
        await to_thread.run_sync(app.state.text_model.warm_up)
        await app.state.record.read(app.state.knowledge.warm_up)
    parts: list[Callable[[], Awaitable[None]]] = [
        app.state.hub.run,
        app.state.gateway.run,
        lambda: watch_queue(app.state.record),
    ]
    settings: Settings = app.state.settings
    if settings.redis_url is not None:
        relay = Relay(settings.redis_url, app.state.hub)
        app.state.hub.relay_change, app.state.hub.relay_passing = relay.changed, relay.passing
        parts.append(relay.run)
    tasks = [asyncio.ensure_future(part()) for part in parts]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await app.state.rasa.close()
        app.state.engine.dispose()


async def watch_queue(record: Record) -> None:
    """Let whoever waits for an agent that has left get another one, or hear that nobody is there."""
    while True:
        try:
            if await record.read(queueing.has_left_behind):
                await record.write(lambda session: queueing.give_out(session, clock()))
            if await record.read(queueing.is_deserted):
                await record.write(lambda session: handoffs.sweep_deserted(session, clock()))
        except Exception:
            log.exception("watching the queue failed")
        await asyncio.sleep(QUEUE_EVERY)


def _tell(app: FastAPI, touched: Touched) -> None:
    app.state.hub.announce(touched.conversations, tickets=touched.tickets)
    app.state.gateway.announce(touched.pending)
