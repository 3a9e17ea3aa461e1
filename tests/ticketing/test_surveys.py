"""Surveys on a real database: one answer, and a person for whoever is not satisfied."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import a_conversation, a_customer, an_agent
from tests.conftest import NOW
from ticketing import surveys, tickets
from ticketing.errors import AlreadyAnswered, BadAnswer, SurveyExpired, TextTooLong
from ticketing.models import Message, Survey, SurveyAnswer, Ticket, TicketEvent
from ticketing.rules.actors import Actor
from ticketing.rules.followup import SURVEY_LIFE
from ticketing.rules.states import Status

SYSTEM = Actor("system")


def a_survey(session: Session, **more: object) -> Survey:
    return surveys.invite(session, a_customer(session, NOW), NOW, **more)  # type: ignore[arg-type]


def a_solved_ticket(session: Session) -> Ticket:
    """A ticket from the chat, solved by 小林."""
    agent = an_agent(session)
    agent.name = "小林"
    customer = a_customer(session, NOW)
    talk = a_conversation(session, customer, NOW)
    ticket = tickets.open_ticket(
        session,
        customer_id=customer.id,
        text="快递一直没到",
        now=NOW,
        source="bot",
        conversation_id=talk.id,
    )
    ticket.assignee = agent
    tickets.move(session, ticket, Status.OPEN, by=SYSTEM, now=NOW)
    return tickets.move(session, ticket, Status.RESOLVED, by=SYSTEM, now=NOW)


def of_ticket(session: Session, ticket: Ticket) -> Survey:
    return surveys.invite(session, ticket.customer, NOW, ticket_id=ticket.id)


def answer(session: Session, survey: Survey, score: int, **more: object) -> surveys.Answered:
    said = {"reasons": [], "comment": "", "now": NOW, **more}
    return surveys.answer(session, survey, score=score, **said)  # type: ignore[arg-type]


def kinds(session: Session, ticket: Ticket) -> list[str]:
    return list(
        session.scalars(
            select(TicketEvent.kind).where(TicketEvent.ticket_id == ticket.id).order_by(TicketEvent.id)
        )
    )


@pytest.mark.parametrize("score", [1, 2])
def test_a_low_score_brings_the_ticket_back_with_a_due_time_a_note_and_a_promise(
    session: Session, score: int
) -> None:
    ticket = a_solved_ticket(session)
    later = NOW + timedelta(hours=1)
    answered = answer(session, of_ticket(session, ticket), score, reasons=["等太久"], now=later)
    assert answered.ticket is ticket and ticket.status == "open" and ticket.reopened_count == 1
    assert ticket.resolution_due_at is not None and ticket.resolution_due_at > later
    assert kinds(session, ticket)[-3:] == ["rated", "moved", "note"]
    assert answered.thanks.startswith("抱歉这次没有做好。小林会在今天 ")
    assert ticket.number in answered.thanks


def test_the_shopper_reads_the_same_promise_in_the_chat(session: Session) -> None:
    ticket = a_solved_ticket(session)
    answered = answer(session, of_ticket(session, ticket), 1)
    bodies = session.scalars(select(Message.body).where(Message.conversation_id == ticket.conversation_id))
    told = [body for body in bodies if body.get("code") == "reopened"]
    assert [body["text"] for body in told] == [answered.thanks]


@pytest.mark.parametrize("score", [3, 4, 5])
def test_other_scores_leave_the_ticket_solved_and_are_written_down(session: Session, score: int) -> None:
    ticket = a_solved_ticket(session)
    assert answer(session, of_ticket(session, ticket), score).ticket is None
    assert ticket.status == "resolved"
    assert kinds(session, ticket)[-1] == "rated"


def test_a_low_score_about_an_order_opens_a_ticket_for_it(session: Session) -> None:
    survey = a_survey(session, order_number="2611200001234")
    answered = answer(session, survey, 1, comment="杯子有裂痕")
    assert answered.ticket is not None and answered.ticket.source == "survey"
    assert [order.order_number for order in answered.ticket.orders] == ["2611200001234"]
    assert "杯子有裂痕" in answered.ticket.description


def test_a_ticket_that_waited_for_the_shopper_goes_on(session: Session) -> None:
    ticket = a_solved_ticket(session)
    tickets.move(session, ticket, Status.OPEN, by=SYSTEM, now=NOW, reason="又坏了")
    tickets.move(session, ticket, Status.WAITING_CUSTOMER, by=SYSTEM, now=NOW)
    answer(session, of_ticket(session, ticket), 2)
    assert ticket.status == "open"


def test_free_text_is_classified(session: Session) -> None:
    survey = a_survey(session)
    answer(session, survey, 3, comment="快递太慢了，等了五天")
    found = session.scalars(select(SurveyAnswer.classification)).one()
    assert found is not None and len(found["category"]) == 2


def test_the_second_answer_is_refused_and_the_first_stays(session: Session) -> None:
    survey = a_survey(session)
    answer(session, survey, 5)
    with pytest.raises(AlreadyAnswered):
        answer(session, survey, 1)
    assert session.scalars(select(SurveyAnswer.score)).all() == [5]


def test_after_its_time_a_survey_takes_no_answer(session: Session) -> None:
    survey = a_survey(session)
    with pytest.raises(SurveyExpired):
        answer(session, survey, 5, now=NOW + SURVEY_LIFE)


@pytest.mark.parametrize(
    ("score", "more"),
    [
        (0, {}),
        (6, {}),
        (5, {"reasons": ["等太久"]}),
        (1, {"reasons": ["态度好"]}),
        (1, {"reasons": ["自己写的"]}),
    ],
)
def test_what_was_not_offered_is_no_answer(session: Session, score: int, more: dict[str, object]) -> None:
    with pytest.raises(BadAnswer):
        answer(session, a_survey(session), score, **more)


def test_a_novel_is_refused_and_nothing_is_stored(session: Session) -> None:
    with pytest.raises(TextTooLong):
        answer(session, a_survey(session), 5, comment="好" * 501)
    assert session.scalars(select(SurveyAnswer)).all() == []


def test_an_overdue_ticket_gets_no_promise_that_is_over(session: Session) -> None:
    ticket = a_solved_ticket(session)
    tickets.move(session, ticket, Status.OPEN, by=SYSTEM, now=NOW, reason="又坏了")
    answered = answer(session, of_ticket(session, ticket), 1, now=NOW + timedelta(days=13))
    assert "会尽快联系您" in answered.thanks


def test_who_refuses_is_never_asked_again(session: Session) -> None:
    survey = a_survey(session)
    surveys.opt_out(session, survey, NOW)
    surveys.opt_out(session, survey, NOW + timedelta(days=1))
    customer = surveys.get_customer(session, survey.customer_id)
    assert customer.followup_opt_out_at == NOW
