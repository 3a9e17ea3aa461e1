"""The shopper's socket: signing in, speaking once, resuming, and refusals that tell nothing."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from api.settings import Settings
from tests.api.windows import Window, token_of
from tests.builders import a_conversation, a_customer, an_agent
from ticketing.database import Sessions
from ticketing.models import Customer

PATH = "/api/v1/chat"


@pytest.fixture
def window(chat: TestClient) -> Iterator[Window]:
    """A socket on which nothing was said."""
    with chat.websocket_connect(PATH) as socket:
        yield Window(socket)


@pytest.fixture
def token(settings: Settings, shopper: Customer) -> str:
    """The shopper's token."""
    return token_of(settings, shopper)


def test_nothing_is_said_before_hello(window: Window) -> None:
    window.send("send", client_id="a", kind="text", body={"text": "在吗"})
    assert window.heard("refused", client_id="a")["error"] == "not_signed_in"


def test_hello_opens_a_conversation_and_a_message_is_acknowledged_and_answered(
    window: Window, token: str
) -> None:
    welcome = window.hello(token)
    assert welcome["conversation"]["owner"] == "bot" and welcome["messages"] == []
    assert window.say("a", "我的快递呢")["seq"] == 1
    assert window.message(author="customer")["body"] == {"text": "我的快递呢"}
    assert window.heard("typing", on=True)["author"] == "bot"
    assert window.message(author="bot")["body"] == {"text": "收到：我的快递呢"}
    window.heard("typing", on=False)


def test_the_same_client_id_is_acknowledged_again_and_stored_once(window: Window, token: str) -> None:
    window.hello(token)
    assert window.say("a", "在吗") == window.say("a", "在吗？？")


def test_a_second_window_resumes_from_what_it_knows(chat: TestClient, token: str) -> None:
    with chat.websocket_connect(PATH) as socket:
        first = Window(socket)
        conversation = first.hello(token)["conversation"]
        for number in range(1, 4):
            first.say(f"m{number}", f"第{number}句")
    with chat.websocket_connect(PATH) as socket:
        welcome = Window(socket).hello(token, last_seq=1, conversation_id=conversation["id"])
    seqs = [message["seq"] for message in welcome["messages"]]
    assert seqs == list(range(2, 2 + len(seqs))) and len(seqs) >= 2 and welcome["has_earlier"]


def test_a_client_that_knows_more_than_was_said_starts_anew(window: Window, token: str) -> None:
    window.hello(token)
    window.say("a", "在吗")
    seqs = [message["seq"] for message in window.hello(token, last_seq=500)["messages"]]
    assert seqs[0] == 1


def test_two_windows_hear_each_other(chat: TestClient, token: str) -> None:
    with chat.websocket_connect(PATH) as one, chat.websocket_connect(PATH) as two:
        first, second = Window(one), Window(two)
        first.hello(token)
        second.hello(token)
        first.say("a", "在吗")
        assert second.message(client_id="a")["body"] == {"text": "在吗"}


def test_a_stranger_does_not_find_the_conversation(window: Window, token: str, sessions: Sessions) -> None:
    with sessions.begin() as session:
        other = a_conversation(session, a_customer(session, datetime.now(UTC)), datetime.now(UTC))
    window.send("hello", token=token, conversation_id=other.id)
    assert window.heard("refused")["error"] == "not_yours"


def test_an_agents_token_opens_no_chat(window: Window, settings: Settings, sessions: Sessions) -> None:
    with sessions.begin() as session:
        agent = an_agent(session)
    window.send("hello", token=token_of(settings, agent))
    assert window.heard("refused")["error"] == "not_signed_in"


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
def test_a_malformed_frame_is_refused_without_telling_why(window: Window, frame: str) -> None:
    window.socket.send_text(frame)
    refused = window.heard("refused")
    assert (refused["error"], refused["detail"]) == ("bad_frame", "这条消息的格式不对。")


