"""Between API processes: what changed, who writes, who looks, through Redis pub/sub; never what was said.

Without it, or while Redis is away, every process still finds changes in the database within half a second;
only such passing marks stay in their process.
"""

import asyncio
import json
import secrets
from collections.abc import Iterable
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from api.hub import Hub

CHANNEL = "huisheng:news"
RETRY_AFTER = 2.0
MOST_WAITING = 1000

log = structlog.get_logger()


class Relay:
    """One process's end of the channel."""

    def __init__(self, redis_url: str, hub: Hub) -> None:
        self._redis = Redis.from_url(redis_url, socket_connect_timeout=2, health_check_interval=30)
        self._hub = hub
        self._name = secrets.token_hex(8)
        self._waiting: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)

    def changed(self, conversation_ids: Iterable[str]) -> None:
        """Tell the others of conversations or tickets that changed here; on the event loop only."""
        self._put({"changed": list(conversation_ids)})

    def passing(self, conversation_id: str, frame: dict[str, Any]) -> None:
        """Tell the others of a typing mark, or of who looks at a conversation."""
        self._put({"conversation": conversation_id, "frame": frame})

    async def run(self) -> None:
        """Send and hear until cancelled; a lost Redis is tried again."""
        try:
            await asyncio.gather(self._send(), self._hear())
        finally:
            await self._redis.aclose()

    def _put(self, news: dict[str, Any]) -> None:
        try:
            self._waiting.put_nowait(json.dumps({"from": self._name, **news}))
        except asyncio.QueueFull:
            pass  # Redis is away for long: the others look at the database

    async def _send(self) -> None:
        while True:
            news = await self._waiting.get()
            try:
                await self._redis.publish(CHANNEL, news)
            except (RedisError, OSError) as wrong:
                log.warning("news could not be relayed", why=type(wrong).__name__)
                await asyncio.sleep(RETRY_AFTER)

    async def _hear(self) -> None:
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as channel:
                    await channel.subscribe(CHANNEL)
                    async for message in channel.listen():
                        self._take(message["data"])
            except (RedisError, OSError) as wrong:
                log.warning("the relay cannot hear", why=type(wrong).__name__)
            await asyncio.sleep(RETRY_AFTER)

    def _take(self, data: bytes) -> None:
        try:
            news = json.loads(data)
            if news["from"] == self._name:
                return
            if "changed" in news:
                self._hub.wake([str(one) for one in news["changed"]], tickets=True)
                return
            conversation_id, frame = str(news["conversation"]), dict(news["frame"])
            if frame["type"] == "viewing":
                self._hub.viewers.heard(conversation_id, str(news["from"]), frame)
            else:
                self._hub.push(conversation_id, frame)
        except (ValueError, KeyError, TypeError):
            log.warning("the relay heard something odd")
