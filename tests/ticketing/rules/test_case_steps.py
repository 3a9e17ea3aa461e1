"""Steps: none leads past the tables, every state has somebody's step out of it, and the words are there."""

from itertools import product

import pytest

from tests.ticketing.rules.test_cases import reachable
from ticketing.case_words import DONE_BY_STEP, HAPPENED, STEP_TEXTS
from ticketing.rules.case_progress import acts_next, ahead
from ticketing.rules.case_steps import STEPS, Side, Step, is_possible, steps_at
from ticketing.rules.cases import ENDED, MOVES, WAITS_FOR_THE_SHOPPER, CaseStatus, Kind

PASSED_AT_ONCE = {(Kind.RETURN, CaseStatus.INSPECTED), (Kind.EXCHANGE, CaseStatus.INSPECTED)}
MONEY_ONLY = {(kind, CaseStatus.APPROVED) for kind in (Kind.REFUND_ONLY, Kind.COMPENSATION)}


@pytest.mark.parametrize("step", Step)
def test_a_possible_step_stays_or_leads_along_the_table(step: Step) -> None:
    for kind, status in product(Kind, CaseStatus):
        if is_possible(step, kind, status):
            assert status not in ENDED
            assert not STEPS[step].to or STEPS[step].to & MOVES[kind][status]


@pytest.mark.parametrize("kind", Kind)
def test_every_state_has_a_step_of_the_side_that_acts_next(kind: Kind) -> None:
    for status in reachable(kind, CaseStatus.APPLIED) - ENDED - {CaseStatus.REFUNDED}:
        if (kind, status) in PASSED_AT_ONCE | MONEY_ONLY:
            continue
        side = acts_next(status)
        assert side is not None and steps_at(kind, status, side), status


@pytest.mark.parametrize("kind", Kind)
def test_every_move_of_the_table_is_some_steps_or_follows_at_once(kind: Kind) -> None:
    at_once = {CaseStatus.INSPECTED, CaseStatus.QUOTED, CaseStatus.REFUNDED, CaseStatus.REFUND_DUE}
    for status in reachable(kind, CaseStatus.APPLIED):
        taken = set().union(*(rule.to for step, rule in STEPS.items() if is_possible(step, kind, status)))
        if status not in at_once and (kind, status) not in MONEY_ONLY:
            assert MOVES[kind][status] <= taken, status


@pytest.mark.parametrize("kind", Kind)
def test_what_lies_ahead_begins_after_now_and_ends_closed(kind: Kind) -> None:
    for status in reachable(kind, CaseStatus.APPLIED):
        stages = ahead(kind, status)
        assert bool(stages) is (status not in ENDED)
        assert status not in stages
        assert not stages or stages[-1] is CaseStatus.CLOSED


def test_ended_cases_wait_for_nobody() -> None:
    assert all(acts_next(status) is None for status in ENDED)
    assert all(acts_next(status) is Side.SHOPPER for status in WAITS_FOR_THE_SHOPPER)


def test_every_step_and_state_has_its_words() -> None:
    assert STEP_TEXTS.keys() == set(Step) == STEPS.keys()
    assert HAPPENED.keys() == set(CaseStatus) and DONE_BY_STEP.keys() <= set(Step)
