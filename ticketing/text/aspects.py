"""Which sides of a purchase a clause names, and how its own words judge them."""

import re

from ticketing.text.aspect_words import ASPECTS, BLAME, NEGATIONS, NEUTRAL, PRAISE, STRENGTH
from ticketing.text.words import lexicon

CLAUSE = re.compile(r"[^，。！？；、,.!?;\s~…]+")
NEGATED_WITHIN = 3
"""A negation turns the word that begins at most so many characters after it."""
STRONGEST = 2
_aspects = lexicon(ASPECTS)
_polarity = lexicon({"": NEUTRAL, "+": PRAISE, "-": BLAME})
_negations = lexicon({"not": NEGATIONS})
_strength = lexicon({"very": STRENGTH})


def sides_named(clause: str) -> list[str]:
    """The sides that a clause names by one of their words, in order and once each."""
    return list(dict.fromkeys(label for _, _, label in _aspects.find(clause)))


def clause_sentiment(clause: str) -> int | None:
    """−2 to +2 by the clause's own words; None if none of them judges."""
    negations = [end for _, end, _ in _negations.find(clause)]
    total, judged = 0, False
    for start, _, label in _polarity.find(clause):
        if not label:
            continue
        judged = True
        is_negated = any(0 <= start - end < NEGATED_WITHIN for end in negations)
        total += (1 if label == "+" else -1) * (-1 if is_negated else 1)
    if not judged:
        return None
    strength = 1 + any(True for _ in _strength.find(clause))
    return max(-STRONGEST, min(STRONGEST, total * strength))
