"""The only HTTP of the actions: the service's seam for the assistant, one conversation at a time.

ServiceError
├── ServiceDown      no answer in time, or an answer that is none
└── Refused          the service says no; `code` for programs, `detail` for the shopper
    └── NotSignedIn  the shopper must sign in to the shop first
"""

import asyncio
import logging
import os
import time
from collections.abc import Mapping
from typing import Any

import httpx
import jwt

# It would log every address with the shopper's words in it.
logging.getLogger("httpx").setLevel(logging.WARNING)

CONNECT_WITHIN = 2.0
ANSWER_WITHIN = 4.0
REPORT_WITHIN = 0.3
TOKEN_LIFE = 60
TOKEN_REUSED = 30


class ServiceError(Exception):
    """Anything that kept the service from answering as asked."""


class ServiceDown(ServiceError):
    """Unreachable, too slow, or broken."""


class Refused(ServiceError):
    """A refusal with its reason."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status, self.code, self.detail = status, code, detail


class NotSignedIn(Refused):
    """Orders and members' things need a signed-in shopper."""


class ServiceClient:
    """Speaks for one service; connections are kept per event loop. Raises ServiceError only."""

    def __init__(self, url: str, secret: str) -> None:
        self._url = url.rstrip("/") + "/api/v1/bot/conversations"
        self._secret = secret
        self._token, self._token_until = "", 0.0
        self._http: httpx.AsyncClient | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def for_conversation(self, conversation_id: str, message_id: str) -> "Seam":
        """The seam below one conversation; `message_id` makes its changes happen once."""
        return Seam(self, conversation_id, message_id)

    async def request(
        self, method: str, path: str, *, within: float = ANSWER_WITHIN, **options: Any
    ) -> dict[str, Any]:
        """One call; the JSON object of the answer, empty for 204."""
        headers = {"Authorization": f"Bearer {self._bearer()}", **options.pop("headers", {})}
        timeout = httpx.Timeout(within, connect=min(CONNECT_WITHIN, within))
        try:
            # httpx counts each read by itself; the whole call is bounded here.
            async with asyncio.timeout(within):
                answer = await self._client().request(
                    method, self._url + path, headers=headers, timeout=timeout, **options
                )
        except (TimeoutError, httpx.HTTPError) as failure:
            raise ServiceDown(f"{method} {path}: {type(failure).__name__}") from failure
        return _read(answer)

    def _client(self) -> httpx.AsyncClient:
        loop = asyncio.get_running_loop()
        if self._http is None or self._loop is not loop:
            # trust_env off: a proxy of the machine must not see shoppers' data.
            self._http, self._loop = httpx.AsyncClient(trust_env=False), loop
        return self._http

    def _bearer(self) -> str:
        now = time.time()
        if now >= self._token_until:
            claims = {"aud": "service", "sub": "assistant", "iat": int(now), "exp": int(now) + TOKEN_LIFE}
            self._token = jwt.encode(claims, self._secret, algorithm="HS256")
            self._token_until = now + TOKEN_REUSED
        return self._token


class Seam:
    """What may be asked and changed for one conversation; paths are those of the service's API."""

    def __init__(self, client: ServiceClient, conversation_id: str, message_id: str) -> None:
        self._client, self._conversation_id, self._message_id = client, conversation_id, message_id

    async def get(self, path: str, **params: Any) -> dict[str, Any]:
        """Ask for facts; parameters that are None are left out."""
        return await self._client.request(
            "GET",
            self._path(path),
            params={name: value for name, value in params.items() if value is not None},
        )

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Change something, once a message however often it is tried."""
        key = f"{self._conversation_id}:{self._message_id}"
        return await self._client.request(
            "POST", self._path(path), json=dict(body), headers={"Idempotency-Key": key}
        )

    async def report(self, body: Mapping[str, Any]) -> None:
        """Tell how the turn went; best effort, never in the shopper's way."""
        try:
            await self._client.request(
                "POST", self._path("turn-reports"), json=dict(body), within=REPORT_WITHIN
            )
        except ServiceError:
            return

    def _path(self, path: str) -> str:
        return f"/{self._conversation_id}/{path}"


def _read(answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code == 204:
        return {}
    try:
        body = answer.json()
    except ValueError as garbage:
        raise ServiceDown(f"{answer.request.url.path}: no JSON, status {answer.status_code}") from garbage
    if answer.status_code >= 500 or answer.status_code == 401 or not isinstance(body, dict):
        raise ServiceDown(f"{answer.request.url.path}: status {answer.status_code}")
    if answer.status_code >= 400:
        kind = NotSignedIn if body.get("error") == "not_signed_in" else Refused
        raise kind(answer.status_code, str(body.get("error", "")), str(body.get("detail", "")))
    return body


_client: ServiceClient | None = None


def get_client() -> ServiceClient:
    """The process's client by HUISHENG_SERVICE_URL and HUISHENG_SERVICE_SECRET."""
    global _client
    if _client is None:
        _client = ServiceClient(os.environ["HUISHENG_SERVICE_URL"], os.environ["HUISHENG_SERVICE_SECRET"])
    return _client


def use_client(client: ServiceClient | None) -> None:
    """Put another client in place; tests do."""
    global _client
    _client = client
