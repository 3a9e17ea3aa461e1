"""The agents' socket, `/api/v1/console`: docs/protocol.md. Replies go over REST."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from anyio import CancelScope
from fastapi import APIRouter, FastAPI, WebSocket, WebSocketDisconnect
from pydantic import ValidationError
from sqlalchemy.orm import Session

from api import following
from api.deps import agent_of, clock
from api.following import Following
from api.frames import (
    AgentFrame,
    ConsoleHello,
    ConsoleRead,
    ConsoleTyping,
    Ping,
    Unwatch,
    Watch,
    agent_frame,
)
from api.hub import Hub, Listener
from api.line import HELLO_WITHIN, SILENCE, Line
from api.record import Record
from api.settings import Settings
from api.tokens import BadToken
from ticketing import agents, queries, reading
from ticketing.conversations import get_conversation
from ticketing.models import Agent
from ticketing.rules.owners import Owner

router = APIRouter()
SEEN_EVERY = timedelta(minutes=1)
"""An open console says so often that its agent is still at the desk."""
COUNTS_EVERY = 1.0
"""Seconds between two counts of the lists, however many tickets change."""


@router.websocket("/console")
async def console(socket: WebSocket) -> None:
    """One agent's window."""
    await socket.accept()
    gauge = socket.app.state.metrics.sockets.labels("agent")
    with gauge.track_inprogress():
        await ConsoleWindow(socket.app, Line(socket)).serve()


