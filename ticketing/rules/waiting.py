"""How long a place in the queue takes, learnt from those who waited before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

PRIOR_PER_PLACE = timedelta(seconds=120)
"""What one place costs with one person at the desk, while nobody has waited yet."""
PRIOR_WEIGHT = 5
"""How many observed waits it takes until the observed ones count for half."""
SHORTEST = timedelta(seconds=30)
LONGEST = timedelta(hours=2)
STEP = 30
"""Seconds. A wait is told in steps, since nobody believes 127 seconds."""


@dataclass(frozen=True)
class Wait:
    """One wait that is over: the place at its start, and how long it took."""

    position: int
    took: timedelta


def expected_wait(position: int, people: int, recent: Sequence[Wait]) -> timedelta:
    """How long place `position` (from 1) takes with `people` at the desk.

    The median time a place took lately, pulled toward the prior while there are few of them. Never
    shorter for a later place; between SHORTEST and LONGEST, rounded up to STEP.
    """
    prior = PRIOR_PER_PLACE.total_seconds() / max(people, 1)
    seen = [wait.took.total_seconds() / max(wait.position, 1) for wait in recent]
    weight = len(seen) / (len(seen) + PRIOR_WEIGHT)
    per_place = (median(seen) * weight if seen else 0.0) + prior * (1 - weight)
    seconds = min(per_place * position, LONGEST.total_seconds())
    stepped = -(-seconds // STEP) * STEP
    return max(timedelta(seconds=stepped), SHORTEST)
