"""How well a model reads texts that it did not learn."""

from collections.abc import Sequence

import numpy as np
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

from ticketing.rules.categories import SAFETY
from ticketing.text import learning, pipeline
from ticketing.text.analyser import Analyser
from ticketing.text.analysis import Analysis
from ticketing.text.facets import FACETS
from ticketing.text.training_data import Example

HELD_OUT = 0.2
CAVEAT = """\
One fifth of the project's own texts was held out. Whoever wrote the rest wrote them too: these figures
compare one version of the model with the next and say nothing about real shoppers' messages.
"""


def held_out(feedback: Sequence[Example], sentences: Sequence[Example]) -> str:
    """A table: accuracy and macro-F1 of each facet, safety recall, aspects, mean confidence."""
    strata = [example.category for example in feedback]
    learnt, asked = train_test_split(list(feedback), test_size=HELD_OUT, random_state=7, stratify=strata)
    analyser = Analyser(pipeline.assembled(learning.fit([*learnt, *sentences])), "held-out")
    found = list(analyser.analyse_many(example.text for example in asked))
    lines = [CAVEAT, f"{len(learnt)} + {len(sentences)} texts learnt, {len(asked)} asked\n"]
    lines.append(f"{'facet':<12}{'accuracy':>9}{'macro-F1':>9}{'confidence':>11}\n")
    for facet in FACETS:
        truth = [example.label(facet) or "" for example in asked]
        said = [label_of(analysis, facet) for analysis in found]
        sure = np.mean([analysis.confidence[facet] for analysis in found])
        lines.append(_row(facet, truth, said, f"{sure:11.3f}"))
    first = [example.category.split("/")[0] for example in asked]
    lines.append(_row("category, 1", first, [analysis.category[0] for analysis in found], ""))
    danger = [
        analysis.urgency == SAFETY
        for example, analysis in zip(asked, found, strict=True)
        if example.urgency == SAFETY
    ]
    lines.append(f"safety: {sum(danger)} of {len(danger)} found\n")
    pairs = [
        (example.aspects, {a.aspect for a in analysis.aspects})
        for example, analysis in zip(asked, found, strict=True)
    ]
    hits = sum(len(truth & said) for truth, said in pairs)
    precision = hits / max(1, sum(len(said) for _, said in pairs))
    recall = hits / max(1, sum(len(truth) for truth, _ in pairs))
    lines.append(f"aspects: precision {precision:.3f}, recall {recall:.3f}\n")
    return "".join(lines)


def label_of(analysis: Analysis, facet: str) -> str:
    """A facet of an analysis as the classifier's label."""
    value = getattr(analysis, facet)
    return "/".join(value) if facet == "category" else str(value)


def _row(name: str, truth: Sequence[str], said: Sequence[str], rest: str) -> str:
    accuracy = np.mean([right == given for right, given in zip(truth, said, strict=True)])
    score = f1_score(truth, said, average="macro", zero_division=0)
    return f"{name:<12}{accuracy:9.3f}{score:9.3f}{rest}\n"
