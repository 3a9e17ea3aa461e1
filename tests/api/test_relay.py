"""Two API processes with Redis between them: changes, typing and viewers cross; without Redis changes do."""

import os
import uuid
from collections.abc import Iterator

import pytest
import redis
from fastapi.testclient import TestClient

from api import hub, relay
from api.app import create_app
from api.settings import Settings
from tests.api.rasa_server import RasaServer
from tests.api.windows import Window, token_of
from tests.builders import a_group, an_agent
from ticketing.database import Sessions
from ticketing.models import Agent, Customer
from ticketing.text.analysis import Analyse

REDIS = os.environ.get("HUISHENG_TEST_REDIS_URL", "redis://127.0.0.1:6379/0")


def answers() -> bool:
    try:
        return bool(redis.Redis.from_url(REDIS, socket_connect_timeout=1).ping())
    except redis.RedisError:
        return False


pytestmark = pytest.mark.skipif(not answers(), reason=f"no Redis at {REDIS}")


@pytest.fixture
def processes(
    settings: Settings,
    sessions: Sessions,
    analyse: Analyse,
    rasa: RasaServer,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[TestClient, TestClient]]:
    """Two apps that look at the database only once a minute: what crosses, crosses by Redis."""
    analyse("在吗")
    monkeypatch.setattr(hub, "LOOK_EVERY", 60.0)
    monkeypatch.setattr(relay, "CHANNEL", f"test:{uuid.uuid4()}")
    both = settings.model_copy(update={"rasa_url": rasa.url, "redis_url": REDIS})
    with TestClient(create_app(both, analyse=analyse)) as one:
        with TestClient(create_app(both, analyse=analyse)) as two:
            yield one, two


def test_what_happens_in_one_process_is_heard_in_the_other(
    processes: tuple[TestClient, TestClient], settings: Settings, sessions: Sessions, shopper: Customer
) -> None:
    with sessions.begin() as session:
        agents: list[Agent] = [an_agent(session, groups=[a_group(session)]) for _ in range(2)]
    one, two = processes
    with (
        one.websocket_connect("/api/v1/chat") as a,
        two.websocket_connect("/api/v1/console") as b,
        one.websocket_connect("/api/v1/console") as c,
    ):
        window, console, other = Window(a), Window(b), Window(c)
        conversation_id = window.hello(token_of(settings, shopper))["conversation"]["id"]
        console.hello(token_of(settings, agents[0]))
        console.send("watch", conversation_id=conversation_id, last_seq=0)
        console.heard("conversation")
        window.say("a", "在吗")
        assert console.message(client_id="a")["body"] == {"text": "在吗"}
        console.message(author="bot")
        window.send("typing", on=True)
        assert console.heard("typing", author="customer")["on"] is True
        other.hello(token_of(settings, agents[1]))
        other.send("watch", conversation_id=conversation_id, last_seq=0)
        both = sorted(agent.name for agent in agents)
        assert console.heard("viewers", names=both)["conversation_id"] == conversation_id
        assert other.heard("viewers", names=both)
