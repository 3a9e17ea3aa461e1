"""The figures that answer: do we keep up, where does it get worse, who needs help."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from math import ceil
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ticketing import queueing
from ticketing.models import Conversation, Message, Rating, SurveyAnswer, Ticket, TicketEvent
from ticketing.rules.business_calendar import SHANGHAI
from ticketing.rules.owners import Owner

IDLE = timedelta(hours=24)
"""A conversation without a word for so long is over."""
SATISFIED = 4
"""From this score on a shopper counts as satisfied (CSAT)."""
TOPICS = 10
MOST_DURATIONS = 20_000
"""Medians are taken over the newest so many durations: memory stays bounded, the figure does not move."""
Span = tuple[datetime, datetime]


def dashboard(session: Session, *, days: int, now: datetime) -> dict[str, Any]:
    """Figures of the last `days` days up to now, the present one included; days begin at midnight, Shanghai.

    Times are wall-clock seconds. `csat` is the share of scores 4 and 5 among survey answers and ratings
    (of a rating the person's score, else the assistant's). `solved_by_bot_share`: see `bot_share`.
    """
    spans = day_spans(days, now)
    whole = (spans[0][0], now)
    answer_times = _durations(session, Ticket.opened_at, Ticket.first_answered_at, whole)
    solve_times = _durations(session, Ticket.opened_at, Ticket.resolved_at, whole)
    scores = _scores(session, whole)
    tickets = _per_day(session, Ticket.opened_at, spans)
    conversations = _per_day(session, Conversation.opened_at, spans)
    handed_over = _per_day(session, Conversation.queued_at, spans)
    return {
        "range": {"from": whole[0], "to": now},
        "totals": {
            "tickets": sum(tickets),
            "conversations": sum(conversations),
            "solved_by_bot_share": bot_share(session, whole, now),
            "first_answer_median_seconds": quantile(_lengths(answer_times), 0.5),
            "first_answer_p90_seconds": quantile(_lengths(answer_times), 0.9),
            "resolution_median_seconds": quantile(_lengths(solve_times), 0.5),
            "csat": csat([score for _, score in scores]),
            "csat_answers": len(scores),
            "sla_breaches": _breaches(session, whole),
        },
        "by_day": [
            {
                "day": begin.astimezone(SHANGHAI).date(),
                "tickets": tickets[number],
                "conversations": conversations[number],
                "handed_over": handed_over[number],
                "csat": csat([score for at, score in scores if begin <= at < end]),
                "first_answer_median_seconds": quantile(_lengths(answer_times, (begin, end)), 0.5),
                "resolution_median_seconds": quantile(_lengths(solve_times, (begin, end)), 0.5),
            }
            for number, (begin, end) in enumerate(spans)
        ],
        "topics": _topics(session, whole),
        "waiting_now": _waiting(session, now),
    }


def day_spans(days: int, now: datetime) -> list[Span]:
    """The first and the last instant (not included) of each day, oldest first; the last day is now's."""
    today = now.astimezone(SHANGHAI).date()
    starts = [today - timedelta(days=days - 1 - number) for number in range(days + 1)]
    instants = [datetime.combine(day, time(), SHANGHAI) for day in starts]
    return list(zip(instants, instants[1:], strict=False))


def quantile(seconds: Sequence[int], share: float) -> int | None:
    """The smallest value that at least `share` of all do not exceed; None of nothing."""
    ordered = sorted(seconds)
    return ordered[max(0, ceil(len(ordered) * share) - 1)] if ordered else None


def csat(scores: Sequence[int]) -> float | None:
    """The share of satisfied ones, 0 to 1; None without an answer."""
    return sum(score >= SATISFIED for score in scores) / len(scores) if scores else None


