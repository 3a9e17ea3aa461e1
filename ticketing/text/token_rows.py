"""What each token of the encoder means by itself, computed once and kept: shoppers use few thousand."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

import numpy as np

from ticketing.text.features import Floats, Integers

EMBEDDED, WIDTH, PROJECTIONS = 512, 256, 3
"""Numbers of a token's embedding, of a projection, and projections: one for each window of the network."""
ALONE = EMBEDDED + PROJECTIONS * WIDTH
KEPT = 8192
"""Tokens that are remembered, in 5 KB each."""


class TokenRows:
    """Remembers a row of `width` numbers for each of `kept` tokens; the oldest are forgotten first."""

    def __init__(self, compute: Callable[[Integers], Floats], width: int, kept: int) -> None:
        self._compute = compute
        self._store = np.empty((kept, width), np.float32)
        self._place: dict[int, int] = {}
        self._token_at = [-1] * kept
        self._next = 0

    def of(self, tokens: Sequence[int]) -> Floats:
        """A row each, shape (tokens, width)."""
        distinct, where = np.unique(np.array(tokens), return_inverse=True)
        places = np.array([self._place.get(token, -1) for token in distinct.tolist()])
        rows = self._store[places]
        new = np.flatnonzero(places < 0)
        if len(new):
            rows[new] = self._compute(distinct[new])
            for row in new:
                self._remember(int(distinct[row]), rows[row])
        found: Floats = rows[where]
        return found

    def _remember(self, token: int, row: Floats) -> None:
        self._place.pop(self._token_at[self._next], None)
        self._store[self._next] = row
        self._token_at[self._next] = token
        self._place[token] = self._next
        self._next = (self._next + 1) % len(self._token_at)


def alone(weights: Any, tokens: Integers) -> Floats:
    """Embedding and projection of tokens, shape (tokens, 1280), by the arrays of the encoder's package."""
    part = tokens % len(weights.scale)
    embedded = weights.table[tokens] * weights.scale[part, None] + weights.lo[part, None]
    projected = embedded @ weights.proj_W + weights.proj_b
    normalise(projected, weights.ln_g_all, weights.ln_b_all, weights.eps)
    return np.hstack([embedded, projected]).astype(np.float32)


def averages(rows: TokenRows, texts: Sequence[Sequence[int]]) -> Floats:
    """What the tokens of each text mean on average, embedding and projection of length one each.

    Shape (texts, 1280); no text may be empty.
    """
    lengths = np.array([len(text) for text in texts])
    every = rows.of(list(chain.from_iterable(texts)))
    summed = np.add.reduceat(every, np.cumsum(lengths) - lengths, axis=0)
    for part in (summed[:, :EMBEDDED], summed[:, EMBEDDED:]):
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return summed


def normalise(rows: Floats, gain: Floats, shift: Floats, tiny: float) -> None:
    """Layer normalisation of each row, in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    rows *= 1 / np.sqrt(np.einsum("ij,ij->i", rows, rows)[:, None] / rows.shape[1] + tiny)
    rows *= gain
    rows += shift
