"""Every score of a reader, taken once: what the terminal, the report page and the comparison show."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.understanding import entities, intents, person
from bot.understanding import Understanding

HERE = Path(__file__).parent
REAL, OWN = "real", "own"
TIMED = 400
Rows = list[tuple[str, frozenset[str]]]
Line = dict[str, Any]
"""`name`, `unit` (share or milliseconds), `cases`, `value`."""


@dataclass(frozen=True)
class Taken:
    """What one reader scored. `checks` has a score for each set, and one for all own sets together."""

    checks: dict[str, intents.Score]
    found: dict[str, tuple[int, int]]
    heard: person.Heard

    @property
    def main(self) -> str:
        """The set that says most: real messages where they are at hand."""
        return REAL if REAL in self.checks else OWN

    def lines(self) -> list[Line]:
        """All scores but the speed."""
        lines = []
        for name, score in self.checks.items():
            lines.append(_share(name, score.total, score.accuracy))
            if name in {REAL, OWN}:
                lines.append(_share(f"{name}.answered_at_95", score.total, score.coverage()))
        lines.append(_share("person.heard", self.heard.wanted, self.heard.recall))
        lines.append(_share("person.left_alone", self.heard.others, 1 - self.heard.false_share))
        lines += [
            _share(f"entity.{kind}", total, right / total) for kind, (right, total) in self.found.items()
        ]
        return lines


def read_checks(data: Path | None) -> dict[str, Rows]:
    """The sets of messages: real ones when the folder holds them, then our own."""
    checks: dict[str, Rows] = {}
    real = data / "jddc_intents" / "b.tsv" if data else None
    if real is not None and real.exists():
        checks[REAL] = intents.read_messages(real, "accepted_intents")
    for path in sorted(HERE.glob("balanced_*.tsv")):
        checks[path.stem.replace("balanced_", f"{OWN}.")] = intents.read_messages(path, "intent")
    return checks


def take(reader: Understanding, checks: dict[str, Rows], act_from: float) -> Taken:
    """Read everything with one reader."""
    scored = {name: intents.score(reader, rows) for name, rows in checks.items()}
    own = intents.Score()
    for name, score in scored.items():
        if name != REAL:
            own.add(score)
    real = {REAL: scored.pop(REAL)} if REAL in scored else {}
    return Taken({**real, OWN: own, **scored}, entities.score(reader), person.score(reader, act_from))


def speeds(readers: Sequence[Understanding], checks: dict[str, Rows]) -> list[list[Line]]:
    """How long one of our own messages takes, for each reader."""
    texts = [text for name, rows in checks.items() if name != REAL for text, _ in rows][:TIMED]
    times: list[list[float]] = [[] for _ in readers]
    for text in texts:  # in turns, so that what else the machine does meets all
        for reader, taken in zip(readers, times, strict=True):
            began = time.perf_counter()
            reader.parse(text)
            taken.append(1000 * (time.perf_counter() - began))
    return [
        [
            _milliseconds("speed.median", len(texts), statistics.median(taken)),
            _milliseconds("speed.p99", len(texts), sorted(taken)[int(len(taken) * 0.99)]),
        ]
        for taken in times
    ]


def beside(before: Sequence[Line] | None, after: Sequence[Line]) -> list[dict[str, Any]]:
    """Lines of two readers side by side; without a first one its side is empty."""
    first = {line["name"]: line["value"] for line in before or ()}
    return [
        {
            "name": line["name"],
            "unit": line["unit"],
            "cases": line["cases"],
            "before": first.get(line["name"]),
            "after": line["value"],
        }
        for line in after
    ]


def _share(name: str, cases: int, value: float) -> Line:
    return {"name": name, "unit": "share", "cases": cases, "value": value}


def _milliseconds(name: str, cases: int, value: float) -> Line:
    return {"name": name, "unit": "milliseconds", "cases": cases, "value": round(value, 2)}
