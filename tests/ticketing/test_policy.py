"""The operator's settings as stored: checked, in force at once, never overwritten; replay of stored cases."""

from dataclasses import asdict
from datetime import timedelta
from time import process_time
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.builders import a_conversation, a_customer, an_agent, numbers
from tests.conftest import NOW
from tests.ticketing.aftersales_body import body
from ticketing import policy
from ticketing.aftersales_answer import decide_request
from ticketing.errors import BadPolicy, RuleNotFound, TicketError
from ticketing.holidays import announced_calendar, calendar_of
from ticketing.models import AftersalesCase, PolicyChange
from ticketing.policy import Change
from ticketing.replays import replay_cases
from ticketing.rules.aftersales_facts import Promises
from ticketing.rules.festivals import festivals
from ticketing.rules.legal_rules import LEGAL_RULES, Mark

PROMISE = {
    "no_reason_days": 15,
    "freight_insurance": False,
    "return_freight_by_shop": True,
    "warranty_months": None,
}
RULE = {"mark": "V", "text": "查过原文", "article": "7"}
FESTIVALS_2027 = [day.isoformat() for day in festivals(2027)]
NOTICE = {"days_off": [*FESTIVALS_2027, "2027-02-11"], "working_days": ["2027-02-20"]}
DAY = timedelta(days=1)


def put(session: Session, *changes: Change) -> None:
    policy.save(session, changes, an_agent(session, role="admin"), "核对过", NOW)


def a_stored_case(session: Session, question: dict[str, Any], own: Promises | None = None) -> None:
    """A case as the service stores it."""
    customer = a_customer(session, NOW)
    number = next(numbers)
    facts = {"question": question, "line": {"title": "纯棉T恤"}}
    session.add(
        AftersalesCase(
            number=f"AS-{number}",
            customer_id=customer.id,
            conversation_id=a_conversation(session, customer, NOW).id,
            order_number=str(number),
            line_id="1",
            wish="return",
            route="no_reason_return",
            reason="no_reason",
            photos=[],
            quantity=1,
            refund_fen=12900,
            facts=facts if own is None else {**facts, "own_promises": asdict(own)},
            decision=dict(decide_request(question)),
            status="approved",
            idempotency_key=f"key-{number}",
            opened_at=NOW,
            moved_at=NOW,
        )
    )
    session.flush()


def test_without_changes_the_law_stands_alone(session: Session) -> None:
    found = policy.policy_of(session)
    assert found.rules == LEGAL_RULES and not found.promises
    assert found.calendar == announced_calendar() == calendar_of(session)


def test_the_newest_change_is_in_force_and_the_former_ones_stay(session: Session) -> None:
    put(session, Change("limit", policy.LIMIT, {"fen": 20_000}))
    put(session, Change("limit", policy.LIMIT, {"fen": 30_000}), Change("rule", "no_reason.notice", RULE))
    found = policy.policy_of(session)
    assert found.approve_by_rule_up_to_fen == 30_000
    assert found.rules["no_reason.notice"].mark is Mark.VERIFIED
    assert found.rules["no_reason.notice"].law == LEGAL_RULES["no_reason.notice"].law
    assert session.scalar(select(func.count(PolicyChange.id))) == 3
    assert [row.value for row in policy.history(session, None, 9)][-1] == {"fen": 20_000}


def test_a_loaded_notice_makes_its_year_certain_for_everything_that_counts_days(session: Session) -> None:
    later = NOW.replace(year=2027, month=2, day=11).date()
    assert calendar_of(session).is_provisional(later) and not calendar_of(session).is_holiday(later)
    put(session, Change("notice", "2027", NOTICE), Change("calendar", policy.WEEKENDS, {"on": False}))
    for calendar in (calendar_of(session), policy.policy_of(session).calendar):
        assert calendar.is_holiday(later) and not calendar.is_provisional(later)
        assert not calendar.weekends_are_off and calendar.is_working_weekend(later.replace(day=20))


