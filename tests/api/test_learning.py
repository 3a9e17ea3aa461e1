"""Naming sentences over HTTP: agents correct, leads decide, shoppers neither."""

from datetime import UTC, datetime

import numpy as np
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.learning_jobs import read_candidates
from api.settings import Settings
from tests.builders import a_conversation, a_customer, an_agent, as_service, signed_in
from ticketing.database import Sessions
from ticketing.inbound import receive_text
from ticketing.models import Agent, Candidate, Customer
from ticketing.text.encoder import DIMENSIONS


@pytest.fixture
def lead(sessions: Sessions) -> Agent:
    with sessions.begin() as session:
        return an_agent(session, role="lead")


@pytest.fixture
def agent(sessions: Sessions) -> Agent:
    with sessions.begin() as session:
        return an_agent(session)


@pytest.fixture
def asked(client: TestClient, settings: Settings, sessions: Sessions) -> str:
    """A conversation in which the assistant was unsure of message 1 and told so."""
    now = datetime.now(UTC)
    with sessions.begin() as session:
        talk = a_conversation(session, a_customer(session, now), now)
        receive_text(session, talk.id, client_id="k1", text="件儿卡半道了 电话13812345678", now=now)
    report = {
        "intent": "nlu_fallback",
        "confidence": 0.7,
        "outcome": "unsure",
        "guesses": [{"intent": "track_parcel", "confidence": 0.3}],
    }
    path = f"/api/v1/bot/conversations/{talk.id}/turn-reports"
    assert client.post(path, json=report, headers=as_service(settings)).status_code == 204
    return talk.id


def test_an_unsure_turn_is_grouped_named_and_taken_back(
    client: TestClient, settings: Settings, lead: Agent, asked: str
) -> None:
    headers = signed_in(settings, lead)
    seen = client.get("/api/v1/learning/groups", headers=headers).json()
    ((sentence,),) = [group["sentences"] for group in seen["items"]]
    assert sentence["text"] == "件儿卡半道了 电话[电话]" and sentence["conversation_id"] == asked
    assert sentence["guesses"] == [{"name": "track_parcel", "title": "查物流", "confidence": 0.3}]
    assert seen["counts"] == {"new": 1, "named": 0, "filed": 0, "dropped": 0}
    wanted = {"ids": [sentence["id"]], "decision": "named", "intent": "track_parcel"}
    assert client.post("/api/v1/learning/decisions", json=wanted, headers=headers).json() == {"changed": 1}
    named = client.get("/api/v1/learning/candidates?state=named", headers=headers).json()["items"]
    assert [one["intent"]["title"] for one in named] == ["查物流"]
    back = {"ids": [sentence["id"]], "decision": "new"}
    assert client.post("/api/v1/learning/decisions", json=back, headers=headers).json() == {"changed": 1}


def test_the_worker_reads_new_sentences(client: TestClient, sessions: Sessions, asked: str) -> None:
    assert (read_candidates(sessions), read_candidates(sessions)) == (1, 0)
    with sessions() as session:
        stored = session.scalars(select(Candidate)).one().vector
    assert stored is not None and np.frombuffer(stored, np.float16).shape == (DIMENSIONS,)


def test_an_agent_says_what_a_sentence_really_is(
    client: TestClient, settings: Settings, agent: Agent, asked: str
) -> None:
    path, headers = f"/api/v1/conversations/{asked}/messages/1/intents", signed_in(settings, agent)
    names = [one["name"] for one in client.get("/api/v1/intents", headers=headers).json()["items"]]
    assert len(names) == 74 and "contact_courier" in names
    answer = client.post(path, json={"intent": "contact_courier"}, headers=headers)
    assert answer.status_code == 201
    assert answer.json()["suggested"]["title"] == "找快递员" and answer.json()["suggested_by"] == "agent"
    assert answer.json()["reasons"] == ["unsure", "agent"]
    wrong = client.post(path, json={"intent": "make_coffee"}, headers=headers)
    assert (wrong.status_code, wrong.json()["error"]) == (400, "unknown_intent")
    gone = client.post(path.replace("/1/", "/9/"), json={"intent": "greet"}, headers=headers)
    assert (gone.status_code, gone.json()["error"]) == (404, "message_not_found")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/intents"),
        ("POST", "/api/v1/conversations/c_1/messages/1/intents"),
        ("GET", "/api/v1/learning/groups"),
        ("GET", "/api/v1/learning/candidates?state=named"),
        ("POST", "/api/v1/learning/decisions"),
    ],
)
def test_only_agents_come_in(
    client: TestClient, settings: Settings, sessions: Sessions, method: str, path: str
) -> None:
    assert client.request(method, path).status_code == 401
    with sessions.begin() as session:
        shopper: Customer = a_customer(session, datetime.now(UTC))
    assert client.request(method, path, headers=signed_in(settings, shopper)).status_code == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/learning/groups"),
        ("GET", "/api/v1/learning/candidates?state=named"),
        ("POST", "/api/v1/learning/decisions"),
    ],
)
def test_an_agent_cannot_decide(
    client: TestClient, settings: Settings, agent: Agent, method: str, path: str
) -> None:
    body = {"ids": [1], "decision": "dropped"}
    answer = client.request(method, path, json=body, headers=signed_in(settings, agent))
    assert (answer.status_code, answer.json()["error"]) == (403, "role_too_low")
