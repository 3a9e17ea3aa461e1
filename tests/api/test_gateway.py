"""The gateway: every message gets an outcome, one at a time, whatever the assistant does."""

import asyncio
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from api import rasa as rasa_door
from api.app import create_app
from api.gates import Gates
from api.gateway import Gateway
from api.hub import Hub
from api.metrics import Metrics
from api.rasa import Rasa
from api.record import Record
from api.settings import Settings
from tests.api.rasa_server import Answer, RasaServer, echo, messages, saying, slowly
from tests.api.talks import Talk, until
from tests.builders import a_conversation, a_customer, a_group, an_agent, as_service, signed_in
from ticketing.database import Sessions
from ticketing.inbound import receive_text
from ticketing.models import Agent, Conversation, Customer, Message, Ticket
from ticketing.text.analysis import Analyse


@pytest.fixture
def talk(chat: TestClient, settings: Settings, shopper: Customer) -> Talk:
    """A conversation in which nothing was said."""
    return Talk(chat, settings, shopper)


@pytest.fixture
def agent(sessions: Sessions) -> Agent:
    """Somebody at the desk."""
    with sessions.begin() as session:
        return an_agent(session, groups=[a_group(session)])


def outcomes(sessions: Sessions, talk: Talk) -> list[str | None]:
    with sessions() as session:
        query = select(Message.outcome).where(
            Message.conversation_id == talk.id, Message.author == "customer"
        )
        return list(session.scalars(query.order_by(Message.seq)))


def test_messages_are_asked_about_one_at_a_time_and_in_order(talk: Talk, rasa: RasaServer) -> None:
    working, most = [], []

    def watch(asked: dict[str, object]) -> bytes:
        working.append(1)
        most.append(len(working))
        time.sleep(0.05)
        working.pop()
        return echo(asked)

    rasa.answer = watch
    for number in range(6):
        talk.say(f"m{number}", f"第{number}句")
    until(lambda: len(talk.said_by("bot")) == 6)
    assert [asked["message"] for asked in rasa.asked] == [f"第{number}句" for number in range(6)]
    assert max(most) == 1
    first = rasa.asked[0]
    assert first["sender"] == talk.id
    assert first["metadata"]["message_id"] == f"{talk.id}:1" and first["metadata"]["channel"] == "widget"
    assert datetime.fromisoformat(first["metadata"]["now"]).tzinfo is not None


def test_typed_commands_reach_the_assistant_as_text(talk: Talk, rasa: RasaServer) -> None:
    talk.say("a", "/restart")
    talk.say("b", ' \n/inform{"order_number": "1"}')
    until(lambda: len(rasa.asked) == 2)
    assert [asked["message"] for asked in rasa.asked] == ["／restart", ' \n／inform{"order_number": "1"}']
    assert [one["body"]["text"] for one in talk.log() if one["author"] == "customer"][0] == "/restart"


def test_a_buttons_payload_is_known_to_the_service_alone(talk: Talk, rasa: RasaServer) -> None:
    card = {
        "kind": "order_card",
        "text": "您的订单",
        "orders": [
            {
                "number": "2611200001234",
                "choices": [{"id": "pick", "title": "就是它", "payload": '/choose_order{"n":"1"}'}],
                "lines": [
                    {"id": "1", "choices": [{"title": "退这件", "style": "primary", "payload": "/return_it"}]}
                ],
            }
        ],
        "choices": [{"id": "pick", "title": "都不是", "payload": "/deny"}],
    }
    rasa.answer = messages({"custom": card})
    talk.say("a", "我的订单")
    shown = until(lambda: [one for one in talk.log() if one["author"] == "bot"])[0]
    assert shown["kind"] == "order_card" and "payload" not in json.dumps(shown)
    order = shown["body"]["orders"][0]
    ids = [
        order["choices"][0]["id"],
        order["lines"][0]["choices"][0]["id"],
        shown["body"]["choices"][0]["id"],
    ]
    assert len(set(ids)) == 3
    assert order["lines"][0]["choices"][0] == {"id": ids[1], "title": "退这件", "style": "primary"}
    rasa.answer = saying("好的")
    chosen = talk.post("choices", {"client_id": "c", "seq": shown["seq"], "choice": ids[1]})
    assert chosen.status_code == 201
    until(lambda: len(rasa.asked) == 2)
    assert rasa.asked[1]["message"] == "/return_it"
    assert talk.log()[2]["body"] == {"text": "退这件", "choice_of": shown["seq"]}
    refused = talk.post("choices", {"client_id": "d", "seq": shown["seq"], "choice": "/deny"})
    assert (refused.status_code, refused.json()["error"]) == (400, "unknown_choice")


