"""The gateway: every message gets an outcome, one at a time, whatever the assistant does."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.app import create_app
from api.settings import Settings
from tests.api.rasa_server import RasaServer, rasa_server
from tests.builders import a_customer, signed_in
from tests.ticketing.plain_analysis import plain
from ticketing.database import Sessions
from ticketing.models import Message


@pytest.fixture
def rasa() -> Iterator[RasaServer]:
    with rasa_server() as server:
        yield server


@pytest.fixture
def chat(settings: Settings, sessions: Sessions, rasa: RasaServer) -> Iterator[TestClient]:
    """The whole app, whose assistant is the fixture `rasa`."""
    app = create_app(settings.model_copy(update={"rasa_url": rasa.url}), analyse=plain)
    with TestClient(app) as client:
        yield client


@pytest.fixture
def shopper(settings: Settings, sessions: Sessions) -> dict[str, str]:
    with sessions.begin() as session:
        return signed_in(settings, a_customer(session, datetime.now(UTC), external_id="lin"))


def until(found: Callable[[], object], within: float = 5.0) -> object:
    """The first true value, looked for until the time is over."""
    ends = time.monotonic() + within
    while time.monotonic() < ends:
        if value := found():
            return value
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


def test_a_message_is_answered(chat: TestClient, shopper: dict[str, str], sessions: Sessions) -> None:
    conversation = chat.post("/api/v1/conversations", headers=shopper).json()
    path = f"/api/v1/conversations/{conversation['id']}/messages"
    stored = chat.post(
        path, headers=shopper, json={"client_id": "a1", "kind": "text", "body": {"text": "在吗"}}
    )
    assert stored.status_code == 201, stored.text

    def answered() -> object:
        items = chat.get(path, headers=shopper).json()["items"]
        return [one["body"]["text"] for one in items if one["author"] == "bot"]

    assert until(answered) == ["收到：在吗"]
    with sessions() as session:
        assert session.scalars(select(Message.outcome).where(Message.seq == 1)).one() == "answered"
