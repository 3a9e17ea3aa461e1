"""The message log: gapless numbers and idempotent clients."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.orm import Session

from tests.builders import a_conversation, a_customer
from tests.conftest import NOW
from ticketing.conversations import (
    append,
    conversation_for,
    get_conversation,
    messages_after,
    messages_before,
)
from ticketing.database import Sessions


def test_numbers_count_from_one(session: Session) -> None:
    conversation = a_conversation(session, a_customer(session, NOW), NOW)
    for text in ("你好", "我的快递呢"):
        append(session, conversation, author="customer", kind="text", body={"text": text}, now=NOW)
    assert [m.seq for m in messages_after(session, conversation.id, 0)] == [1, 2]
    assert [m.seq for m in messages_before(session, conversation.id, None, 1)] == [2]
    assert conversation.last_seq == 2


def test_the_same_client_id_is_stored_once(session: Session) -> None:
    conversation = a_conversation(session, a_customer(session, NOW), NOW)
    first = append(
        session, conversation, author="customer", kind="text", body={"text": "在吗"}, now=NOW, client_id="x"
    )
    again = append(
        session, conversation, author="customer", kind="text", body={"text": "改了"}, now=NOW, client_id="x"
    )
    assert again is first and first.body == {"text": "在吗"}
    assert conversation.last_seq == 1


def test_a_shopper_comes_back_to_the_open_conversation(session: Session) -> None:
    customer = a_customer(session, NOW)
    first = conversation_for(session, customer, NOW)
    assert conversation_for(session, customer, NOW) is first
    first.owner = "closed"
    assert conversation_for(session, customer, NOW) is not first


def test_many_writers_at_once_leave_no_gap(sessions: Sessions) -> None:
    with sessions.begin() as session:
        conversation_id = a_conversation(session, a_customer(session, NOW), NOW).id

    def say(number: int) -> None:
        with sessions.begin() as session:
            append(
                session,
                get_conversation(session, conversation_id),
                author="customer",
                kind="text",
                body={"text": str(number)},
                now=NOW,
                client_id=f"m{number % 20}",
            )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(say, range(40)))
    with sessions.begin() as session:
        said = messages_after(session, conversation_id, 0)
    assert [m.seq for m in said] == list(range(1, 21))
    assert {m.client_id for m in said} == {f"m{number}" for number in range(20)}
