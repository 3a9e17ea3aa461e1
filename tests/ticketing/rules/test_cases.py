"""Cases: every pair of states, and what a rule may approve without a person."""

from itertools import pairwise, product

import pytest

from ticketing.errors import AlreadyDecided, IllegalMove
from ticketing.rules.cases import (
    APPROVED_BY_RULE_UP_TO_FEN,
    ENDED,
    KINDS,
    MOVES,
    NAMES,
    CaseStatus,
    Kind,
    check_case_move,
    is_approved_by_rule,
)
from ticketing.rules.routes import Route


@pytest.mark.parametrize("kind", Kind)
def test_only_the_moves_of_its_kinds_table_are_legal(kind: Kind) -> None:
    for now, wanted in product(CaseStatus, CaseStatus):
        if wanted in MOVES[kind][now]:
            check_case_move(kind, now, wanted)
            continue
        with pytest.raises((IllegalMove, AlreadyDecided)):
            check_case_move(kind, now, wanted)


@pytest.mark.parametrize("kind", Kind)
def test_an_ended_case_never_moves_and_every_state_has_a_name(kind: Kind) -> None:
    assert all(not MOVES[kind][status] for status in ENDED)
    assert MOVES[kind].keys() == NAMES.keys() == set(CaseStatus)
    assert set(KINDS) == set(Route)


@pytest.mark.parametrize("kind", Kind)
def test_every_reachable_state_leads_to_an_end(kind: Kind) -> None:
    for status in reachable(kind, CaseStatus.APPLIED):
        assert reachable(kind, status) & ENDED, status


@pytest.mark.parametrize(
    ("kind", "beyond"),
    [
        (Kind.RETURN, {"reserved", "quoted", "out_of_stock", "repaired", "refund_due"}),
        (Kind.EXCHANGE, {"quoted", "repaired", "offered"}),
        (Kind.REPAIR, {"refunded", "reserved", "offered", "refund_due"}),
        (Kind.REFUND_ONLY, {"returning", "received", "inspected", "sending_back"}),
        (Kind.COMPENSATION, {"returning", "received", "inspected", "sending_back"}),
    ],
)
def test_a_kind_never_comes_where_only_others_go(kind: Kind, beyond: set[str]) -> None:
    assert not reachable(kind, CaseStatus.APPLIED) & {CaseStatus(each) for each in beyond}


@pytest.mark.parametrize(
    ("kind", "way"),
    [
        (Kind.RETURN, "applied approved returning received inspected refunded closed"),
        (Kind.RETURN, "applied more_asked applied approved received objected offered inspected refunded"),
        (Kind.RETURN, "applied approved received objected offered objected sending_back sent_back closed"),
        (Kind.EXCHANGE, "approved returning received inspected reserved replacement_sent closed"),
        (Kind.EXCHANGE, "inspected out_of_stock waiting_for_stock out_of_stock refund_due refunded closed"),
        (Kind.REPAIR, "inspected quoted repairing waiting_for_parts repairing repaired sent_back closed"),
        (Kind.REPAIR, "received objected quoted sending_back sent_back closed"),
        (Kind.REFUND_ONLY, "applied approved refunded closed"),
        (Kind.COMPENSATION, "applied approved refunded closed"),
    ],
)
def test_the_ways_that_are_promised_are_open(kind: Kind, way: str) -> None:
    for now, wanted in pairwise(map(CaseStatus, way.split())):
        check_case_move(kind, now, wanted)


def reachable(kind: Kind, start: CaseStatus) -> set[CaseStatus]:
    """Every status that a case of the kind can come to from here, this one with it."""
    found, left = {start}, [start]
    while left:
        new = MOVES[kind][left.pop()] - found
        found |= new
        left += new
    return found


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
