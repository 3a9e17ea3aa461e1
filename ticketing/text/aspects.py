"""Which sides of a purchase a clause names."""

from ticketing.text.aspect_words import ASPECTS
from ticketing.text.words import lexicon

_aspects = lexicon(ASPECTS)


def sides_named(clause: str) -> list[str]:
    """The sides that a clause names by one of their words, in order and once each."""
    return list(dict.fromkeys(label for _, _, label in _aspects.find(clause)))
