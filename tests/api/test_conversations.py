"""Conversations over REST: whose they are, what each side may do, and what is refused how."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from api.settings import Settings
from tests.api.talks import Talk
from tests.builders import a_customer, an_agent, as_service, signed_in
from ticketing.database import Sessions
from ticketing.models import Agent, Customer

SAID = {"client_id": "x", "kind": "text", "body": {"text": "在吗"}}
REPORT = {"intent": "greet", "confidence": 1, "outcome": "answered"}
ALL = {"nobody", "owner", "stranger", "agent", "service"}
# Method, path under the conversation, body, who may, and the status that they get.
ENDPOINTS: list[tuple[str, str, object, set[str], int]] = [
    ("GET", "", None, {"owner", "agent"}, 200),
    ("GET", "/messages", None, {"owner", "agent"}, 200),
    ("POST", "/messages", SAID, {"owner"}, 201),
    ("POST", "/choices", {"client_id": "c", "seq": 0, "choice": "q_track"}, {"owner"}, 201),
    ("POST", "/handoffs", {"client_id": "h"}, {"owner"}, 201),
    ("POST", "/reads", {"seq": 0}, {"owner", "agent"}, 204),
    ("POST", "/offline-messages", {"text": "你好"}, {"owner"}, 201),
    ("POST", "/ratings", {"bot": 5}, {"owner"}, 201),
    ("POST", "/takeovers", None, {"agent"}, 201),
]
BOT_ENDPOINTS: list[tuple[str, object, int]] = [
    ("/handoffs", {"reason": "asked"}, 201),
    ("/turn-reports", REPORT, 204),
]


@pytest.fixture
def agent(sessions: Sessions) -> Agent:
    """At the desk."""
    with sessions.begin() as session:
        return an_agent(session)


@pytest.fixture
def callers(
    settings: Settings, sessions: Sessions, shopper: Customer, agent: Agent
) -> dict[str, dict[str, str]]:
    """Everybody's headers by role."""
    with sessions.begin() as session:
        stranger = a_customer(session, datetime.now(UTC), external_id="stranger")
    return {
        "nobody": {},
        "owner": signed_in(settings, shopper),
        "stranger": signed_in(settings, stranger),
        "agent": signed_in(settings, agent),
        "service": as_service(settings),
    }


@pytest.mark.parametrize(("method", "part", "body", "allowed", "status"), ENDPOINTS)
def test_each_endpoint_serves_whom_it_should(
    chat: TestClient,
    settings: Settings,
    shopper: Customer,
    callers: dict[str, dict[str, str]],
    method: str,
    part: str,
    body: object,
    allowed: set[str],
    status: int,
) -> None:
    talk = Talk(chat, settings, shopper)
    for who in sorted(ALL - allowed):
        answer = chat.request(method, talk.path + part, headers=callers[who], json=body)
        assert answer.status_code in {401, 404, 409}, (who, answer.text)
        if who == "stranger" and part != "/takeovers":
            assert answer.json()["error"] == "conversation_not_found"
        if who in {"nobody", "service"}:
            assert answer.status_code == 401
    assert talk.log() == [], "nothing was stored for any of them"
    for who in sorted(allowed):
        answer = chat.request(method, talk.path + part, headers=callers[who], json=body)
        assert answer.status_code == status, (who, answer.text)


@pytest.mark.parametrize(("part", "body", "status"), BOT_ENDPOINTS)
def test_the_assistants_seam_serves_the_service_alone(
    chat: TestClient,
    settings: Settings,
    shopper: Customer,
    callers: dict[str, dict[str, str]],
    part: str,
    body: object,
    status: int,
) -> None:
    path = f"/api/v1/bot/conversations/{Talk(chat, settings, shopper).id}{part}"
    for who in sorted(ALL - {"service"}):
        assert chat.post(path, headers=callers[who], json=body).status_code == 401
    assert chat.post(path, headers=callers["service"], json=body).status_code == status
    unknown = path.replace("/c_", "/c_x")
    assert chat.post(unknown, headers=callers["service"], json=body).status_code == 404


