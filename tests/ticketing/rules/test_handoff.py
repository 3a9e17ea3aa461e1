"""When a person takes over: the table, and what the service counts by itself."""

from datetime import timedelta

import pytest

from ticketing.rules.handoff import TRIGGERS, Course, due_trigger

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("course", "code"),
    [
        (Course(), None),
        (Course(failures_in_a_row=1), None),
        (Course(failures_in_a_row=2), "two_failures"),
        (Course(unanswered_for=3 * MINUTE - timedelta(seconds=1)), None),
        (Course(unanswered_for=3 * MINUTE), "answer_over_time"),
        (Course(failures_in_a_row=5, unanswered_for=4 * MINUTE), "answer_over_time"),
        (Course(contacts_in_window=3), None),
        (Course(contacts_in_window=2, is_dissatisfied=True), None),
        (Course(contacts_in_window=3, is_dissatisfied=True), "repeat_contact"),
    ],
)
def test_the_service_pulls_the_trigger_that_is_due(course: Course, code: str | None) -> None:
    found = due_trigger(course)
    assert (found and found.code) == code


def test_every_trigger_names_its_clause_and_what_the_agent_reads() -> None:
    assert all(
        code == one.code and one.text and one.clause.startswith("5.") for code, one in TRIGGERS.items()
    )


def test_emotion_and_complaint_ask_before_they_transfer() -> None:
    assert TRIGGERS["emotion"].asks_first and TRIGGERS["complaint"].asks_first
    assert not any(TRIGGERS[code].asks_first for code in ("asked", "button", "safety", "answer_over_time"))
