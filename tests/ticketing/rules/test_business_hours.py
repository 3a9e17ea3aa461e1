"""Office hours: split shifts, past midnight, holidays, and working time on them."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.holidays import announced_calendar
from ticketing.rules.business_calendar import SHANGHAI
from ticketing.rules.business_hours import NeverOpen, Shift, Shifts


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def shift(text):
    opens, closes = text.split("-")
    return Shift(time.fromisoformat(opens), time.fromisoformat(closes))


def shifts(weekdays, saturday="", **more):
    weekly = {day: tuple(map(shift, weekdays.split())) for day in range(5)}
    weekly[5] = tuple(map(shift, saturday.split()))
    return Shifts(weekly, calendar=announced_calendar(), **more)


SPLIT = shifts("09:00-12:00 13:30-18:00")
NIGHT = shifts("20:00-02:00")
ALWAYS = Shifts(dict.fromkeys(range(7), (shift("00:00-00:00"),)), on_holidays=(shift("00:00-00:00"),))

OPEN = [
    # hours, instant, open?, next opening; 2026-11-12 is a Thursday
    (SPLIT, "2026-11-12 08:59:59", False, "2026-11-12 09:00"),
    (SPLIT, "2026-11-12 09:00", True, "2026-11-12 09:00"),
    (SPLIT, "2026-11-12 11:59:59", True, "2026-11-12 11:59:59"),
    (SPLIT, "2026-11-12 12:00", False, "2026-11-12 13:30"),
    (SPLIT, "2026-11-12 18:00", False, "2026-11-13 09:00"),
    (SPLIT, "2026-11-13 18:00", False, "2026-11-16 09:00"),
    (SPLIT, "2026-09-30 18:00", False, "2026-10-08 09:00"),  # 国庆
    (SPLIT, "2026-10-10 08:00", False, "2026-10-10 09:00"),  # a working Saturday has Monday's shifts
    (NIGHT, "2026-11-13 01:59:59", True, "2026-11-13 01:59:59"),
    (NIGHT, "2026-11-13 02:00", False, "2026-11-13 20:00"),
    (NIGHT, "2026-11-14 01:00", True, "2026-11-14 01:00"),  # Friday's shift, on Saturday
    (NIGHT, "2026-11-14 02:00", False, "2026-11-16 20:00"),
    (NIGHT, "2026-11-16 01:00", False, "2026-11-16 20:00"),  # Sunday has no shift that reaches Monday
    (NIGHT, "2026-10-01 01:00", True, "2026-10-01 01:00"),  # the shift belongs to the day it opened on
    (ALWAYS, "2026-10-01 03:00", True, "2026-10-01 03:00"),
]


@pytest.mark.parametrize(("hours", "instant", "is_open", "next_opening"), OPEN)
def test_the_desk_is_open_in_its_shifts_only(hours, instant, is_open, next_opening):
    assert hours.is_open(at(instant)) is is_open
    assert hours.next_opening(at(instant)) == at(next_opening)


DUE = [
    # hours, start, minutes, due
    (SPLIT, "2026-11-12 09:00", 60, "2026-11-12 10:00"),
    (SPLIT, "2026-11-12 11:30", 30, "2026-11-12 12:00"),  # at closing, not at the next opening
    (SPLIT, "2026-11-12 11:30", 60, "2026-11-12 14:00"),
    (SPLIT, "2026-11-12 12:30", 60, "2026-11-12 14:30"),
    (SPLIT, "2026-11-12 20:30", 30, "2026-11-13 09:30"),
    (SPLIT, "2026-11-13 17:30", 60, "2026-11-16 09:30"),
    (SPLIT, "2026-09-30 17:00", 7 * 60 + 30, "2026-10-08 17:00"),
    (SPLIT, "2026-11-12 07:00", 0, "2026-11-12 09:00"),
    (NIGHT, "2026-11-12 23:00", 4 * 60, "2026-11-13 21:00"),
    (NIGHT, "2026-11-13 23:00", 4 * 60, "2026-11-16 21:00"),
    (ALWAYS, "2026-09-30 12:00", 7 * 24 * 60, "2026-10-07 12:00"),
]


@pytest.mark.parametrize(("hours", "start", "minutes", "due"), DUE)
def test_working_time_passes_only_while_the_desk_is_open(hours, start, minutes, due):
    amount = timedelta(minutes=minutes)
    assert hours.add_working_time(at(start), amount) == at(due)
    assert hours.working_time_between(at(start), at(due)) == amount


def test_holidays_may_have_shifts_of_their_own():
    hours = shifts("09:00-18:00", on_holidays=(shift("10:00-12:00"),))
    assert hours.next_opening(at("2026-09-30 18:00")) == at("2026-10-01 10:00")
    assert hours.working_time_between(at("2026-10-01 00:00"), at("2026-10-08 00:00")) == timedelta(hours=14)


def test_a_special_day_wins_over_weekday_and_holiday():
    day = date(2026, 10, 1)
    hours = shifts("09:00-18:00", special_days={day: (shift("00:00-00:00"),), date(2026, 11, 12): ()})
    assert hours.is_open(at("2026-10-01 23:59"))
    assert hours.next_opening(at("2026-11-12 08:00")) == at("2026-11-13 09:00")


def test_working_weekends_may_have_shifts_of_their_own():
    assert not shifts("09:00-18:00", on_working_weekends=()).is_open(at("2026-10-10 10:00"))
    ordinary = shifts("09:00-18:00", saturday="10:00-11:00")
    assert ordinary.working_time_between(at("2026-11-14 00:00"), at("2026-11-15 00:00")) == timedelta(hours=1)


def test_overlapping_shifts_count_once():
    hours = shifts("09:00-13:00 12:00-18:00 10:00-11:00")
    assert hours.working_time_between(at("2026-11-12 00:00"), at("2026-11-13 00:00")) == timedelta(hours=9)
    assert hours.add_working_time(at("2026-11-12 09:00"), timedelta(hours=5)) == at("2026-11-12 14:00")


def test_a_desk_without_hours_says_so_instead_of_searching_for_ever():
    closed = shifts("")
    assert not closed.is_open(at("2026-11-12 10:00"))
    assert closed.working_time_between(at("2026-11-12 10:00"), at("2027-11-12 10:00")) == timedelta(0)
    with pytest.raises(NeverOpen):
        closed.next_opening(at("2026-11-12 10:00"))
    with pytest.raises(NeverOpen):
        closed.add_working_time(at("2026-11-12 10:00"), timedelta(minutes=1))


def test_time_cannot_be_taken_back():
    with pytest.raises(ValueError, match="negative"):
        SPLIT.add_working_time(at("2026-11-12 10:00"), timedelta(minutes=-1))
    assert SPLIT.working_time_between(at("2026-11-12 11:00"), at("2026-11-12 10:00")) == timedelta(0)


INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(
    lambda each: each.replace(tzinfo=SHANGHAI)
)


@given(st.sampled_from([SPLIT, NIGHT, ALWAYS]), INSTANTS, st.integers(0, 5_000), st.integers(0, 5_000))
def test_two_amounts_one_after_the_other_are_their_sum(hours, start, first, second):
    one, two = timedelta(minutes=first), timedelta(minutes=second)
    assert hours.add_working_time(hours.add_working_time(start, one), two) >= hours.add_working_time(
        start, one
    )
    due = hours.add_working_time(start, one + two)
    assert hours.working_time_between(start, due) == one + two
    if second:
        assert hours.add_working_time(hours.add_working_time(start, one), two) == due