WRONG = [
    (Change("rule", "no_reason.nothing", RULE), RuleNotFound),
    (Change("rule", "no_reason.notice", {**RULE, "mark": "X"}), BadPolicy),
    (Change("rule", "no_reason.notice", {**RULE, "text": " "}), BadPolicy),
    (Change("rule", "no_reason.notice", {**RULE, "article": "第七条"}), BadPolicy),
    (Change("rule", "no_reason.notice", {**RULE, "article": ""}), BadPolicy),
    (Change("promise", "cars", PROMISE), BadPolicy),
    (Change("promise", "toys", {**PROMISE, "no_reason_days": 0}), BadPolicy),
    (Change("promise", "toys", {**PROMISE, "no_reason_days": 3.5}), BadPolicy),
    (Change("promise", "toys", {**PROMISE, "warranty_months": 999}), BadPolicy),
    (Change("promise", "toys", {**PROMISE, "freight_insurance": None}), BadPolicy),
    (Change("limit", "anything", {"fen": 1}), BadPolicy),
    (Change("limit", policy.LIMIT, {"fen": -1}), BadPolicy),
    (Change("limit", policy.LIMIT, {"fen": True}), BadPolicy),
    (Change("notice", "27", NOTICE), BadPolicy),
    (Change("notice", "2027", {**NOTICE, "days_off": FESTIVALS_2027[1:]}), BadPolicy),
    (Change("notice", "2027", {**NOTICE, "days_off": [*FESTIVALS_2027, "2028-01-03"]}), BadPolicy),
    (Change("notice", "2027", {**NOTICE, "working_days": ["2027-02-19"]}), BadPolicy),
    (Change("notice", "2027", {**NOTICE, "working_days": ["2027-02-06"]}), BadPolicy),
    (Change("notice", "2027", {**NOTICE, "days_off": ["2月6日"]}), BadPolicy),
    (Change("notice", "2027", {"days_off": FESTIVALS_2027}), BadPolicy),
    (Change("calendar", policy.WEEKENDS, {"on": "no"}), BadPolicy),
    (Change("weather", "", {}), BadPolicy),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("change", "refusal"), WRONG)
def test_what_cannot_be_right_is_refused_and_nothing_is_saved(
    session: Session, change: Change, refusal: type[TicketError]
) -> None:
    with pytest.raises(refusal):
        put(session, Change("limit", policy.LIMIT, {"fen": 1}), change)
    assert session.scalar(select(func.count(PolicyChange.id))) == 0


def test_a_missing_festival_is_named(session: Session) -> None:
    with pytest.raises(BadPolicy, match="10月3日"):
        policy.check(Change("notice", "2027", {**NOTICE, "days_off": FESTIVALS_2027[:-1]}))


def test_a_replay_reads_stored_cases_without_the_shops_promises_of_then(session: Session) -> None:
    promised = body(promises__no_reason_days=30, now="2026-11-30T10:00:00+08:00")
    a_stored_case(session, promised, own=Promises())
    a_stored_case(session, body())
    a_stored_case(session, body())
    unread = session.scalars(select(AftersalesCase).order_by(AftersalesCase.id.desc())).unique().first()
    assert unread is not None
    unread.facts = {"question": {"now": "a former shape", "promises": {}}, "line": {}}
    session.flush()
    now_in_force = policy.policy_of(session)
    edited = policy.policy_with(session, [Change("promise", "", {**PROMISE, "no_reason_days": 60})], NOW)
    found = replay_cases(session, now_in_force, edited, since=NOW - DAY, until=NOW + DAY)
    assert (found.cases, found.unread, found.changed) == (2, 1, 2)
    opened = [one for one in found.differences if "open" in one.fields]
    assert [one.after.open for one in opened if one.is_own] == [True]
    assert found.counts["freight_payer"] >= 2
    assert session.scalar(select(func.count(PolicyChange.id))) == 0
    none = replay_cases(session, now_in_force, edited, since=NOW + DAY, until=NOW + 2 * DAY)
    assert (none.cases, none.differences) == (0, [])


@pytest.mark.parametrize("days", [0, -3, 400])
def test_a_replay_needs_a_period_that_makes_sense(session: Session, days: int) -> None:
    found = policy.policy_of(session)
    with pytest.raises(BadPolicy):
        replay_cases(session, found, found, since=NOW, until=NOW + days * DAY)


def test_a_thousand_stored_cases_are_replayed_within_seconds(session: Session) -> None:
    for _ in range(1000):
        a_stored_case(session, body(), own=Promises())
    edited = policy.policy_with(session, [Change("promise", "", PROMISE)], NOW)
    began = process_time()
    found = replay_cases(session, policy.policy_of(session), edited, since=NOW - DAY, until=NOW + DAY)
    assert (found.cases, found.changed) == (1000, 1000)
    assert process_time() - began < 5
