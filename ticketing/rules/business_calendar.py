"""Days off, working days, and the instant at which a period counted in days or months is over."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ticketing.rules.festivals import HolidayYear, holidays_by_law

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Deadline:
    """`at`: the first instant that is too late. `provisional`: its year's holiday notice is not loaded."""

    at: datetime
    provisional: bool


@dataclass(frozen=True)
class WorkingCalendar:
    """China's days off: the notices that are loaded, and for every other year what the law alone fixes.

    `weekends_are_off` False is the operator's narrow reading of 法定休假日: only festivals move a deadline.
    """

    notices: Mapping[int, HolidayYear] = field(default_factory=dict)
    weekends_are_off: bool = True

    def is_holiday(self, day: date) -> bool:
        """Whether a festival, with the days around it that the notice frees, covers the day."""
        return day in self._year(day.year).holidays

    def is_working_weekend(self, day: date) -> bool:
        """Whether 调休 makes this Saturday or Sunday a working day."""
        return day in self._year(day.year).working_weekends

    def is_day_off(self, day: date) -> bool:
        """Whether a period may not end on this day (民法典 art. 203)."""
        if self.is_holiday(day):
            return True
        return self.weekends_are_off and day.weekday() >= SATURDAY and not self.is_working_weekend(day)

    def is_provisional(self, day: date) -> bool:
        """Whether what we say of this day rests on the law alone, without its year's notice."""
        return day.year not in self.notices

    def deadline(self, last_day: date) -> Deadline:
        """When a period with this last day is over: midnight after it, or after the next working day."""
        day, provisional = last_day, self.is_provisional(last_day)
        while self.is_day_off(day):
            day += ONE_DAY
            provisional = provisional or self.is_provisional(day)
        return Deadline(datetime.combine(day + ONE_DAY, time(), SHANGHAI), provisional)

    def _year(self, year: int) -> HolidayYear:
        return self.notices.get(year) or holidays_by_law(year)


def shanghai_day(at: datetime) -> date:
    """The day that a clock on the wall in Shanghai shows at this instant."""
    return at.astimezone(SHANGHAI).date()


def add_months(day: date, months: int) -> date:
    """The same day number so many months later, or that month's last day (民法典 art. 202)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
