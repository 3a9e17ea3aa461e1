"""The spaCy pipeline: jieba's words, then personal data, facets, aspects and entities as components."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import rjieba
import spacy
from spacy.attrs import LOWER, NORM  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, load_model_from_path, registry
from spacy.vocab import Vocab

from ticketing.rules.categories import KINDS, SAFETY
from ticketing.text.analysis import Aspect, Entity
from ticketing.text.encoder import pieces
from ticketing.text.entities import find_entities
from ticketing.text.facets import Classifier
from ticketing.text.features import VECTOR_WEIGHT, Counts, Floats, Integers, cleaned, grams
from ticketing.text.masking import personal_spans
from ticketing.text.polarity import clause_sentiment
from ticketing.text.safety import find_danger

FACETS_PIPE = "ticket_facets"
CUTTER = "huisheng.words"
NOTHING_SAID = {"kind": (KINDS[0], 0.0), "sentiment": ("0", 0.0)}
"""Facets of an empty line or of mere signs: nobody complains by them."""
PIPES = ("personal_data", FACETS_PIPE, "ticket_aspects", "ticket_entities")

Doc.set_extension("said", default=None, force=True)
Doc.set_extension("words", default=None, force=True)
Doc.set_extension("facets", default=None, force=True)
Doc.set_extension("vector", default=None, force=True)
Doc.set_extension("aspect_model", default=None, force=True)
Doc.set_extension("aspects", default=(), force=True)
Doc.set_extension("entities", default=(), force=True)


def blank() -> Language:
    """Only words: Chinese cut by jieba, in the build of it that takes a fifth of the time."""
    return spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": CUTTER}}})


class WordCutter(DummyTokenizer):
    """Cuts a text into words that together are the text. It has nothing to save."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        # A word that was not met before is else asked for twenty qualities that nothing here reads.
        vocab.lex_attr_getters = {name: vocab.lex_attr_getters[name] for name in (LOWER, NORM)}  # type: ignore[attr-defined]

    def __call__(self, text: str) -> Doc:
        """The words of a text."""
        words = rjieba.cut(text)
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        doc._.said, doc._.words = text, words
        return doc


@registry.tokenizers(CUTTER)  # type: ignore[untyped-decorator]
def word_cutter() -> Callable[[Language], WordCutter]:
    """What spaCy makes the tokenizer of a pipeline with."""
    return lambda nlp: WordCutter(nlp.vocab)


def assembled(classifier: Classifier) -> Language:
    """The whole pipeline around a trained classifier."""
    nlp = blank()
    for pipe in PIPES:
        nlp.add_pipe(pipe)
    nlp.get_pipe(FACETS_PIPE).classifier = classifier  # type: ignore[attr-defined]
    return nlp


def read(folder: Path) -> Language:
    """The pipeline of a folder that `Language.to_disk` wrote."""
    return load_model_from_path(folder)


def said(doc: Doc) -> str:
    """The text of a document; spaCy would put it together from its words each time."""
    return doc.text if doc._.said is None else doc._.said


def features_of(doc: Doc) -> Counts:
    """The counted grams of a document: characters, words, marks of judgement."""
    words = doc._.words if doc._.words is not None else [token.text for token in doc]
    return grams(cleaned(said(doc)), [word.lower() for word in words])


def docs_of(nlp: Language, texts: Iterable[str]) -> Sequence[Doc]:
    """Texts cut into words, for training."""
    return [nlp.make_doc(text) for text in texts]


def classified(classifier: Classifier, texts: Sequence[str]) -> list[dict[str, tuple[str, float]]]:
    """`{head: (label, probability)}` of each text, by a classifier without the other parts."""
    return [classifier.facets(*seen) for seen in seen_of(classifier, texts)]


def shares(classifier: Classifier, texts: Sequence[str], head: str) -> Floats:
    """The probability of each label of a head, shape (texts, labels)."""
    asked = classifier.heads[head]
    return np.array(
        [
            asked.probabilities(numbers, values, vector * VECTOR_WEIGHT)
            for numbers, values, vector in seen_of(classifier, texts)
        ]
    )


def seen_of(classifier: Classifier, texts: Sequence[str]) -> Iterator[tuple[Integers, Floats, Floats]]:
    """What a classifier sees of each text: numbers and values of the grams it knows, and the vector."""
    meant = pieces(texts)
    for doc, vector in zip(docs_of(blank(), texts), meant, strict=True):
        yield *classifier.vocabulary.row(*features_of(doc)), vector


def classifier_of(nlp: Language) -> Classifier:
    """The classifier inside a pipeline. Raises RuntimeError when none was trained."""
    classifier: Classifier | None = nlp.get_pipe(FACETS_PIPE).classifier  # type: ignore[attr-defined]
    if classifier is None:
        raise RuntimeError("the pipeline has no trained classifier: python -m ticketing.text.train")
    return classifier


@Language.component("personal_data")
def personal_data(doc: Doc) -> Doc:
    """Mark personal data as `doc.spans["personal"]`, widened to whole words."""
    found = [
        doc.char_span(span.start, span.end, label=span.label, alignment_mode="expand")
        for span in personal_spans(said(doc))
    ]
    doc.spans["personal"] = [span for span in found if span is not None]
    return doc


@Language.component("ticket_aspects")
def ticket_aspects(doc: Doc) -> Doc:
    """Put the aspects into `doc._.aspects`; needs the facets, and the model that they leave beside them."""
    if doc._.aspect_model:
        labels = {facet: label for facet, (label, _) in doc._.facets.items()}
        aspects: tuple[Aspect, ...] = doc._.aspect_model.find(said(doc), labels)
        doc._.aspects = aspects
    return doc


@Language.component("ticket_entities")
def ticket_entities(doc: Doc) -> Doc:
    """Put the named things into `doc._.entities`."""
    entities: tuple[Entity, ...] = find_entities(said(doc))
    doc._.entities = entities
    return doc


@Language.factory(FACETS_PIPE)
class TicketFacets:
    """Puts `{facet: (label, probability)}` into `doc._.facets`; a word of danger overrules the model."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.classifier: Classifier | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Judge one document."""
        if self.classifier is None:
            raise RuntimeError("the pipeline has no trained classifier: python -m ticketing.text.train")
        text = said(doc)
        vector = doc._.vector if doc._.vector is not None else pieces([text])[0]
        facets = self.classifier.facets(*self.classifier.vocabulary.row(*features_of(doc)), vector)
        if find_danger(text):
            facets["urgency"] = (SAFETY, 1.0)
        if not any(map(str.isalnum, text)) and clause_sentiment(text) is None:
            facets |= NOTHING_SAID | {"category": (facets["category"][0], 0.0)}
        doc._.facets = facets
        doc._.aspect_model = self.classifier.aspects
        return doc

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Save the classifier into the pipeline's folder."""
        assert self.classifier is not None
        self.classifier.save(Path(path))

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "TicketFacets":
        """Read the classifier back."""
        self.classifier = Classifier.load(Path(path))
        return self
