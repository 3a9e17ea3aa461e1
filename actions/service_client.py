"""The only HTTP of the actions: the service's routes below one conversation."""

import os
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
from rasa_sdk import Tracker

TIMEOUT = httpx.Timeout(4.0, connect=2.0)
TOKEN_LIFE = timedelta(minutes=1)
_clients: dict[str, httpx.AsyncClient] = {}


class ServiceDown(Exception):
    """The service did not answer, or not with what we can read."""


class Refused(Exception):
    """The service said no: `code` for programs, the text for people."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class Service:
    """The service as one conversation sees it; the conversation's id is the only identity that is passed.

    Raises ServiceDown and Refused. What changes something carries the turn's message id, so that a turn
    that runs twice does its work once.
    """

    def __init__(self, conversation_id: str, message_id: str) -> None:
        self._path = f"/api/v1/bot/conversations/{conversation_id}"
        self._key = f"{conversation_id}:{message_id}"

    async def get(self, path: str, **params: Any) -> dict[str, Any]:
        """Read; parameters that are None are left out."""
        given = {name: value for name, value in params.items() if value is not None}
        return await self._call("GET", path, params=given)

    async def post(self, path: str, body: dict[str, Any], step: str = "") -> dict[str, Any]:
        """Change something; `step` tells two changes of one turn apart."""
        headers = {"Idempotency-Key": f"{self._key}{':' if step else ''}{step}"}
        return await self._call("POST", path, json=body, headers=headers)

    async def _call(self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any) -> Any:
        signed = {**(headers or {}), "Authorization": f"Bearer {_token()}"}
        try:
            answer = await _client().request(method, self._path + path, headers=signed, **more)
            body = answer.json() if answer.content else {}
        except (httpx.HTTPError, ValueError) as wrong:
            raise ServiceDown(f"{method} {path}: {wrong!r}") from wrong
        if answer.status_code < 300:
            return body
        if answer.status_code < 500 and isinstance(body, dict) and "error" in body:
            raise Refused(str(body["error"]), str(body.get("detail", "")))
        raise ServiceDown(f"{method} {path}: {answer.status_code}")


def service_for(tracker: Tracker) -> Service:
    """The service for the turn that is at work."""
    metadata = tracker.latest_message.get("metadata") or {}
    message_id = metadata.get("message_id") or tracker.latest_message.get("message_id") or "0"
    return Service(tracker.sender_id, str(message_id).rsplit(":", 1)[-1])


def _client() -> httpx.AsyncClient:
    """One connection pool a service address; made at the first call, inside the running event loop."""
    base_url = os.environ["HUISHENG_SERVICE_URL"]
    if base_url not in _clients:
        _clients[base_url] = httpx.AsyncClient(base_url=base_url, timeout=TIMEOUT)
    return _clients[base_url]


def _token() -> str:
    now = datetime.now(UTC)
    body = {"aud": "service", "sub": "assistant", "iat": now, "exp": now + TOKEN_LIFE}
    return jwt.encode(body, os.environ["HUISHENG_SERVICE_SECRET"], algorithm="HS256")
