"""Which sides of a purchase a text speaks of, clause by clause, and how."""

import re

from ticketing.text.analysis import Aspect
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


def find_aspects(text: str, mood: int) -> tuple[Aspect, ...]:
    """One aspect a clause and side, with the clause as its span.

    A clause without a word of praise or blame has the `mood` of the whole text (−2 to +2); in a text
    without a mood it only asks or tells, and is left out.
    """
    found: dict[tuple[str, int], Aspect] = {}
    for clause in CLAUSE.finditer(text):
        words = clause.group()
        sides = dict.fromkeys(label for _, _, label in _aspects.find(words))
        own = clause_sentiment(words)
        sentiment = mood if own is None else own
        if own is None and not mood:
            continue
        for side in sides:
            found[side, clause.start()] = Aspect(side, sentiment, words, clause.start(), clause.end())
    return tuple(found.values())


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
