"""Promises on their way from a message into the ledger."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.builders import a_conversation, a_customer, an_agent
from tests.conftest import NOW
from ticketing import commitments, escalations, promises, takeovers
from ticketing.errors import IllegalMove
from ticketing.messages import append
from ticketing.models import Agent, Commitment, Conversation
from ticketing.rules.commitments import State

HOUR = timedelta(hours=1)


@pytest.fixture
def agent(session: Session) -> Agent:
    return an_agent(session)


@pytest.fixture
def talk(session: Session, agent: Agent) -> Conversation:
    """A conversation that the agent has taken over."""
    conversation = a_conversation(session, a_customer(session, NOW), NOW)
    append(session, conversation, author="customer", kind="text", body={"text": "退款还没到"}, now=NOW)
    return takeovers.take_over(session, conversation.id, agent, NOW)


def say(session: Session, talk: Conversation, agent: Agent, text: str, client_id: str = "a1") -> None:
    takeovers.reply(
        session, talk.id, agent, client_id=client_id, kind="text", text=text, upload_id=None, now=NOW
    )


def ledger(session: Session) -> list[Commitment]:
    return list(session.scalars(select(Commitment).order_by(Commitment.id)).unique())


def test_an_agents_promise_waits_for_his_word_and_has_no_clock_until_then(
    session: Session, talk: Conversation, agent: Agent
) -> None:
    say(session, talk, agent, "给您加急了，今天18点前给您回电；退款3天内到账。")
    call, refund = ledger(session)
    assert [call.quote, refund.quote] == ["今天18点前给您回电", "退款3天内到账"]
    assert (call.state, call.owner_id, call.ticket_id) == ("proposed", agent.id, talk.ticket_id)
    assert escalations.sweep(session, NOW + timedelta(days=9)) == 0
    commitments.confirm(session, call, agent, NOW + HOUR)
    assert call.state == "open" and call.due_at == NOW + 8 * HOUR
    commitments.settle_by_agent(session, refund, State.DROPPED, agent, NOW)
    assert refund.state == "dropped"
    assert escalations.sweep(session, NOW + 8 * HOUR) == 1 and call.state == "breached"
    with pytest.raises(IllegalMove):
        commitments.confirm(session, refund, agent, NOW)


def test_a_moment_that_was_read_wrongly_is_put_right_while_confirming(
    session: Session, talk: Conversation, agent: Agent
) -> None:
    say(session, talk, agent, "明天给您回电")
    [row] = ledger(session)
    commitments.confirm(session, row, agent, NOW, due_at=NOW + 5 * HOUR)
    assert row.due_at == NOW + 5 * HOUR and NOW < row.warns_at < row.due_at


def test_a_reply_that_is_sent_twice_is_read_once(session: Session, talk: Conversation, agent: Agent) -> None:
    for _ in range(2):
        say(session, talk, agent, "明天给您回电")
    assert session.scalar(select(func.count(Commitment.id))) == 1


def test_a_reply_without_a_date_leaves_the_ledger_alone(
    session: Session, talk: Conversation, agent: Agent
) -> None:
    say(session, talk, agent, "我马上帮您看，如果明天还没到我再催。")
    assert ledger(session) == []


def test_the_assistants_promise_stands_at_once_and_is_not_counted_twice(session: Session) -> None:
    talk = a_conversation(session, a_customer(session, NOW), NOW)
    for text in ("同事会在今天 18:00 前看完您的申请。", "同事会在今天 18:00 前看完您的申请，别着急。"):
        said = append(session, talk, author="bot", kind="text", body={"text": text}, now=NOW)
        promises.made_by_assistant(session, talk, said, NOW)
    [row] = ledger(session)
    assert (row.kind, row.state, row.due_at) == ("promised_by_bot", "open", NOW + 8 * HOUR)


def test_a_policy_that_the_assistant_quotes_with_its_source_is_no_promise(session: Session) -> None:
    talk = a_conversation(session, a_customer(session, NOW), NOW)
    body = {"text": "现货 48 小时内发出。", "source": {"title": "发货时间", "url": "/help/shipping-time"}}
    said = append(session, talk, author="bot", kind="text", body=body, now=NOW)
    assert promises.made_by_assistant(session, talk, said, NOW) == []
