"""`python -m bench.understanding.sentences`: what is wrong with the training sentences."""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from scipy import sparse

from bot.components.examples import ANNOTATION
from bot.components.intents import readable_part
from bot.components.normaliser import normalise

ROOT = Path(__file__).parents[2]
SMALL = frozenset(
    (
        "greet goodbye thanks affirm deny bot_challenge chitchat "  # small talk
        "stop inform rate_service abuse out_of_scope"
    ).split()
)
"""Small talk and answers: what people say there has fewer forms."""
FEWEST, FEWEST_SMALL = 150, 80
NEAR = 0.6
"""Jaccard index of character 3-grams, ends marked: from here on pairs differ in one word or its writing."""
MOST_NEAR = 0.05
"""The share of an intent's sentences that may have a near double; ours stay below 0.02."""
GRAM = 3
INTENT = re.compile(r"^\s*- intent: *(\S+)")
OTHER_BLOCK = re.compile(r"^\s*- (?:lookup|synonym|regex):")
SENTENCE = re.compile(r"^ +- (.+)$")


@dataclass(frozen=True)
class Sentence:
    """A training text with its label, and the file and line where it stands."""

    text: str
    label: str
    where: str

    def folded(self) -> str:
        """As it is read: one way of writing, without punctuation and blanks."""
        return _letters(normalise(self.text).text)

    def matter(self) -> str:
        """What is asked, without courtesies; a thank-you is courtesy and matter at once."""
        if self.label == "thanks":
            return self.folded()
        return _letters(readable_part(normalise(self.text).text))


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong (`fails`), or that somebody may want to look at."""

    where: str
    what: str
    fails: bool = True


def read_sentences(folder: Path) -> list[Sentence]:
    """Every line of every intent block, repeated ones too."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        intent = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if begins := INTENT.match(line):
                intent = begins.group(1)
            elif OTHER_BLOCK.match(line):
                intent = ""
            elif intent and (said := SENTENCE.match(line)):
                text = ANNOTATION.sub(r"\1", said.group(1).strip())
                found.append(Sentence(text, intent, f"{path.name}:{number}"))
    return found


def lint(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """What the rules of this file find in the sentences of the intents."""
    yield from _nothing_left(sentences)
    yield from _repeated(sentences)
    yield from _two_labels(sentences)
    yield from _near(sentences)
    counts = Counter(sentence.label for sentence in sentences)
    for intent, count in sorted(counts.items()):
        fewest = FEWEST_SMALL if intent in SMALL else FEWEST
        if count < fewest:
            yield Finding(intent, f"thin: {count} sentences, {fewest} wanted")


def lint_feedback(folder: Path) -> Iterator[Finding]:
    """The same for the labelled texts of the ticket classifier, and whether each span stands in its text."""
    texts = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            read = json.loads(line)
            texts.append(Sentence(read["text"], "/".join(read["category"]), f"{path.name}:{number}"))
            for aspect in read["aspects"]:
                if not aspect["span"] or aspect["span"] not in read["text"]:
                    yield Finding(texts[-1].where, f"the span {aspect['span']!r} is not in the text")
    yield from _nothing_left(texts)
    yield from _repeated(texts)
    yield from _two_labels(texts)
    yield from _near(texts)


def near_pairs(texts: Sequence[str], least: float = NEAR) -> list[tuple[int, int, float]]:
    """Places of texts that are alike but not the same, with their Jaccard index, most alike first."""
    grams = [_grams(text) for text in texts]
    columns: dict[str, int] = {}
    places = [columns.setdefault(gram, len(columns)) for gram in chain.from_iterable(grams)]
    sizes = np.fromiter(map(len, grams), np.int64, len(grams))
    begins = np.concatenate([[0], np.cumsum(sizes)])
    shape = (len(texts), max(len(columns), 1))
    has = sparse.csr_matrix((np.ones(len(places), np.int32), places, begins), shape=shape)
    shared = sparse.triu(has @ has.T, 1).tocoo()
    alike = shared.data / (sizes[shared.row] + sizes[shared.col] - shared.data)
    pairs = [
        (int(shared.row[n]), int(shared.col[n]), float(alike[n])) for n in np.flatnonzero(alike >= least)
    ]
    return sorted((p for p in pairs if texts[p[0]] != texts[p[1]]), key=lambda p: -p[2])


def _nothing_left(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    for sentence in sentences:
        if not sentence.folded():
            yield Finding(sentence.where, f"{sentence.text!r} ({sentence.label}) reads as nothing")


def _repeated(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    first: dict[tuple[str, str], Sentence] = {}
    for sentence in sentences:
        known = first.setdefault((sentence.folded(), sentence.label), sentence)
        if known is not sentence and sentence.folded():
            yield Finding(sentence.where, f"{sentence.text!r} says {known.text!r} of {known.where} again")


def _two_labels(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    by_matter: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        by_matter[sentence.matter()].append(sentence)
    for matter, same in by_matter.items():
        first = {sentence.label: sentence for sentence in reversed(same)}
        if matter and len(first) > 1:
            said = ", ".join(f"{one.text!r} {one.label} {one.where}" for one in first.values())
            yield Finding(same[0].where, f"one sentence with two labels: {said}")


def _near(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    doubles: dict[str, set[int]] = defaultdict(set)
    for a, b, alike in near_pairs([sentence.folded() for sentence in sentences]):
        one, other = sentences[a], sentences[b]
        if one.label == other.label:
            doubles[one.label].add(b)
            side = one.label
        else:
            side = f"{one.label} and {other.label}"
        yield Finding(one.where, f"{alike:.2f} alike in {side}: {one.text!r}, {other.text!r}", fails=False)
    counts = Counter(sentence.label for sentence in sentences)
    for label, found in sorted(doubles.items()):
        if len(found) > MOST_NEAR * counts[label]:
            what = f"{len(found)} of {counts[label]} sentences have a near double, {MOST_NEAR:.0%} may"
            yield Finding(label, what)


def _letters(text: str) -> str:
    # A long number has become a # that stands for all of them.
    return "".join(letter for letter in text if letter.isalnum() or letter == "#")


def _grams(text: str) -> set[str]:
    marked = f"^{text}$"
    return {marked[start : start + GRAM] for start in range(max(1, len(marked) - GRAM + 1))}


def main() -> int:
    """Print what was found; returns 1 when something must be mended."""
    folder = ROOT / "nlu_data"
    sentences = read_sentences(folder)
    found = [*lint(sentences), *lint_feedback(folder / "feedback")]
    for finding in sorted(found, key=lambda finding: finding.fails):
        print(f"{'FAILED' if finding.fails else 'look at'} {finding.where}: {finding.what}")
    failed = sum(finding.fails for finding in found)
    print(f"{len(sentences)} sentences: {failed} to mend, {len(found) - failed} to look at")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
