"""When a courier can come to fetch goods: half-days of working days, soon, and never one that has begun."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ticketing.errors import SlotNotAvailable
from ticketing.rules.business_calendar import SHANGHAI, WorkingCalendar, shanghai_day

DAYS_AHEAD = 5
NOTICE = timedelta(hours=2)
"""The carrier needs so long to send somebody."""


class HalfDay(StrEnum):
    """上午, 下午, 晚上."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


HOURS = {
    HalfDay.MORNING: (time(9), time(12)),
    HalfDay.AFTERNOON: (time(13), time(18)),
    HalfDay.EVENING: (time(18), time(21)),
}
HALF_DAY_TEXTS = {HalfDay.MORNING: "上午", HalfDay.AFTERNOON: "下午", HalfDay.EVENING: "晚上"}


@dataclass(frozen=True, slots=True)
class Slot:
    """A half-day of one day; its times carry Shanghai's zone."""

    day: date
    half: HalfDay

    @property
    def code(self) -> str:
        """`2026-11-20/morning`."""
        return f"{self.day.isoformat()}/{self.half.value}"

    @property
    def begins_at(self) -> datetime:
        """When the courier may come first."""
        return datetime.combine(self.day, HOURS[self.half][0], SHANGHAI)

    @property
    def ends_at(self) -> datetime:
        """When he has come."""
        return datetime.combine(self.day, HOURS[self.half][1], SHANGHAI)


def slots(now: datetime, calendar: WorkingCalendar) -> list[Slot]:
    """What can be booked now: the next DAYS_AHEAD working days, earliest first."""
    day, found, days = shanghai_day(now), list[Slot](), 0
    while days < DAYS_AHEAD:
        if not calendar.is_day_off(day):
            open_yet = [slot for half in HalfDay if (slot := Slot(day, half)).begins_at >= now + NOTICE]
            found += open_yet
            days += bool(open_yet)
        day += timedelta(days=1)
    return found


def slot_of(code: str, now: datetime, calendar: WorkingCalendar) -> Slot:
    """The slot of this code, or raise SlotNotAvailable."""
    for slot in slots(now, calendar):
        if slot.code == code:
            return slot
    raise SlotNotAvailable("这个时间约不上了，请换一个。")
