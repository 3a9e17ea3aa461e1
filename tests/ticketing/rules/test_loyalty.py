"""Levels and points."""

import pytest

from ticketing.rules.loyalty import LEVELS, NextLevel, level_named, next_level, worth


@pytest.mark.parametrize(
    ("growth", "wanted"),
    [
        (0, NextLevel("银卡会员", 1000)),
        (999, NextLevel("银卡会员", 1)),
        (1000, NextLevel("金卡会员", 2000)),
        (9999, NextLevel("钻石会员", 1)),
        (10000, None),
        (50000, None),
    ],
)
def test_the_next_level_says_what_is_missing(growth: int, wanted: NextLevel | None) -> None:
    assert next_level(growth) == wanted


def test_a_hundred_points_are_one_yuan_and_every_level_brings_something() -> None:
    assert worth(100) == 100
    assert all(level_named(level.name).benefits for level in LEVELS)
