"""Ratings and offline messages: what a shopper leaves behind is worked on."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import a_conversation, a_customer, a_group, an_agent
from tests.conftest import NOW
from ticketing import tickets
from ticketing.errors import AlreadyRated, BadAnswer, TextEmpty, TextTooLong
from ticketing.messages import messages_after
from ticketing.models import Agent, Conversation, Ticket, TicketEvent
from ticketing.offline_messages import leave
from ticketing.ratings import Thanks, is_rated, rate
from ticketing.rules import actors
from ticketing.takeovers import reply, take_over

HOUR = timedelta(hours=1)


@pytest.fixture
def talk(session: Session) -> Conversation:
    """Solved by a person."""
    conversation = a_conversation(session, a_customer(session, NOW), NOW)
    agent = an_agent(session, groups=[a_group(session)])
    take_over(session, conversation.id, agent, NOW)
    reply(session, conversation.id, agent, client_id="r", kind="text", text="已补发", upload_id=None, now=NOW)
    solve(session, conversation, agent)
    return conversation


def solve(session: Session, talk: Conversation, agent: Agent | None = None) -> None:
    ticket = session.get_one(Ticket, talk.ticket_id)
    by = agent or ticket.assignee
    assert by is not None
    tickets.move(session, ticket, "resolved", by=actors.agent(by.id, by.name), now=NOW)


def given(session: Session, talk: Conversation, **scores: object) -> Thanks:
    values = {"bot": None, "person": None, "outcome": None, "comment": "", "now": NOW + HOUR}
    return rate(session, talk, **{**values, **scores})  # type: ignore[arg-type]


def test_a_good_rating_is_kept_and_thanked(session: Session, talk: Conversation) -> None:
    assert not is_rated(session, talk.id)
    assert given(session, talk, person=5, outcome="solved").reopened is False
    ticket = session.get_one(Ticket, talk.ticket_id)
    assert is_rated(session, talk.id) and ticket.status == "resolved"
    event = session.scalars(select(TicketEvent).where(TicketEvent.kind == "rated")).one()
    assert (event.to_value, event.data) == ("5", {"bot": None, "person": 5, "outcome": "solved"})


@pytest.mark.parametrize("scores", [{"person": 1}, {"person": 5, "outcome": "unsolved"}, {"bot": 2}])
def test_a_low_one_reopens_with_a_due_time_and_a_note(
    session: Session, talk: Conversation, scores: dict[str, object]
) -> None:
    thanks = given(session, talk, comment="还是坏的", **scores)
    ticket = session.get_one(Ticket, talk.ticket_id)
    assert thanks.reopened and (ticket.status, ticket.reopened_count) == ("open", 1)
    assert ticket.resolution_due_at is not None and ticket.resolution_due_at > NOW + HOUR
    assert ticket.assignee is not None and ticket.assignee.name in thanks.text and "前" in thanks.text
    note = session.scalars(select(TicketEvent).where(TicketEvent.kind == "note")).one()
    assert "还是坏的" in note.reason
    assert messages_after(session, talk.id, 0)[-1].body["code"] == "reopened"


def test_a_service_is_rated_once_and_again_when_it_was_served_again(
    session: Session, talk: Conversation
) -> None:
    given(session, talk, person=1)
    with pytest.raises(AlreadyRated):
        given(session, talk, person=5)
    ticket = session.get_one(Ticket, talk.ticket_id)
    tickets.move(session, ticket, "resolved", by=actors.SYSTEM, now=NOW + 2 * HOUR)
    assert not is_rated(session, talk.id)
    assert given(session, talk, person=5, now=NOW + 3 * HOUR).reopened is False
    assert is_rated(session, talk.id)


def test_a_rating_says_something(session: Session, talk: Conversation) -> None:
    with pytest.raises(BadAnswer):
        given(session, talk, comment="没有分数")


def test_a_poor_assistant_without_a_ticket_gets_one(session: Session) -> None:
    talk = a_conversation(session, a_customer(session, NOW), NOW)
    assert given(session, talk, bot=1, outcome="unsolved").reopened
    assert session.get_one(Ticket, talk.ticket_id).source == "rating"


def test_an_offline_message_is_in_the_log_and_in_one_ticket(session: Session) -> None:
    talk = a_conversation(session, a_customer(session, NOW), NOW)
    first = leave(session, talk, text="电饭煲坏了", contact="138-0000-0000", now=NOW)
    assert leave(session, talk, text="电饭煲坏了", contact=None, now=NOW).number == first.number
    again = leave(session, talk, text="补充：保修期内", contact=None, now=NOW + HOUR)
    assert again.number == first.number
    said = [m.body["text"] for m in messages_after(session, talk.id, 0) if m.author == "customer"]
    assert said == ["电饭煲坏了", "补充：保修期内"]
    notes = [e.reason for e in session.scalars(select(TicketEvent).where(TicketEvent.kind == "note"))]
    assert notes == ["顾客留的联系方式（未验证）：138-0000-0000", "补充：保修期内"]
    promise = messages_after(session, talk.id, 0)[1].body
    assert promise["code"] == "promise" and first.number in promise["text"] and "前" in promise["text"]


def test_an_offline_message_has_one_to_a_thousand_characters(session: Session) -> None:
    talk = a_conversation(session, a_customer(session, NOW), NOW)
    with pytest.raises(TextEmpty):
        leave(session, talk, text=" ", contact=None, now=NOW)
    with pytest.raises(TextTooLong):
        leave(session, talk, text="长" * 1001, contact=None, now=NOW)