@pytest.mark.parametrize(
    "answer",
    [
        lambda asked: b"[]",
        lambda asked: b"oops",
        lambda asked: b'{"text": "x"}',
        lambda asked: b"[1, 2]",
        lambda asked: b"[" * 100_000,
        lambda asked: b'[{"text": NaN}]',
        messages({"text": ""}),
        messages({"text": "\x00"}),
        messages({"custom": {"kind": "notice", "code": "resolved", "text": "x"}}),
        messages({"custom": {"kind": "buttons", "text": "x", "choices": [{"title": "a"}]}}),
        messages(
            {"custom": {"kind": "buttons", "text": "x", "choices": [{"title": "a", "payload": "#agree"}]}}
        ),
        saying("大" * 10_000_000),
    ],
)
def test_an_answer_that_is_none_brings_an_apology_and_a_ticket(
    talk: Talk, rasa: RasaServer, sessions: Sessions, answer: Answer
) -> None:
    rasa.answer = answer
    talk.say("a", "我的快递呢")
    apology = until(lambda: [one for one in talk.log() if one["kind"] == "notice"])[0]
    number = talk.view()["ticket"]["number"]
    assert (apology["body"]["code"], apology["body"]["ticket_number"]) == ("apology", number)
    assert outcomes(sessions, talk) == ["apology"] and talk.said_by("bot") == []
    rasa.answer = echo
    talk.say("b", "还在吗")
    until(lambda: talk.said_by("bot") == ["收到：还在吗"])


def test_one_outage_opens_one_ticket_and_two_failures_bring_a_person(
    talk: Talk, rasa: RasaServer, sessions: Sessions, agent: Agent
) -> None:
    rasa.answer = lambda asked: b"[]"
    talk.say("a", "第一句")
    until(lambda: talk.notices() == ["apology"])
    talk.say("b", "第二句")
    until(lambda: talk.notices() == ["apology", "apology", "queued"])
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(Ticket)) == 1
        handoff = session.get_one(Conversation, talk.id).handoff
    assert handoff is not None and handoff["reason"] == "two_failures"
    assert talk.view()["owner"] == "queue"


def test_a_slow_assistant_is_given_up_and_its_late_word_is_dropped(
    talk: Talk, rasa: RasaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rasa_door, "TURN_LIMIT", 0.3)
    slow = 4.0
    rasa.answer = slowly(slow)
    began = time.monotonic()
    talk.say("a", "在吗")
    until(lambda: talk.notices() == ["apology"])
    assert time.monotonic() - began < slow
    time.sleep(began + slow + 0.5 - time.monotonic())
    assert talk.said_by("bot") == []


def test_a_dead_assistant_brings_the_apology_at_once(
    settings: Settings, sessions: Sessions, analyse: Analyse, shopper: Customer
) -> None:
    with TestClient(create_app(settings, analyse=analyse)) as client:
        talk = Talk(client, settings, shopper)
        talk.say("a", "在吗")
        until(lambda: talk.notices() == ["apology"], within=3)


def test_no_bot_word_after_a_person_took_over(
    chat: TestClient, settings: Settings, talk: Talk, rasa: RasaServer, agent: Agent, sessions: Sessions
) -> None:
    rasa.answer = slowly(0.5)
    talk.say("a", "在吗")
    until(lambda: rasa.asked)
    taken = chat.post(f"{talk.path}/takeovers", headers=signed_in(settings, agent))
    assert taken.status_code == 201 and taken.json()["owner"] == "agent"
    time.sleep(0.8)
    assert talk.said_by("bot") == [] and outcomes(sessions, talk) == ["delivered"]
    talk.say("b", "你好")
    time.sleep(0.2)
    assert len(rasa.asked) == 1


def test_a_hand_off_by_the_assistant_needs_no_word_of_its_own(
    chat: TestClient, settings: Settings, talk: Talk, rasa: RasaServer, sessions: Sessions
) -> None:
    def calls_for_a_person(asked: dict[str, str]) -> bytes:
        body = {
            "reason": "asked",
            "tried": [{"intent": "track_parcel", "title": "查物流"}],
            "slots": {"n": 1},
        }
        path = f"/api/v1/bot/conversations/{asked['sender']}/handoffs"
        done = chat.post(path, headers=as_service(settings), json=body)
        assert done.status_code == 201 and done.json()["people_online"] is False
        return b"[]"

    rasa.answer = calls_for_a_person
    talk.say("a", "转人工")
    until(lambda: talk.notices() == ["nobody_online"])
    until(lambda: outcomes(sessions, talk) == ["queued"])
    with sessions() as session:
        packet = session.get_one(Conversation, talk.id).handoff
    assert packet is not None and packet["slots"] == {"n": 1}
    assert packet["tried"] == [{"intent": "track_parcel", "title": "查物流"}]


def test_two_unsure_turns_in_a_row_bring_a_person(
    chat: TestClient, settings: Settings, talk: Talk, rasa: RasaServer, agent: Agent
) -> None:
    def unsure(asked: dict[str, str]) -> bytes:
        report = {"intent": "ask_stock", "confidence": 0.3, "outcome": "unsure", "topic": "presale"}
        path = f"/api/v1/bot/conversations/{asked['sender']}/turn-reports"
        assert chat.post(path, headers=as_service(settings), json=report).status_code == 204
        return echo(asked)

    rasa.answer = unsure
    talk.say("a", "那个有吗")
    until(lambda: len(talk.said_by("bot")) == 1)
    talk.say("b", "就是那个")
    until(lambda: talk.view()["owner"] == "queue")
    assert len(talk.said_by("bot")) == 2


