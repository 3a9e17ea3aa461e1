"""The door by which the worker puts a model to use: POST /webhooks/models/loads, with a token."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import jwt
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.model_loading import CannotLoad, check_archive, prepare, swap, warm_up

LIMIT = 45.0
"""Seconds; who asked has given up soon after, and nothing may change behind his back."""
VERSION = re.compile(r"\d{8}-\d{6}")
ARCHIVE = "assistant.tar.gz"
logger = logging.getLogger(__name__)


class ModelDoor(InputChannel):
    """Not a way to talk. Loads only what lies in the data folder, by version and digest, never a path."""

    def __init__(self, data_dir: Path, secret: str) -> None:
        self._models = data_dir / "models"
        self._secret = secret

    @classmethod
    def name(cls) -> str:
        """The part of the address after /webhooks/."""
        return "models"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Called by Rasa with the section of bot/credentials.yml."""
        found = credentials or {}
        return cls(Path(found["data_dir"]), found["secret"])

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The one route."""
        door = Blueprint("model_door")
        one_at_a_time = asyncio.Lock()

        @door.route("/loads", methods=["POST"])
        async def load(request: Request) -> HTTPResponse:
            asked: Any = request.json
            if not isinstance(asked, dict) or not VERSION.fullmatch(str(asked.get("version"))):
                return response.text("no such version", status=404)
            version = str(asked["version"])
            if not self._may(request, version):
                return response.text("not allowed", status=401)
            async with one_at_a_time:
                try:
                    await self._load(request.app.ctx.agent, version, str(asked.get("digest")))
                except CannotLoad as reason:
                    logger.warning("model %s was not loaded: %s", version, reason)
                    return response.text(str(reason)[:300], status=409)
            return response.json({"version": version})

        return door

    async def _load(self, agent: Any, version: str, digest: str) -> None:
        began = time.monotonic()
        archive = self._models / version / ARCHIVE
        await asyncio.to_thread(check_archive, archive, digest)
        processor = await asyncio.to_thread(prepare, agent, archive)
        await warm_up(processor)
        if time.monotonic() - began > LIMIT:
            raise CannotLoad(f"it took longer than {LIMIT:.0f} s")
        swap(agent, processor)
        logger.info("model %s answers after %.1f s", version, time.monotonic() - began)

    def _may(self, request: Request, version: str) -> bool:
        try:
            claims = jwt.decode(
                request.token or "",
                self._secret,
                algorithms=["HS256"],
                audience="model",
                options={"require": ["exp", "sub", "aud"]},
            )
        except jwt.InvalidTokenError:
            return False
        return bool(claims["sub"] == version)
