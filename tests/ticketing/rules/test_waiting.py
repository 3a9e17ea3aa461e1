"""How long a place in the queue takes: honest at the start, learnt later, never absurd."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from ticketing.rules.waiting import LONGEST, SHORTEST, STEP, Wait, expected_wait

waits = st.builds(
    Wait, st.integers(1, 50), st.integers(0, 7200).map(lambda seconds: timedelta(seconds=seconds))
)


def test_nobody_has_waited_yet_and_two_people_share_the_work() -> None:
    assert expected_wait(1, 1, []) == timedelta(minutes=2)
    assert expected_wait(4, 2, []) == timedelta(minutes=4)


def test_fifty_waits_of_thirty_seconds_a_place_are_believed() -> None:
    recent = [Wait(position, timedelta(seconds=30 * position)) for position in (1, 2, 3, 4, 5) * 10]
    assert expected_wait(2, 1, recent) <= timedelta(seconds=90)


def test_one_odd_wait_does_not_frighten_anybody() -> None:
    recent = [Wait(1, timedelta(seconds=60))] * 20 + [Wait(1, timedelta(hours=5))]
    assert expected_wait(1, 1, recent) <= timedelta(minutes=2)


@given(st.integers(1, 200), st.integers(0, 20), st.lists(waits, max_size=60))
def test_a_wait_is_bounded_told_in_steps_and_longer_for_later_places(
    position: int, people: int, recent: list[Wait]
) -> None:
    told = expected_wait(position, people, recent)
    assert SHORTEST <= told <= LONGEST
    assert told.total_seconds() % STEP == 0
    assert told <= expected_wait(position + 1, people, recent)
