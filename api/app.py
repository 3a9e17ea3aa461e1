"""`create_app(settings)`: the whole HTTP face, put together; nothing happens at import."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from anyio import to_thread
from fastapi import APIRouter, FastAPI

from api import (
    bot_members,
    bot_orders,
    bot_products,
    chat,
    conversations,
    demo,
    errors,
    shop,
    visitors,
)
from api.commits import Touched, watch_commits
from api.deps import get_now
from api.gateway import Gateway
from api.hub import Hub
from api.limits import Limiter
from api.metrics import Metrics
from api.rasa import Rasa
from api.settings import Settings
from ticketing.database import open_engine, open_sessions
from ticketing.text.analysis import Analyse
from ticketing.text.deferred import FOLDER, DeferredAnalyser

ROUTERS: tuple[APIRouter, ...] = (
    visitors.router,
    conversations.router,
    chat.router,
    shop.router,
    demo.router,
    bot_orders.router,
    bot_members.router,
    bot_products.router,
)


def create_app(settings: Settings | None = None, *, analyse: Analyse | None = None) -> FastAPI:
    """An app on its database. Without settings they are read from the environment.

    Without `analyse` the trained text model of the data folder is used: the app starts only with one.
    """
    settings = settings or Settings()  # type: ignore[call-arg]
    app = FastAPI(title="Huisheng 回声", version="0.1.0", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.settings = settings
    app.state.engine = open_engine(settings.database_url)
    app.state.text_model = None if analyse else DeferredAnalyser(settings.data_dir / FOLDER)
    app.state.sessions = open_sessions(app.state.engine, analyse=analyse or app.state.text_model)
    app.state.limiter = Limiter(settings.redis_url)
    app.state.metrics = Metrics()
    app.state.rasa = Rasa(settings.rasa_url)
    app.state.hub = Hub(app.state.sessions)
    app.state.gateway = Gateway(app.state.sessions, app.state.rasa, app.state.hub, app.state.metrics, get_now)
    watch_commits(app.state.sessions, lambda touched: _tell(app, touched))
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router, prefix="/api/v1", responses=errors.REFUSALS)
    return app


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Run what works beside the requests, and stop it before the database goes."""
    if app.state.text_model is not None:
        await to_thread.run_sync(app.state.text_model.warm_up)
    tasks = [asyncio.create_task(app.state.hub.run()), asyncio.create_task(app.state.gateway.run())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
        await app.state.rasa.close()
        app.state.engine.dispose()


def _tell(app: FastAPI, touched: Touched) -> None:
    app.state.hub.announce(touched.conversations, tickets=touched.tickets)
    app.state.gateway.announce(touched.pending)