def bot_share(session: Session, span: Span, now: datetime) -> float | None:
    """The share of finished conversations that the assistant solved alone, 0 to 1; None if none finished.

    Counted are conversations opened in the span in which the shopper said something and that are over:
    closed, silent for 24 hours, or rated as solved. Solved alone: never queued, no word from a person, no
    ticket left behind, and not rated as unsolved.
    """
    is_over = or_(
        Conversation.owner == Owner.CLOSED.value, Conversation.last_message_at < now - IDLE, _rated("solved")
    )
    alone = and_(
        Conversation.queued_at.is_(None),
        Conversation.agent_id.is_(None),
        Conversation.ticket_id.is_(None),
        ~_said("agent"),
        ~_rated("unsolved"),
    )
    finished, solved = session.execute(
        select(func.count(), func.coalesce(func.sum(case((alone, 1), else_=0)), 0))
        .select_from(Conversation)
        .where(_within(Conversation.opened_at, span), is_over, _said("customer"))
    ).one()
    return int(solved) / finished if finished else None


def _rated(outcome: str) -> ColumnElement[bool]:
    return exists().where(Rating.conversation_id == Conversation.id, Rating.outcome == outcome)


def _said(author: str) -> ColumnElement[bool]:
    return exists().where(Message.conversation_id == Conversation.id, Message.author == author)


def _within(column: InstrumentedAttribute[Any], span: Span) -> ColumnElement[bool]:
    return and_(column >= span[0], column < span[1])


def _per_day(session: Session, column: InstrumentedAttribute[Any], spans: Sequence[Span]) -> list[int]:
    """How many rows fall into each span, in one statement that both databases understand."""
    sums = [func.coalesce(func.sum(case((_within(column, span), 1), else_=0)), 0) for span in spans]
    row = session.execute(select(*sums).where(_within(column, (spans[0][0], spans[-1][1])))).one()
    return [int(count) for count in row]


def _durations(
    session: Session,
    begin: InstrumentedAttribute[Any],
    end: InstrumentedAttribute[Any],
    span: Span,
) -> list[tuple[datetime, int]]:
    """(when it ended, how many seconds it took) for what ended in the span."""
    query = select(begin, end).where(_within(end, span)).order_by(end.desc()).limit(MOST_DURATIONS)
    return [(ended, int((ended - begun).total_seconds())) for begun, ended in session.execute(query)]


def _lengths(durations: Sequence[tuple[datetime, int]], span: Span | None = None) -> list[int]:
    return [seconds for at, seconds in durations if span is None or span[0] <= at < span[1]]


def _scores(session: Session, span: Span) -> list[tuple[datetime, int]]:
    answers = select(SurveyAnswer.answered_at, SurveyAnswer.score).where(
        _within(SurveyAnswer.answered_at, span)
    )
    score = func.coalesce(Rating.person_score, Rating.bot_score)
    ratings = select(Rating.created_at, score).where(_within(Rating.created_at, span), score.is_not(None))
    return [(at, int(given)) for query in (answers, ratings) for at, given in session.execute(query)]


def _breaches(session: Session, span: Span) -> int:
    query = select(func.count()).where(
        TicketEvent.kind == "sla", TicketEvent.to_value.endswith("_breached"), _within(TicketEvent.at, span)
    )
    return session.execute(query).scalar_one()


def _topics(session: Session, span: Span) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Ticket.category1, Ticket.category2, func.count())
        .where(_within(Ticket.opened_at, span))
        .group_by(Ticket.category1, Ticket.category2)
        .order_by(func.count().desc(), Ticket.category1, Ticket.category2)
    ).all()
    total = sum(count for _, _, count in rows)
    return [
        {"category": [category1, category2], "count": count, "share": count / total}
        for category1, category2, count in rows[:TOPICS]
    ]


def _waiting(session: Session, now: datetime) -> dict[str, Any]:
    oldest = session.scalar(
        select(func.min(Conversation.queued_at)).where(Conversation.owner == Owner.QUEUE.value)
    )
    return {
        "queue": queueing.queue_length(session),
        "oldest_seconds": None if oldest is None else int((now - oldest).total_seconds()),
        "online_agents": queueing.people_online(session),
    }
