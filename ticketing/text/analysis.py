"""What the text analysis says about one text, and how use cases reach it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

ANALYSE = "analyse"


@dataclass(frozen=True)
class Entity:
    """Something named in a text: `label` such as order_number, `text` as written, `value` in one form.

    `start` and `end` count code points of the text as it came in.
    """

    label: str
    text: str
    start: int
    end: int
    value: str


@dataclass(frozen=True)
class Aspect:
    """A side of the purchase that is spoken of, with its own sentiment, −2 to +2.

    `span` is the clause as written, `start` and `end` its place in code points of the text.
    """

    aspect: str
    sentiment: int
    span: str
    start: int
    end: int


@dataclass(frozen=True)
class Analysis:
    """The facets of a text; `confidence` has 0 to 1 for category, kind, sentiment and urgency."""

    category: tuple[str, str]
    kind: str
    sentiment: int
    urgency: str
    confidence: dict[str, float]
    aspects: tuple[Aspect, ...] = ()
    entities: tuple[Entity, ...] = ()
    model: str = field(default="")

    def as_json(self) -> dict[str, Any]:
        """The shape that is stored beside a ticket or an answer."""
        return {
            "category": list(self.category),
            "kind": self.kind,
            "sentiment": self.sentiment,
            "urgency": self.urgency,
            "confidence": self.confidence,
            "aspects": [vars(aspect) for aspect in self.aspects],
            "entities": [vars(entity) for entity in self.entities],
            "model": self.model,
        }


Analyse = Callable[[str], Analysis]


def analyse(session: Session, text: str) -> Analysis:
    """Analyse with the model that the session's factory was opened with (`open_sessions(…, analyse=…)`).

    Raises RuntimeError when there is none: a process that opens tickets must load the model first.
    """
    analyser: Analyse | None = session.info.get(ANALYSE)
    if analyser is None:
        raise RuntimeError(
            "these sessions were opened without a text model: open_sessions(engine, analyse=…)"
        )
    return analyser(text)
