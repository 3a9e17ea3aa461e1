"""Fitting the facets: linear machines over telling grams, with probabilities scaled on texts held out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.decomposition import PCA
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from ticketing.text import pipeline
from ticketing.text.aspect_learning import fit_aspects
from ticketing.text.encoder import pieces
from ticketing.text.facets import FACETS, Classifier, Head, softmax
from ticketing.text.features import VECTOR_WEIGHT, Counts, Floats, Integers, Vocabulary
from ticketing.text.training_data import Example

Tried = tuple[float, float, float]
TRIED: tuple[Tried, ...] = ((0.3, 0.5, 1.0), (0.3, 1.0, 0.3), (0.1, 1.0, 0.3))
"""The C of the machines, the power of the log-count ratio, and the share of the vector: what serves
categories best, moods, and moods in a few thousand short texts. Each head takes the best one on texts
held out."""
TRUST_IN_WORDS = 2.0
"""How much more the words that praise and blame weigh for the mood than our own texts ask. Ours were written
to be tricky; in what people really write such words are right nine times of ten."""
AXES = 96
"""Directions in which texts differ most by their word pieces: twice as many read our texts no better, and
take far longer to learn."""
FOLDS = 3
PLENTY = 20_000
"""From so many texts on, one of the folds says enough."""
SCALES = np.geomspace(0.5, 12, 25)
UNEVEN = {"urgency"}
"""Facets with rare labels that must not be drowned by the frequent one."""
BATCH = 256


def fit(examples: Sequence[Example]) -> Classifier:
    """A classifier of all four facets and of aspects. Same examples, same classifier."""
    # Short, plain intent sentences are easy: a confidence fitted on them too would promise too much.
    is_judged = np.array([example.kind is not None for example in examples])
    labels = {facet: [example.label(facet) for example in examples] for facet in FACETS}
    classifier, guessed = _fitted([example.text for example in examples], labels, is_judged)
    mood = classifier.heads["sentiment"]
    weights = mood.weights.copy()
    weights[classifier.vocabulary.marks] *= TRUST_IN_WORDS
    heads = {**classifier.heads, "sentiment": replace(mood, weights=weights)}
    return replace(classifier, heads=heads, aspects=fit_aspects(examples, guessed))


def fit_labels(texts: Sequence[str], labels: Mapping[str, Sequence[str | None]]) -> Classifier:
    """A classifier with a head for each name in `labels`; None: this text says nothing about it."""
    return _fitted(texts, labels, np.ones(len(texts), bool))[0]


def _fitted(
    texts: Sequence[str], labels: Mapping[str, Sequence[str | None]], is_judged: np.ndarray
) -> tuple[Classifier, dict[str, dict[int, str]]]:
    """The classifier, and what each judged text is said to be by machines that did not learn it."""
    counted = [pipeline.features_of(doc) for doc in pipeline.docs_of(pipeline.blank(), texts)]
    vocabulary = Vocabulary.learnt(counted)
    meant = np.concatenate([pieces(part) for part in _batches(texts)])
    axes = PCA(min(AXES, *meant.shape), random_state=7).fit(meant * VECTOR_WEIGHT)
    turned = axes.transform(meant * VECTOR_WEIGHT).astype(np.float32)
    features = hstack([_matrix(vocabulary, counted), csr_matrix(turned)]).tocsr()
    features.sort_indices()
    heads, guessed = {}, {}
    for name, given in labels.items():
        rows = np.array([row for row, label in enumerate(given) if label is not None])
        truth = np.array([given[row] for row in rows])
        head, said = _head(features[rows], len(vocabulary), truth, is_judged[rows], name in UNEVEN)
        heads[name] = _turned_back(head, len(vocabulary), axes)
        guessed[name] = {int(rows[row]): label for row, label in said.items()}
    return Classifier(vocabulary, heads), guessed


def _turned_back(head: Head, grams: int, axes: PCA) -> Head:
    """The same head over whole vectors, so that nothing has to be turned when texts are read."""
    whole = axes.components_.T @ head.weights[grams:]
    return replace(
        head,
        weights=np.concatenate([head.weights[:grams], whole]).astype(np.float32),
        bias=(head.bias - axes.mean_ @ whole).astype(np.float32),
    )


def _batches(texts: Sequence[str]) -> Iterable[Sequence[str]]:
    return (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))


def _matrix(vocabulary: Vocabulary, counted: Sequence[Counts]) -> csr_matrix:
    rows = [vocabulary.row(*counts) for counts in counted]
    ends = np.cumsum([0, *(len(numbers) for numbers, _ in rows)])
    numbers = np.concatenate([numbers for numbers, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, numbers, ends), shape=(len(rows), len(vocabulary)))


def _head(
    features: csr_matrix, grams: int, labels: np.ndarray, is_judged: np.ndarray, is_uneven: bool
) -> tuple[Head, dict[int, str]]:
    names = sorted(set(labels))
    number = {name: index for index, name in enumerate(names)}
    truth = np.array([number[label] for label in labels])

    parts = list(StratifiedKFold(FOLDS, shuffle=True, random_state=7).split(features, truth))

    def held_out(tried: Tried, fold: int) -> HeldOut:
        learnt, asked = parts[fold]
        weights, bias = _machines(features[learnt], grams, truth[learnt], len(names), is_uneven, tried)
        rows = asked[is_judged[asked]]
        return HeldOut(rows, truth[rows], np.asarray(features[rows] @ weights.T) + bias)

    first = {tried: held_out(tried, 0) for tried in TRIED}
    best = min(TRIED, key=lambda tried: first[tried].wrong)
    others = range(1, 1 if is_judged.sum() >= PLENTY else FOLDS)
    folds = [first[best], *(held_out(best, fold) for fold in others)]
    scale = likeliest_scale(folds)
    guessed = {row: label for fold in folds for row, label in zip(fold.rows, fold.guessed, strict=True)}
    weights, bias = _machines(features, grams, truth, len(names), is_uneven, best)
    head = Head(tuple(str(name) for name in names), np.ascontiguousarray(weights.T), bias, scale)
    return head, {int(row): head.labels[label] for row, label in guessed.items()}


def _machines(
    features: csr_matrix,
    grams: int,
    truth: Integers,
    labels: int,
    is_uneven: bool,
    tried: Tried,
) -> tuple[Floats, Floats]:
    """One machine a label against the rest: weights (labels, features) and bias (labels).

    Every gram is stretched by how much it tells the label from the rest (the log-count ratio of Wang and
    Manning, Baselines and Bigrams, 2012); the stretch is then part of the weight, and costs nothing later.
    """
    softness, power, share = tried
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
        ratio = np.abs(np.log((own / own.sum()) / (other / other.sum()))) ** power
        stretched = np.concatenate([ratio, np.full(features.shape[1] - grams, share)]).astype(np.float32)
        values = features.data * stretched[features.indices]
        scaled = csr_matrix((values, features.indices, features.indptr), shape=features.shape)
        machine = LinearSVC(
            C=softness, class_weight="balanced" if is_uneven else None, tol=1e-3, random_state=7
        ).fit(scaled, is_own)
        weights[label] = machine.coef_[0] * stretched
        bias[label] = machine.intercept_[0]
    return weights, bias


@dataclass(frozen=True)
class HeldOut:
    """What machines make of texts that they did not learn: their rows, true labels, and scores by label."""

    rows: Integers
    truth: Integers
    scores: Floats

    @property
    def guessed(self) -> Integers:
        """The likeliest label of each."""
        return np.asarray(self.scores.argmax(axis=1))

    @property
    def wrong(self) -> float:
        """The share that is read wrongly."""
        return float((self.guessed != self.truth).mean())


def likeliest_scale(folds: Sequence[HeldOut]) -> float:
    """The softmax scale that gives the true labels the highest probability (Platt's idea, one number)."""
    losses = [
        -sum(np.log(softmax(f.scores * scale)[np.arange(len(f.truth)), f.truth] + 1e-9).sum() for f in folds)
        for scale in SCALES
    ]
    return float(SCALES[int(np.argmin(losses))])