def test_the_log_is_read_in_pieces_from_both_ends(
    chat: TestClient, settings: Settings, shopper: Customer
) -> None:
    talk = Talk(chat, settings, shopper)
    talk.post("handoffs", {"client_id": "h"})
    for number in range(5):
        talk.say(f"m{number}", f"第{number}句")
    everything = [one["seq"] for one in talk.log()]
    assert everything == list(range(1, len(everything) + 1))

    def piece(query: str) -> tuple[list[int], bool]:
        answer = chat.get(f"{talk.path}/messages?{query}", headers=talk.headers).json()
        return [one["seq"] for one in answer["items"]], answer["has_earlier"]

    assert piece("after=2&limit=2") == ([3, 4], True)
    assert piece("after=0&limit=1") == ([1], False)
    assert piece("before=3") == ([1, 2], False)
    newest, has_earlier = piece("limit=2")
    assert newest[1] == newest[0] + 1 >= everything[-1] and has_earlier


def test_marks_move_forward_only_and_never_past_what_was_said(
    chat: TestClient, settings: Settings, shopper: Customer
) -> None:
    talk = Talk(chat, settings, shopper)
    talk.post("offline-messages", {"text": "你好"})
    for seq, expected in ((2, 2), (1, 2), (99, 2)):
        talk.post("reads", {"seq": seq})
        assert talk.view()["customer_read_seq"] == expected


@pytest.mark.parametrize(
    ("part", "body", "status", "error"),
    [
        ("messages", {**SAID, "body": {"text": "长" * 1001}}, 413, "text_too_long"),
        ("messages", {**SAID, "body": {"text": "  "}}, 400, "text_empty"),
        ("messages", {**SAID, "client_id": "x" * 65}, 422, "malformed"),
        ("messages", {**SAID, "kind": "notice"}, 422, "malformed"),
        ("choices", {"client_id": "c", "seq": 7, "choice": "x"}, 400, "unknown_choice"),
        ("ratings", {"bot": 6}, 422, "malformed"),
        ("ratings", {}, 400, "bad_answer"),
        ("reads", {"seq": -1}, 422, "malformed"),
    ],
)
def test_refusals_have_a_code_and_a_sentence(
    chat: TestClient,
    settings: Settings,
    shopper: Customer,
    part: str,
    body: dict[str, object],
    status: int,
    error: str,
) -> None:
    refused = Talk(chat, settings, shopper).post(part, body)
    assert (refused.status_code, refused.json()["error"]) == (status, error)
    assert refused.json()["detail"]


@pytest.mark.parametrize("odd", ["c_%00", "c_%ED%A0%80", "c_'; DROP TABLE messages;--", "c_" + "x" * 50])
def test_an_odd_id_never_reaches_the_database(
    chat: TestClient, settings: Settings, shopper: Customer, odd: str
) -> None:
    answer = chat.get(f"/api/v1/conversations/{odd}", headers=signed_in(settings, shopper))
    assert answer.status_code in {404, 422}


def test_five_shoppers_behind_one_address_are_not_locked_out(
    chat: TestClient, settings: Settings, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        people = [a_customer(session, datetime.now(UTC), external_id=f"p{number}") for number in range(5)]
    for person in people:
        talk = Talk(chat, settings, person)
        for number in range(20):
            talk.say(f"m{number}", "在吗")
        body = {"client_id": "late", "kind": "text", "body": {"text": "在吗"}}
        assert talk.post("messages", body).status_code == 429


def test_a_hundred_writers_at_once_are_all_served(
    chat: TestClient, settings: Settings, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        people = [a_customer(session, datetime.now(UTC)) for _ in range(100)]
    headers = [signed_in(settings, person) for person in people]

    def start(one: dict[str, str]) -> int:
        return chat.post("/api/v1/conversations", headers=one).status_code

    with ThreadPoolExecutor(100) as pool:
        assert list(pool.map(start, headers)) == [201] * 100
