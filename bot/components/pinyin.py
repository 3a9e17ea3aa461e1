"""Pinyin typed instead of characters, read back by the words that shoppers use (tuihuo → 退货)."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pypinyin import lazy_pinyin

from bot.components.grams import word_grams

LATIN = re.compile(r"[a-z][a-z' ]*[a-z]")
BREAK = re.compile(r"[' ]+")
SHORTEST = 3
"""Letters of a run that may be pinyin: xl and kg are not."""
LONGEST = 120
"""Letters of a run that are tried: nobody types more, and the search grows with them."""
LONGEST_KEY = 30
FEWEST = 2
CHINESE = re.compile(r"[一-鿿]+")
VOWEL = re.compile(r"[aeiouv]")


@dataclass(frozen=True)
class Way:
    """What letters may stand for: `cost` is minus the logarithm of the word's share, `joints` the places
    between its syllables, where a blank may stand."""

    characters: str
    cost: float
    joints: frozenset[int]


class Pinyin:
    """Words and pairs of words by their toneless pinyin; of homophones the more frequent counts."""

    def __init__(self, ways: dict[str, list[Way]]) -> None:
        self._ways = ways

    @classmethod
    def learn(cls, texts: Iterable[str]) -> "Pinyin":
        """From Chinese sentences; words that one sentence alone has are left out."""
        counts = Counter(gram.replace(" ", "") for text in texts for gram in word_grams(text))
        total = sum(counts.values())
        ways: dict[str, list[Way]] = {}
        for word, count in counts.most_common():
            if count < FEWEST or not CHINESE.fullmatch(word):
                continue
            syllables = lazy_pinyin(word)
            key = "".join(syllables)
            if key.isascii() and len(key) <= LONGEST_KEY and all(map(VOWEL.search, syllables)):
                way = Way(word, math.log(total / count), frozenset(_joints(syllables)))
                same = ways.setdefault(key, [])
                if all(other.joints != way.joints for other in same):
                    same.append(way)
        return cls(ways)

    def read(self, text: str) -> str:
        """A folded text with each run of letters that is pinyin throughout written in characters."""
        return LATIN.sub(lambda run: self._characters(run.group()) or run.group(), text)

    def _characters(self, run: str) -> str | None:
        """The likeliest words for a run; None when it is not pinyin, or no more than one syllable."""
        parts = BREAK.split(run)
        letters, breaks = "".join(parts), _joints(parts)
        if not SHORTEST <= len(letters) <= LONGEST:
            return None
        best: list[tuple[float, str]] = [(0.0, "")]
        for end in range(1, len(letters) + 1):
            options = [(math.inf, "")]
            for start in range(max(0, end - LONGEST_KEY), end):
                inside = {place - start for place in breaks if start < place < end}
                options += [
                    (best[start][0] + way.cost, best[start][1] + way.characters)
                    for way in self._ways.get(letters[start:end], ())
                    if inside <= way.joints
                ]
            best.append(min(options))
        cost, characters = best[-1]
        return characters if cost < math.inf and len(characters) >= 2 else None

    def state(self) -> dict[str, list[Way]]:
        """For storing: what the constructor takes."""
        return self._ways


def _joints(parts: Iterable[str]) -> list[int]:
    """How many letters stand before each part but the first."""
    places, reached = [], 0
    for part in parts:
        places.append(reached)
        reached += len(part)
    return places[1:]
