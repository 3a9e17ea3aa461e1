"""Fitting the facets: linear support vector machines, with probabilities scaled on texts held out."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from ticketing.text import pipeline
from ticketing.text.encoder import vectors
from ticketing.text.facets import FACETS, Classifier, Head, softmax
from ticketing.text.features import VECTOR_WEIGHT, Floats, Vocabulary
from ticketing.text.training_data import Example

Counted = tuple[Counter[str], Counter[str]]
SOFTNESS = 0.3
"""The C of the machines: best of 0.1, 0.3, 1 on two folds of our own texts."""
FOLDS = 6
"""Three leave so little to learn from that the scale comes out too sure (64 % said, 55 % right)."""
SCALES = np.geomspace(0.5, 12, 25)
UNEVEN = {"urgency"}
"""Facets with rare labels that must not be drowned by the frequent one."""


def fit(examples: Sequence[Example]) -> Classifier:
    """A classifier of all four facets. Same examples, same classifier."""
    counted = [
        pipeline.features_of(doc) for doc in pipeline.docs_of(pipeline.blank(), (e.text for e in examples))
    ]
    vocabulary = Vocabulary.learnt(counted)
    features = _matrix(vocabulary, counted, vectors([example.text for example in examples]))
    # Short, plain intent sentences are easy: a confidence fitted on them too would promise too much.
    is_judged = np.array([example.kind is not None for example in examples])
    heads = {}
    for facet in FACETS:
        labels = [example.label(facet) for example in examples]
        rows = np.array([row for row, label in enumerate(labels) if label is not None])
        heads[facet] = _head(
            features[rows], np.array([labels[row] for row in rows]), is_judged[rows], facet in UNEVEN
        )
    return Classifier(vocabulary, heads)


def _matrix(vocabulary: Vocabulary, counted: Sequence[Counted], embedded: Floats) -> csr_matrix:
    rows = [vocabulary.row(*counts) for counts in counted]
    ends = np.cumsum([0, *(len(numbers) for numbers, _ in rows)])
    numbers = np.concatenate([numbers for numbers, _ in rows])
    values = np.concatenate([values for _, values in rows])
    grams = csr_matrix((values, numbers, ends), shape=(len(rows), len(vocabulary)))
    return hstack([grams, csr_matrix(embedded * VECTOR_WEIGHT)]).tocsr()


def _head(features: csr_matrix, labels: np.ndarray, is_judged: np.ndarray, is_uneven: bool) -> Head:
    machine = _machine(is_uneven).fit(features, labels)
    return Head(
        tuple(str(label) for label in machine.classes_),
        machine.coef_.astype(np.float32),
        machine.intercept_.astype(np.float32),
        _scale(features, labels, is_judged, is_uneven),
    )


def _machine(is_uneven: bool) -> LinearSVC:
    return LinearSVC(C=SOFTNESS, class_weight="balanced" if is_uneven else None, random_state=7)


def _scale(features: csr_matrix, labels: np.ndarray, is_judged: np.ndarray, is_uneven: bool) -> float:
    """The softmax scale that gives held-out texts the likeliest probabilities (Platt's idea, one number)."""
    names = sorted(set(labels))
    number = {name: index for index, name in enumerate(names)}
    truth = np.array([number[label] for label in labels])
    scores = np.zeros((len(labels), len(names)), np.float32)
    for fitted, held_out in StratifiedKFold(FOLDS, shuffle=True, random_state=7).split(features, labels):
        machine = _machine(is_uneven).fit(features[fitted], labels[fitted])
        scores[held_out] = machine.decision_function(features[held_out])
    scores, truth = scores[is_judged], truth[is_judged]
    losses = [
        -np.log(softmax(scores * scale)[np.arange(len(truth)), truth] + 1e-9).mean() for scale in SCALES
    ]
    return float(SCALES[int(np.argmin(losses))])
