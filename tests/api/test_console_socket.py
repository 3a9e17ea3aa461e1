"""The agents' socket: watching, viewers, typing, tickets as they change, sessions that end."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from api.settings import Settings
from tests.api.windows import Window, token_of
from tests.builders import a_customer, a_group, an_agent, signed_in
from ticketing.database import Sessions
from ticketing.models import Agent, Customer

CHAT, CONSOLE = "/api/v1/chat", "/api/v1/console"


@pytest.fixture
def agents(sessions: Sessions) -> tuple[Agent, Agent]:
    """Two people at the desk."""
    with sessions.begin() as session:
        group = a_group(session, "综合组")
        return an_agent(session, groups=[group]), an_agent(session, groups=[group])


@pytest.fixture
def agent(agents: tuple[Agent, Agent]) -> Agent:
    """One of them."""
    return agents[0]


@pytest.fixture
def console(chat: TestClient, settings: Settings, agent: Agent) -> Iterator[Window]:
    """The signed-in socket of `agent`."""
    with chat.websocket_connect(CONSOLE) as socket:
        window = Window(socket)
        welcome = window.hello(token_of(settings, agent))
        assert welcome["agent"]["name"] == agent.name and set(welcome["counts"]) >= {"mine", "all"}
        yield window


@pytest.fixture
def window(chat: TestClient, settings: Settings, shopper: Customer) -> Iterator[Window]:
    """The signed-in socket of a shopper."""
    with chat.websocket_connect(CHAT) as socket:
        window = Window(socket)
        window.hello(token_of(settings, shopper))
        yield window


def test_a_shoppers_token_opens_no_console(chat: TestClient, settings: Settings, shopper: Customer) -> None:
    with chat.websocket_connect(CONSOLE) as socket:
        window = Window(socket)
        window.send("hello", token=token_of(settings, shopper))
        assert window.heard("refused")["error"] == "not_signed_in"
        window.send("watch", conversation_id="c_1", last_seq=0)
        assert window.heard("refused")["error"] == "not_signed_in"


def test_an_agent_takes_over_answers_and_gives_back_with_consent(
    chat: TestClient, settings: Settings, console: Window, window: Window, agent: Agent
) -> None:
    window.send("handoff", client_id="h1")
    window.heard("ack")
    queued = window.message(code="queued")
    told = window.heard("conversation", owner="queue")["conversation"]
    assert told["queue"]["position"] == 1 and queued["body"]["ticket_number"] == told["ticket"]["number"]
    assert console.heard("ticket", change="opened")["number"] == told["ticket"]["number"]
    assert console.heard("counts")["counts"]["mine"] == 1

    path, headers = f"/api/v1/conversations/{told['id']}", signed_in(settings, agent)
    console.send("watch", conversation_id=told["id"], last_seq=0)
    assert console.message(client_id="h1")["body"]["text"] == "转人工"
    answer = chat.post(
        f"{path}/messages",
        headers=headers,
        json={"client_id": "r1", "kind": "text", "body": {"text": "我来帮您看。"}},
    )
    assert answer.status_code == 201, answer.text
    assert window.message(code="agent_joined")["body"]["text"] == f"已转接 {agent.name}"
    assert window.message(author="agent")["author_name"] == agent.name
    assert window.heard("conversation", owner="agent")["conversation"]["agent"] == {"name": agent.name}

    window.send("typing", on=True)
    assert console.heard("typing", on=True, author="customer")["conversation_id"] == told["id"]
    console.send("typing", conversation_id=told["id"], on=True)
    assert window.heard("typing", author="agent")["name"] == agent.name
    console.send("read", conversation_id=told["id"], seq=answer.json()["seq"])
    window.send("read", seq=answer.json()["seq"])
    assert console.heard("read", by="customer")["seq"] == answer.json()["seq"]

    assert chat.post(f"{path}/handbacks", headers=headers).status_code == 201
    asked = window.message(code="handback_asked")
    assert [choice["id"] for choice in asked["body"]["choices"]] == ["agree", "stay"]
    window.send("choose", client_id="yes", seq=asked["seq"], choice="agree")
    window.message(code="back_to_bot")
    assert window.heard("conversation", owner="bot")["conversation"]["agent"] is None
    window.say("m9", "查物流")
    window.message(author="bot")


def test_who_waits_is_told_of_moving_up(
    chat: TestClient, settings: Settings, sessions: Sessions, shopper: Customer, agents: tuple[Agent, Agent]
) -> None:
    with sessions.begin() as session:
        second = a_customer(session, datetime.now(UTC), external_id="wang")
    with chat.websocket_connect(CHAT) as one, chat.websocket_connect(CHAT) as two:
        first, later = Window(one), Window(two)
        conversation_id = first.hello(token_of(settings, shopper))["conversation"]["id"]
        later.hello(token_of(settings, second))
        for window in (first, later):
            window.send("handoff", client_id="h")
            window.heard("ack")
        waiting = later.heard("conversation", owner="queue")["conversation"]["queue"]
        assert waiting["position"] == 2 and waiting["eta_seconds"] >= 30
        path = f"/api/v1/conversations/{conversation_id}/takeovers"
        assert chat.post(path, headers=signed_in(settings, agents[0])).status_code == 201
        assert later.heard("conversation", owner="queue")["conversation"]["queue"]["position"] == 1


def test_agents_see_who_else_is_looking(
    chat: TestClient, settings: Settings, console: Window, window: Window, agents: tuple[Agent, Agent]
) -> None:
    conversation_id = window.say("a", "在吗") and window.message(client_id="a")["conversation_id"]
    console.send("watch", conversation_id=conversation_id, last_seq=0)
    assert console.heard("viewers")["names"] == [agents[0].name]
    with chat.websocket_connect(CONSOLE) as socket:
        other = Window(socket)
        other.hello(token_of(settings, agents[1]))
        other.send("watch", conversation_id=conversation_id, last_seq=0)
        assert console.heard("viewers")["names"] == sorted(agent.name for agent in agents)
        other.send("unwatch")
        assert console.heard("viewers")["names"] == [agents[0].name]


def test_a_raised_token_version_ends_hearing_and_speaking(
    console: Window, window: Window, agent: Agent, sessions: Sessions
) -> None:
    window.say("a", "在吗")
    conversation_id = window.message(client_id="a")["conversation_id"]
    console.send("watch", conversation_id=conversation_id, last_seq=0)
    console.message(client_id="a")
    with sessions.begin() as session:
        session.get_one(Agent, agent.id).token_version += 1
    window.say("b", "还在吗")
    assert console.heard("refused")["error"] == "not_signed_in"
    console.send("ping")
    while (frame := console.socket.receive_json())["type"] != "pong":
        assert frame["type"] != "message"


def test_rows_of_another_process_reach_both_sides(
    console: Window, window: Window, sessions: Sessions
) -> None:
    from ticketing.conversations import get_conversation, notice

    window.say("a", "在吗")
    conversation_id = window.message(client_id="a")["conversation_id"]
    console.send("watch", conversation_id=conversation_id, last_seq=0)
    console.message(client_id="a")
    with sessions.begin() as session:
        now = datetime.now(UTC)
        notice(session, get_conversation(session, conversation_id), "case_changed", "退货已同意", now)
    assert window.message(code="case_changed") == console.message(code="case_changed")
