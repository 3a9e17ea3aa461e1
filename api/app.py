"""`create_app(settings)`: the whole HTTP face, put together; nothing happens at import."""

from fastapi import APIRouter, FastAPI
from fastapi.middleware.cors import CORSMiddleware

from api import (
    aftersales,
    aftertalk,
    agents,
    bot_aftersales,
    bot_members,
    bot_orders,
    bot_products,
    bot_tickets,
    bot_turns,
    campaigns,
    canned_replies,
    chat,
    commitments,
    console_socket,
    conversations,
    customers,
    dashboard,
    demo,
    errors,
    health,
    knowledge,
    learning,
    learning_models,
    pages,
    rules,
    shop,
    shopper_cases,
    survey_page,
    surveys,
    tickets,
    uploads,
    visitors,
)
from api.logs import RequestLog, set_up_logs
from api.running import lifespan, set_up
from api.security_headers import BodyLimit, SecurityHeaders
from api.settings import Settings
from ticketing.text.analysis import Analyse

ROUTERS: tuple[APIRouter, ...] = (
    visitors.router,
    conversations.router,
    chat.router,
    console_socket.router,
    uploads.router,
    bot_turns.router,
    aftertalk.router,
    shop.router,
    demo.router,
    bot_orders.router,
    bot_members.router,
    bot_products.router,
    bot_aftersales.router,
    bot_tickets.router,
    knowledge.bot_router,
    knowledge.router,
    aftersales.router,
    shopper_cases.router,
    agents.router,
    tickets.router,
    commitments.router,
    rules.router,
    canned_replies.router,
    customers.router,
    dashboard.router,
    campaigns.router,
    surveys.router,
    learning.router,
    learning_models.router,
)


def create_app(settings: Settings | None = None, *, analyse: Analyse | None = None) -> FastAPI:
    """An app on its database. Without settings they are read from the environment.

    Without `analyse` the trained text model of the data folder is used: the app starts only with one.
    """
    if settings is None:
        settings = Settings()  # type: ignore[call-arg]
        set_up_logs()
    app = FastAPI(title="Huisheng 回声", version="0.1.0", docs_url=None, redoc_url=None, lifespan=lifespan)
    set_up(app, settings, analyse)
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router, prefix="/api/v1", responses=errors.REFUSALS)
    app.include_router(health.router)
    app.include_router(knowledge.page_router)
    app.include_router(survey_page.router)
    pages.install(app, settings)
    # The last added is the outermost: what it adds stands on every answer, also on refusals of the others.
    app.add_middleware(BodyLimit)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.allowed_origins,
        allow_methods=["GET", "POST", "PUT", "PATCH"],
        allow_headers=["Authorization", "Content-Type", "Idempotency-Key"],
        max_age=600,
    )
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestLog)
    return app
