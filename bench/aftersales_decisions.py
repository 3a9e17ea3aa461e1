"""How many after-sales decisions one core makes in a second: `python bench/aftersales_decisions.py`.

Mixed facts: known and unknown conditions, every category, every reason, inside and outside of the windows.
The rules alone, and the whole way from JSON to JSON. Bar: 2,000 decisions a second through the rules.
"""

import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice, product
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ticketing.aftersales_answer import decide_request
from ticketing.holidays import announced_calendar
from ticketing.rules.aftersales import decide
from ticketing.rules.aftersales_facts import (
    Category,
    Condition,
    Dates,
    Facts,
    Fault,
    Line,
    Order,
    OrderLine,
    Promotion,
    Reason,
    Report,
)

BAR = 2_000
ROUNDS = 20_000
RECEIVED = datetime(2026, 9, 24, 7, tzinfo=UTC)
CONDITIONS = (
    Condition(),
    Condition(opened=True, activated=False, damaged_by_shopper=False, parts_complete=True),
)


def mixed_facts() -> list[Facts]:
    """One for each category, reason, age and state of knowledge."""
    return [
        Facts(
            now=RECEIVED + timedelta(days=days),
            line=Line("1", category, 19_900, 2, 35_000),
            order=Order(
                52_500,
                (OrderLine("1", 19_900, 2, 35_000), OrderLine("2", 20_000, 1, 17_500)),
                Promotion(30_000, 5_000),
            ),
            dates=Dates(
                RECEIVED - timedelta(days=3), shipped_at=RECEIVED - timedelta(days=2), received_at=RECEIVED
            ),
            condition=condition,
            report=Report(reason=reason, fault=Fault.UNKNOWN),
        )
        for category, reason, days, condition in product(Category, Reason, (1, 10, 400), CONDITIONS)
    ]


def as_body(facts: Facts) -> dict[str, object]:
    """The same facts as a request body."""

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {key: plain(each) for key, each in value.items()}
        if isinstance(value, tuple | list):
            return [plain(each) for each in value]
        return value.isoformat() if isinstance(value, datetime) else value

    return {key: plain(value) for key, value in asdict(facts).items()}


def rate(call: Callable[[object], object], inputs: list[object]) -> float:
    """Calls a second of processor time."""
    started = process_time()
    for each in islice(cycle(inputs), ROUNDS):
        call(each)
    return ROUNDS / (process_time() - started)


def main() -> None:
    """Print both rates; exit 1 under the bar."""
    facts, calendar = mixed_facts(), announced_calendar()
    rules = rate(lambda each: decide(each, calendar), list(facts))  # type: ignore[arg-type]
    whole = rate(decide_request, [as_body(each) for each in facts])  # type: ignore[arg-type]
    print(f"rules {rules:,.0f}/s   JSON to JSON {whole:,.0f}/s   ({len(facts)} different facts, one core)")
    sys.exit(rules < BAR)


if __name__ == "__main__":
    main()
