"""Office hours: split shifts, past midnight, per weekday, on holidays; and working time counted on them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from ticketing.rules.business_calendar import SHANGHAI, WorkingCalendar

ONE_DAY = timedelta(days=1)
MONDAY = 0
# Longer than any holiday: after so many closed days the desk has no hours at all.
HORIZON_DAYS = 400


class NeverOpen(ValueError):
    """These shifts have no working time within the horizon, so nothing can fall due in them."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Wall-clock times; `closes` not after `opens` means on the next day, so 00:00–00:00 is a whole day."""

    opens: time
    closes: time


Interval = tuple[datetime, datetime]


@dataclass(frozen=True)
class Shifts:
    """When somebody is at the desk; a shift belongs to the day on which it opens.

    `weekly`: Monday is 0; a missing weekday is closed. `on_holidays`: shifts of days that a festival frees.
    `on_working_weekends`: shifts of 调休 days, None for Monday's. `special_days` win over all of these.
    """

    weekly: Mapping[int, tuple[Shift, ...]]
    on_holidays: tuple[Shift, ...] = ()
    on_working_weekends: tuple[Shift, ...] | None = None
    special_days: Mapping[date, tuple[Shift, ...]] = field(default_factory=dict)
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    zone: ZoneInfo = SHANGHAI

    def of_day(self, day: date) -> tuple[Shift, ...]:
        """The shifts that open on this day."""
        if day in self.special_days:
            return self.special_days[day]
        if self.calendar.is_holiday(day):
            return self.on_holidays
        if self.calendar.is_working_weekend(day):
            monday = self.weekly.get(MONDAY, ())
            return monday if self.on_working_weekends is None else self.on_working_weekends
        return self.weekly.get(day.weekday(), ())

    def is_open(self, at: datetime) -> bool:
        """Whether somebody is there at this instant; the closing instant itself is closed."""
        return any(opens == at for opens, _ in islice(self._intervals(at), 1))

    def next_opening(self, at: datetime) -> datetime:
        """The first instant from `at` on when somebody is there: `at` itself if open. Raises NeverOpen."""
        return self.add_working_time(at, timedelta(0))

    def add_working_time(self, start: datetime, amount: timedelta) -> datetime:
        """The instant by which so much working time has passed since `start`; `amount` ≥ 0. Raises NeverOpen.

        Due at a closing time is due at that closing, not at the next opening. Zero gives the next opening.
        """
        if amount < timedelta(0):
            raise ValueError("working time to add is negative")
        left = amount
        for opens, closes in self._intervals(start):
            if closes - opens >= left:
                return (opens + left).astimezone(self.zone)
            left -= closes - opens
        raise NeverOpen("no working time in these shifts")

    def working_time_between(self, begin: datetime, end: datetime) -> timedelta:
        """How much working time lies between two instants; zero if `end` is not after `begin`."""
        total = timedelta(0)
        for opens, closes in self._intervals(begin):
            if opens >= end:
                break
            total += min(closes, end) - opens
        return total

    def _intervals(self, since: datetime) -> Iterator[Interval]:
        """What is open from `since` on, in order and without overlap, until the horizon shows nothing."""
        reached, closed_days = since, 0
        # The day before: its last shift may reach past midnight into today.
        day = since.astimezone(self.zone).date() - ONE_DAY
        while closed_days < HORIZON_DAYS:
            closed_days = 0 if self.of_day(day) else closed_days + 1
            for opens, closes in sorted(self._instants(day)):
                if closes > reached:
                    yield max(opens, reached), closes
                    reached = closes
            day += ONE_DAY

    def _instants(self, day: date) -> Iterator[Interval]:
        for shift in self.of_day(day):
            last = day if shift.closes > shift.opens else day + ONE_DAY
            # In UTC, so that arithmetic on them counts real time in any zone.
            yield (
                datetime.combine(day, shift.opens, self.zone).astimezone(UTC),
                datetime.combine(last, shift.closes, self.zone).astimezone(UTC),
            )
