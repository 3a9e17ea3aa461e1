"""When a rating says that the work is not done."""

import pytest

from ticketing.rules.satisfaction import needs_another_look


@pytest.mark.parametrize(
    ("bot", "person", "outcome", "expected"),
    [
        (5, 5, "solved", False),
        (None, None, "unsolved", True),
        (5, 5, "unsolved", True),
        (5, 2, "solved", True),
        (5, 3, None, False),
        (1, None, None, True),
        (1, None, "solved", False),
        (1, 5, None, False),
        (2, None, "partly", True),
        (3, None, "partly", False),
        (None, None, None, False),
    ],
)
def test_low_scores_and_unsolved_outcomes_come_back(
    bot: int | None, person: int | None, outcome: str | None, expected: bool
) -> None:
    assert needs_another_look(bot, person, outcome) is expected
