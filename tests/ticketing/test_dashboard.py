"""The figures of the dashboard."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.builders import a_conversation, a_customer, a_ticket, an_agent, saved
from tests.conftest import NOW, SHANGHAI
from ticketing import sla, tickets
from ticketing.dashboard import bot_share, csat, dashboard, day_spans, quantile
from ticketing.messages import append
from ticketing.models import Conversation, Rating, Survey, SurveyAnswer
from ticketing.rules.actors import SYSTEM
from ticketing.rules.states import Status

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def a_talk(
    session: Session, opened: datetime, *, words: tuple[str, ...] = ("customer", "bot")
) -> Conversation:
    conversation = a_conversation(session, a_customer(session, opened), opened)
    for author in words:
        append(session, conversation, author=author, kind="text", body={"text": "嗯"}, now=opened)  # type: ignore[arg-type]
    return conversation


def rated(session: Session, conversation: Conversation, **scores: object) -> None:
    values: dict[str, object] = {"bot_score": None, "person_score": None, "outcome": None}
    saved(session, Rating(conversation_id=conversation.id, created_at=NOW, **(values | scores)))


def test_an_empty_shop_has_noughts_and_no_shares(session: Session) -> None:
    figures = dashboard(session, days=7, now=NOW)
    assert figures["totals"] == {
        "tickets": 0,
        "conversations": 0,
        "solved_by_bot_share": None,
        "first_answer_median_seconds": None,
        "first_answer_p90_seconds": None,
        "resolution_median_seconds": None,
        "csat": None,
        "csat_answers": 0,
        "sla_breaches": 0,
    }
    assert [day["day"].isoformat() for day in figures["by_day"]] == [
        f"2026-11-{number}" for number in range(12, 19)
    ]
    assert figures["topics"] == []
    assert figures["waiting_now"] == {"queue": 0, "oldest_seconds": None, "online_agents": 0}


def test_days_begin_at_midnight_in_shanghai(session: Session) -> None:
    midnight = datetime(2026, 11, 18, tzinfo=SHANGHAI)
    for opened in (midnight - MINUTE, midnight, midnight + MINUTE):
        a_ticket(session, opened)
    figures = dashboard(session, days=2, now=NOW)
    assert [day["tickets"] for day in figures["by_day"]] == [1, 2]
    assert dashboard(session, days=1, now=NOW)["totals"]["tickets"] == 2


def test_answer_and_solution_times_are_medians(session: Session) -> None:
    for minutes in (1, 2, 3, 4, 90):
        ticket = a_ticket(session, NOW - 3 * HOUR)
        tickets.first_answered(session, ticket, NOW - 3 * HOUR + minutes * MINUTE, SYSTEM)
        tickets.move(session, ticket, Status.RESOLVED, by=SYSTEM, now=NOW - 3 * HOUR + minutes * 2 * MINUTE)
    totals = dashboard(session, days=7, now=NOW + MINUTE)["totals"]
    assert totals["first_answer_median_seconds"] == 180
    assert totals["first_answer_p90_seconds"] == 90 * 60
    assert totals["resolution_median_seconds"] == 360


def test_breaches_and_topics_are_counted(session: Session) -> None:
    for category in (("物流", "未发货"), ("物流", "未发货"), ("退换退款", "退货")):
        a_ticket(session, NOW - DAY, category=category, urgency="安全")
    sla.sweep(session, NOW)
    figures = dashboard(session, days=7, now=NOW + MINUTE)
    assert figures["totals"]["sla_breaches"] == 6
    assert figures["topics"] == [
        {"category": ["物流", "未发货"], "count": 2, "share": 2 / 3},
        {"category": ["退换退款", "退货"], "count": 1, "share": 1 / 3},
    ]


def test_satisfaction_counts_surveys_and_ratings(session: Session) -> None:
    rated(session, a_talk(session, NOW), person_score=5, bot_score=1)
    rated(session, a_talk(session, NOW), bot_score=2)
    rated(session, a_talk(session, NOW), outcome="solved")  # no score
    survey = saved(
        session,
        Survey(
            id="s1",
            customer_id=a_customer(session, NOW).id,
            questions={},
            created_at=NOW,
            expires_at=NOW + DAY,
        ),
    )
    saved(session, SurveyAnswer(survey_id=survey.id, score=4, reasons=[], answered_at=NOW))
    figures = dashboard(session, days=1, now=NOW + MINUTE)
    assert (figures["totals"]["csat"], figures["totals"]["csat_answers"]) == (2 / 3, 3)
    assert figures["by_day"][0]["csat"] == 2 / 3


@pytest.mark.parametrize(
    ("change", "share"),
    [
        ({}, 1.0),
        ({"queued_at": NOW - 2 * DAY}, 0.0),
        ({"ticket": True}, 0.0),
        ({"words": ("customer", "bot", "agent")}, 0.0),
        ({"outcome": "unsolved"}, 0.0),
        ({"outcome": "solved"}, 1.0),
        ({"words": ("bot",)}, None),  # the shopper never spoke
    ],
)
def test_solved_alone_means_no_queue_no_person_no_ticket_no_complaint(
    session: Session, change: dict[str, object], share: float | None
) -> None:
    words = change.get("words", ("customer", "bot"))
    conversation = a_talk(session, NOW - 2 * DAY, words=words)  # type: ignore[arg-type]
    if "queued_at" in change:
        conversation.queued_at = NOW - 2 * DAY
    if "outcome" in change:
        rated(session, conversation, outcome=change["outcome"])
    if "ticket" in change:
        a_ticket(session, NOW - 2 * DAY, customer=conversation.customer, conversation_id=conversation.id)
    session.flush()
    assert bot_share(session, (NOW - 7 * DAY, NOW), NOW) == share


def test_a_talk_counts_when_it_is_over(session: Session) -> None:
    a_talk(session, NOW - HOUR)
    assert bot_share(session, (NOW - DAY, NOW), NOW) is None
    done = a_talk(session, NOW - HOUR)
    rated(session, done, outcome="solved")
    assert bot_share(session, (NOW - DAY, NOW), NOW) == 1.0
    closed = a_talk(session, NOW - HOUR)
    closed.owner, closed.queued_at = "closed", NOW - HOUR
    session.flush()
    assert bot_share(session, (NOW - DAY, NOW), NOW) == 0.5


def test_the_queue_is_shown_as_it_is_now(session: Session) -> None:
    an_agent(session)
    waiting = a_talk(session, NOW - HOUR)
    waiting.owner, waiting.queued_at = "queue", NOW - 5 * MINUTE
    session.flush()
    figures = dashboard(session, days=1, now=NOW)
    assert figures["waiting_now"] == {"queue": 1, "oldest_seconds": 300, "online_agents": 1}
    assert figures["by_day"][0]["handed_over"] == 1


@given(st.lists(st.integers(0, 10_000), min_size=1), st.sampled_from([0.5, 0.9, 1.0]))
def test_a_quantile_is_one_of_the_values_and_covers_its_share(seconds: list[int], share: float) -> None:
    found = quantile(seconds, share)
    assert found in seconds
    assert sum(one <= found for one in seconds) >= share * len(seconds)  # type: ignore[operator]


def test_shares_of_nothing_are_unknown() -> None:
    assert quantile([], 0.5) is None
    assert csat([]) is None
    assert csat([4, 5, 3, 1]) == 0.5


@given(st.integers(1, 90))
def test_days_follow_each_other_and_end_with_today(days: int) -> None:
    spans = day_spans(days, NOW)
    assert len(spans) == days
    assert all(first[1] == second[0] for first, second in zip(spans, spans[1:], strict=False))
    assert spans[-1][0] <= NOW < spans[-1][1]
