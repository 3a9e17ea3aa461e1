"""One WebSocket as we speak it: JSON frames, a limit in size, pace and silence, and refusals by code."""

import asyncio
import json
import time
from typing import Any

import structlog
from fastapi import WebSocket, WebSocketDisconnect

from api.errors import TooFast
from api.tokens import BadToken
from ticketing import errors

LARGEST_FRAME = 16 * 1024
SILENCE = 60.0
"""Seconds without a frame after which a socket is closed; clients ping every 25."""
HELLO_WITHIN = 10.0
PACE_WINDOW = 10.0
FRAMES_IN_WINDOW = 120
TOO_LARGE, TOO_MANY, TOO_SILENT = 1009, 1008, 4408

CODES: dict[type[Exception], str] = {
    errors.ConversationNotFound: "not_yours",
    errors.NotFound: "not_yours",
    errors.Forbidden: "not_yours",
    errors.TextTooLong: "too_long",
    errors.TextEmpty: "empty",
    errors.ConversationClosed: "closed",
    errors.UnknownChoice: "unknown_choice",
    errors.UploadNotFound: "unknown_upload",
    errors.TicketError: "bad_frame",
    TooFast: "too_fast",
}
"""The nearest row up the class's ancestry is the code of the refusal."""

log = structlog.get_logger()


class Line:
    """A socket that was accepted. `receive` gives frames as text; sending takes turns."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._sending = asyncio.Lock()
        self._window_began = time.monotonic()
        self._in_window = 0

    async def receive(self, within: float = SILENCE) -> str | None:
        """The next frame; None for one that is no text. Closes, and raises WebSocketDisconnect, on silence,
        a frame over the limit, or far too many of them."""
        try:
            async with asyncio.timeout(within):
                message = await self._socket.receive()
        except TimeoutError:
            await self._close(TOO_SILENT)
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code") or 1005)
        text: str | None = message.get("text")
        size = len(text.encode(errors="replace")) if text is not None else len(message.get("bytes") or b"")
        if size > LARGEST_FRAME:
            await self._close(TOO_LARGE)
        if time.monotonic() - self._window_began > PACE_WINDOW:
            self._window_began, self._in_window = time.monotonic(), 0
        self._in_window += 1
        if self._in_window > FRAMES_IN_WINDOW:
            await self._close(TOO_MANY)
        return text

    async def send(self, frame: dict[str, Any]) -> None:
        """One frame; raises WebSocketDisconnect when nobody is there any more."""
        async with self._sending:
            try:
                await self._socket.send_text(json.dumps(frame, ensure_ascii=False))
            except (RuntimeError, OSError) as gone:
                raise WebSocketDisconnect(1006) from gone

    async def refuse(self, code: str, detail: str, client_id: str | None = None) -> None:
        """Say why nothing was done."""
        await self.send({"type": "refused", "client_id": client_id, "error": code, "detail": detail})

    async def refuse_for(self, wrong: Exception, client_id: str | None = None) -> None:
        """Refuse with the code and sentence of an error; one that we do not know tells nothing of itself."""
        if isinstance(wrong, BadToken):
            code = "token_expired" if wrong.code == "token_expired" else "not_signed_in"
            await self.refuse(code, str(wrong), client_id)
            return
        for parent in type(wrong).__mro__:
            if parent in CODES:
                await self.refuse(CODES[parent], str(wrong), client_id)
                return
        log.error("a frame broke", exc_info=wrong)
        await self.refuse("internal", "出了点问题，请稍后再试。", client_id)

    async def _close(self, code: int) -> None:
        async with self._sending:
            try:
                await self._socket.close(code)
            except RuntimeError:
                pass
        raise WebSocketDisconnect(code)


def client_id_in(text: str) -> str | None:
    """The client id of a frame that is wrong otherwise, so that its sender knows which one."""
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        return None
    found = frame.get("client_id") if isinstance(frame, dict) else None
    return found if isinstance(found, str) and 0 < len(found) <= 64 and found.isprintable() else None
