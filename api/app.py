"""`create_app(settings)`: the whole HTTP face, put together; nothing happens at import."""

from fastapi import APIRouter, FastAPI

from api import errors
from api.settings import Settings
from ticketing.database import open_engine, open_sessions

ROUTERS: tuple[APIRouter, ...] = ()


def create_app(settings: Settings | None = None) -> FastAPI:
    """An app on its database. Without settings they are read from the environment."""
    settings = settings or Settings()  # type: ignore[call-arg]
    app = FastAPI(title="Huisheng 回声", version="0.1.0", docs_url=None, redoc_url=None)
    app.state.settings = settings
    app.state.engine = open_engine(settings.database_url)
    app.state.sessions = open_sessions(app.state.engine)
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router, prefix="/api/v1", responses=errors.REFUSALS)
    return app
