"""Putting a model to use over HTTP, and by the worker, with a real server in the assistant's place."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.learning_jobs import promote
from api.settings import Settings
from api.tokens import read
from tests.builders import an_agent, signed_in
from ticketing import learning_models
from ticketing.database import Sessions
from ticketing.learning_files import ARCHIVE, LEARNT, STAGED, STAMP, TREE, Manifest, folder_of
from ticketing.models import Agent

OLD, NEW = "20261117-080000", "20261118-090000"
REPORT: dict[str, Any] = {
    "compared_with": OLD,
    "scores": [{"name": "own", "unit": "share", "cases": 888, "before": 0.86, "after": 0.88}],
    "replay": {"messages": 12, "changed": 0, "changes": []},
}


class Door:
    """What stands in the assistant's place: its next answer, and what it was asked."""

    def __init__(self) -> None:
        self.status, self.url = 200, ""
        self.asked: list[tuple[str, dict[str, Any], str]] = []


@pytest.fixture
def door() -> Iterator[Door]:
    state = Door()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.asked.append((self.path, body, self.headers["Authorization"].removeprefix("Bearer ")))
            self.send_response(state.status)
            self.end_headers()
            self.wfile.write("档案坏了".encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=lambda: server.serve_forever(0.02), daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def lead(sessions: Sessions, settings: Settings) -> Agent:
    """A lead, a model that answers and a proposal with its files."""
    folder = folder_of(settings.data_dir, NEW)
    (folder / LEARNT).mkdir(parents=True)
    (folder / ARCHIVE).write_bytes(b"new")
    (folder / STAMP).write_text("s\n")
    (folder.parent / ARCHIVE).write_bytes(b"old")
    (folder.parent / TREE).write_text("t1\n")
    with sessions.begin() as session:
        for version, report in ((OLD, None), (NEW, REPORT)):
            made = Manifest(version, "t1", "s", "d" * 64, 3, datetime.now(UTC))
            learning_models.register(
                session, made, is_current=version == OLD, report=report, now=datetime.now(UTC)
            )
        return an_agent(session, role="lead")


def test_a_lead_sees_both_and_asks_for_the_new_one(
    client: TestClient, settings: Settings, lead: Agent
) -> None:
    headers = signed_in(settings, lead)
    seen = client.get("/api/v1/learning/models", headers=headers).json()
    assert [(one["version"], one["state"], one["fits"]) for one in seen["items"]] == [
        (NEW, "proposed", True),
        (OLD, "current", True),
    ]
    assert seen["items"][0]["scores"] == REPORT["scores"] and seen["items"][0]["replayed"] == 12
    path = f"/api/v1/learning/models/{NEW}/promotions"
    asked = client.post(path, json={}, headers=headers)
    assert asked.status_code == 202 and asked.json()["is_loading"]
    again = client.post(path, json={}, headers=headers)
    assert (again.status_code, again.json()["error"]) == (409, "model_loading")
    events = client.get("/api/v1/learning/models", headers=headers).json()["events"]
    assert (events[0]["kind"], events[0]["actor_name"]) == ("asked", lead.name)


def test_a_model_of_other_software_is_not_put_to_use(
    client: TestClient, settings: Settings, lead: Agent
) -> None:
    (settings.data_dir / "models" / TREE).write_text("t2\n")
    answer = client.post(
        f"/api/v1/learning/models/{NEW}/promotions", json={}, headers=signed_in(settings, lead)
    )
    assert (answer.status_code, answer.json()["error"]) == (409, "model_outdated")


def test_the_worker_lets_the_assistant_load_it_and_the_next_start_too(
    settings: Settings, sessions: Sessions, lead: Agent, door: Door
) -> None:
    settings = settings.model_copy(update={"rasa_url": door.url})
    for _ in range(2):
        assert promote(settings, sessions, NEW, lambda: datetime.now(UTC))
    path, body, token = door.asked[0]
    assert path == "/webhooks/models/loads" and body == {"version": NEW, "digest": "d" * 64}
    read(settings.service_secret.get_secret_value(), "model", token, datetime.now(UTC))
    assert (settings.data_dir / "models" / ARCHIVE).read_bytes() == b"new"
    with sessions() as session:
        assert learning_models.get_model(session, NEW).state == "current"
        assert learning_models.get_model(session, OLD).state == "former"


@pytest.mark.parametrize("trouble", ["refused", "unreachable", "no file"])
def test_a_model_that_does_not_load_leaves_the_old_one_and_says_why(
    settings: Settings, sessions: Sessions, lead: Agent, door: Door, trouble: str
) -> None:
    door.status = 409
    if trouble != "unreachable":
        settings = settings.model_copy(update={"rasa_url": door.url})
    if trouble == "no file":
        (folder_of(settings.data_dir, NEW) / ARCHIVE).unlink()
    assert not promote(settings, sessions, NEW, lambda: datetime.now(UTC))
    assert (settings.data_dir / "models" / ARCHIVE).read_bytes() == b"old"
    assert not (settings.data_dir / "models" / STAGED).exists()
    with sessions() as session:
        assert learning_models.get_model(session, OLD).state == "current"
        assert learning_models.get_model(session, NEW).problem


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/learning/models"),
        ("GET", f"/api/v1/learning/models/{NEW}/changes"),
        ("POST", f"/api/v1/learning/models/{NEW}/promotions"),
    ],
)
def test_only_leads_come_in(
    client: TestClient, settings: Settings, sessions: Sessions, method: str, path: str
) -> None:
    assert client.request(method, path).status_code == 401
    with sessions.begin() as session:
        agent = an_agent(session)
    answer = client.request(method, path, json={}, headers=signed_in(settings, agent))
    assert (answer.status_code, answer.json()["error"]) == (403, "role_too_low")
