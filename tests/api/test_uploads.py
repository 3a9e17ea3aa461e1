"""Pictures over HTTP: who may send and see them, and what a browser may do with them."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from api.deps import get_now
from api.settings import Settings
from tests.api.rasa_server import RasaServer
from tests.api.talks import Talk, until
from tests.builders import a_customer, an_agent, signed_in
from ticketing.database import Sessions
from ticketing.models import Customer


@pytest.fixture
def talk(chat: TestClient, settings: Settings, shopper: Customer) -> Talk:
    """A shopper's conversation."""
    return Talk(chat, settings, shopper)


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), (0, 90, 0)).save(out, "PNG")
    return out.getvalue()


def send(talk: Talk, content: bytes, name: str = "a.png", headers: dict[str, str] | None = None):  # type: ignore[no-untyped-def]
    return talk.client.post(
        f"{talk.path}/uploads", headers=headers or talk.headers, files={"file": (name, content, "image/png")}
    )


def test_a_picture_is_sent_seen_and_named_to_the_assistant(
    talk: Talk, rasa: RasaServer, settings: Settings
) -> None:
    uploaded = send(talk, png(), "../../etc/passwd<script>.png")
    assert uploaded.status_code == 201, uploaded.text
    upload = uploaded.json()
    assert (upload["width"], upload["height"]) == (30, 20) and upload["url"].startswith("/api/v1/uploads/u_")
    shown = talk.client.get(upload["url"])
    assert shown.status_code == 200 and Image.open(io.BytesIO(shown.content)).size == (30, 20)
    assert shown.headers["content-disposition"].startswith("attachment")
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in shown.headers["content-security-policy"]
    assert "passwd" not in shown.headers["content-disposition"]
    body = {"upload_id": upload["upload_id"], "text": "破了"}
    said = talk.post("messages", {"client_id": "p", "kind": "image", "body": body})
    assert said.status_code == 201, said.text
    until(lambda: rasa.asked)
    assert rasa.asked[0]["message"] == f"[图片] upload:{upload['upload_id']} 破了"
    message = talk.log()[0]
    assert message["kind"] == "image" and talk.client.get(message["body"]["url"]).status_code == 200


def test_a_link_is_good_for_one_picture_and_a_short_time(talk: Talk) -> None:
    first, second = send(talk, png()).json(), send(talk, png()).json()
    query = first["url"].split("?")[1]
    assert talk.client.get(f"/api/v1/uploads/{second['upload_id']}?{query}").status_code == 404
    assert talk.client.get(first["url"].replace("sig=", "sig=0")).status_code == 404
    assert talk.client.get(f"/api/v1/uploads/{first['upload_id']}").status_code == 422
    later = datetime.now(UTC) + timedelta(hours=2, seconds=1)
    talk.client.app.dependency_overrides[get_now] = lambda: later  # type: ignore[attr-defined]
    assert talk.client.get(first["url"]).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("a.png", b"<!doctype html><script>alert(1)</script>"),
        ("a.png", b""),
    ],
)
def test_what_is_no_picture_is_refused(talk: Talk, name: str, content: bytes) -> None:
    refused = send(talk, content, name)
    assert (refused.status_code, refused.json()["error"]) == (400, "bad_picture")


def test_a_body_over_the_limit_is_refused_while_it_comes(talk: Talk) -> None:
    refused = send(talk, b"\x00" * (9 * 1024 * 1024))
    assert (refused.status_code, refused.json()["error"]) == (413, "body_too_large")


def test_a_picture_belongs_to_its_conversation(
    talk: Talk, settings: Settings, sessions: Sessions, chat: TestClient
) -> None:
    with sessions.begin() as session:
        wang = a_customer(session, datetime.now(UTC), external_id="wang")
        agent = an_agent(session)
    other = Talk(chat, settings, wang)
    assert send(talk, png(), headers=other.headers).status_code == 404
    assert send(talk, png(), headers=signed_in(settings, agent)).status_code == 409
    assert talk.client.post(f"{talk.path}/uploads", files={"file": png()}).status_code == 401
    upload_id = send(talk, png()).json()["upload_id"]
    body = {"client_id": "p", "kind": "image", "body": {"upload_id": upload_id}}
    refused = other.post("messages", body)
    assert (refused.status_code, refused.json()["error"]) == (404, "upload_not_found")
