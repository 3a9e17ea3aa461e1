"""The operator's settings in decisions, and what a replay tells of a change."""

from dataclasses import replace
from datetime import datetime, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.ticketing.rules.aftersales_case import facts
from tests.ticketing.rules.test_aftersales_properties import SETTINGS, cases
from ticketing.holidays import announced_calendar
from ticketing.rules.aftersales import decide
from ticketing.rules.aftersales_facts import Promises
from ticketing.rules.legal_rules import LEGAL_RULES, Mark
from ticketing.rules.policy import DatedPromise, Policy, best_of, with_newest
from ticketing.rules.replay import Asked, replay
from ticketing.rules.routes import Payer, Route

CALENDAR = announced_calendar()
PLAIN = Policy(CALENDAR)
LONG_AGO, DAY = NOW - timedelta(days=900), timedelta(days=1)


def promising(category: str = "", since: datetime = LONG_AGO, **promises: object) -> Policy:
    return Policy(CALENDAR, promises={category: (DatedPromise(since, Promises(**promises)),)})


def test_the_best_of_all_promises_counts() -> None:
    own = Promises(no_reason_days=15, warranty_months=12)
    shop = Promises(no_reason_days=7, freight_insurance=True)
    goods = Promises(return_freight_by_shop=True, warranty_months=36)
    assert best_of(own, [shop, goods]) == Promises(15, True, True, 36)
    assert best_of(own, []) == own and best_of(Promises(), [Promises()]) == Promises()


def test_a_promise_counts_from_its_day_and_stays_for_what_was_bought_under_it() -> None:
    first, second = NOW - 100 * DAY, NOW - 10 * DAY
    policy = Policy(
        CALENDAR,
        promises={
            "": (
                DatedPromise(first, Promises(no_reason_days=30)),
                DatedPromise(second, Promises(no_reason_days=None)),
            )
        },
    )
    bought_before, bought_under, bought_after = NOW - 200 * DAY, NOW - 50 * DAY, NOW - DAY
    assert policy.promised("clothing", (bought_before, NOW)) == [Promises()]
    assert Promises(no_reason_days=30) in policy.promised("clothing", (bought_under, NOW))
    assert policy.promised("clothing", (bought_after, NOW)) == [Promises(), Promises()]


@SETTINGS
@given(cases(), st.integers(1, 400), st.booleans())
def test_no_promise_ever_makes_a_return_without_a_reason_worse(case, days, by_shop) -> None:
    policy = promising(no_reason_days=days, return_freight_by_shop=by_shop)
    before, after = decide(case, CALENDAR).routes[0], decide(with_newest(case, policy), CALENDAR).routes[0]
    assert (before.open is not True) or after.open is True
    if before.open and before.deadline and after.deadline:
        assert after.deadline.at >= before.deadline.at


@SETTINGS
@given(st.lists(cases(), max_size=4))
def test_the_same_policy_twice_changes_nothing(many) -> None:
    asked = [Asked(str(index), Route.NO_REASON_RETURN, case) for index, case in enumerate(many)]
    assert list(replay(asked, PLAIN, PLAIN)) == []


def test_a_longer_promise_opens_what_was_closed_and_moves_what_was_open() -> None:
    late = facts("2026-11-12 10:00", "2026-11-25 10:00", category="clothing")
    early = replace(late, now=NOW)
    asked = [Asked("AS-1", Route.NO_REASON_RETURN, late), Asked("AS-2", Route.NO_REASON_RETURN, early)]
    found = {(one.number, one.route): one for one in replay(asked, PLAIN, promising(no_reason_days=30))}
    opened = found["AS-1", Route.NO_REASON_RETURN]
    assert (opened.before.open, opened.after.open, opened.is_own) == (False, True, True)
    assert "open" in opened.fields and opened.after.by_rule and not opened.before.by_rule
    moved = found["AS-2", Route.NO_REASON_RETURN]
    assert moved.before.deadline is not None and moved.after.deadline is not None
    assert moved.before.deadline < moved.after.deadline and "open" not in moved.fields


def test_a_promise_for_one_category_leaves_others_alone() -> None:
    case = facts("2026-11-12 10:00", "2026-11-18 10:00", category="toys")
    asked = [Asked("AS-1", Route.NO_REASON_RETURN, case)]
    assert list(replay(asked, PLAIN, promising("clothing", return_freight_by_shop=True))) == []
    found = list(replay(asked, PLAIN, promising("toys", return_freight_by_shop=True)))
    assert {one.route for one in found} == {Route.NO_REASON_RETURN, Route.EXCHANGE}
    assert found[0].after.freight_payer is Payer.SELLER and found[0].fields == ("freight_payer",)


def test_a_lower_limit_sends_the_cases_above_it_to_a_person() -> None:
    case = facts("2026-11-12 10:00", "2026-11-18 10:00", category="clothing")
    limited = replace(PLAIN, approve_by_rule_up_to_fen=10_000)
    [one] = replay([Asked("AS-1", Route.NO_REASON_RETURN, case)], PLAIN, limited)
    assert (one.fields, one.before.by_rule, one.after.by_rule) == (("by_rule",), True, False)


def test_a_narrow_reading_of_days_off_ends_a_term_on_the_weekend() -> None:
    # Sunday the 22nd is the seventh day
    case = facts("2026-11-15 10:00", "2026-11-18 10:00", category="clothing")
    narrow = replace(PLAIN, calendar=replace(CALENDAR, weekends_are_off=False))
    found = list(replay([Asked("AS-1", Route.NO_REASON_RETURN, case)], PLAIN, narrow))
    assert found and all(one.fields == ("deadline",) for one in found)
    first = found[0]
    assert first.before.deadline is not None and first.after.deadline is not None
    assert first.before.deadline - first.after.deadline == DAY


def test_a_rule_that_was_checked_is_cited_from_then_on() -> None:
    rule = replace(LEGAL_RULES["sanbao.not_covered"], mark=Mark.VERIFIED, article="13")
    checked = replace(PLAIN, rules={**LEGAL_RULES, rule.id: rule})
    case = facts(
        "2026-11-12 10:00",
        "2026-11-18 10:00",
        category="mobile_phone",
        reason="quality",
        damaged_by_shopper=True,
    )
    found = list(replay([Asked("AS-1", Route.REPAIR, case)], PLAIN, checked))
    assert [one.fields for one in found] == [("cited",)] * 3
    assert found[0].after.cited.endswith("13") and found[0].before.cited == ""


@pytest.mark.parametrize("weekends", [True, False])
def test_many_cases_are_replayed_quickly(weekends: bool) -> None:
    case = facts("2026-11-12 10:00", "2026-11-18 10:00", category="clothing")
    asked = [Asked(str(number), Route.NO_REASON_RETURN, case) for number in range(1000)]
    edited = replace(promising(no_reason_days=15), calendar=replace(CALENDAR, weekends_are_off=weekends))
    began = process_time()
    assert len(list(replay(asked, PLAIN, edited))) >= 1000
    assert process_time() - began < 5
