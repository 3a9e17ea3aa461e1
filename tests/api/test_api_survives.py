"""kill -9 of one of two API processes in mid-turn: nothing is lost, doubled or left open."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from api.settings import Settings
from tests.api.rasa_server import RasaServer, slowly
from tests.api.talks import until
from tests.builders import a_conversation, a_customer, signed_in
from tests.text_model import trained_analyser
from ticketing.database import Sessions
from ticketing.models import Message

PROMISE = 30.0
"""Seconds within which every inbound message has its outcome."""


class ApiProcess:
    """The real service on a port of its own, started and killed."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.env, self.log = env, log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        serve = ["--factory", "--host", "127.0.0.1", "--port", str(self.port), "--no-access-log"]
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "uvicorn", "api.app:create_app", *serve]
            self.process = subprocess.Popen(command, env=self.env, stdout=log, stderr=log)

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)
            self.process = None

    def is_up(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/healthz", timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    def say(self, conversation_id: str, headers: dict[str, str], client_id: str) -> bool:
        """Whether the message was acknowledged."""
        url = f"http://127.0.0.1:{self.port}/api/v1/conversations/{conversation_id}/messages"
        body = {"client_id": client_id, "kind": "text", "body": {"text": f"第 {client_id} 句"}}
        try:
            return httpx.post(url, headers=headers, json=body, timeout=5).status_code == 201
        except httpx.HTTPError:
            return False


@pytest.fixture
def processes(own_database: str, tmp_path: Path, rasa: RasaServer) -> Iterator[list[ApiProcess]]:
    """Two API processes over one database; not started yet."""
    analyser = trained_analyser()
    analyser("在吗")  # trains at the first run
    (tmp_path / "text_model").symlink_to(analyser.folder.resolve())
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("HUISHENG_")},
        "HUISHENG_DEMO": "1",
        "HUISHENG_DATABASE_URL": own_database,
        "HUISHENG_DATA_DIR": str(tmp_path),
        "HUISHENG_RASA_URL": rasa.url,
        "HUISHENG_SECRET_KEY": "demo-key-of-the-tests-0123456789-abcdef",
        "HUISHENG_SHOP_SECRET": "demo-shop-of-the-tests-0123456789-abcd",
        "HUISHENG_SERVICE_SECRET": "demo-service-of-the-tests-0123456789-a",
    }
    both = [ApiProcess(env, tmp_path / f"api{number}.log") for number in range(2)]
    yield both
    for process in both:
        process.kill()


def test_a_kill_in_mid_turn_loses_nothing(
    processes: list[ApiProcess], own_sessions: Sessions, rasa: RasaServer, settings: Settings
) -> None:
    now = datetime.now(UTC)
    with own_sessions.begin() as session:
        people = [a_customer(session, now, external_id=f"p{number}") for number in range(3)]
        ids = [a_conversation(session, person, now).id for person in people]
    headers = [signed_in(settings, person) for person in people]
    rasa.answer = slowly(0.4)
    for process in processes:
        process.start()
    until(lambda: all(process.is_up() for process in processes), within=60)
    acknowledged: set[tuple[str, str]] = set()
    for number in range(8):
        for who in range(3):
            for process in (processes[(number + who) % 2], processes[(number + who + 1) % 2]):
                if process.say(ids[who], headers[who], f"m{number}"):
                    acknowledged.add((ids[who], f"m{number}"))
                    break
        if number in {2, 5, 7}:
            until(lambda: all(process.is_up() for process in processes), within=60)
            victim = processes[number % 2]
            victim.kill()
            victim.start()
    last = time.monotonic()

    def left_open() -> list[str]:
        with own_sessions() as session:
            open_ones = select(Message.client_id).where(
                Message.author == "customer", Message.outcome == "pending"
            )
            return list(session.scalars(open_ones))

    until(lambda: not left_open(), within=PROMISE + 5)
    assert time.monotonic() - last < PROMISE
    with own_sessions() as session:
        rows = list(session.scalars(select(Message).order_by(Message.conversation_id, Message.seq)))
    for conversation_id in ids:
        mine = [row for row in rows if row.conversation_id == conversation_id]
        assert [row.seq for row in mine] == list(range(1, len(mine) + 1))
        said = [row.client_id for row in mine if row.author == "customer"]
        assert len(said) == len(set(said))
        assert {client_id for who, client_id in acknowledged if who == conversation_id} <= set(said)
        answers = [row.body["text"] for row in mine if row.author == "bot"]
        assert len(answers) == len(set(answers)), "no message was answered twice"
    assert len(acknowledged) == 24, "one of the two was always there"
