"""价保: who gets a difference back, how much, until when."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.rules.price_protection import PROTECTED_FOR, Difference, Why, days_left, difference

NOW = datetime(2026, 11, 18, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({}, Difference(True, Why.PRICE_FELL, 6000)),
        ({"paid_at": None}, Difference(False, Why.NOT_PAID)),
        ({"pieces": 0}, Difference(False, Why.RETURNED)),
        ({"category": "food_fresh"}, Difference(False, Why.NOT_PROTECTED)),
        ({"category": "jewellery"}, Difference(False, Why.NOT_PROTECTED)),
        ({"price_now_fen": 42900}, Difference(False, Why.PRICE_NOT_LOWER)),
        ({"price_now_fen": 50000}, Difference(False, Why.PRICE_NOT_LOWER)),
        ({"paid_at": NOW - PROTECTED_FOR}, Difference(False, Why.TIME_OVER)),
        ({"paid_at": NOW - PROTECTED_FOR + SECOND}, Difference(True, Why.PRICE_FELL, 6000)),
    ],
)
def test_a_fall_counts_for_fifteen_days_on_what_was_really_paid(
    change: dict[str, object], wanted: Difference
) -> None:
    facts = {
        "category": "shoes_bags",
        "paid_unit_fen": 42900,
        "price_now_fen": 39900,
        "pieces": 2,
        "paid_at": NOW - timedelta(days=6),
        "now": NOW,
    }
    assert difference(**{**facts, **change}) == wanted  # type: ignore[arg-type]


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 50))
def test_no_difference_is_negative_or_above_what_was_paid(paid: int, price_now: int, pieces: int) -> None:
    found = difference(
        category="clothing",
        paid_unit_fen=paid,
        price_now_fen=price_now,
        pieces=pieces,
        paid_at=NOW,
        now=NOW + SECOND,
    )
    assert 0 <= found.fen <= paid * pieces
    assert found.eligible == (found.fen > 0)


def test_started_days_count_as_left() -> None:
    assert days_left(NOW, NOW) == 15
    assert days_left(NOW, NOW + timedelta(days=14, hours=23)) == 1
    assert days_left(NOW, NOW + PROTECTED_FOR) == 0
    assert days_left(NOW - timedelta(days=300), NOW) == 0 == days_left(None, NOW)