def test_bytes_are_refused(window: Window) -> None:
    window.socket.send_bytes(b"\xff\x00")
    assert window.heard("refused")["error"] == "bad_frame"


def test_a_frame_over_16_kib_closes_the_socket(chat: TestClient) -> None:
    with chat.websocket_connect(PATH) as socket:
        socket.send_text("字" * 6000)
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_text()
    assert closed.value.code == 1009


@pytest.mark.parametrize(("text", "error"), [("长" * 1001, "too_long"), (" \n ", "empty"), ("\x00", "empty")])
def test_a_text_has_one_to_a_thousand_characters(window: Window, token: str, text: str, error: str) -> None:
    window.hello(token)
    window.send("send", client_id="a", kind="text", body={"text": text})
    assert window.heard("refused", client_id="a")["error"] == error
    assert window.say("b", "长" * 1000)["seq"] == 1


def test_control_characters_are_left_out_and_all_else_stays(window: Window, token: str) -> None:
    window.hello(token)
    odd = "\u202e𠮷👩‍👩‍👧 Z̴̗̉ <b>\u200b"
    window.say("a", f"\x00{odd}\x07")
    assert window.message(client_id="a")["body"]["text"] == odd


def test_the_twenty_first_message_of_a_minute_is_too_fast(window: Window, token: str) -> None:
    window.hello(token)
    for number in range(20):
        window.say(f"m{number}", "在吗")
    window.send("send", client_id="x", kind="text", body={"text": "在吗"})
    assert window.heard("refused", client_id="x")["error"] == "too_fast"
    assert window.say("m0", "在吗")["seq"] == 1, "a repeated one is acknowledged all the same"


def test_an_expired_token_is_refused_and_a_new_one_goes_on(
    window: Window, settings: Settings, shopper: Customer, token: str
) -> None:
    window.send("hello", token=token_of(settings, shopper, ago=timedelta(hours=12)))
    assert window.heard("refused")["error"] == "token_expired"
    assert window.hello(token)["conversation"]["owner"] == "bot"


def test_a_token_that_ends_while_the_socket_is_open_ends_speaking_and_hearing(
    chat: TestClient, settings: Settings, shopper: Customer, token: str
) -> None:
    ending = token_of(settings, shopper, ago=timedelta(hours=12) - timedelta(seconds=2))
    with chat.websocket_connect(PATH) as one, chat.websocket_connect(PATH) as two:
        old, fresh = Window(one), Window(two)
        conversation = old.hello(ending)["conversation"]
        fresh.hello(token)
        time.sleep(2.1)
        old.send("send", client_id="late", kind="text", body={"text": "在吗"})
        assert old.heard("refused", client_id="late")["error"] == "token_expired"
        seq = fresh.say("a", "在吗")["seq"]
        fresh.message(author="bot")
        old.send("ping")
        heard = []
        while (frame := old.socket.receive_json())["type"] != "pong":
            heard.append(frame["type"])
        assert set(heard) <= {"refused"}
        resumed = old.hello(token, last_seq=0, conversation_id=conversation["id"])
        assert resumed["conversation"]["last_seq"] >= seq


def test_an_unknown_choice_or_picture_is_refused_by_its_code(window: Window, token: str) -> None:
    window.hello(token)
    window.send("choose", client_id="a", seq=1, choice="yes")
    assert window.heard("refused")["error"] == "unknown_choice"
    window.send("send", client_id="b", kind="image", body={"upload_id": "u_1"})
    assert window.heard("refused")["error"] == "unknown_upload"


def test_a_quick_reply_is_stored_with_its_title(window: Window, token: str) -> None:
    entry = window.hello(token)["conversation"]["quick_replies"][0]
    window.send("choose", client_id="a", seq=0, choice=entry["id"])
    assert window.message(client_id="a")["body"] == {"text": entry["title"], "choice_of": 0}


def test_pings_are_answered(window: Window) -> None:
    window.send("ping")
    window.heard("pong")
