"""Couriers come on working days and in time; prices of repairs stand a while."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.errors import SlotNotAvailable, SumNotAllowed
from ticketing.holidays import announced_calendar
from ticketing.rules.business_calendar import SHANGHAI
from ticketing.rules.case_pickups import DAYS_AHEAD, NOTICE, HalfDay, slot_of, slots
from ticketing.rules.case_quotes import check_quote

CALENDAR = announced_calendar()
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)).map(
    lambda at: at.replace(tzinfo=SHANGHAI)
)


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2026-11-18 06:59", "2026-11-18/morning"),
        ("2026-11-18 07:00", "2026-11-18/morning"),
        ("2026-11-18 07:01", "2026-11-18/afternoon"),
        ("2026-11-18 16:01", "2026-11-19/morning"),
        ("2026-11-20 20:00", "2026-11-23/morning"),
        ("2026-09-30 20:00", "2026-10-08/morning"),
    ],
)
def test_the_first_slot_is_the_next_half_day_of_a_working_day(now: str, first: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)
    assert slots(at, CALENDAR)[0].code == first


@given(MOMENTS)
def test_every_slot_is_ahead_on_a_working_day_and_can_be_booked_by_its_code(now: datetime) -> None:
    offered = slots(now, CALENDAR)
    assert len({slot.day for slot in offered}) == DAYS_AHEAD
    assert offered == sorted(offered, key=lambda slot: slot.begins_at)
    for slot in offered:
        assert slot.begins_at >= now + NOTICE and not CALENDAR.is_day_off(slot.day)
        assert slot_of(slot.code, now, CALENDAR) == slot
        with pytest.raises(SlotNotAvailable):
            slot_of(slot.code, slot.begins_at, CALENDAR)


@pytest.mark.parametrize(
    "code", ["", "2026-11-18", "2026-11-18/night", "2026-11-21/morning", "2026-11-18/morning"]
)
def test_anything_else_is_no_slot(code: str) -> None:
    with pytest.raises(SlotNotAvailable):
        slot_of(code, datetime(2026, 11, 18, 10, tzinfo=SHANGHAI), CALENDAR)


def test_a_half_day_is_one_of_three() -> None:
    assert [half.value for half in HalfDay] == ["morning", "afternoon", "evening"]


TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("amount_fen", "days", "objected", "allowed"),
    [
        (0, None, False, True),
        (0, None, True, True),
        (1, 7, False, False),
        (1, 7, True, True),
        (1, None, True, False),
        (1, 2, True, False),
        (1, 3, True, True),
        (1, 60, True, True),
        (1, 61, True, False),
    ],
)
def test_a_price_may_be_asked_only_for_an_objection_and_stands_three_to_sixty_days(
    amount_fen: int, days: int | None, objected: bool, allowed: bool
) -> None:
    until = None if days is None else TODAY + timedelta(days=days)
    if allowed:
        check_quote(amount_fen, until, TODAY, objected=objected)
        return
    with pytest.raises(SumNotAllowed):
        check_quote(amount_fen, until, TODAY, objected=objected)
