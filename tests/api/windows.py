"""An open socket in a test: what it says, and what it has heard so far."""

from collections import deque
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.testclient import WebSocketTestSession

from api.settings import Settings
from api.tokens import issue
from ticketing.models import Agent, Customer

Frame = dict[str, Any]


def token_of(settings: Settings, person: Customer | Agent, ago: timedelta = timedelta(0)) -> str:
    """A bearer token that was given `ago`."""
    key, now = settings.secret_key.get_secret_value(), datetime.now(UTC) - ago
    if isinstance(person, Agent):
        return issue(key, "agent", str(person.id), now, role=person.role, ver=person.token_version)[0]
    return issue(key, "shopper", str(person.id), now)[0]


class Window:
    """One side of a socket. Frames that a test does not ask for yet are kept for later."""

    def __init__(self, socket: WebSocketTestSession) -> None:
        self.socket = socket
        self._kept: deque[Frame] = deque()

    def send(self, kind: str, /, **fields: object) -> None:
        """One frame."""
        self.socket.send_json({"type": kind, **fields})

    def heard(self, kind: str, /, **wanted: object) -> Frame:
        """The first frame of this kind with these fields that was not taken yet."""
        for frame in self._kept:
            if fits(frame, kind, wanted):
                self._kept.remove(frame)
                return frame
        for _ in range(200):
            frame = self.socket.receive_json()
            if fits(frame, kind, wanted):
                return frame
            self._kept.append(frame)
        raise AssertionError(f"no {kind} with {wanted} among {list(self._kept)}")

    def hello(self, token: str, **more: object) -> Frame:
        """Sign in; the welcome."""
        self.send("hello", token=token, **more)
        return self.heard("welcome")

    def say(self, client_id: str, text: str) -> Frame:
        """Say a text; the ack."""
        self.send("send", client_id=client_id, kind="text", body={"text": text})
        return self.heard("ack", client_id=client_id)

    def message(self, **wanted: object) -> dict[str, Any]:
        """The next message with these fields; `code` is that of a notice."""
        return dict(self.heard("message", **wanted)["message"])


def fits(frame: Frame, kind: str, wanted: dict[str, object]) -> bool:
    """Whether a frame is what a test waits for."""
    inner = (
        frame.get("message") or frame.get("conversation") if kind in {"message", "conversation"} else frame
    )
    seen = {**inner.get("body", {}), **inner} if isinstance(inner, dict) else {}
    return frame["type"] == kind and all(seen.get(name) == value for name, value in wanted.items())
