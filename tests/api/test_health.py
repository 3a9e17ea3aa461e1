"""Alive, ready, measured; and the headers around every answer."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.api.rasa_server import RasaServer
from tests.api.talks import Talk, until
from ticketing.database import Sessions
from ticketing.models import Customer
from ticketing.text.analysis import Analyse


def test_it_lives(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_it_is_ready_when_a_real_turn_was_answered(chat: TestClient, rasa: RasaServer) -> None:
    for method in ("GET", "POST"):
        answer = chat.request(method, "/readyz")
        assert answer.status_code == 200 and answer.json()["status"] == "ready"
    assert [asked["sender"] for asked in rasa.asked] == ["c_readyz"], "one turn served both"


def test_it_is_not_ready_without_the_assistant(client: TestClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["error"]) == (503, "not_ready")
    assert "智能助手" in answer.json()["detail"]


def test_an_assistant_that_says_nothing_is_not_ready(chat: TestClient, rasa: RasaServer) -> None:
    rasa.answer = lambda asked: b"[]"
    assert chat.get("/readyz").status_code == 503


def test_turns_requests_sockets_and_the_queue_are_measured(
    chat: TestClient, settings: Settings, shopper: Customer
) -> None:
    talk = Talk(chat, settings, shopper)
    talk.say("a", "在吗")
    until(lambda: talk.said_by("bot"))
    with chat.websocket_connect("/api/v1/chat"):
        until(lambda: 'turns_total{outcome="answered"} 1' in chat.get("/metrics").text)
        text = chat.get("/metrics").text
    assert 'huisheng_open_sockets{side="shopper"} 1.0' in text
    assert "huisheng_turn_seconds_count 1.0" in text and "huisheng_queue_length 0.0" in text
    assert 'huisheng_request_seconds_count{method="POST",status="2xx"}' in text


@pytest.mark.parametrize("path", ["/healthz", "/api/v1/conversations/c_1", "/nowhere", "/console/", "/"])
def test_every_answer_has_strict_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    policy = headers["content-security-policy"]
    assert "default-src" in policy and "unsafe-eval" not in policy
    assert ("'unsafe-inline'" in policy) is (path == "/console/"), "only antd's styles, never scripts"
    assert "script-src 'self' 'unsafe-inline'" not in policy


def test_only_listed_pages_of_other_addresses_may_ask(
    settings: Settings, sessions: Sessions, analyse: Analyse
) -> None:
    shop = settings.model_copy(update={"allowed_origins": ("https://shop.example",)})
    with TestClient(create_app(shop, analyse=analyse)) as client:
        for origin, expected in (("https://shop.example", True), ("https://evil.example", False)):
            headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
            answer = client.options("/api/v1/visitors", headers=headers)
            assert (answer.headers.get("access-control-allow-origin") == origin) is expected
            refused = client.post("/api/v1/conversations", headers={"Origin": origin})
            assert ("access-control-allow-origin" in refused.headers) is expected


def test_a_page_that_is_not_built_says_so(
    settings: Settings, sessions: Sessions, analyse: Analyse, tmp_path: Path
) -> None:
    with TestClient(
        create_app(settings.model_copy(update={"web_dist": tmp_path}), analyse=analyse)
    ) as client:
        for path in ("/widget.js", "/", "/demo", "/console/tickets"):
            answer = client.get(path)
            assert answer.status_code == 503 and "npm run build" in answer.text
        (tmp_path / "console").mkdir()
        (tmp_path / "console" / "index.html").write_text("<p>console</p>")
        assert "console" in client.get("/console/tickets/TK-1").text
        assert client.get("/demo/assets/../../../../etc/passwd").status_code == 404


def test_outside_demo_mode_the_front_door_is_the_console(
    settings: Settings, sessions: Sessions, analyse: Analyse
) -> None:
    real = settings.model_copy(update={"demo": False})
    with TestClient(create_app(real, analyse=analyse), follow_redirects=False) as client:
        assert client.get("/").headers["location"] == "/console/"
        assert client.get("/demo").status_code == 404


def test_a_body_over_the_limit_is_refused(client: TestClient) -> None:
    refused = client.post("/api/v1/visitors", content=b'{"host_token": "' + b"x" * 300_000 + b'"}')
    assert (refused.status_code, refused.json()["error"]) == (413, "body_too_large")
