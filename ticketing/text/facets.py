"""The trained part: one linear classifier a facet over the same features, kept in plain files."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ticketing.text.aspect_model import AspectModel
from ticketing.text.features import VECTOR_WEIGHT, Floats, Integers, Vocabulary

FACETS = ("category", "kind", "sentiment", "urgency")


@dataclass(frozen=True)
class Head:
    """One facet: `weights` (grams + dimensions, labels), `bias` (labels), and the softmax's `scale`.

    A gram's weights stand side by side, where a text's few hundred grams find them four times as fast.
    """

    labels: tuple[str, ...]
    weights: Floats
    bias: Floats
    scale: float

    def probabilities(self, numbers: Integers, values: Floats, vector: Floats) -> Floats:
        """A probability for each label."""
        grams = self.weights.shape[0] - vector.shape[0]
        scores = values @ self.weights[numbers] + vector @ self.weights[grams:] + self.bias
        return softmax(scores * self.scale)


def softmax(scores: Floats) -> Floats:
    """Scores along the last axis as probabilities."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), np.float32)


@dataclass(frozen=True)
class Classifier:
    """A vocabulary with the heads that were trained on it."""

    vocabulary: Vocabulary
    heads: dict[str, Head]
    aspects: AspectModel | None = None

    def facets(self, numbers: Integers, values: Floats, vector: Floats) -> dict[str, tuple[str, float]]:
        """The likeliest label of each facet with its probability."""
        weighed = vector * VECTOR_WEIGHT
        answers = {}
        for facet, head in self.heads.items():
            shares = head.probabilities(numbers, values, weighed)
            best = int(shares.argmax())
            answers[facet] = (head.labels[best], float(shares[best]))
        return answers

    def save(self, folder: Path) -> None:
        """Write vocabulary.json and weights.npz; no pickle, so a model folder cannot run code."""
        folder.mkdir(parents=True, exist_ok=True)
        known: dict[str, Any] = {
            "grams": list(self.vocabulary.index),
            "heads": {
                name: {"labels": head.labels, "scale": head.scale} for name, head in self.heads.items()
            },
        }
        arrays: dict[str, NDArray[np.floating]] = {
            f"{name}_weights": head.weights.astype(np.float16) for name, head in self.heads.items()
        }
        arrays |= {f"{name}_bias": head.bias for name, head in self.heads.items()}
        arrays["idf"] = self.vocabulary.weights
        if self.aspects:
            known["aspects"] = self.aspects.known()
            arrays |= self.aspects.arrays()
        (folder / "vocabulary.json").write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
        np.savez_compressed(folder / "weights.npz", **arrays)  # type: ignore[arg-type]

    @classmethod
    def load(cls, folder: Path) -> "Classifier":
        """Read what `save` wrote."""
        known = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            heads = {
                name: Head(
                    tuple(head["labels"]),
                    arrays[f"{name}_weights"].astype(np.float32),
                    arrays[f"{name}_bias"],
                    head["scale"],
                )
                for name, head in known["heads"].items()
            }
            index = {gram: number for number, gram in enumerate(known["grams"])}
            aspects = AspectModel.read(known["aspects"], arrays) if "aspects" in known else None
            return cls(Vocabulary(index, arrays["idf"]), heads, aspects)
