"""People at work: one owner, first answers, and the way back only with consent."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import a_conversation, a_customer, a_group, an_agent
from tests.conftest import NOW
from ticketing import tickets
from ticketing.conversations import get_conversation, hand_off
from ticketing.database import Sessions
from ticketing.errors import ConversationClosed, NotOwner
from ticketing.farewells import SILENT_FOR, sweep_silent
from ticketing.inbound import receive_text
from ticketing.messages import messages_after
from ticketing.models import Agent, Conversation, Message, Ticket
from ticketing.rules import actors
from ticketing.speaking import choose
from ticketing.takeovers import ask_handback, reply, take_over


@pytest.fixture
def agent(session: Session) -> Agent:
    """At the desk."""
    return an_agent(session, groups=[a_group(session)])


@pytest.fixture
def talk(session: Session) -> Conversation:
    """A shopper said something to the assistant."""
    conversation = a_conversation(session, a_customer(session, NOW), NOW)
    receive_text(session, conversation.id, client_id="m", text="电饭煲坏了", now=NOW)
    return conversation


def codes(session: Session, conversation: Conversation) -> list[str]:
    return [m.body["code"] for m in messages_after(session, conversation.id, 0) if m.kind == "notice"]


def say(session: Session, talk: Conversation, agent: Agent, client_id: str = "r") -> Message:
    return reply(
        session, talk.id, agent, client_id=client_id, kind="text", text="我看看", upload_id=None, now=NOW
    )


def test_taking_over_from_the_assistant_opens_a_ticket_and_tells_the_shopper(
    session: Session, talk: Conversation, agent: Agent
) -> None:
    take_over(session, talk.id, agent, NOW)
    take_over(session, talk.id, agent, NOW)
    ticket = session.get_one(Ticket, talk.ticket_id)
    assert (talk.owner, talk.agent_id, ticket.assignee_id, ticket.status) == (
        "agent",
        agent.id,
        agent.id,
        "open",
    )
    assert codes(session, talk) == ["agent_joined"] and "电饭煲坏了" in ticket.description
    assert session.scalars(select(Message.outcome).where(Message.author == "customer")).one() == "delivered"


def test_the_first_answer_to_the_queue_takes_over_and_stops_the_clock(
    session: Session, talk: Conversation, agent: Agent
) -> None:
    hand_off(session, talk, reason="asked", now=NOW)
    first = say(session, talk, agent)
    assert say(session, talk, agent) is first
    ticket = session.get_one(Ticket, talk.ticket_id)
    assert talk.owner == "agent" and ticket.first_answered_at == NOW and talk.unanswered_since is None
    assert codes(session, talk) == ["queued", "agent_joined"]
    assert (first.author, first.author_name) == ("agent", agent.name)


def test_nobody_speaks_into_the_assistants_or_a_colleagues_talk(
    session: Session, talk: Conversation, agent: Agent
) -> None:
    with pytest.raises(NotOwner):
        say(session, talk, agent)
    take_over(session, talk.id, agent, NOW)
    other = an_agent(session)
    with pytest.raises(NotOwner):
        say(session, talk, other)
    with pytest.raises(NotOwner):
        take_over(session, talk.id, other, NOW)
    with pytest.raises(NotOwner):
        ask_handback(session, talk.id, other, NOW)


def test_a_lead_or_who_has_the_ticket_takes_over_from_a_colleague(
    session: Session, talk: Conversation, agent: Agent
) -> None:
    from ticketing import assignments

    take_over(session, talk.id, agent, NOW)
    lead = an_agent(session, role="lead")
    take_over(session, talk.id, lead, NOW)
    assert talk.agent_id == lead.id
    other = an_agent(session)
    ticket = session.get_one(Ticket, talk.ticket_id)
    assignments.assign(session, ticket, other.id, actors.agent(lead.id, lead.name), NOW)
    take_over(session, talk.id, other, NOW)
    assert talk.agent_id == other.id


@pytest.mark.parametrize(("choice", "owner"), [("agree", "bot"), ("stay", "agent")])
def test_the_way_back_needs_consent(
    session: Session, talk: Conversation, agent: Agent, choice: str, owner: str
) -> None:
    take_over(session, talk.id, agent, NOW)
    ask_handback(session, talk.id, agent, NOW)
    ask_handback(session, talk.id, agent, NOW)
    assert codes(session, talk).count("handback_asked") == 1 and talk.owner == "agent"
    asked = next(m for m in messages_after(session, talk.id, 0) if m.body.get("code") == "handback_asked")
    message = choose(session, talk.id, client_id="c", seq=asked.seq, choice=choice, now=NOW)
    assert choose(session, talk.id, client_id="c", seq=asked.seq, choice=choice, now=NOW) is message
    assert talk.owner == owner and message.outcome == "delivered"
    assert ("back_to_bot" in codes(session, talk)) is (owner == "bot")


def test_an_answer_to_an_old_question_moves_nothing(
    session: Session, talk: Conversation, agent: Agent
) -> None:
    take_over(session, talk.id, agent, NOW)
    ask_handback(session, talk.id, agent, NOW)
    asked = next(m for m in messages_after(session, talk.id, 0) if m.body.get("code") == "handback_asked")
    choose(session, talk.id, client_id="a", seq=asked.seq, choice="stay", now=NOW)
    choose(session, talk.id, client_id="b", seq=asked.seq, choice="agree", now=NOW)
    assert talk.owner == "agent"


def test_solving_says_so_asks_how_it_was_and_a_day_of_silence_closes(
    session: Session, talk: Conversation, agent: Agent
) -> None:
    take_over(session, talk.id, agent, NOW)
    say(session, talk, agent)
    ticket = session.get_one(Ticket, talk.ticket_id)
    tickets.move(session, ticket, "resolved", by=actors.agent(agent.id, agent.name), now=NOW)
    *_, told, survey = messages_after(session, talk.id, 0)
    assert told.body["code"] == "resolved" and survey.kind == "survey"
    assert survey.body["asks"] == ["person", "outcome"]
    assert sweep_silent(session, NOW + SILENT_FOR / 2) == 0
    assert sweep_silent(session, NOW + SILENT_FOR) == 1
    assert get_conversation(session, talk.id).owner == "closed"
    with pytest.raises(ConversationClosed):
        receive_text(session, talk.id, client_id="z", text="还在吗", now=NOW)
    with pytest.raises(ConversationClosed):
        take_over(session, talk.id, agent, NOW)


def test_who_waits_for_a_ticket_that_was_solved_elsewhere_waits_no_more(
    session: Session, talk: Conversation, agent: Agent
) -> None:
    hand_off(session, talk, reason="asked", now=NOW)
    ticket = session.get_one(Ticket, talk.ticket_id)
    tickets.move(session, ticket, "resolved", by=actors.agent(agent.id, agent.name), now=NOW)
    assert talk.owner == "bot"


def test_of_many_agents_at_once_exactly_one_takes_over(sessions: Sessions) -> None:
    for _ in range(5):
        with sessions.begin() as session:
            talk = a_conversation(session, a_customer(session, NOW), NOW)
            agents = [an_agent(session) for _ in range(4)]

        def take(agent: Agent, conversation_id: str = talk.id) -> bool:
            try:
                with sessions.begin() as session:
                    take_over(session, conversation_id, session.get_one(Agent, agent.id), NOW)
                return True
            except NotOwner:
                return False

        with ThreadPoolExecutor(4) as pool:
            won = list(pool.map(take, agents))
        assert won.count(True) == 1
        with sessions() as session:
            assert get_conversation(session, talk.id).agent_id == agents[won.index(True)].id
            assert codes(session, talk) == ["agent_joined"]
