"""How often somebody may do something: by what he is and by address, so that neither locks out many."""

import time
from typing import Annotated

import structlog
from fastapi import Depends, Request
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import HTTPConnection

from api.errors import TooFast

SAY_IN_CONVERSATION = RateLimitItemPerMinute(20)
SAY_FROM_ADDRESS = RateLimitItemPerMinute(200)
LOGIN_FROM_ADDRESS = RateLimitItemPerMinute(10)
LOGIN_AS_SOMEBODY = RateLimitItemPerMinute(5)
VISIT_FROM_ADDRESS = RateLimitItemPerMinute(30)
UPLOAD_IN_CONVERSATION = RateLimitItemPerMinute(12)
UPLOAD_FROM_ADDRESS = RateLimitItemPerMinute(60)
RATE_IN_CONVERSATION = RateLimitItemPerMinute(6)

log = structlog.get_logger()


class Limiter:
    """Counts in this process, or in Redis for several of them."""

    def __init__(self, redis_url: str | None = None) -> None:
        self._here = MovingWindowRateLimiter(MemoryStorage())
        self._shared = self._here
        if redis_url is not None:
            storage = RedisStorage(redis_url, wrap_exceptions=True, socket_timeout=1.0)
            self._shared = MovingWindowRateLimiter(storage)

    def check(self, rule: RateLimitItem, *key: str) -> None:
        """Count one, or raise TooFast when there were enough. Blocks on Redis: call in a thread.

        While Redis is away each process counts for itself.
        """
        try:
            self._check(self._shared, rule, key)
        except StorageError:
            log.warning("limits are counted in this process alone")
            self._check(self._here, rule, key)

    def _check(self, window: MovingWindowRateLimiter, rule: RateLimitItem, key: tuple[str, ...]) -> None:
        if not window.hit(rule, *key):
            opens_at = window.get_window_stats(rule, *key).reset_time
            raise TooFast(max(1, int(opens_at - time.time()) + 1))


def address_of(connection: HTTPConnection) -> str:
    """Where the caller comes from; behind a proxy uvicorn's --proxy-headers tells it."""
    return connection.client.host if connection.client else "unknown"


def limiter_of(request: Request) -> Limiter:
    """The app's limiter."""
    limiter: Limiter = request.app.state.limiter
    return limiter


async def get_limiter(request: Request) -> Limiter:
    """The app's limiter, for routes."""
    return limiter_of(request)


def check_login(request: Request, login: str) -> None:
    """Before a password is looked at: raise TooFast by address and by login."""
    limiter = limiter_of(request)
    limiter.check(LOGIN_FROM_ADDRESS, "login", address_of(request))
    limiter.check(LOGIN_AS_SOMEBODY, "login-as", login[:80])


def check_speech(limiter: Limiter, conversation_id: str, address: str) -> None:
    """Before a message is stored: raise TooFast by conversation and by address."""
    limiter.check(SAY_IN_CONVERSATION, "say", conversation_id)
    limiter.check(SAY_FROM_ADDRESS, "say-from", address)


def count_visit(request: Request) -> None:
    """Raise TooFast when an address makes too many visitors."""
    limiter_of(request).check(VISIT_FROM_ADDRESS, "visit", address_of(request))


LimiterDep = Annotated[Limiter, Depends(get_limiter)]
CountVisit = Depends(count_visit)
