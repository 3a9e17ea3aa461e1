"""Fitting the machines that say which sides of a purchase a clause speaks of."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from ticketing.text.aspect_model import READ, AspectModel, clauses
from ticketing.text.features import Vocabulary
from ticketing.text.training_data import Example

SOFTNESS = 0.3


def fit_aspects(examples: Sequence[Example], guessed: Mapping[str, Mapping[int, str]]) -> AspectModel | None:
    """The model of the sides that the examples mark, or None when they mark none.

    `guessed` has the facets of examples by their number, said by machines that did not learn them: the right
    ones would teach to trust what later is often wrong.
    """
    sides = sorted({aspect for example in examples for aspect in example.aspects})
    if not sides:
        return None
    counted, spoken = [], []
    for number in sorted(guessed["sentiment"]):
        example = examples[number]
        for clause in clauses(example.text, {facet: guessed[facet][number] for facet in READ}):
            counted.append(clause.counts)
            spoken.append(
                {aspect for start, end, aspect in example.spans if start < clause.end and clause.start < end}
            )
    vocabulary = Vocabulary.learnt(counted)
    rows = [vocabulary.row(*counts) for counts in counted]
    features = csr_matrix(
        (
            np.concatenate([values for _, values in rows]),
            np.concatenate([numbers for numbers, _ in rows]),
            np.cumsum([0, *(len(numbers) for numbers, _ in rows)]),
        ),
        shape=(len(rows), len(vocabulary)),
    )
    machines = [
        LinearSVC(C=SOFTNESS, random_state=7).fit(features, [side in named for named in spoken])
        for side in sides
    ]
    return AspectModel(
        tuple(sides),
        vocabulary,
        np.array([machine.coef_[0] for machine in machines], np.float32).T.copy(),
        np.concatenate([machine.intercept_ for machine in machines]).astype(np.float32),
    )
