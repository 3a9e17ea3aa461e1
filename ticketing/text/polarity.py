"""How the words of a text judge: clause by clause, and as marks that a classifier learns from."""

import re
from collections import Counter

from ticketing.text.polarity_words import BLAME, NEGATIONS, NEUTRAL, PRAISE, STRENGTH, TURNING_NOTHING
from ticketing.text.words import lexicon

CLAUSE = re.compile(r"[^，。！？；、,.!?;\s~…]+")
TURN = re.compile(r"^(?:但|可是|可惜|不过|然而|只是|就是|结果|却|唯一|虽)")
"""How a clause begins that is set against the one before it."""
NEGATED_WITHIN = 3
"""A negation turns the word that begins at most so many characters after it."""
STRONGEST = 2
MARK = "\1"
"""Stands before a mark in a vocabulary, so that it is not taken for characters or a word."""
_polarity = lexicon({"": NEUTRAL, "+": PRAISE, "-": BLAME})
_negations = lexicon({"": TURNING_NOTHING, "not": NEGATIONS})
_strength = lexicon({"very": STRENGTH})


def clause_sentiment(clause: str) -> int | None:
    """−2 to +2 by the clause's own words; None if none of them judges."""
    negations = [end for _, end, label in _negations.find(clause) if label]
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


def polarity_marks(text: str) -> Counter[str]:
    """What the clauses say together: how many praise and blame, which has the first and the last word."""
    judged = [
        (clause, sentiment)
        for clause in CLAUSE.findall(text)
        if (sentiment := clause_sentiment(clause)) is not None
    ]
    signs = [_sign(sentiment) for _, sentiment in judged]
    marks = Counter(f"{MARK}any{sign}" for sign in signs)
    for clause, sentiment in judged:
        if abs(sentiment) == STRONGEST:
            marks[f"{MARK}strong{_sign(sentiment)}"] += 1
        if TURN.match(clause):
            marks[f"{MARK}turn{_sign(sentiment)}"] += 1
    total = sum(sentiment for _, sentiment in judged)
    marks[f"{MARK}all{_sign(total) if judged else '?'}"] += 1
    if signs:
        marks[f"{MARK}first{signs[0]}"] += 1
        marks[f"{MARK}last{signs[-1]}"] += 1
        marks[f"{MARK}mixed" if len(set(signs)) > 1 else f"{MARK}only{signs[0]}"] += 1
    return marks


def _sign(sentiment: int) -> str:
    return "+" if sentiment > 0 else "-" if sentiment < 0 else "0"
