"""When a shopper may be asked."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.rules.followup import (
    FREQUENCY_CAP,
    SHANGHAI,
    QuietHours,
    needs_a_person,
    send_at,
    why_skipped,
)

NIGHT = QuietHours()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("happened", "delay_hours", "now", "expected"),
    [
        (at(18, 10), 2, at(18, 10), at(18, 12)),
        (at(18, 20), 2, at(18, 20), at(19, 9)),
        (at(18, 21), 0, at(18, 21), at(19, 9)),
        (at(18, 20, 59), 0, at(18, 20, 59), at(18, 20, 59)),
        (at(18, 3), 0, at(18, 3), at(18, 9)),
        (at(18, 9), 0, at(18, 9), at(18, 9)),
        (at(10, 10), 24, at(18, 15), at(18, 15)),
    ],
)
def test_the_question_waits_for_its_delay_and_for_the_morning(
    happened: datetime, delay_hours: int, now: datetime, expected: datetime
) -> None:
    assert send_at(happened, timedelta(hours=delay_hours), NIGHT, now) == expected


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda t: t.replace(tzinfo=SHANGHAI))
clocks = st.times().map(lambda t: t.replace(microsecond=0))


@given(moments, st.timedeltas(timedelta(0), timedelta(days=30)), moments, clocks, clocks)
def test_nothing_is_sent_in_quiet_hours_nor_early(
    happened: datetime, delay: timedelta, now: datetime, starts: time, ends: time
) -> None:
    quiet = QuietHours(starts, ends)
    sending = send_at(happened, delay, quiet, now)
    assert not quiet.holds(sending)
    assert sending >= now and sending >= happened + delay
    assert sending - max(now, happened + delay) < timedelta(days=1)


@pytest.mark.parametrize(
    ("opted_out", "has_contact", "asked_before", "why"),
    [
        (False, True, None, None),
        (True, False, timedelta(days=1), "opted_out"),
        (False, False, None, "no_contact"),
        (False, True, FREQUENCY_CAP - timedelta(seconds=1), "frequency_cap"),
        (False, True, FREQUENCY_CAP, None),
    ],
)
def test_who_said_no_was_asked_lately_or_cannot_be_reached_is_left_alone(
    opted_out: bool, has_contact: bool, asked_before: timedelta | None, why: str | None
) -> None:
    sending = at(18, 10)
    last = sending - asked_before if asked_before is not None else None
    assert why == why_skipped(
        opted_out=opted_out, has_contact=has_contact, last_asked_at=last, sending_at=sending
    )


def test_one_and_two_need_a_person() -> None:
    assert [needs_a_person(score) for score in range(1, 6)] == [True, True, False, False, False]
