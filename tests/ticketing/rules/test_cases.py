"""Cases: every pair of states, and what a rule may approve without a person."""

from itertools import product

import pytest

from ticketing.errors import AlreadyDecided, IllegalMove
from ticketing.rules.cases import (
    APPROVED_BY_RULE_UP_TO_FEN,
    MOVES,
    NAMES,
    CaseStatus,
    check_case_move,
    is_approved_by_rule,
)
from ticketing.rules.routes import Route

ENDED = {CaseStatus.REFUSED, CaseStatus.CANCELLED, CaseStatus.CLOSED}


@pytest.mark.parametrize(("now", "wanted"), list(product(CaseStatus, CaseStatus)))
def test_only_the_moves_of_the_table_are_legal(now: CaseStatus, wanted: CaseStatus) -> None:
    if wanted in MOVES[now]:
        check_case_move(now, wanted)
        return
    with pytest.raises((IllegalMove, AlreadyDecided)):
        check_case_move(now, wanted)


def test_an_ended_case_never_moves_and_every_state_has_a_name() -> None:
    assert all(not MOVES[status] for status in ENDED)
    assert MOVES.keys() == NAMES.keys() == set(CaseStatus)


@pytest.mark.parametrize(
    ("route", "reason", "refund_fen", "amount_due_fen", "approved"),
    [
        (Route.NO_REASON_RETURN, "within_window", 12_900, 0, True),
        (Route.NO_REASON_RETURN, "within_window", APPROVED_BY_RULE_UP_TO_FEN, 0, True),
        (Route.NO_REASON_RETURN, "within_window", APPROVED_BY_RULE_UP_TO_FEN + 1, 0, False),
        (Route.NO_REASON_RETURN, "within_promise", 12_900, 0, True),
        (Route.NO_REASON_RETURN, "within_window", 0, 2_000, False),
        (Route.REFUND_ONLY, "not_shipped", 5_800, 0, True),
        (Route.REFUND_ONLY, "not_received", 5_800, 0, False),
        (Route.REFUND_ONLY, "part_missing", None, 0, False),
        (Route.QUALITY_RETURN, "within_seven_days", 5_800, 0, False),
        (Route.EXCHANGE, "within_window", None, 0, False),
    ],
)
def test_a_rule_approves_small_certain_sums_alone(
    route: Route, reason: str, refund_fen: int | None, amount_due_fen: int, approved: bool
) -> None:
    assert is_approved_by_rule(route, reason, refund_fen, amount_due_fen) is approved
