"""Every pair of ticket states."""

from itertools import product

import pytest

from ticketing.errors import IllegalMove
from ticketing.rules.states import ENDED, MOVES, NAMES, PAUSED, Status, check_move, is_reopening

LEGAL = {
    "new": "open resolved closed",
    "open": "waiting_customer waiting_third_party resolved",
    "waiting_customer": "open waiting_third_party resolved",
    "waiting_third_party": "open waiting_customer resolved",
    "resolved": "open closed",
    "closed": "open",
}


@pytest.mark.parametrize(("now", "wanted"), list(product(Status, Status)))
def test_a_move_is_legal_exactly_when_the_table_has_it(now: Status, wanted: Status) -> None:
    if wanted.value in LEGAL[now.value].split():
        check_move(now, wanted, reason="顾客说还没好")
    else:
        with pytest.raises(IllegalMove, match=NAMES[now]):
            check_move(now, wanted, reason="顾客说还没好")


@pytest.mark.parametrize("ended", sorted(ENDED))
def test_reopening_needs_a_reason(ended: Status) -> None:
    with pytest.raises(IllegalMove, match="原因"):
        check_move(ended, Status.OPEN, reason="  ")
    check_move(ended, Status.OPEN, reason="配件还没到")


def test_solving_or_closing_is_no_reopening() -> None:
    assert is_reopening(Status.RESOLVED, Status.OPEN)
    assert not is_reopening(Status.RESOLVED, Status.CLOSED)
    assert not is_reopening(Status.NEW, Status.OPEN)


def test_every_state_has_a_name_and_a_way_out() -> None:
    assert set(NAMES) == set(MOVES) == set(Status)
    assert all(MOVES.values())
    assert not PAUSED & ENDED