class ConsoleWindow:
    """One open socket of an agent: who, what is looked at, and how far it has been told."""

    def __init__(self, app: FastAPI, line: Line) -> None:
        self._line = line
        self._settings: Settings = app.state.settings
        self._record: Record = app.state.record
        self._hub: Hub = app.state.hub
        self._listener = Listener()
        self._token: str | None = None
        self._agent: Agent | None = None
        self._seen_at = datetime.min.replace(tzinfo=UTC)
        self._following: Following | None = None
        self._counts: dict[str, int] = {}
        self._counted_at = float("-inf")
        self._counts_are_old = False
        self._telling = asyncio.Lock()

    async def serve(self) -> None:
        """Read frames and tell news until the socket ends."""
        teller = asyncio.create_task(self._tell())
        try:
            while True:
                text = await self._line.receive(SILENCE if self._token else HELLO_WITHIN)
                await self._take(text)
        except WebSocketDisconnect:
            pass
        finally:
            self._hub.close(self._listener)
            teller.cancel()
            with CancelScope(shield=True):
                await asyncio.gather(teller, return_exceptions=True)

    async def _take(self, text: str | None) -> None:
        try:
            frame = agent_frame.validate_json(text if text is not None else "")
        except ValidationError:
            await self._line.refuse("bad_frame", "这条消息的格式不对。")
            return
        try:
            await self._do(frame)
        except WebSocketDisconnect:
            raise
        except Exception as wrong:
            await self._line.refuse_for(wrong)

    async def _do(self, frame: AgentFrame) -> None:
        now = clock()
        if isinstance(frame, Ping):
            await self._line.send({"type": "pong"})
            await self._mark_seen(now)
        elif isinstance(frame, ConsoleHello):
            await self._hello(frame, now)
        elif isinstance(frame, Watch):
            await self._watch(frame, now)
        elif isinstance(frame, Unwatch):
            self._following = None
            self._hub.listen(self._listener, None)
        elif isinstance(frame, ConsoleTyping):
            await self._typing(frame, now)
        elif isinstance(frame, ConsoleRead):
            await self._read(frame, now)

    async def _mark_seen(self, now: datetime) -> None:
        agent = self._agent
        if agent is not None and now - self._seen_at >= SEEN_EVERY:
            self._seen_at = now
            await self._record.write(lambda session: agents.mark_seen(session, agent.id, now))

    async def _hello(self, hello: ConsoleHello, now: datetime) -> None:
        def enter(session: Session) -> tuple[Agent, dict[str, int]]:
            agent = agent_of(session, self._settings, hello.token, now)
            return agent, queries.count_tickets(session, agent)

        async with self._telling:
            agent, self._counts = await self._record.read(enter)
            self._token, self._agent = hello.token, agent
            await self._mark_seen(now)
            self._listener.name = agent.name
            self._hub.open_console(self._listener)
            shown = {"id": agent.id, "name": agent.name, "role": agent.role, "is_online": agent.is_online}
            await self._line.send(
                {
                    "type": "welcome",
                    "agent": shown,
                    "counts": self._counts,
                    "server_time": now.isoformat(),
                }
            )

    async def _watch(self, watch: Watch, now: datetime) -> None:
        def look(session: Session) -> tuple[Following, list[dict[str, Any]], bool]:
            self._check(session, now)
            conversation = get_conversation(session, watch.conversation_id)
            return following.begin(session, self._settings, conversation, watch.last_seq, now)

        async with self._telling:
            state, messages, _ = await self._record.read(look)
            self._following = state
            for message in messages:
                await self._line.send({"type": "message", "message": message})
            await self._line.send({"type": "conversation", "conversation": state.view})
            self._hub.listen(self._listener, watch.conversation_id)
        self._listener.wake()

    async def _typing(self, typing: ConsoleTyping, now: datetime) -> None:
        def may_speak(session: Session) -> bool:
            agent = self._check(session, now)
            conversation = get_conversation(session, typing.conversation_id)
            return conversation.owner == Owner.AGENT and conversation.agent_id == agent.id

        if await self._record.read(may_speak) and self._agent is not None:
            frame = {"type": "typing", "conversation_id": typing.conversation_id, "author": "agent"}
            self._hub.say(
                typing.conversation_id,
                {**frame, "name": self._agent.name, "on": typing.on},
                but=self._listener,
            )

    async def _read(self, read: ConsoleRead, now: datetime) -> None:
        def mark(session: Session) -> bool:
            self._check(session, now)
            return reading.mark(session, read.conversation_id, read.seq, by="agent")

        if await self._record.write(mark):
            self._hub.wake([read.conversation_id])

    def _check(self, session: Session, now: datetime) -> Agent:
        """The agent as he stands now: a token, an account and its version can end at any time."""
        if self._token is None:
            raise BadToken("not_signed_in", "请先登录。")
        return agent_of(session, self._settings, self._token, now)

    async def _tell(self) -> None:
        """Send news as they come; none to somebody whose session has ended."""
        while True:
            await self._listener.heard()
            if self._token is None:
                continue
            try:
                async with self._telling:
                    await self._catch_up(clock())
            except WebSocketDisconnect:
                return
            except BadToken as over:
                self._token = self._agent = self._following = None
                self._hub.close(self._listener)
                await self._line.refuse_for(over)
            except Exception as wrong:
                await self._line.refuse_for(wrong)

    async def _catch_up(self, now: datetime) -> None:
        current = self._following

        def look(session: Session) -> list[dict[str, Any]]:
            self._check(session, now)
            return current.take(session, self._settings, now) if current is not None else []

        frames = await self._record.read(look)
        while current is not None and current.is_behind:
            frames += await self._record.read(look)
        for frame in frames:
            if frame["type"] == "read" and current is not None:
                frame = {**frame, "conversation_id": current.conversation_id}
            await self._line.send(frame)
        for frame in self._listener.take_frames():
            self._counts_are_old = self._counts_are_old or frame["type"] == "ticket"
            await self._line.send(frame)
        if self._counts_are_old:
            await self._count(now)

    async def _count(self, now: datetime) -> None:
        wait = COUNTS_EVERY - (time.monotonic() - self._counted_at)
        if wait > 0:
            asyncio.get_running_loop().call_later(wait, self._listener.wake)
            return
        self._counted_at = time.monotonic()
        self._counts_are_old = False
        counts = await self._record.read(lambda s: queries.count_tickets(s, self._check(s, now)))
        if counts != self._counts:
            self._counts = counts
            await self._line.send({"type": "counts", "counts": counts})
