"""What runs when, what ends it, when it warns: tables, and properties over any time."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW, SHANGHAI
from ticketing.errors import IllegalMove
from ticketing.holidays import announced_calendar
from ticketing.rules.cases import CaseStatus
from ticketing.rules.commitments import (
    CLOCKS,
    LONGEST_WARNING,
    MOVES,
    RUNNING,
    SHORTEST_WARNING,
    Kind,
    State,
    check_commitment_move,
    ending,
    judge,
    next_check,
    starting,
    statutory_deadline,
    warn_at,
)
from ticketing.rules.legal_rules import LEGAL_RULES
from ticketing.rules.routes import Route
from ticketing.rules.working_days import end_of_day, working_days_after

CALENDAR = announced_calendar()
SPANS = st.integers(60, 400 * 86_400).map(lambda seconds: timedelta(seconds=seconds))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def clock(kind: Kind, route: Route, status: str):
    return next(one for one in starting(route, status) if one.kind is kind)


@pytest.mark.parametrize("now", State)
@pytest.mark.parametrize("wanted", State)
def test_only_the_moves_of_the_table_are_legal(now: State, wanted: State) -> None:
    if wanted in MOVES[now]:
        check_commitment_move(now, wanted)
    else:
        with pytest.raises(IllegalMove):
            check_commitment_move(now, wanted)


def test_every_clock_names_a_rule_that_exists_and_statuses_of_a_case() -> None:
    names = {status.value for status in CaseStatus}
    for one in CLOCKS:
        assert not one.rule or one.rule in LEGAL_RULES
        assert one.starts_at | one.kept_by | one.dropped_by <= names
        assert one.counts_from is None or one.counts_from in names
        assert not one.starts_at & (one.kept_by | one.dropped_by)


@pytest.mark.parametrize(
    ("route", "status", "kinds"),
    [
        (Route.NO_REASON_RETURN, "applied", {Kind.STALLING}),
        (Route.QUALITY_RETURN, "received", {Kind.REFUND_DUE}),
        (Route.EXCHANGE, "applied", {Kind.STALLING, Kind.WARRANTY_END}),
        (Route.EXCHANGE, "received", {Kind.STALLING}),
        (Route.EXCHANGE, "refund_due", {Kind.REFUND_DUE}),
        (Route.REPAIR, "received", {Kind.REPAIR_DUE}),
        (Route.REPAIR, "waiting_for_parts", {Kind.PARTS_DUE}),
        (Route.REFUND_ONLY, "applied", {Kind.STALLING}),
        (Route.COMPENSATION, "approved", set()),
        (Route.NO_REASON_RETURN, "approved", set()),
    ],
)
def test_a_status_starts_its_clocks(route: Route, status: str, kinds: set[Kind]) -> None:
    assert {one.kind for one in starting(route, status)} == kinds


@pytest.mark.parametrize(
    ("kind", "route", "status", "outcome"),
    [
        (Kind.STALLING, Route.NO_REASON_RETURN, "more_asked", None),
        (Kind.STALLING, Route.NO_REASON_RETURN, "refused", State.KEPT),
        (Kind.STALLING, Route.REFUND_ONLY, "approved", None),
        (Kind.STALLING, Route.REFUND_ONLY, "refunded", State.KEPT),
        (Kind.STALLING, Route.EXCHANGE, "waiting_for_stock", State.DROPPED),
        (Kind.STALLING, Route.EXCHANGE, "replacement_sent", State.KEPT),
        (Kind.REFUND_DUE, Route.QUALITY_RETURN, "inspected", None),
        (Kind.REFUND_DUE, Route.QUALITY_RETURN, "refunded", State.KEPT),
        (Kind.REFUND_DUE, Route.QUALITY_RETURN, "sending_back", State.DROPPED),
        (Kind.REPAIR_DUE, Route.REPAIR, "waiting_for_parts", State.DROPPED),
        (Kind.REPAIR_DUE, Route.REPAIR, "repaired", State.KEPT),
        (Kind.PARTS_DUE, Route.REPAIR, "repairing", None),
        (Kind.WARRANTY_END, Route.REPAIR, "approved", State.KEPT),
        (Kind.WARRANTY_END, Route.REPAIR, "cancelled", State.DROPPED),
    ],
)
def test_a_status_ends_a_clock(kind: Kind, route: Route, status: str, outcome: State | None) -> None:
    assert ending(kind, route, status) is outcome


@pytest.mark.parametrize(
    ("route", "status", "since", "due", "provisional"),
    [
        # 7 days from the day of receipt, to 24:00 of the last
        (Route.QUALITY_RETURN, "received", "11-18T23:59", "2026-11-26", False),
        # a last day on the weekend moves to Monday
        (Route.NO_REASON_RETURN, "received", "11-15T09:00", "2026-11-24", False),
        # into 国庆: past its last day off
        (Route.NO_REASON_RETURN, "received", "09-25T09:00", "2026-10-09", False),
        (Route.NO_REASON_RETURN, "applied", "11-18T10:00", "2026-12-04", False),
        (Route.REPAIR, "received", "11-18T10:00", "2026-12-19", False),
        # next year's notice is not loaded yet
        (Route.REPAIR, "waiting_for_parts", "11-18T10:00", "2027-02-17", True),
    ],
)
def test_a_term_is_counted_on_the_working_calendar(
    route: Route, status: str, since: str, due: str, provisional: bool
) -> None:
    [one] = [each for each in starting(route, status) if each.kind is not Kind.WARRANTY_END]
    deadline = statutory_deadline(one, at(since), CALENDAR)
    assert (deadline.at.date().isoformat(), deadline.provisional) == (due, provisional)
    assert deadline.at.hour == deadline.at.minute == 0


def test_a_term_of_the_case_itself_has_no_days() -> None:
    with pytest.raises(ValueError):
        statutory_deadline(clock(Kind.WARRANTY_END, Route.REPAIR, "applied"), NOW, CALENDAR)


@pytest.mark.parametrize(
    ("since", "days", "last", "provisional"),
    [
        ("11-18T10:00", 3, "2026-11-23", False),  # Wednesday: Thursday, Friday, Monday
        ("11-20T23:00", 1, "2026-11-23", False),
        ("09-30T10:00", 1, "2026-10-08", False),
        ("10-09T10:00", 1, "2026-10-10", False),  # a Saturday that 调休 makes a working day
        ("12-31T10:00", 1, "2027-01-04", True),
    ],
)
def test_working_days_leave_out_festivals_and_know_adjusted_weekends(
    since: str, days: int, last: str, provisional: bool
) -> None:
    counted = working_days_after(at(since), days, CALENDAR)
    assert (counted[0].isoformat(), counted[1]) == (last, provisional)
    assert end_of_day(counted).at == datetime.combine(
        counted[0] + timedelta(1), datetime.min.time(), SHANGHAI
    )


@given(SPANS)
def test_a_warning_comes_before_the_due_time_and_within_its_bounds(span: timedelta) -> None:
    warns = warn_at(NOW, NOW + span)
    assert NOW <= warns < NOW + span
    assert NOW + span - warns <= LONGEST_WARNING
    assert warns == NOW or NOW + span - warns >= SHORTEST_WARNING


@given(SPANS, st.lists(st.integers(0, 500 * 86_400), min_size=1, max_size=12))
def test_time_only_ever_makes_a_commitment_worse_and_each_look_is_announced_by_the_last(
    span: timedelta, looks: list[int]
) -> None:
    due = NOW + span
    warns, order = warn_at(NOW, due), [State.OPEN, State.WARNED, State.BREACHED]
    state = State.OPEN
    for seconds in sorted(looks):
        now = NOW + timedelta(seconds=seconds)
        expected = next_check(state, warns, due)
        seen = judge(state, warns, due, now)
        assert order.index(seen) >= order.index(state)
        assert (seen is state) == (expected is None or now < expected)
        state = seen
    assert (state is State.BREACHED) == (NOW + timedelta(seconds=max(looks)) >= due)


@pytest.mark.parametrize("state", set(State) - RUNNING)
def test_what_is_settled_or_only_proposed_is_not_judged(state: State) -> None:
    assert judge(state, NOW, NOW, NOW + timedelta(days=9)) is state
    assert next_check(state, NOW, NOW) is None
