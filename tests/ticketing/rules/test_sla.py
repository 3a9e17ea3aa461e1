"""Service clocks: working time, pauses, nights and festivals."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.rules import sla
from ticketing.rules.business_hours import Shift, Shifts
from ticketing.rules.sla import DESK, DESK_DAY, Clock, SlaState

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    """`18 10:00` is 10:00 on the 18th of November 2026, a Wednesday."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("allowance", "opened", "due"),
    [
        (timedelta(minutes=10), "18 10:00", "18 10:10"),
        (timedelta(minutes=30), "18 11:45", "18 13:15"),  # over lunch
        (timedelta(hours=2), "18 21:00", "19 10:00"),  # over night
        (timedelta(minutes=10), "19 03:00", "19 09:10"),
        (timedelta(hours=4), "18 12:30", "18 17:00"),  # begun at lunch
        (timedelta(hours=8), "21 20:00", "22 16:00"),  # Saturday into Sunday: the desk is there
        (timedelta(hours=24), "18 10:00", "20 10:00"),
        (timedelta(hours=72), "18 09:00", "23 22:00"),  # due at a closing is due at that closing
    ],
)
def test_a_clock_counts_working_time(allowance: timedelta, opened: str, due: str) -> None:
    assert sla.start(allowance, at(opened), DESK).due_at == at(due)


def test_festivals_are_worked_unless_the_shop_closes() -> None:
    new_years_eve = datetime(2026, 12, 31, 21, 0, tzinfo=SHANGHAI)
    closed = Shifts(weekly=dict.fromkeys(range(7), DESK_DAY))
    assert sla.start(2 * HOUR, new_years_eve, DESK).due_at == datetime(2027, 1, 1, 10, 0, tzinfo=SHANGHAI)
    assert sla.start(2 * HOUR, new_years_eve, closed).due_at == datetime(2027, 1, 2, 10, 0, tzinfo=SHANGHAI)


def test_a_pause_keeps_what_was_left_however_long_it_takes() -> None:
    clock = sla.start(2 * HOUR, at("18 10:00"), DESK)
    paused = sla.pause(clock, at("18 10:30"), DESK)
    assert (paused.due_at, paused.left) == (None, timedelta(hours=1, minutes=30))
    assert sla.pause(paused, at("18 15:00"), DESK) == paused
    assert sla.resume(paused, at("19 21:00"), DESK).due_at == at("20 09:30")


def test_a_clock_that_ran_out_before_the_pause_is_due_at_once() -> None:
    late = Clock(HOUR, at("18 10:00"), None, SlaState.BREACHED)
    resumed = sla.resume(sla.pause(late, at("18 11:00"), DESK), at("18 14:00"), DESK)
    assert (resumed.due_at, resumed.state) == (at("18 14:00"), SlaState.BREACHED)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("18 10:00", "ok"),
        ("18 11:35", "ok"),
        ("18 11:36", "warning"),  # a fifth of two hours is left
        ("18 11:59", "warning"),
        ("18 12:00", "breached"),
        ("19 12:00", "breached"),
    ],
)
def test_the_last_fifth_warns_and_the_due_time_breaches(now: str, state: str) -> None:
    clock = sla.start(2 * HOUR, at("18 10:00"), DESK)
    assert sla.judge(clock, at(now), DESK).value == state


def test_a_clock_is_looked_at_again_when_something_can_happen() -> None:
    clock = sla.start(2 * HOUR, at("18 10:00"), DESK)
    assert sla.next_check(clock, at("18 10:00"), DESK) == at("18 11:36")
    warned = Clock(clock.allowance, clock.due_at, None, SlaState.WARNING)
    assert sla.next_check(warned, at("18 11:36"), DESK) == at("18 12:00")
    assert sla.next_check(Clock(HOUR, at("18 12:00"), None, SlaState.BREACHED), at("18 12:00"), DESK) is None
    assert sla.next_check(Clock(HOUR, None, HOUR), at("18 12:00"), DESK) is None


def test_a_higher_priority_counts_the_time_already_used() -> None:
    clock = sla.start(24 * HOUR, at("18 10:00"), DESK)
    urgent = sla.with_allowance(clock, 4 * HOUR, at("18 11:00"), DESK)
    assert urgent.due_at == at("18 15:00")
    assert sla.with_allowance(clock, HOUR, at("18 16:00"), DESK).due_at == at("18 16:00")


def test_a_lower_priority_forgives_what_is_in_time_again() -> None:
    late = Clock(2 * HOUR, at("18 12:00"), None, SlaState.BREACHED)
    relaxed = sla.with_allowance(late, 8 * HOUR, at("18 13:30"), DESK)
    assert (relaxed.state, relaxed.due_at) == (SlaState.OK, at("18 19:30"))
    assert sla.with_allowance(late, HOUR, at("18 13:30"), DESK).state is SlaState.BREACHED


def test_every_priority_has_its_promises_and_higher_ones_are_shorter() -> None:
    for table in (sla.FIRST_ANSWER, sla.RESOLUTION, sla.REOPENED):
        assert list(table) == [1, 2, 3, 4]
        assert list(table.values()) == sorted(table.values())
    assert all(sla.REOPENED[priority] < sla.RESOLUTION[priority] for priority in sla.RESOLUTION)


moments = st.datetimes(
    datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(SHANGHAI), allow_imaginary=False
)
amounts = st.integers(1, 80 * 60).map(lambda minutes: timedelta(minutes=minutes))


@given(moments, amounts, amounts, amounts)
def test_pausing_never_gives_or_takes_working_time(
    opened: datetime, allowance: timedelta, waited: timedelta, paused: timedelta
) -> None:
    clock = sla.start(allowance, opened, DESK)
    stopped = opened + waited
    used = DESK.working_time_between(opened, stopped)
    resumed = sla.resume(sla.pause(clock, stopped, DESK), stopped + paused, DESK)
    assert resumed.due_at is not None
    if used < allowance:
        assert DESK.working_time_between(stopped + paused, resumed.due_at) == allowance - used
    else:
        assert resumed.due_at == stopped + paused


@given(moments, amounts, st.lists(amounts, max_size=6))
def test_a_promise_never_gets_better_by_waiting(
    opened: datetime, allowance: timedelta, steps: list[timedelta]
) -> None:
    clock, now = sla.start(allowance, opened, DESK), opened
    for step in steps:
        now += step
        state = sla.judge(clock, now, DESK)
        assert sla.SEVERITY[state] >= sla.SEVERITY[clock.state]
        clock = Clock(clock.allowance, clock.due_at, clock.left, state)
        check = sla.next_check(clock, now, DESK)
        assert check is None or check > now


def test_a_shop_that_closes_at_noon_has_shorter_days() -> None:
    mornings = Shifts(weekly=dict.fromkeys(range(5), (Shift(DESK_DAY[0].opens, DESK_DAY[0].closes),)))
    assert sla.start(4 * HOUR, at("20 11:00"), mornings).due_at == at("23 12:00")
