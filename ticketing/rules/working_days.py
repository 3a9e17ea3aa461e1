"""Working days (工作日) as people count them when they promise something."""

from datetime import date, datetime, time

from ticketing.rules.business_calendar import (
    ONE_DAY,
    SATURDAY,
    SHANGHAI,
    Deadline,
    WorkingCalendar,
    shanghai_day,
)


def is_working_day(day: date, calendar: WorkingCalendar) -> bool:
    """Monday to Friday without festivals, and the weekends that 调休 makes working days.

    Unlike the last day of a legal term this does not depend on how an operator reads 法定休假日.
    """
    if calendar.is_holiday(day):
        return False
    return day.weekday() < SATURDAY or calendar.is_working_weekend(day)


def working_days_after(since: datetime, days: int, calendar: WorkingCalendar) -> tuple[date, bool]:
    """The day that is so many working days after the day of `since`; whether its calendar is provisional."""
    day, left, provisional = shanghai_day(since), days, False
    while left > 0:
        day += ONE_DAY
        provisional = provisional or calendar.is_provisional(day)
        left -= is_working_day(day, calendar)
    return day, provisional


def end_of_day(counted: tuple[date, bool]) -> Deadline:
    """24:00 of a day in Shanghai."""
    day, provisional = counted
    return Deadline(datetime.combine(day + ONE_DAY, time(), SHANGHAI), provisional)
