"""Fitting the facets: linear machines over telling grams, with probabilities scaled on texts held out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from ticketing.text import pipeline
from ticketing.text.encoder import gist, vectors
from ticketing.text.facets import FACETS, Classifier, Head, softmax
from ticketing.text.features import VECTOR_WEIGHT, Floats, Integers, Vocabulary
from ticketing.text.training_data import Example

Counted = tuple[Counter[str], Counter[str]]
SOFTNESS = 0.3
"""The C of the machines: best of 0.1, 0.3, 1 on our own texts."""
STRETCH = 0.5
"""The power of the log-count ratio: 1 is better on 50,000 reviews, 0 on our few texts."""
FOLDS = 6
"""Three leave so little to learn from that the scale comes out too sure (64 % said, 55 % right)."""
PLENTY = 8_000
"""From so many texts on, one fold of the six says enough about the scale."""
SCALES = np.geomspace(0.5, 12, 25)
UNEVEN = {"urgency"}
"""Facets with rare labels that must not be drowned by the frequent one."""
BATCH = 256


def fit(examples: Sequence[Example]) -> Classifier:
    """A classifier of all four facets. Same examples, same classifier."""
    return fit_labels(
        [example.text for example in examples],
        {facet: [example.label(facet) for example in examples] for facet in FACETS},
        # Short, plain intent sentences are easy: a confidence fitted on them too would promise too much.
        [example.kind is not None for example in examples],
    )


def fit_labels(
    texts: Sequence[str], labels: Mapping[str, Sequence[str | None]], judged: Sequence[bool] | None = None
) -> Classifier:
    """A classifier with a head for each name in `labels`; None: this text says nothing about it.

    Confidence is fitted on the texts that are `judged` (all of them when not given).
    """
    counted = [pipeline.features_of(doc) for doc in pipeline.docs_of(pipeline.blank(), texts)]
    vocabulary = Vocabulary.learnt(counted)
    meant = np.concatenate([vectors([gist(text) for text in part]) for part in _batches(texts)])
    features = hstack([_matrix(vocabulary, counted), csr_matrix(meant * VECTOR_WEIGHT)]).tocsr()
    is_judged = np.ones(len(texts), bool) if judged is None else np.array(judged)
    heads = {}
    for name, given in labels.items():
        rows = np.array([row for row, label in enumerate(given) if label is not None])
        truth = np.array([given[row] for row in rows])
        heads[name] = _head(features[rows], len(vocabulary), truth, is_judged[rows], name in UNEVEN)
    return Classifier(vocabulary, heads)


def _batches(texts: Sequence[str]) -> Iterable[Sequence[str]]:
    return (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))


def _matrix(vocabulary: Vocabulary, counted: Sequence[Counted]) -> csr_matrix:
    rows = [vocabulary.row(*counts) for counts in counted]
    ends = np.cumsum([0, *(len(numbers) for numbers, _ in rows)])
    numbers = np.concatenate([numbers for numbers, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, numbers, ends), shape=(len(rows), len(vocabulary)))


def _head(
    features: csr_matrix, grams: int, labels: np.ndarray, is_judged: np.ndarray, is_uneven: bool
) -> Head:
    names = sorted(set(labels))
    number = {name: index for index, name in enumerate(names)}
    truth = np.array([number[label] for label in labels])
    weights, bias = _machines(features, grams, truth, len(names), is_uneven)
    scale = _scale(features, grams, truth, is_judged, is_uneven)
    return Head(tuple(str(name) for name in names), weights, bias, scale)


def _machines(
    features: csr_matrix, grams: int, truth: Integers, labels: int, is_uneven: bool
) -> tuple[Floats, Floats]:
    """One machine a label against the rest: weights (labels, features) and bias (labels).

    Every gram is stretched by how much it tells the label from the rest (the log-count ratio of Wang and
    Manning, Baselines and Bigrams, 2012); the stretch is then part of the weight, and costs nothing later.
    """
    has = (features[:, :grams] > 0).astype(np.float32)
    everywhere = np.asarray(has.sum(axis=0)).ravel()
    weights = np.zeros((labels, features.shape[1]), np.float32)
    bias = np.zeros(labels, np.float32)
    for label in range(labels):
        if labels == 2 and label == 1:  # of two, the other says the opposite
            weights[1], bias[1] = -weights[0], -bias[0]
            break
        is_own = truth == label
        own = np.asarray(has[is_own].sum(axis=0)).ravel() + 1
        other = everywhere - own + 2
        ratio = np.abs(np.log((own / own.sum()) / (other / other.sum()))) ** STRETCH
        stretch = np.concatenate([ratio, np.ones(features.shape[1] - grams)]).astype(np.float32)
        machine = LinearSVC(
            C=SOFTNESS, class_weight="balanced" if is_uneven else None, tol=1e-3, random_state=7
        ).fit(features @ diags(stretch), is_own)
        weights[label] = machine.coef_[0] * stretch
        bias[label] = machine.intercept_[0]
    return weights, bias


def _scale(
    features: csr_matrix, grams: int, truth: Integers, is_judged: np.ndarray, is_uneven: bool
) -> float:
    """The softmax scale that gives held-out texts the likeliest probabilities (Platt's idea, one number)."""
    labels = int(truth.max()) + 1
    losses = np.zeros(len(SCALES))
    for fitted, held_out in StratifiedKFold(FOLDS, shuffle=True, random_state=7).split(features, truth):
        asked = held_out[is_judged[held_out]]
        weights, bias = _machines(features[fitted], grams, truth[fitted], labels, is_uneven)
        scores = np.asarray(features[asked] @ weights.T) + bias
        for place, scale in enumerate(SCALES):
            shares = softmax(scores * scale)[np.arange(len(asked)), truth[asked]]
            losses[place] -= np.log(shares + 1e-9).sum()
        if len(truth) >= PLENTY:
            break
    return float(SCALES[int(np.argmin(losses))])