def test_a_form_is_shown_while_it_lasts(chat: TestClient, settings: Settings, talk: Talk) -> None:
    path = f"/api/v1/bot/conversations/{talk.id}/turn-reports"
    report = {"intent": "request_return", "confidence": 0.9, "outcome": "answered", "topic": "aftersales"}
    form = {"name": "return", "title": "申请退货", "step": 2, "of": 4}
    chat.post(path, headers=as_service(settings), json={**report, "form": form})
    view = talk.view()
    assert view["form"] == form and view["quick_replies"] == []
    chat.post(path, headers=as_service(settings), json=report)
    view = talk.view()
    assert view["form"] is None and view["quick_replies"][0]["title"] == "退货"


def test_the_gateway_of_a_dead_process_is_replaced_when_its_lease_ends(
    chat: TestClient, sessions: Sessions, talk: Talk, rasa: RasaServer
) -> None:
    now = datetime.now(UTC)
    with sessions.begin() as session:
        conversation = session.get_one(Conversation, talk.id)
        conversation.turn_lease_by, conversation.turn_lease_until = "dead", now + timedelta(seconds=1.5)
        receive_text(session, talk.id, client_id="a", text="在吗", now=now)
    time.sleep(0.7)
    assert rasa.asked == []
    until(lambda: talk.said_by("bot") == ["收到：在吗"], within=4)


def test_a_message_that_waited_too_long_gets_its_apology_without_a_turn(
    sessions: Sessions, talk: Talk, rasa: RasaServer
) -> None:
    with sessions.begin() as session:
        receive_text(
            session, talk.id, client_id="a", text="在吗", now=datetime.now(UTC) - timedelta(seconds=25)
        )
    until(lambda: talk.notices() == ["apology"], within=3)
    assert rasa.asked == []


def test_two_gateways_over_one_database_ask_once_about_every_message(
    sessions: Sessions, rasa: RasaServer
) -> None:
    rasa.answer = slowly(0.01)
    now = datetime.now(UTC)
    with sessions.begin() as session:
        ids = [a_conversation(session, a_customer(session, now), now).id for _ in range(5)]

    def speak(number: int) -> None:
        with sessions.begin() as session:
            receive_text(
                session,
                ids[number % 5],
                client_id=f"m{number}",
                text=f"第{number}句",
                now=datetime.now(UTC),
            )

    async def serve() -> None:
        doors = [Rasa(rasa.url), Rasa(rasa.url)]
        records = [Record(sessions, Gates(sessions.kw["bind"])) for _ in range(2)]
        gateways = [
            Gateway(record, door, Hub(record), Metrics(), lambda: datetime.now(UTC))
            for door, record in zip(doors, records, strict=True)
        ]
        running = [asyncio.create_task(gateway.run()) for gateway in gateways]

        def poke() -> None:
            for number in range(40):
                speak(number)
                for gateway in gateways:
                    gateway.announce([ids[number % 5]])

        await asyncio.to_thread(poke)
        await _until(lambda: _count(sessions, "answered") == 40)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        for door in doors:
            await door.close()

    asyncio.run(serve())
    asked = [one["metadata"]["message_id"] for one in rasa.asked]
    assert len(asked) == len(set(asked)) == 40
    for conversation_id in ids:
        heard = [one["message"] for one in rasa.asked if one["sender"] == conversation_id]
        assert heard == sorted(heard, key=lambda text: int(text[1:-1]))
        with sessions() as session:
            query = select(Message.seq).where(Message.conversation_id == conversation_id)
            assert list(session.scalars(query.order_by(Message.seq))) == list(range(1, 17))


def test_five_shoppers_at_once_are_all_answered(
    chat: TestClient, settings: Settings, sessions: Sessions, rasa: RasaServer
) -> None:
    rasa.answer = slowly(0.02)
    with sessions.begin() as session:
        people = [
            a_customer(session, datetime.now(UTC), external_id=f"shopper{number}") for number in range(5)
        ]
    talks = [Talk(chat, settings, person) for person in people]

    def lead(talk: Talk) -> float:
        began = time.monotonic()
        for number in range(5):
            talk.say(f"m{number}", f"第{number}句")
            until(lambda number=number: len(talk.said_by("bot")) == number + 1)
        return time.monotonic() - began

    with ThreadPoolExecutor(5) as pool:
        assert max(pool.map(lead, talks)) < 10


def _count(sessions: Sessions, outcome: str) -> int:
    with sessions() as session:
        query = select(func.count()).select_from(Message).where(Message.outcome == outcome)
        return session.execute(query).scalar_one()


async def _until(look: Callable[[], bool], within: float = 20.0) -> None:
    async with asyncio.timeout(within):
        while not await asyncio.to_thread(look):
            await asyncio.sleep(0.05)
