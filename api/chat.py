"""The shopper's socket, `/api/v1/chat`: docs/protocol.md."""

import asyncio
from datetime import datetime
from typing import Any

from anyio import CancelScope
from fastapi import APIRouter, FastAPI, WebSocket, WebSocketDisconnect
from pydantic import ValidationError
from sqlalchemy.orm import Session

from api import following
from api.deps import clock
from api.following import Following
from api.frames import Choose, Handoff, Hello, Ping, Read, Send, ShopperFrame, Typing, shopper_frame
from api.hub import Hub, Listener
from api.limits import address_of, check_speech
from api.line import HELLO_WITHIN, SILENCE, Line, client_id_in
from api.record import Record
from api.settings import Settings
from api.tokens import BadToken, Claims, read
from ticketing import handoffs, inbound, reading, speaking
from ticketing.conversations import conversation_for, find_message, get_own
from ticketing.models import Customer, Message

router = APIRouter()


@router.websocket("/chat")
async def chat(socket: WebSocket) -> None:
    """One shopper's window."""
    await socket.accept()
    window = ChatWindow(socket.app, Line(socket), address_of(socket))
    gauge = socket.app.state.metrics.sockets.labels("shopper")
    with gauge.track_inprogress():
        await window.serve()


class ChatWindow:
    """One open socket of a shopper: whose it is, which conversation, and how far it has been told."""

    def __init__(self, app: FastAPI, line: Line, address: str) -> None:
        self._app, self._line, self._address = app, line, address
        self._settings: Settings = app.state.settings
        self._hub: Hub = app.state.hub
        self._record: Record = app.state.record
        self._listener = Listener()
        self._claims: Claims | None = None
        self._following: Following | None = None
        self._catching_up = asyncio.Lock()

    async def serve(self) -> None:
        """Read frames and tell news until the socket ends."""
        teller = asyncio.create_task(self._tell())
        try:
            while True:
                text = await self._line.receive(SILENCE if self._claims else HELLO_WITHIN)
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
            frame = shopper_frame.validate_json(text if text is not None else "")
        except ValidationError:
            await self._line.refuse("bad_frame", "这条消息的格式不对。", client_id_in(text or ""))
            return
        client_id = getattr(frame, "client_id", None)
        try:
            await self._do(frame)
        except WebSocketDisconnect:
            raise
        except Exception as wrong:
            await self._line.refuse_for(wrong, client_id)

    async def _do(self, frame: ShopperFrame) -> None:
        now = clock()
        if isinstance(frame, Ping):
            await self._line.send({"type": "pong"})
            return
        if isinstance(frame, Hello):
            await self._hello(frame, now)
            return
        claims, current = self._check_signed_in(now)
        conversation_id = current.conversation_id
        if isinstance(frame, Typing):
            passing = {"type": "typing", "author": "customer", "name": None, "on": frame.on}
            self._hub.say(
                conversation_id, {**passing, "conversation_id": conversation_id}, but=self._listener
            )
        elif isinstance(frame, Read):
            moved = await self._record.write(
                lambda s: reading.mark(s, conversation_id, frame.seq, by="customer")
            )
            if moved:
                self._hub.wake([conversation_id])
        else:
            message = await self._record.write(lambda s: self._store(s, claims, conversation_id, frame, now))
            at = message.created_at.isoformat()
            await self._line.send(
                {"type": "ack", "client_id": message.client_id, "seq": message.seq, "created_at": at}
            )

    def _store(
        self,
        session: Session,
        claims: Claims,
        conversation_id: str,
        frame: Send | Choose | Handoff,
        now: datetime,
    ) -> Message:
        stored = find_message(session, conversation_id, frame.client_id)
        if stored is not None:
            return stored
        check_speech(self._app.state.limiter, conversation_id, self._address)
        client_id = frame.client_id
        if isinstance(frame, Choose):
            return speaking.choose(
                session, conversation_id, client_id=client_id, seq=frame.seq, choice=frame.choice, now=now
            )
        if isinstance(frame, Handoff):
            conversation = get_own(session, conversation_id, _customer(session, claims))
            return handoffs.request_person(session, conversation, client_id=client_id, now=now)
        if frame.kind == "image":
            return inbound.receive_image(
                session,
                conversation_id,
                client_id=client_id,
                upload_id=frame.body.upload_id,
                text=frame.body.text,
                now=now,
            )
        return inbound.receive_text(
            session, conversation_id, client_id=client_id, text=frame.body.text, now=now
        )

    async def _hello(self, hello: Hello, now: datetime) -> None:
        claims = read(self._settings.secret_key.get_secret_value(), "shopper", hello.token, now)

        def enter(session: Session) -> tuple[Following, list[dict[str, Any]], bool]:
            customer = _customer(session, claims)
            if hello.conversation_id is not None:
                conversation = get_own(session, hello.conversation_id, customer)
            else:
                conversation = conversation_for(session, customer, now)
            return following.begin(session, self._settings, conversation, hello.last_seq, now)

        async with self._catching_up:
            state, messages, has_earlier = await self._record.write(enter)
            self._claims, self._following = claims, state
            self._hub.listen(self._listener, state.conversation_id)
            await self._line.send(
                {
                    "type": "welcome",
                    "conversation": state.view,
                    "messages": messages,
                    "has_earlier": has_earlier,
                    "server_time": now.isoformat(),
                }
            )
        self._listener.wake()  # for what was committed between the reading and the listening

    def _check_signed_in(self, now: datetime) -> tuple[Claims, Following]:
        if self._claims is None or self._following is None:
            raise BadToken("not_signed_in", "请先登录。")
        if self._claims.expires_at <= now:
            raise BadToken("token_expired", "登录已过期，请重新登录。")
        return self._claims, self._following

    async def _tell(self) -> None:
        """Send news as they come; after the token's end only once that it has ended."""
        told_expiry = None
        while True:
            await self._listener.heard()
            now = clock()
            if self._claims is None:
                continue
            if self._claims.expires_at <= now:
                if told_expiry is not self._claims:
                    told_expiry = self._claims
                    await self._line.refuse("token_expired", "登录已过期，请重新登录。")
                continue
            try:
                await self._catch_up(now)
            except WebSocketDisconnect:
                return
            except Exception as wrong:
                await self._line.refuse_for(wrong)

    async def _catch_up(self, now: datetime) -> None:
        async with self._catching_up:
            current = self._following
            while current is not None:
                for frame in await self._record.read(lambda s: current.take(s, self._settings, now)):
                    if frame.get("by") != "customer":
                        await self._line.send(frame)
                if not current.is_behind:
                    break
            for frame in self._listener.take_frames():
                if frame["type"] == "typing" and frame["author"] != "customer":
                    kept = {key: frame[key] for key in ("type", "author", "name", "on")}
                    await self._line.send(kept)


def _customer(session: Session, claims: Claims) -> Customer:
    customer = session.get(Customer, int(claims.subject))
    if customer is None:
        raise BadToken("bad_token", "登录信息无效，请重新打开客服窗口。")
    return customer
