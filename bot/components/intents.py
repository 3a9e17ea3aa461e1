"""Which of the intents a message has: a linear model over sentence vectors, characters and words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import rjieba
import scipy.sparse as sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bot.components.encoder import Encoder

PENALTY = 0.3
"""C of the linear model, measured on real messages: 0.1 loses a point, 0.6 gains nothing."""
SHARPNESS = 4.6
"""Softmax factor under which the mean confidence on real messages equals the share that is right (0.67)."""
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
        self._characters = TfidfVectorizer(
            analyzer="char", ngram_range=(1, 4), sublinear_tf=True, min_df=2, dtype=np.float32
        )
        self._words = TfidfVectorizer(analyzer=word_grams, sublinear_tf=True, min_df=2, dtype=np.float32)
        self._weights = np.zeros((0, 0), dtype=np.float32)
        self._offsets = np.zeros(0, dtype=np.float32)
        self.intents: list[str] = []

    def fit(self, texts: Sequence[str], intents: Sequence[str], vectors: np.ndarray | None = None) -> None:
        """Train on folded texts; `vectors` are theirs from this encoder, when known already."""
        readable = [readable_part(text) for text in texts]
        dense = self.encoder.encode(texts) if vectors is None else vectors
        self._characters.fit(readable)
        self._words.fit(readable)
        features = self._features(readable, dense)
        model = LinearSVC(C=PENALTY, class_weight="balanced", tol=1e-3).fit(features, intents)
        self.intents = [str(intent) for intent in model.classes_]
        self._weights = np.ascontiguousarray(model.coef_.T.astype(np.float32))
        self._offsets = model.intercept_.astype(np.float32)

    def rank(self, text: str) -> list[Guess]:
        """All intents for a folded text, best first."""
        readable = [readable_part(text[:LONGEST_READ])]
        dense = self.encoder.encode([text[:LONGEST_READ]])
        scores = self.score(readable, dense)[0]
        confidences = _softmax(scores * SHARPNESS)
        return [Guess(self.intents[place], float(confidences[place])) for place in np.argsort(-confidences)]

    def score(self, readable: Sequence[str], dense: np.ndarray) -> np.ndarray:
        """Raw scores of shape (texts, intents)."""
        width = dense.shape[1]
        sparse_part = sparse.hstack(
            [self._characters.transform(readable), self._words.transform(readable)], "csr"
        )
        return dense @ self._weights[:width] + sparse_part @ self._weights[width:] + self._offsets

    def _features(self, readable: Sequence[str], dense: np.ndarray) -> sparse.csr_matrix:
        return sparse.hstack(
            [sparse.csr_matrix(dense), self._characters.transform(readable), self._words.transform(readable)],
            "csr",
        )

    def state(self) -> dict[str, Any]:
        """Everything but the encoder, for storing; `from_state` is its reverse."""
        return {
            "encoder": self.encoder.name,
            "characters": self._characters,
            "words": self._words,
            "weights": self._weights,
            "offsets": self._offsets,
            "intents": self.intents,
        }

    @classmethod
    def from_state(cls, state: dict[str, Any], encoder: Encoder) -> "IntentModel":
        """A trained model again."""
        model = cls(encoder)
        model._characters, model._words = state["characters"], state["words"]
        model._weights, model._offsets = state["weights"], state["offsets"]
        model.intents = state["intents"]
        return model


def readable_part(text: str) -> str:
    """What is asked, without greeting, closing and punctuation; the text itself when that is all."""
    plain = LONG_NUMBER.sub("#", PUNCTUATION.sub(" ", text))
    kept = CLOSING.sub("", GREETING.sub("", plain))
    return kept if len(kept) >= 2 else plain


def word_grams(text: str) -> list[str]:
    """Words and pairs of neighbours."""
    words = [word for word in rjieba.cut(text) if word.strip()]
    return words + [f"{left} {right}" for left, right in zip(words, words[1:], strict=False)]


def _softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: np.ndarray = raised / raised.sum(axis=-1, keepdims=True)
    return result
