"""The shopper's socket: signing in, speaking once, resuming, and refusals that tell nothing."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.testclient import WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from api.settings import Settings
from api.tokens import issue
from tests.builders import a_conversation, a_customer
from ticketing.database import Sessions
from ticketing.models import Customer

Frame = dict[str, Any]


@pytest.fixture
def shopper(sessions: Sessions) -> Customer:
    with sessions.begin() as session:
        return a_customer(session, datetime.now(UTC), external_id="lin")


def token_of(settings: Settings, customer: Customer, ago: timedelta = timedelta(0)) -> str:
    return issue(
        settings.secret_key.get_secret_value(), "shopper", str(customer.id), datetime.now(UTC) - ago
    )[0]


def heard(socket: WebSocketTestSession, kind: str) -> Frame:
    """The next frame of a kind; others in between are let pass."""
    for _ in range(50):
        frame: Frame = socket.receive_json()
        if frame["type"] == kind:
            return frame
    raise AssertionError(f"no {kind} came")


@pytest.fixture
def socket(client: TestClient) -> Iterator[WebSocketTestSession]:
    with client.websocket_connect("/api/v1/chat") as socket:
        yield socket


def hello(socket: WebSocketTestSession, token: str, **more: object) -> Frame:
    socket.send_json({"type": "hello", "token": token, **more})
    return heard(socket, "welcome")


def say(socket: WebSocketTestSession, client_id: str, text: str) -> Frame:
    socket.send_json({"type": "send", "client_id": client_id, "kind": "text", "body": {"text": text}})
    return heard(socket, "ack")


def test_nothing_is_said_before_hello(socket: WebSocketTestSession) -> None:
    socket.send_json({"type": "send", "client_id": "a", "kind": "text", "body": {"text": "在吗"}})
    refused = heard(socket, "refused")
    assert (refused["error"], refused["client_id"]) == ("not_signed_in", "a")


def test_hello_opens_a_conversation_and_a_message_is_acknowledged(
    socket: WebSocketTestSession, settings: Settings, shopper: Customer
) -> None:
    welcome = hello(socket, token_of(settings, shopper))
    assert welcome["conversation"]["owner"] == "bot" and welcome["messages"] == []
    assert say(socket, "a", "我的快递呢")["seq"] == 1
    assert heard(socket, "message")["message"]["body"] == {"text": "我的快递呢"}


def test_the_same_client_id_is_acknowledged_again_and_stored_once(
    socket: WebSocketTestSession, settings: Settings, shopper: Customer
) -> None:
    hello(socket, token_of(settings, shopper))
    assert say(socket, "a", "在吗") == say(socket, "a", "在吗？？")


def test_a_second_window_resumes_from_what_it_knows(
    client: TestClient, settings: Settings, shopper: Customer
) -> None:
    token = token_of(settings, shopper)
    with client.websocket_connect("/api/v1/chat") as first:
        conversation = hello(first, token)["conversation"]
        for number in range(1, 4):
            say(first, f"m{number}", f"第{number}句")
    with client.websocket_connect("/api/v1/chat") as second:
        welcome = hello(second, token, last_seq=1, conversation_id=conversation["id"])
        seqs = [message["seq"] for message in welcome["messages"]]
        assert seqs[:2] == [2, 3] and welcome["has_earlier"]


def test_two_windows_hear_each_other(client: TestClient, settings: Settings, shopper: Customer) -> None:
    token = token_of(settings, shopper)
    with client.websocket_connect("/api/v1/chat") as one, client.websocket_connect("/api/v1/chat") as two:
        hello(one, token), hello(two, token)
        say(one, "a", "在吗")
        assert heard(two, "message")["message"]["client_id"] == "a"


def test_a_stranger_does_not_find_the_conversation(
    socket: WebSocketTestSession, settings: Settings, shopper: Customer, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        other = a_conversation(session, a_customer(session, datetime.now(UTC)), datetime.now(UTC))
    socket.send_json({"type": "hello", "token": token_of(settings, shopper), "conversation_id": other.id})
    assert heard(socket, "refused")["error"] == "not_yours"


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "null",
        "[]",
        "[" * 16000,
        '{"type": "send"}',
        '{"type": "hello", "token": 7}',
        '{"type": "read", "seq": -1}',
        '{"type": "read", "seq": 99999999999999999999999}',
        '{"type": "nothing"}',
        '{"type": "send", "client_id": "\\ud800", "body": {"text": "x"}}',
        '{"type": "send", "client_id": "a b", "body": {"text": "x"}}',
        "\x00",
    ],
)
def test_a_malformed_frame_is_refused_without_telling_why(socket: WebSocketTestSession, frame: str) -> None:
    socket.send_text(frame)
    refused = heard(socket, "refused")
    assert refused["error"] == "bad_frame" and refused["detail"] == "这条消息的格式不对。"


def test_bytes_are_refused(socket: WebSocketTestSession) -> None:
    socket.send_bytes(b"\xff\x00")
    assert heard(socket, "refused")["error"] == "bad_frame"


def test_a_frame_over_16_kib_closes_the_socket(client: TestClient) -> None:
    with client.websocket_connect("/api/v1/chat") as socket:
        socket.send_text("字" * 6000)
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_text()
        assert closed.value.code == 1009


@pytest.mark.parametrize(("text", "error"), [("长" * 1001, "too_long"), (" \n ", "empty"), ("\x00", "empty")])
def test_a_text_has_one_to_a_thousand_characters(
    socket: WebSocketTestSession, settings: Settings, shopper: Customer, text: str, error: str
) -> None:
    hello(socket, token_of(settings, shopper))
    socket.send_json({"type": "send", "client_id": "a", "kind": "text", "body": {"text": text}})
    refused = heard(socket, "refused")
    assert (refused["error"], refused["client_id"]) == (error, "a")
    assert say(socket, "b", "长" * 1000)["seq"] == 1


def test_control_characters_are_left_out_and_all_else_stays(
    socket: WebSocketTestSession, settings: Settings, shopper: Customer
) -> None:
    hello(socket, token_of(settings, shopper))
    odd = "\u202e𠮷👩‍👩‍👧 Z̴̗̉ <b>\u200b"
    say(socket, "a", f"\x00{odd}\x07")
    assert heard(socket, "message")["message"]["body"]["text"] == odd


def test_the_twenty_first_message_of_a_minute_is_too_fast(
    socket: WebSocketTestSession, settings: Settings, shopper: Customer
) -> None:
    hello(socket, token_of(settings, shopper))
    for number in range(20):
        say(socket, f"m{number}", "在吗")
    socket.send_json({"type": "send", "client_id": "x", "kind": "text", "body": {"text": "在吗"}})
    assert heard(socket, "refused")["error"] == "too_fast"


def test_an_expired_token_is_refused_and_a_new_one_goes_on(
    socket: WebSocketTestSession, settings: Settings, shopper: Customer
) -> None:
    old = token_of(settings, shopper, timedelta(hours=12))
    socket.send_json({"type": "hello", "token": old})
    assert heard(socket, "refused")["error"] == "token_expired"
    assert hello(socket, token_of(settings, shopper))["conversation"]["owner"] == "bot"


def test_an_unknown_choice_or_picture_is_refused_by_its_code(
    socket: WebSocketTestSession, settings: Settings, shopper: Customer
) -> None:
    hello(socket, token_of(settings, shopper))
    socket.send_json({"type": "choose", "client_id": "a", "seq": 1, "choice": "yes"})
    assert heard(socket, "refused")["error"] == "unknown_choice"
    socket.send_json({"type": "send", "client_id": "b", "kind": "image", "body": {"upload_id": "u_1"}})
    assert heard(socket, "refused")["error"] == "unknown_upload"


def test_a_quick_reply_is_stored_with_its_title(
    socket: WebSocketTestSession, settings: Settings, shopper: Customer
) -> None:
    entry = hello(socket, token_of(settings, shopper))["conversation"]["quick_replies"][0]
    socket.send_json({"type": "choose", "client_id": "a", "seq": 0, "choice": entry["id"]})
    assert heard(socket, "message")["message"]["body"] == {"text": entry["title"], "choice_of": 0}


def test_pings_are_answered(socket: WebSocketTestSession) -> None:
    socket.send_text(json.dumps({"type": "ping"}))
    assert heard(socket, "pong")
