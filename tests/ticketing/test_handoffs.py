"""From the assistant to a person: packet, queue, promise, and the three-minute clock."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.builders import a_conversation, a_customer, a_group, an_agent
from tests.conftest import NOW
from ticketing.conversations import get_conversation, hand_off, sweep_unanswered
from ticketing.errors import ConversationClosed, UnknownReason
from ticketing.handoffs import request_person, sweep_deserted
from ticketing.inbound import receive_text
from ticketing.messages import messages_after
from ticketing.models import BotTurn, Conversation, Message, Ticket
from ticketing.queueing import give_out, places
from ticketing.turns import report

MINUTE = timedelta(minutes=1)


@pytest.fixture
def talk(session: Session) -> Conversation:
    """A talk with the assistant about a broken rice cooker."""
    conversation = a_conversation(session, a_customer(session, NOW), NOW)
    for number, text in enumerate(("在吗", "电饭煲通电就跳闸", "能换新吗，急用")):
        receive_text(session, conversation.id, client_id=f"m{number}", text=text, now=NOW)
    return conversation


def notices(session: Session, conversation: Conversation) -> list[str]:
    return [m.body["code"] for m in messages_after(session, conversation.id, 0) if m.kind == "notice"]


def test_the_packet_has_what_the_person_needs(session: Session, talk: Conversation) -> None:
    an_agent(session, groups=[a_group(session)])
    for intent in ("greet", "report_quality", "request_exchange"):
        report(
            session, talk, intent=intent, confidence=0.9, outcome="answered", topic=None, form=None, now=NOW
        )
    done = hand_off(session, talk, reason="asked", slots={"fault": "跳闸"}, now=NOW)
    packet = get_conversation(session, talk.id).handoff
    assert packet is not None
    assert packet["customer"] == {"name": "李女士", "level": None, "needs_person_first": False}
    assert packet["tried"] == [
        {"intent": "report_quality", "title": "质量问题"},
        {"intent": "request_exchange", "title": "换货"},
    ]
    assert packet["reason_text"] == "顾客要求人工服务" and packet["slots"] == {"fault": "跳闸"}
    assert packet["summary"].startswith("起因：电饭煲通电就跳闸")
    assert packet["ticket_number"] == done.ticket_number
    ticket = session.get_one(Ticket, talk.ticket_id)
    assert "电饭煲通电就跳闸" in ticket.description and ticket.number == done.ticket_number


def test_the_queue_is_told_and_messages_wait_for_the_person(session: Session, talk: Conversation) -> None:
    an_agent(session, groups=[a_group(session)])
    done = hand_off(session, talk, reason="asked", now=NOW)
    assert (done.owner, done.people_online) == ("queue", True) and done.place is not None
    assert done.place.position == 1
    assert notices(session, talk) == ["queued"]
    assert session.scalars(select(Message.outcome).where(Message.author == "customer").distinct()).all() == [
        "queued"
    ]


def test_asking_again_changes_nothing(session: Session, talk: Conversation) -> None:
    an_agent(session, groups=[a_group(session)])
    first = hand_off(session, talk, reason="asked", now=NOW)
    again = hand_off(session, talk, reason="safety", now=NOW + MINUTE)
    assert again.place == first.place and notices(session, talk) == ["queued"]


def test_the_button_stands_in_the_log_and_counts_once(session: Session, talk: Conversation) -> None:
    an_agent(session, groups=[a_group(session)])
    first = request_person(session, talk, client_id="h", now=NOW)
    assert request_person(session, talk, client_id="h", now=NOW) is first
    assert notices(session, talk) == ["queued"] and first.body == {"text": "转人工"}


def test_the_next_in_line_stands_behind_and_moves_up(session: Session) -> None:
    an_agent(session, groups=[a_group(session)])
    talks = [a_conversation(session, a_customer(session, NOW), NOW) for _ in range(3)]
    for number, talk in enumerate(talks):
        hand_off(session, talk, reason="button", now=NOW + number * MINUTE)
    line = places(session, NOW)
    assert [line[talk.id].position for talk in talks] == [1, 2, 3]
    assert line[talks[0].id].wait < line[talks[2].id].wait
    talks[0].owner = "closed"
    session.flush()
    assert [places(session, NOW)[talk.id].position for talk in talks[1:]] == [1, 2]


def test_nobody_at_the_desk_means_a_ticket_and_a_word_once(session: Session, talk: Conversation) -> None:
    first = hand_off(session, talk, reason="asked", now=NOW)
    again = hand_off(session, talk, reason="asked", now=NOW + MINUTE)
    assert (first.owner, first.people_online, first.place) == ("bot", False, None)
    assert first.ticket_number == again.ticket_number and notices(session, talk) == ["nobody_online"]


def test_danger_opens_an_urgent_ticket(session: Session, talk: Conversation) -> None:
    hand_off(session, talk, reason="safety", now=NOW)
    assert session.get_one(Ticket, talk.ticket_id).priority == 1


def test_in_danger_the_first_words_are_what_to_do(session: Session, talk: Conversation) -> None:
    an_agent(session)
    assert hand_off(session, talk, reason="safety", now=NOW).text.startswith("请马上停止使用")


def test_danger_raises_a_ticket_that_was_open(session: Session, talk: Conversation) -> None:
    hand_off(session, talk, reason="asked", now=NOW)
    hand_off(session, talk, reason="safety", now=NOW)
    assert session.get_one(Ticket, talk.ticket_id).priority == 1
    assert session.scalar(select(func.count()).select_from(Ticket)) == 1


def test_unknown_reasons_and_closed_conversations_are_refused(session: Session, talk: Conversation) -> None:
    with pytest.raises(UnknownReason):
        hand_off(session, talk, reason="because", now=NOW)
    talk.owner = "closed"
    with pytest.raises(ConversationClosed):
        hand_off(session, talk, reason="asked", now=NOW)


def test_three_minutes_without_a_real_answer_bring_a_person(session: Session, talk: Conversation) -> None:
    an_agent(session, groups=[a_group(session)])
    assert sweep_unanswered(session, NOW + 3 * MINUTE - timedelta(seconds=1)) == 0
    assert sweep_unanswered(session, NOW + 3 * MINUTE) == 1
    assert sweep_unanswered(session, NOW + 4 * MINUTE) == 0
    handoff = get_conversation(session, talk.id).handoff
    assert handoff is not None and handoff["reason"] == "answer_over_time"


def test_who_waits_for_an_agent_that_left_gets_another(session: Session, talk: Conversation) -> None:
    group = a_group(session)
    first = an_agent(session, groups=[group])
    hand_off(session, talk, reason="asked", now=NOW)
    ticket = session.get_one(Ticket, talk.ticket_id)
    assert ticket.assignee_id == first.id
    second = an_agent(session, groups=[group])
    first.is_online = False
    session.flush()
    give_out(session, NOW + MINUTE)
    assert ticket.assignee_id == second.id


def test_an_empty_desk_is_told_instead_of_waited_for(session: Session, talk: Conversation) -> None:
    agent = an_agent(session, groups=[a_group(session)])
    hand_off(session, talk, reason="asked", now=NOW)
    agent.is_online = False
    session.flush()
    assert sweep_deserted(session, NOW + timedelta(seconds=30)) == 0
    assert sweep_deserted(session, NOW + 2 * MINUTE) == 1
    assert talk.owner == "bot" and notices(session, talk) == ["queued", "nobody_online"]


def test_an_unsure_turn_is_no_real_answer(session: Session, talk: Conversation) -> None:
    report(
        session, talk, intent="ask_stock", confidence=0.2, outcome="unsure", topic=None, form=None, now=NOW
    )
    turn = session.scalars(select(BotTurn)).one()
    assert (turn.seq, turn.outcome) == (1, "unsure")
    assert (talk.bot_failures, talk.unanswered_since) == (1, NOW)
