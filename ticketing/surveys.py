"""Surveys: one invitation, one answer, and what a low score starts."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing import tickets
from ticketing.customers import get_customer
from ticketing.errors import AlreadyAnswered, BadAnswer, SurveyExpired, SurveyNotFound
from ticketing.farewells import tell_reopened
from ticketing.messages import check_text, lock
from ticketing.models import Customer, Survey, SurveyAnswer, Ticket
from ticketing.rules.actors import Actor
from ticketing.rules.followup import SATISFIED_SCORE, SURVEY_LIFE, needs_a_person, time_in_words
from ticketing.rules.states import ENDED, Status
from ticketing.text.analysis import analyse

SCORES = range(1, 6)
MOST_REASONS = 6
LONGEST_COMMENT = 500
QUESTIONS: dict[str, Any] = {
    "title": "这次服务，您觉得怎么样？",
    "reasons_low": ["问题没解决", "等太久", "说不清楚", "态度不好", "流程麻烦", "商品问题"],
    "reasons_high": ["解决得快", "讲得清楚", "态度好", "流程简单"],
    "ask_comment": True,
}
"""What is asked when nobody planned anything else."""


@dataclass(frozen=True)
class Answered:
    """A stored answer, what the shopper reads then, and for a low score the ticket that a person works on."""

    answer: SurveyAnswer
    ticket: Ticket | None
    thanks: str


def invite(
    session: Session,
    customer: Customer,
    now: datetime,
    *,
    questions: dict[str, Any] | None = None,
    ticket_id: int | None = None,
    order_number: str | None = None,
    campaign_id: int | None = None,
) -> Survey:
    """A new survey for one customer; its link is made by the one who sends it."""
    survey = Survey(
        id=f"s_{secrets.token_urlsafe(16)}",
        customer_id=customer.id,
        campaign_id=campaign_id,
        ticket_id=ticket_id,
        order_number=order_number,
        questions=questions or QUESTIONS,
        created_at=now,
        expires_at=now + SURVEY_LIFE,
    )
    session.add(survey)
    session.flush()
    return survey


def get_survey(session: Session, survey_id: str) -> Survey:
    """One survey, answered or not, or raise SurveyNotFound."""
    survey = session.get(Survey, survey_id)
    if survey is None:
        raise SurveyNotFound("没有找到这份问卷，请检查链接是否完整。")
    return survey


def find_answer(session: Session, survey: Survey) -> SurveyAnswer | None:
    """The answer that was given, if any."""
    return session.scalars(select(SurveyAnswer).where(SurveyAnswer.survey_id == survey.id)).first()


def reasons_for(questions: dict[str, Any], score: int) -> list[str]:
    """The reasons that a score offers."""
    reasons: list[str] = questions["reasons_high" if score >= SATISFIED_SCORE else "reasons_low"]
    return reasons[:MOST_REASONS]


def answer(
    session: Session, survey: Survey, *, score: int, reasons: Sequence[str], comment: str, now: datetime
) -> Answered:
    """Store the one answer; a low score brings the ticket back to work, with a due time and a note.

    Raises SurveyExpired, AlreadyAnswered, BadAnswer (a score or reason that was not offered), TextTooLong.
    """
    ticket = _locked_ticket(session, survey)
    session.refresh(survey, with_for_update=True)
    if find_answer(session, survey) is not None:
        raise AlreadyAnswered("您已经评价过了，谢谢。")
    if now >= survey.expires_at:
        raise SurveyExpired("这份问卷已经过期了，有问题可以直接联系客服。")
    if score not in SCORES:
        raise BadAnswer("请选 1 到 5 分。")
    if unknown := set(reasons) - set(reasons_for(survey.questions, score)):
        raise BadAnswer(f"没有这个选项：{'、'.join(sorted(unknown))}")
    comment = check_text(comment, LONGEST_COMMENT) if comment.strip() else ""
    row = SurveyAnswer(
        survey_id=survey.id,
        score=score,
        reasons=list(dict.fromkeys(reasons)),
        comment=comment,
        classification=analyse(session, comment).as_json() if comment else None,
        answered_at=now,
    )
    session.add(row)
    session.flush()
    at_work = _follow_up(session, survey, ticket, row, now)
    return Answered(row, at_work, _thanks(row.score, at_work, now))


def opt_out(session: Session, survey: Survey, now: datetime) -> None:
    """Never ask this customer again (消费者权益保护法 art. 29 ¶3). Saying so twice changes nothing."""
    customer = get_customer(session, survey.customer_id)
    customer.followup_opt_out_at = customer.followup_opt_out_at or now


def _locked_ticket(session: Session, survey: Survey) -> Ticket | None:
    """The survey's ticket; its conversation is locked first, as everybody does who writes to both."""
    ticket = session.get(Ticket, survey.ticket_id) if survey.ticket_id is not None else None
    if ticket is not None and ticket.conversation_id is not None:
        lock(session, ticket.conversation_id)
    return ticket


def _follow_up(
    session: Session, survey: Survey, ticket: Ticket | None, row: SurveyAnswer, now: datetime
) -> Ticket | None:
    """Write the score into the ticket's history; give a low one to a person."""
    customer = get_customer(session, survey.customer_id)
    by = Actor("customer", None, customer.name)
    said = "；".join([f"回访评分 {row.score} 分", *row.reasons, *([row.comment] if row.comment else [])])
    if ticket is None:
        if not needs_a_person(row.score):
            return None
        return tickets.open_ticket(
            session,
            customer_id=customer.id,
            text=said,
            now=now,
            source="survey",
            order_numbers=[survey.order_number] if survey.order_number else [],
            actor=by,
        )
    tickets.record(session, ticket, "rated", actor=by, now=now, to_value=str(row.score), reason=said)
    if not needs_a_person(row.score):
        return None
    if Status(ticket.status) in ENDED:
        tickets.move(session, ticket, Status.OPEN, by=by, now=now, reason=said)
        tell_reopened(session, ticket, _thanks(row.score, ticket, now), now)
    else:
        tickets.customer_replied(session, ticket, now)
    tickets.note(session, ticket, f"{said}。请在时限前联系顾客。", by=by, now=now)
    return ticket


def _thanks(score: int, ticket: Ticket | None, now: datetime) -> str:
    """What happens now. The promise is the ticket's own due time, and none when that is over or paused."""
    if ticket is None:
        if score >= SATISFIED_SCORE:
            return "谢谢您的评价，很高兴这次帮到了您。"
        return "谢谢您的评价，我们会看看哪里还能做得更好。"
    who = ticket.assignee.name if ticket.assignee else "客服同事"
    due_at = ticket.next_due_at or ticket.resolution_due_at
    when = f"在{time_in_words(due_at, now)} 前" if due_at is not None and due_at > now else "尽快"
    return f"抱歉这次没有做好。{who}会{when}联系您，工单号 {ticket.number}。"
