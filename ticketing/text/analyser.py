"""`load(folder)`: the trained pipeline as one function from a text to its facets."""

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from ticketing.text import pipeline
from ticketing.text.analysis import Analysis
from ticketing.text.deferred import NoTextModel
from ticketing.text.encoder import pieces
from ticketing.text.simplified import simplified

CARD = "model.json"
"""What the model is: its version and what it learnt from."""
LONGEST = 2000
"""Characters that are read; the text itself is stored whole by its owner."""
BATCH = 64
TEXTS_A_ZONE = 2048
"""Texts after which their words leave the vocabulary, which takes longer than reading one text."""


class Analyser:
    """A loaded model. Calls from several threads wait for each other: one takes a few milliseconds."""

    def __init__(self, nlp: Language, version: str) -> None:
        self.version = version
        self._nlp = nlp
        self._lock = Lock()
        self._zone = ExitStack()
        self._in_zone = TEXTS_A_ZONE

    def analyse(self, text: str) -> Analysis:
        """The facets of one text, traditional characters read as simplified ones."""
        return next(self.analyse_many([text]))

    def analyse_many(self, texts: Iterable[str]) -> Iterator[Analysis]:
        """The facets of many texts, in order, faster than one by one."""
        waiting = iter(texts)
        while batch := list(islice(waiting, BATCH)):
            raw = [text[:LONGEST] for text in batch]
            readable = [simplified(text) for text in raw]
            meant = pieces(readable)
            with self._lock:
                self._forget_old_words(len(batch))
                answers = [self._judge(*parts) for parts in zip(raw, readable, meant, strict=True)]
            yield from answers

    def _forget_old_words(self, coming: int) -> None:
        """A new zone of memory now and then: without one, the vocabulary grows for ever."""
        if self._in_zone >= TEXTS_A_ZONE:
            self._zone.close()
            self._zone.enter_context(self._nlp.memory_zone())
            self._in_zone = 0
        self._in_zone += coming

    def _judge(self, raw: str, readable: str, vector: Any) -> Analysis:
        doc = self._nlp.make_doc(readable)
        doc._.vector = vector
        for _, pipe in self._nlp.pipeline:  # Language.__call__ looks at every token after every part
            doc = pipe(doc)
        return _analysis(doc, raw, self.version)


def load(folder: Path) -> Analyser:
    """The model of a folder that `python -m ticketing.text.train` wrote, warm. Raises NoTextModel."""
    card = folder / CARD
    if not card.exists():
        raise NoTextModel(f"no text model in {folder}: run `python -m ticketing.text.train --out {folder}`")
    version = json.loads(card.read_text(encoding="utf-8"))["version"]
    analyser = Analyser(pipeline.read(folder), version)
    analyser.analyse("你好")  # the dictionary and the encoder load at their first use
    return analyser


def _analysis(doc: Doc, raw: str, version: str) -> Analysis:
    facets: dict[str, tuple[str, float]] = doc._.facets
    category1, category2 = facets["category"][0].split("/")
    return Analysis(
        category=(category1, category2),
        kind=facets["kind"][0],
        sentiment=int(facets["sentiment"][0]),
        urgency=facets["urgency"][0],
        confidence={facet: round(share, 4) for facet, (_, share) in facets.items()},
        aspects=tuple(replace(found, span=raw[found.start : found.end]) for found in doc._.aspects),
        entities=tuple(replace(found, text=raw[found.start : found.end]) for found in doc._.entities),
        model=version,
    )
