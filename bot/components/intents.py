"""Which of the intents a message has: a linear model over sentence vectors, characters and words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.svm import LinearSVC

from bot.components.encoder import Encoder
from bot.components.grams import Grams, character_grams, word_grams

PENALTY = 0.3
"""C of the linear model, measured on real messages: 0.1 loses a point, 0.6 gains nothing."""
AXES = 256
"""Directions of the vectors that training looks at: as good as all 2,560, in a fifth of the time."""
SHARPNESS = 5.0
"""Softmax factor under which the mean confidence on real messages equals the share that is right (0.80)."""
LONGEST_READ = 200
"""Characters of a message that are read: what is asked stands before that."""
GREETING = re.compile(
    r"^(?:你好|您好|亲们?|亲爱的|请问一下|请问|问一下|那个|嗯+|额|哦|在吗|老板|客服"
    r"|麻烦问下|咨询一下|我?想问一?下|我想问|[，,。. 啊那])+"
)
CLOSING = re.compile(r"(?:谢谢|谢了|多谢|[。.!?,，~ ]|呀|啊|哦|哈|呢|嘛|哟|亲)+$")
PUNCTUATION = re.compile(r"[，。!?,.~、;:…]+")
LONG_NUMBER = re.compile(r"\d{5,}")


@dataclass(frozen=True)
class Guess:
    """One intent and how likely it is the right one, 0 to 1."""

    intent: str
    confidence: float


class IntentModel:
    """Trained once, then read-only. Confidences over all intents add up to one."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._grams = (Grams(character_grams), Grams(word_grams))
        self._dense_weights = np.zeros((0, 0), dtype=np.float32)
        self._gram_weights = np.zeros((0, 0), dtype=np.float32)
        self._offsets = np.zeros(0, dtype=np.float32)
        self.intents: list[str] = []

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        """Train on folded texts."""
        readable = [readable_part(text) for text in texts]
        dense = self.encoder.encode(texts)
        middle, axes = principal_axes(dense, AXES)
        grams = [grams.fit(readable) for grams in self._grams]
        features = sparse.hstack([sparse.csr_matrix((dense - middle) @ axes), *grams], "csr")
        model = LinearSVC(C=PENALTY, tol=1e-3, random_state=0).fit(features, intents)
        self.intents = [str(intent) for intent in model.classes_]
        on_axes, on_grams = np.split(model.coef_.T.astype(np.float32), [axes.shape[1]])
        # The axes only make training quick: folded into the weights they cost nothing when reading.
        self._dense_weights = axes @ on_axes
        self._gram_weights = np.ascontiguousarray(on_grams)
        self._offsets = model.intercept_.astype(np.float32) - middle @ self._dense_weights

    def rank(self, texts: Sequence[str]) -> list[list[Guess]]:
        """All intents for each folded text, best first."""
        read = [text[:LONGEST_READ] for text in texts]
        scores = self.encoder.encode(read) @ self._dense_weights + self._offsets
        for row, text in zip(scores, read, strict=True):
            row += self._gram_scores(readable_part(text))
        return [self._guesses(row) for row in _softmax(scores * SHARPNESS)]

    def _gram_scores(self, readable: str) -> np.ndarray:
        scores = np.zeros(len(self.intents), np.float32)
        begin = 0
        for grams in self._grams:
            columns, values = grams.row(readable)
            scores += values @ self._gram_weights[[begin + column for column in columns]]
            begin += len(grams)
        return scores

    def _guesses(self, confidences: np.ndarray) -> list[Guess]:
        return [Guess(self.intents[place], float(confidences[place])) for place in np.argsort(-confidences)]

    def state(self) -> dict[str, Any]:
        """Everything but the encoder, for storing; `from_state` is its reverse."""
        return {
            "encoder": self.encoder.name,
            "grams": [grams.state() for grams in self._grams],
            "dense_weights": self._dense_weights,
            "gram_weights": self._gram_weights,
            "offsets": self._offsets,
            "intents": self.intents,
        }

    @classmethod
    def from_state(cls, state: dict[str, Any], encoder: Encoder) -> "IntentModel":
        """A trained model again."""
        model = cls(encoder)
        for grams, stored in zip(model._grams, state["grams"], strict=True):
            grams.restore(stored)
        model._dense_weights, model._gram_weights = state["dense_weights"], state["gram_weights"]
        model._offsets, model.intents = state["offsets"], state["intents"]
        return model


def principal_axes(rows: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """The rows' mean, and the `most` directions in which they differ most, as columns."""
    middle = rows.mean(axis=0)
    centred = rows - middle
    _, axes = np.linalg.eigh(centred.T @ centred)
    return middle, np.ascontiguousarray(axes[:, ::-1][:, :most])


def readable_part(text: str) -> str:
    """What is asked, without greeting, closing and punctuation; the text itself when that is all."""
    plain = LONG_NUMBER.sub("#", PUNCTUATION.sub(" ", text))
    kept = CLOSING.sub("", GREETING.sub("", plain))
    return kept if len(kept) >= 2 else plain


def _softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: np.ndarray = raised / raised.sum(axis=-1, keepdims=True)
    return result
