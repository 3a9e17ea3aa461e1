"""What came of a campaign: how many answered, how satisfied, why, and in which words."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ticketing.models import Campaign, CampaignRecipient, Customer, Survey, SurveyAnswer, Ticket
from ticketing.rules.followup import SATISFIED_SCORE, SHANGHAI

MOST_COMMENTS = 200


@dataclass(frozen=True)
class Comment:
    """One shopper's words, with what the text analysis made of them."""

    score: int
    comment: str
    category: list[str] | None
    sentiment: int | None
    customer_name: str
    answered_at: datetime
    ticket_number: str | None


@dataclass(frozen=True)
class Results:
    """Shares are 0 to 1 and None without answers; `scores` has every score from 1 to 5.

    `csat` is the share of scores 4 and 5. `comments` are the newest `MOST_COMMENTS`.
    """

    sent: int
    answered: int
    response_rate: float | None
    csat: float | None
    average: float | None
    scores: dict[int, int]
    reasons: list[tuple[str, int]]
    comments: list[Comment]
    by_day: list[tuple[date, int, int]]


def results(session: Session, campaign: Campaign) -> Results:
    """The results so far; days are Shanghai's, with how many were asked and how many answered on each."""
    asked = select(CampaignRecipient.sent_at).where(
        CampaignRecipient.campaign_id == campaign.id, CampaignRecipient.status == "sent"
    )
    sent_by_day = Counter(_day(at) for (at,) in _stream(session, asked))
    scores: Counter[int] = Counter()
    reasons: Counter[str] = Counter()
    answered_by_day: Counter[date] = Counter()
    for score, why, at in _stream(session, _answers(campaign, SurveyAnswer.score, SurveyAnswer.reasons)):
        scores[score] += 1
        reasons.update(why)
        answered_by_day[_day(at)] += 1
    sent, answered = sent_by_day.total(), scores.total()
    return Results(
        sent=sent,
        answered=answered,
        response_rate=answered / sent if sent else None,
        csat=sum(n for score, n in scores.items() if score >= SATISFIED_SCORE) / answered
        if answered
        else None,
        average=sum(score * n for score, n in scores.items()) / answered if answered else None,
        scores={score: scores[score] for score in range(1, 6)},
        reasons=reasons.most_common(),
        comments=_comments(session, campaign),
        by_day=[
            (day, sent_by_day[day], answered_by_day[day]) for day in sorted(sent_by_day | answered_by_day)
        ],
    )


def count_answers(session: Session, campaign_ids: list[int]) -> dict[int, int]:
    """How many answered, by campaign."""
    query = (
        select(Survey.campaign_id, func.count())
        .join(SurveyAnswer, SurveyAnswer.survey_id == Survey.id)
        .where(Survey.campaign_id.in_(campaign_ids))
        .group_by(Survey.campaign_id)
    )
    return {campaign_id: number for campaign_id, number in session.execute(query) if campaign_id is not None}


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()


def _stream(session: Session, query: Select[Any]) -> Any:
    return session.execute(query.execution_options(yield_per=1000))


def _answers(campaign: Campaign, *columns: Any) -> Select[Any]:
    return (
        select(*columns, SurveyAnswer.answered_at)
        .join(Survey, Survey.id == SurveyAnswer.survey_id)
        .where(Survey.campaign_id == campaign.id)
    )


def _comments(session: Session, campaign: Campaign) -> list[Comment]:
    query = (
        _answers(
            campaign,
            SurveyAnswer.score,
            SurveyAnswer.comment,
            SurveyAnswer.classification,
            Customer.name,
            Ticket.number,
        )
        .join(Customer, Customer.id == Survey.customer_id)
        .outerjoin(Ticket, Ticket.id == Survey.ticket_id)
        .where(SurveyAnswer.comment != "")
        .order_by(SurveyAnswer.answered_at.desc(), SurveyAnswer.id.desc())
        .limit(MOST_COMMENTS)
    )
    return [
        Comment(
            score=score,
            comment=comment,
            category=(found or {}).get("category"),
            sentiment=(found or {}).get("sentiment"),
            customer_name=name,
            answered_at=at,
            ticket_number=number,
        )
        for score, comment, found, name, number, at in session.execute(query)
    ]
