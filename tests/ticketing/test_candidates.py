"""Which sentences are kept to learn from, masked, and why."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.builders import a_conversation, a_customer, an_agent
from tests.conftest import NOW
from ticketing import tickets
from ticketing.candidates import LONGEST, learnable, name_message, note_person, store_vectors, unread
from ticketing.conversation_tickets import open_or_add
from ticketing.errors import MessageNotFound, NotASentence, UnknownIntent
from ticketing.inbound import receive_choice, receive_text
from ticketing.messages import append
from ticketing.models import BotTurn, Candidate, Conversation, Message
from ticketing.rules import actors
from ticketing.takeovers import take_over
from ticketing.turns import report

GUESSES = [{"intent": "track_parcel", "confidence": 0.31}, {"intent": "ask_carrier", "confidence": 0.2}]


@pytest.fixture
def talk(session: Session) -> Conversation:
    """A conversation with the assistant."""
    return a_conversation(session, a_customer(session, NOW), NOW)


def says(
    session: Session,
    talk: Conversation,
    text: str,
    outcome: Any = "unsure",
    intent: str = "nlu_fallback",
    confidence: float = 0.69,
) -> Message:
    """The shopper types, the assistant reports what it made of it and answers."""
    message = receive_text(session, talk.id, client_id=f"k{talk.last_seq}", text=text, now=NOW)
    report(
        session,
        talk,
        intent=intent,
        confidence=confidence,
        outcome=outcome,
        topic=None,
        form=None,
        now=NOW,
        guesses=GUESSES,
    )
    message.outcome = "answered"
    session.flush()
    return message


def kept(session: Session) -> list[Candidate]:
    return list(session.scalars(select(Candidate).order_by(Candidate.id)))


@pytest.mark.parametrize(
    ("text", "remains"),
    [
        ("我的 件\n卡在半路了", "我的 件 卡在半路了"),
        ("打13812345678给我", "打[电话]给我"),
        ("文三路12号3幢501室，能送不", "[地址]，能送不"),
        ("13812345678", None),
        ("2611200001234", None),
        ("？？？", None),
        ("a" * 900, "a" * LONGEST),
    ],
)
def test_a_sentence_is_kept_masked_and_on_one_line_or_not_at_all(text: str, remains: str | None) -> None:
    assert learnable(text) == remains


def test_what_the_assistant_was_unsure_of_is_kept_with_its_guesses(
    session: Session, talk: Conversation
) -> None:
    message = says(session, talk, "我的件儿卡半道了 电话13812345678")
    (one,) = kept(session)
    assert (one.conversation_id, one.seq) == (talk.id, message.seq)
    assert one.text == "我的件儿卡半道了 电话[电话]"
    assert one.reasons == ["unsure"] and one.guesses == GUESSES and one.state == "new"
    assert session.scalars(select(BotTurn)).one().guesses == GUESSES


def test_what_was_understood_is_not_kept(session: Session, talk: Conversation) -> None:
    says(session, talk, "快递到哪了", outcome="answered", intent="track_parcel")
    assert kept(session) == []


@pytest.mark.parametrize(("confidence", "count"), [(0.99, 0), (0.6, 1)])
def test_what_is_surely_none_of_our_business_is_not_kept(
    session: Session, talk: Conversation, confidence: float, count: int
) -> None:
    says(session, talk, "帮我写首诗呗", intent="out_of_scope", confidence=confidence)
    assert len(kept(session)) == count


def test_pictures_and_buttons_are_no_sentences(session: Session, talk: Conversation) -> None:
    append(
        session,
        talk,
        author="bot",
        kind="buttons",
        body={"text": "您是想查物流吗", "choices": [{"id": "c1", "title": "查物流"}]},
        payloads={"c1": "/track_parcel"},
        now=NOW,
    )
    tapped = receive_choice(session, talk.id, client_id="t1", seq=talk.last_seq, choice="c1", now=NOW)
    report(
        session, talk, intent="track_parcel", confidence=1, outcome="failed", topic=None, form=None, now=NOW
    )
    assert kept(session) == []
    with pytest.raises(NotASentence):
        name_message(session, talk.id, tapped.seq, "track_parcel", NOW)


def test_requests_before_a_person_took_over_are_kept_small_talk_is_not(
    session: Session, talk: Conversation
) -> None:
    says(session, talk, "你好呀", outcome="answered", intent="greet")
    says(session, talk, "衣服领口开线了咋整", outcome="answered", intent="ask_size")
    take_over(session, talk.id, an_agent(session), NOW)
    (one,) = kept(session)
    assert one.text == "衣服领口开线了咋整" and one.reasons == ["person"]


def test_a_sentence_is_kept_once_with_every_reason(session: Session, talk: Conversation) -> None:
    message = says(session, talk, "衣服领口开线了咋整")
    note_person(session, talk.id, NOW)
    note_person(session, talk.id, NOW)
    name_message(session, talk.id, message.seq, "report_quality", NOW)
    (one,) = kept(session)
    assert one.reasons == ["unsure", "person", "agent"]
    assert (one.suggested, one.suggested_by) == ("report_quality", "agent")


def test_a_corrected_category_keeps_what_was_asked(session: Session, talk: Conversation) -> None:
    says(session, talk, "衣服领口开线了咋整", outcome="answered", intent="ask_size")
    ticket = open_or_add(session, talk, text="衣服领口开线了咋整", source="bot", by=actors.SYSTEM, now=NOW)
    wanted = ("账户会员", "登录安全")
    former = f"{ticket.category1}/{ticket.category2}"
    agent = an_agent(session)
    for _ in range(2):
        tickets.correct(
            session,
            ticket,
            category=wanted,
            kind=ticket.kind,
            priority=None,
            by=actors.agent(agent.id, agent.name),
            now=NOW,
        )
    (one,) = kept(session)
    assert one.reasons == ["category"] and one.corrected == f"{former} → 账户会员/登录安全"


def test_the_button_pressed_after_being_asked_back_is_a_suggestion(
    session: Session, talk: Conversation
) -> None:
    says(session, talk, "我的件儿卡半道了")
    append(
        session,
        talk,
        author="bot",
        kind="buttons",
        body={"text": "您是想查物流吗", "choices": [{"id": "c1", "title": "查物流"}]},
        payloads={"c1": '/track_parcel{"order_number": "1"}'},
        now=NOW,
    )
    receive_choice(session, talk.id, client_id="t1", seq=talk.last_seq, choice="c1", now=NOW)
    ((number, text),) = unread(session, 10)
    assert text == "我的件儿卡半道了"
    store_vectors(session, {number: b"\0" * 1024})
    (one,) = kept(session)
    assert (one.suggested, one.suggested_by) == ("track_parcel", "customer")
    assert unread(session, 10) == []


def test_an_agent_names_only_what_exists(session: Session, talk: Conversation) -> None:
    message = says(session, talk, "快递到哪了", outcome="answered", intent="track_parcel")
    with pytest.raises(UnknownIntent):
        name_message(session, talk.id, message.seq, "make_coffee", NOW)
    with pytest.raises(MessageNotFound):
        name_message(session, talk.id, 999, "track_parcel", NOW)


def test_a_candidate_goes_with_its_conversation(session: Session, talk: Conversation) -> None:
    says(session, talk, "我的件儿卡半道了")
    for table in (Message, BotTurn):
        session.execute(delete(table).where(table.conversation_id == talk.id))
    session.execute(delete(Conversation).where(Conversation.id == talk.id))
    assert kept(session) == []


def test_long_ago_decided_sentences_stay_decided(session: Session, talk: Conversation) -> None:
    says(session, talk, "我的件儿卡半道了")
    kept(session)[0].state = "dropped"
    note_person(session, talk.id, NOW + timedelta(days=1))
    assert kept(session)[0].state == "dropped"
