"""What an extractor finds, and which finding wins where two overlap."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.components.normaliser import Normalised


@dataclass(frozen=True)
class Span:
    """A piece of the folded text: `kind` of thing, `value` in standard form (money in fen, dates ISO)."""

    kind: str
    start: int
    end: int
    value: Any
    rank: int = 0
    """Higher wins over anything that it overlaps; of equals the longer, then the earlier."""


def choose(spans: Iterable[Span]) -> list[Span]:
    """The spans that stay when overlaps are settled, in reading order."""
    chosen: list[Span] = []
    for span in sorted(spans, key=lambda s: (-s.rank, s.start - s.end, s.start)):
        if all(span.end <= other.start or span.start >= other.end for other in chosen):
            chosen.append(span)
    return sorted(chosen, key=lambda s: s.start)


def as_entities(spans: Iterable[Span], folded: Normalised) -> list[dict[str, Any]]:
    """Spans as entities with positions in the raw text, Rasa's shape: entity, start, end, value, text."""
    found = []
    for span in spans:
        start, end = folded.raw_span(span.start, span.end)
        found.append(
            {
                "entity": span.kind,
                "start": start,
                "end": end,
                "value": span.value,
                "text": folded.raw[start:end],
            }
        )
    return found
