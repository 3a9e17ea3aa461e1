"""The only door to the assistant: one POST a turn, with a hard limit in time and size."""

import asyncio
import json
from datetime import datetime

import httpx

from api.bot_answers import read_answer
from ticketing.turns import Reply, Turn

TURN_LIMIT = 8.0
"""Seconds for a whole turn, whatever happens in it."""
LARGEST_ANSWER = 256 * 1024
PROBE = "你好"


class AssistantFailed(Exception):
    """No usable answer; `why`: timeout, unreachable, status, too_large, garbage."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Rasa:
    """Rasa's REST channel at one address."""

    def __init__(self, url: str) -> None:
        self._url = f"{url.rstrip('/')}/webhooks/rest/webhook"
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=16)
        self._http = httpx.AsyncClient(timeout=TURN_LIMIT, limits=limits, trust_env=False)

    async def ask(self, turn: Turn, now: datetime) -> list[Reply]:
        """The assistant's replies to one message, none of them when it said nothing; or AssistantFailed."""
        metadata = {"message_id": turn.message_id, "now": now.isoformat(), "channel": turn.channel}
        return await self._post(turn.conversation_id, turn.text, metadata)

    async def probe(self, sender: str, now: datetime) -> None:
        """A real turn of nobody; raises AssistantFailed unless something was said."""
        metadata = {
            "message_id": f"{sender}:{now.timestamp():.0f}",
            "now": now.isoformat(),
            "channel": "probe",
        }
        if not await self._post(sender, PROBE, metadata):
            raise AssistantFailed("empty")

    async def close(self) -> None:
        """Let the connections go."""
        await self._http.aclose()

    async def _post(self, sender: str, text: str, metadata: dict[str, str]) -> list[Reply]:
        body = {"sender": sender, "message": text, "metadata": metadata}
        try:
            async with asyncio.timeout(TURN_LIMIT), self._http.stream("POST", self._url, json=body) as answer:
                if answer.status_code != 200:
                    raise AssistantFailed("status")
                received = bytearray()
                async for part in answer.aiter_bytes():
                    received += part
                    if len(received) > LARGEST_ANSWER:
                        raise AssistantFailed("too_large")
            return read_answer(json.loads(bytes(received), parse_constant=_refuse))
        except (TimeoutError, httpx.TimeoutException) as slow:
            raise AssistantFailed("timeout") from slow
        except httpx.HTTPError as broken:
            raise AssistantFailed("unreachable") from broken
        except (ValueError, RecursionError) as garbage:
            raise AssistantFailed("garbage") from garbage


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is no JSON")
