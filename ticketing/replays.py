"""Stored cases through an edited policy, before it is saved."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from ticketing.aftersales_facts import read_facts
from ticketing.errors import BadPolicy, ImpossibleFacts
from ticketing.models import AftersalesCase
from ticketing.rules.aftersales_facts import check_possible
from ticketing.rules.policy import Policy
from ticketing.rules.replay import Asked, Difference, replay
from ticketing.rules.routes import Route

MOST_CASES = 20_000
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Replay:
    """What a policy would change: of `cases` looked at, `changed` have a difference.

    `unread` cannot be asked any more, since their question was stored in a former shape. `counts`: how many
    routes changed in each field.
    """

    cases: int
    unread: int
    changed: int
    counts: dict[str, int]
    differences: list[Difference]


def replay_cases(
    session: Session, before: Policy, after: Policy, *, since: datetime, until: datetime
) -> Replay:
    """The cases that were opened from `since` until before `until`, decided by both. Raises BadPolicy."""
    if not since < until <= since + LONGEST:
        raise BadPolicy("试算的时间范围要从早到晚，最长一年。")
    rows = session.execute(
        select(AftersalesCase.number, AftersalesCase.route, AftersalesCase.facts)
        .where(AftersalesCase.opened_at >= since, AftersalesCase.opened_at < until)
        .order_by(AftersalesCase.id.desc())
        .limit(MOST_CASES)
    ).all()
    asked = [case for number, route, facts in rows if (case := _read(number, route, facts)) is not None]
    differences = list(replay(asked, before, after))
    counts = Counter(name for one in differences for name in one.fields)
    changed = len({one.number for one in differences})
    return Replay(len(asked), len(rows) - len(asked), changed, dict(counts), differences)


def _read(number: str, route: str, facts: dict[str, Any]) -> Asked | None:
    """A stored question with the promises of product and order alone; None if it cannot be read any more."""
    question = dict(facts["question"])
    question["promises"] = facts.get("own_promises", question["promises"])
    try:
        read = read_facts(question)
        check_possible(read)
    except (ValidationError, ImpossibleFacts):
        return None
    return Asked(number, Route(route), read)
