"""Days off by notice and by law, and where a period ends on them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from chinese_calendar import get_solar_terms
from hypothesis import given
from hypothesis import strategies as st

from ticketing.rules.business_calendar import SHANGHAI, WorkingCalendar, add_months, shanghai_day
from ticketing.rules.festivals import LUNAR_FESTIVALS, HolidayYear, festivals, holidays_by_law

LAW_ONLY = WorkingCalendar()
DAYS = st.dates(date(1990, 1, 1), date(2200, 12, 31))

BY_LAW = {
    # year: every weekday that is free, by hand from the festival dates
    2027: "01-01 02-05 02-08 02-09 02-10 04-05 05-03 05-04 06-09 09-15 10-01 10-04 10-05",
    2028: "01-03 01-25 01-26 01-27 01-28 04-04 05-01 05-02 05-29 10-02 10-03 10-04",
    2029: "01-01 02-12 02-13 02-14 02-15 04-04 05-01 05-02 06-18 09-24 10-01 10-02 10-03",
}


@pytest.mark.parametrize("year", BY_LAW)
def test_a_festival_on_a_weekend_is_made_up_on_the_next_working_days(year):
    free = {f"{day:%m-%d}" for day in holidays_by_law(year).holidays if day.weekday() < 5}
    assert free == set(BY_LAW[year].split())


def test_the_law_has_fourteen_festival_days_less_those_that_coincide():
    for year in LUNAR_FESTIVALS:
        spring, _, _, autumn = LUNAR_FESTIVALS[year].split()
        coincide = autumn in ("1001", "1002", "1003")
        assert len(festivals(year)) == 13 - coincide, (year, spring)


def test_the_lunar_table_agrees_with_the_moon_and_the_almanac():
    """初一 holds a new moon; the mean one is at most 0.65 days off the true one (Meeus, chapter 49)."""
    first, month = datetime(2000, 1, 6, 14, 20, 38, tzinfo=UTC), 29.530588861
    for year, text in LUNAR_FESTIVALS.items():
        spring, tomb_sweeping, dragon_boat, autumn = (
            datetime.strptime(f"{year}{each}", "%Y%m%d").replace(tzinfo=SHANGHAI) for each in text.split()
        )
        for day_one in (spring, dragon_boat - timedelta(days=4), autumn - timedelta(days=14)):
            months = ((day_one - first) / timedelta(days=1)) / month
            after_mean_new_moon = (months - round(months)) * month
            assert -1.65 < after_mean_new_moon < 0.65, (year, day_one)
        assert date(year, 1, 21) <= spring.date() <= date(year, 2, 20)
        days = dict((term, day) for day, term in get_solar_terms(date(year, 4, 1), date(year, 4, 10)))
        assert days["清明"] == tomb_sweeping.date()


def test_beyond_the_lunar_table_only_solar_festivals_are_known_and_nothing_fails():
    assert len(festivals(2199)) == 6
    assert LAW_ONLY.deadline(date(2199, 10, 1)).provisional


def test_a_notice_replaces_what_the_law_alone_would_say():
    notice = HolidayYear(frozenset({date(2027, 1, 1)}), frozenset({date(2027, 1, 2)}))
    calendar = WorkingCalendar({2027: notice})
    deadline = calendar.deadline(date(2027, 1, 1))
    assert (deadline.at.date(), deadline.provisional) == (date(2027, 1, 3), False)
    assert LAW_ONLY.deadline(date(2027, 1, 1)).at.date() == date(2027, 1, 5)


def test_an_operator_may_narrow_days_off_to_festivals():
    narrow = WorkingCalendar(weekends_are_off=False)
    saturday = date(2027, 3, 6)
    assert narrow.deadline(saturday).at.date() == date(2027, 3, 7)
    assert LAW_ONLY.deadline(saturday).at.date() == date(2027, 3, 9)
    assert narrow.is_day_off(date(2027, 2, 6))


@given(DAYS)
def test_a_period_ends_at_a_shanghai_midnight_after_a_working_day(last_day):
    deadline = LAW_ONLY.deadline(last_day).at
    assert deadline.tzinfo is SHANGHAI
    final = deadline.date() - timedelta(days=1)
    assert deadline.hour == 0 and final >= last_day and not LAW_ONLY.is_day_off(final)


@given(DAYS, st.integers(0, 60))
def test_a_longer_period_never_ends_earlier(day, more):
    assert LAW_ONLY.deadline(day).at <= LAW_ONLY.deadline(day + timedelta(days=more)).at


MONTHS = [
    ("2026-01-31", 1, "2026-02-28"),
    ("2028-01-31", 1, "2028-02-29"),
    ("2028-02-29", 12, "2029-02-28"),
    ("2026-12-15", 1, "2027-01-15"),
    ("2026-11-30", 3, "2027-02-28"),
    ("2026-11-12", 24, "2028-11-12"),
    ("2026-11-12", 0, "2026-11-12"),
]


@pytest.mark.parametrize(("start", "months", "end"), MONTHS)
def test_months_end_on_the_same_number_or_the_last_day(start, months, end):
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


def test_the_day_is_the_one_in_shanghai():
    assert shanghai_day(datetime(2026, 11, 12, 15, 59, tzinfo=UTC)) == date(2026, 11, 12)
    assert shanghai_day(datetime(2026, 11, 12, 16, 0, tzinfo=UTC)) == date(2026, 11, 13)
