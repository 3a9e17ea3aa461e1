"""Many words found in a text at once, in time that does not grow with their number."""

from collections.abc import Iterator, Mapping

import ahocorasick


class Words:
    """A lexicon from words to labels."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for word, label in labels.items():
            self._automaton.add_word(word, (word, label))
        self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, label) of the longest words that do not overlap, from left to right."""
        for end, (word, label) in self._automaton.iter_long(text):
            yield end + 1 - len(word), end + 1, label


def lexicon(by_label: Mapping[str, str]) -> Words:
    """From `{label: "word word …"}`; the first label keeps a word that stands under two."""
    labels: dict[str, str] = {}
    for label, words in by_label.items():
        for word in words.split():
            labels.setdefault(word, label)
    return Words(labels)
