"""When a shopper may be asked."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.rules.followup import (
    FREQUENCY_CAP,
    SHANGHAI,
    QuietHours,
    needs_a_person,
    send_at,
    time_in_words,
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


@given(st.lists(moments, max_size=20).map(sorted))
def test_however_often_somebody_is_meant_a_week_lies_between_two_questions(wanted: list[datetime]) -> None:
    asked: list[datetime] = []
    for moment in wanted:
        last = asked[-1] if asked else None
        if why_skipped(opted_out=False, has_contact=True, last_asked_at=last, sending_at=moment) is None:
            asked.append(moment)
    assert all(later - earlier >= FREQUENCY_CAP for earlier, later in pairwise(asked))
    assert bool(asked) == bool(wanted)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (at(18, 18), "今天 18:00"),
        (at(19, 9, 5), "明天 09:05"),
        (at(20, 0), "11月20日 00:00"),
        (at(18, 18).astimezone(UTC), "今天 18:00"),
    ],
)
def test_a_promised_time_is_said_as_people_say_it(due: datetime, words: str) -> None:
    assert time_in_words(due, at(18, 10)) == words
