"""Whether the process lives, whether it can serve, and what it counts."""

import asyncio
import time
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from sqlalchemy import select

from api.deps import NowDep
from api.errors import Refusal, refusal
from api.metrics import Metrics
from api.rasa import AssistantFailed, Rasa
from api.record import Record
from ticketing.models import Conversation
from ticketing.queueing import queue_length

router = APIRouter(tags=["service"])
PROBE = "c_readyz"
"""The conversation of nobody: the assistant answers it, the record does not know it."""
FRESH = 2.0
"""Seconds for which an answer is good: asking for it all the time costs no turns."""


class Alive(BaseModel):
    """The process answers."""

    status: str = "ok"


class Readiness(BaseModel):
    """Database and assistant answer; `turn_ms` is how long a real turn took."""

    status: str = "ready"
    turn_ms: int


class Probe:
    """The last look, shared by all who ask at once."""

    def __init__(self, rasa: Rasa, record: Record) -> None:
        self._rasa, self._record = rasa, record
        self._looking = asyncio.Lock()
        self._looked_at = float("-inf")
        self._seen: Readiness | str = ""

    async def look(self, now: datetime) -> Readiness | str:
        """What is ready, or in words what is not."""
        async with self._looking:
            if time.monotonic() - self._looked_at > FRESH:
                self._seen = await self._look(now)
                self._looked_at = time.monotonic()
            return self._seen

    async def _look(self, now: datetime) -> Readiness | str:
        try:
            await self._record.read(lambda s: s.execute(select(Conversation.id).limit(1)).first())
        except Exception:
            return "数据库没有应答，或还没有迁移。"
        began = time.perf_counter()
        try:
            await self._rasa.probe(PROBE, now)
        except AssistantFailed as failure:
            return f"智能助手没有应答（{failure.why}）。"
        return Readiness(turn_ms=round((time.perf_counter() - began) * 1000))


@router.get("/healthz")
def alive() -> Alive:
    """The process lives."""
    return Alive()


@router.get("/readyz", responses={503: {"model": Refusal}}, response_model=Readiness)
@router.post("/readyz", responses={503: {"model": Refusal}}, response_model=Readiness)
async def ready(request: Request, now: NowDep) -> Readiness | JSONResponse:
    """The database answers and the assistant takes a real turn; else 503 with what does not."""
    probe: Probe = request.app.state.probe
    seen = await probe.look(now)
    return seen if isinstance(seen, Readiness) else refusal(503, "not_ready", seen)


@router.get("/metrics", response_class=PlainTextResponse)
async def metrics(request: Request) -> Response:
    """The measures for Prometheus."""
    measured: Metrics = request.app.state.metrics
    record: Record = request.app.state.record
    measured.queue_length.set(await record.read(queue_length))
    return Response(generate_latest(measured.registry), media_type=CONTENT_TYPE_LATEST)
