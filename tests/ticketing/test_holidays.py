"""The State Council's notices as loaded, against what they say."""

from datetime import date

import pytest
from chinese_calendar import is_workday

from ticketing.holidays import announced_calendar
from ticketing.rules.festivals import LUNAR_FESTIVALS

NOTICE_2026 = [
    # first and last day off in a row, working weekends
    ("01-01", "01-03", ["01-04"]),
    ("02-15", "02-23", ["02-14", "02-28"]),
    ("04-04", "04-06", []),
    ("05-01", "05-05", ["05-09"]),
    ("06-19", "06-21", []),
    ("09-25", "09-27", ["09-20"]),
    ("10-01", "10-07", ["10-10"]),
]


@pytest.mark.parametrize(("first", "last", "working"), NOTICE_2026)
def test_the_notice_for_2026_is_loaded(first, last, working):
    calendar = announced_calendar()
    day, end = date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}")
    while day <= end:
        assert calendar.is_holiday(day) and calendar.is_day_off(day)
        day = date.fromordinal(day.toordinal() + 1)
    for text in working:
        assert calendar.is_working_weekend(date.fromisoformat(f"2026-{text}"))
        assert not calendar.is_day_off(date.fromisoformat(f"2026-{text}"))


def test_every_announced_day_is_as_the_package_says():
    calendar = announced_calendar()
    assert set(range(2004, 2027)) <= set(calendar.notices)
    for year in calendar.notices:
        for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
            day = date.fromordinal(ordinal)
            assert calendar.is_day_off(day) is not is_workday(day), day


def test_what_the_law_alone_would_free_in_2026_is_free_by_the_notice():
    announced = announced_calendar()
    for text in ("01-01", "02-16", "02-17", "02-18", "02-19", "04-05", "06-19", "09-25", "10-01", "10-03"):
        assert announced.is_day_off(date.fromisoformat(f"2026-{text}"))


def test_a_year_without_notice_is_provisional():
    calendar = announced_calendar()
    later = max(calendar.notices) + 1
    assert calendar.is_provisional(date(later, 6, 1)) and not calendar.is_provisional(date(2026, 12, 31))
    assert later in LUNAR_FESTIVALS
