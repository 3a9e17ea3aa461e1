"""Service promises: by when a ticket is first answered and solved, in working time that can pause."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from ticketing.rules.business_hours import Shift, Shifts

HOUR = timedelta(hours=1)
FIRST_ANSWER = {1: timedelta(minutes=10), 2: timedelta(minutes=30), 3: 2 * HOUR, 4: 8 * HOUR}
RESOLUTION = {1: 4 * HOUR, 2: 8 * HOUR, 3: 24 * HOUR, 4: 72 * HOUR}
REOPENED = {1: 2 * HOUR, 2: 4 * HOUR, 3: 8 * HOUR, 4: 24 * HOUR}
"""Who has to come back waits a shorter time for the solution."""
WARNING_PERCENT = 20
"""A warning is given when so much of the time, or less, is left."""

DESK_DAY = (Shift(time(9), time(12)), Shift(time(13), time(22)))
DESK = Shifts(weekly=dict.fromkeys(range(7), DESK_DAY), on_holidays=DESK_DAY)
"""When a shop has people at the desk unless it says otherwise: every day, festivals too."""


class SlaState(StrEnum):
    """How a promise stands. It only gets worse until its clock is set anew."""

    OK = "ok"
    WARNING = "warning"
    BREACHED = "breached"


SEVERITY = {SlaState.OK: 0, SlaState.WARNING: 1, SlaState.BREACHED: 2}


class WorkingHours(Protocol):
    """What a clock needs from the working calendar."""

    def add_working_time(self, start: datetime, amount: timedelta) -> datetime: ...
    def working_time_between(self, begin: datetime, end: datetime) -> timedelta: ...


@dataclass(frozen=True)
class Clock:
    """One promise. `allowance` is its whole working time; `due_at` is None while it is paused, and then
    `left` is the working time that remains."""

    allowance: timedelta
    due_at: datetime | None
    left: timedelta | None = None
    state: SlaState = SlaState.OK


def start(allowance: timedelta, now: datetime, desk: WorkingHours) -> Clock:
    """A clock that begins to run now, or with the next opening."""
    return Clock(allowance, desk.add_working_time(now, allowance))


def pause(clock: Clock, now: datetime, desk: WorkingHours) -> Clock:
    """The clock standing still, with the working time that it had left; a paused one is unchanged."""
    if clock.due_at is None:
        return clock
    return Clock(clock.allowance, None, desk.working_time_between(now, clock.due_at), clock.state)


def resume(clock: Clock, now: datetime, desk: WorkingHours) -> Clock:
    """The clock running on with what was left; a running one is unchanged.

    One that ran out before the pause is due at once and stays breached.
    """
    if clock.due_at is not None or clock.left is None:
        return clock
    due_at = desk.add_working_time(now, clock.left) if clock.left else now
    return Clock(clock.allowance, due_at, None, clock.state)


def with_allowance(clock: Clock, allowance: timedelta, now: datetime, desk: WorkingHours) -> Clock:
    """The clock as if it had this allowance from its start: after a change of priority.

    Time already used stays used. It stands better only if there is time again.
    """
    paused = pause(clock, now, desk)
    used = clock.allowance - (paused.left or timedelta(0))
    left = max(allowance - used, timedelta(0))
    changed = Clock(allowance, None, left, SlaState.OK if left else clock.state)
    return changed if clock.due_at is None else resume(changed, now, desk)


def judge(clock: Clock, now: datetime, desk: WorkingHours) -> SlaState:
    """How a clock stands now: never better than it stood before."""
    if clock.due_at is None:
        return clock.state
    if now >= clock.due_at:
        return SlaState.BREACHED
    seen = SlaState.WARNING if _margin(clock.due_at, clock, now, desk) <= timedelta(0) else SlaState.OK
    return max(seen, clock.state, key=SEVERITY.__getitem__)


def next_check(clock: Clock, now: datetime, desk: WorkingHours) -> datetime | None:
    """When a judged clock has to be judged again; None if nothing more can happen to it."""
    if clock.due_at is None or clock.state is SlaState.BREACHED:
        return None
    margin = _margin(clock.due_at, clock, now, desk)
    if clock.state is SlaState.WARNING or margin <= timedelta(0):
        return clock.due_at
    return desk.add_working_time(now, margin)


def _margin(due_at: datetime, clock: Clock, now: datetime, desk: WorkingHours) -> timedelta:
    """The working time before the last fifth begins; not above zero inside it."""
    return desk.working_time_between(now, due_at) - clock.allowance * WARNING_PERCENT / 100
