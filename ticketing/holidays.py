"""The State Council's yearly holiday notices, as the `chinesecalendar` package carries them."""

from functools import cache

from chinese_calendar.constants import holidays, workdays
from sqlalchemy.orm import Session

from ticketing.rules.business_calendar import WorkingCalendar
from ticketing.rules.festivals import HolidayYear


@cache
def announced_calendar() -> WorkingCalendar:
    """The working calendar with every year whose notice the package has; later years follow the law alone."""
    # A notice may free days of the December before it: only 国庆 proves that a year's own notice is there.
    years = {day.year for day in holidays if (day.month, day.day) == (10, 1)}
    return WorkingCalendar(
        {
            year: HolidayYear(
                frozenset(day for day in holidays if day.year == year),
                frozenset(day for day in workdays if day.year == year),
            )
            for year in years
        }
    )


def calendar_of(session: Session) -> WorkingCalendar:
    """The working calendar that this service goes by."""
    return announced_calendar()
