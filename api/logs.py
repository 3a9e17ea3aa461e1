"""Logs as JSON lines on stderr, with personal data masked wherever it stands in them."""

import logging
import sys
import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics
from ticketing.text.masking import mask

log = structlog.get_logger()
QUIET = ("/healthz", "/readyz", "/metrics")


def mask_event(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: every text of the event without phone, address, ID number, card, e-mail."""
    return {key: value if key == "timestamp" else _masked(value) for key, value in event.items()}


def set_up_logs() -> None:
    """Let structlog and the standard library write the same masked lines; called once a process."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                mask_event,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    # RequestLog writes the requests: the server's own lines hold whole addresses.
    for name, propagate in (("uvicorn", True), ("uvicorn.error", True), ("uvicorn.access", False)):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = propagate
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


class RequestLog:
    """One line and one measure a request: method, route, status, time; never what stands in path or query,
    where survey tokens and signatures are."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            took = time.perf_counter() - began
            method = (
                scope["method"] if scope["method"] in {"GET", "POST", "PUT", "PATCH", "DELETE"} else "OTHER"
            )
            metrics: Metrics = scope["app"].state.metrics
            metrics.requests.labels(method, f"{status // 100}xx").observe(took)
            if scope["path"] not in QUIET:
                route = getattr(scope.get("route"), "path", "(none)")
                log.info("request", method=method, route=route, status=status, ms=round(took * 1000, 1))


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: _masked(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(one) for one in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return mask(str(value))
