"""The encoder's forward pass, with what each token brings by itself computed once and kept.

The first half of the network (embedding, projection, the inputs of its first convolutions) looks at one token
at a time. Shoppers use few thousand tokens: kept rows leave six tenths of the work undone.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np

from ticketing.text.features import Floats, Integers

EMBEDDED, WIDTH = 512, 256
"""Numbers of a token's embedding, and of each convolution."""
WINDOWS = ((2, 0), (3, 1), (5, 2))
"""Tokens that each convolution sees, and how many of them stand before its own."""
KEPT = 2048
"""Tokens that are remembered, in 15 KB each."""
MOST_TOKENS = 384
"""Of the texts that are read at once: more saves no more time."""


class EncoderPass:
    """`weights` has the arrays of the package's own numpy backend; the vectors are the same as its."""

    def __init__(self, weights: Any, kept: int = KEPT) -> None:
        self._weights = weights
        size = EMBEDDED + len(WINDOWS) * WIDTH + sum(seen for seen, _ in WINDOWS) * WIDTH
        self._store = np.empty((kept, size), np.float32)
        self._place: dict[int, int] = {}
        self._token_at = [-1] * kept
        self._next = 0

    def encode(self, texts: Sequence[Sequence[int]]) -> Floats:
        """One vector a text of tokens, shape (texts, 512); no text may be empty."""
        found = np.empty((len(texts), EMBEDDED), np.float32)
        first, count = 0, 0
        for row, text in enumerate(texts):
            if count and count + len(text) > MOST_TOKENS:
                found[first:row] = self._together(texts[first:row])
                first, count = row, 0
            count += len(text)
        if count:
            found[first:] = self._together(texts[first:])
        return found

    def _together(self, texts: Sequence[Sequence[int]]) -> Floats:
        weights = self._weights
        lengths = np.array([len(text) for text in texts])
        starts = np.cumsum(lengths) - lengths
        brought = self._brought(np.array(list(chain.from_iterable(texts))))
        count = len(brought)
        seen = np.empty((count, EMBEDDED + len(WINDOWS) * WIDTH), np.float32)
        seen[:, :EMBEDDED] = brought[:, :EMBEDDED]
        neighbours = _neighbours(starts, lengths)
        inputs = EMBEDDED + len(WINDOWS) * WIDTH
        padded = np.zeros((count + 1, WIDTH), np.float32)  # the last row stands for what is outside a text
        for place, (width, before) in enumerate(WINDOWS):
            column = EMBEDDED + place * WIDTH
            around = neighbours[:, MOST_BEFORE - before : MOST_BEFORE - before + width]
            first = np.tile(weights.b1[place], (count, 1))
            for step in range(width):
                padded[:count] = brought[:, inputs : inputs + WIDTH]
                first += padded[around[:, step]]
                inputs += WIDTH
            np.maximum(first, 0, out=first)
            first += brought[:, column : column + WIDTH]
            padded[:count] = first
            second = padded[around].reshape(count, width * WIDTH) @ weights.w2[place]
            second += weights.b2[place]
            np.maximum(second, 0, out=second)
            seen[:, column : column + WIDTH] = second + first
        _normalise(seen, weights.ln_g, weights.ln_b, weights.eps)
        return self._pooled(np.add.reduceat(seen, starts, axis=0), lengths.astype(np.float32))

    def _pooled(self, summed: Floats, lengths: Floats) -> Floats:
        weights = self._weights
        mean = summed @ weights.cnn_W + lengths[:, None] * weights.cnn_b
        mean *= 1 / np.sqrt(lengths)[:, None]
        first = np.maximum(mean @ weights.d0, 0)
        second = np.maximum(mean @ weights.p1 + first @ weights.d1, 0)
        third = np.maximum(second @ weights.d2, 0)
        vector = np.tanh(second @ weights.p3 + third @ weights.d3)
        unit: Floats = vector / np.maximum(np.linalg.norm(vector, axis=1, keepdims=True), np.float32(1e-9))
        return unit

    def _brought(self, tokens: Integers) -> Floats:
        """The rows of tokens, remembered or computed; the oldest are forgotten first."""
        distinct, where = np.unique(tokens, return_inverse=True)
        places = np.array([self._place.get(int(token), -1) for token in distinct])
        rows = self._store[places]
        new = np.flatnonzero(places < 0)
        if len(new):
            rows[new] = self._alone(distinct[new])
            for row in new:
                self._remember(int(distinct[row]), rows[row])
        brought: Floats = rows[where]
        return brought

    def _remember(self, token: int, row: Floats) -> None:
        self._place.pop(self._token_at[self._next], None)
        self._store[self._next] = row
        self._token_at[self._next] = token
        self._place[token] = self._next
        self._next = (self._next + 1) % len(self._token_at)

    def _alone(self, tokens: Integers) -> Floats:
        """What tokens bring: embedding, projection, and the projection through each first convolution."""
        weights = self._weights
        part = tokens % len(weights.scale)
        embedded = weights.table[tokens] * weights.scale[part, None] + weights.lo[part, None]
        projected = embedded @ weights.proj_W + weights.proj_b
        _normalise(projected, weights.ln_g_all, weights.ln_b_all, weights.eps)
        inputs = [
            projected[:, place * WIDTH : (place + 1) * WIDTH] @ kernel
            for place, (width, _) in enumerate(WINDOWS)
            for kernel in weights.w1[place].reshape(width, WIDTH, WIDTH)
        ]
        return np.hstack([embedded, projected, *inputs]).astype(np.float32)


MOST_BEFORE = max(before for _, before in WINDOWS)
MOST_AFTER = max(width - 1 - before for width, before in WINDOWS)


def _neighbours(starts: Integers, lengths: Integers) -> Integers:
    """The tokens around each token, shape (tokens, widest window); outside of its text: their number."""
    count = int(lengths.sum())
    around = np.arange(count)[:, None] + np.arange(-MOST_BEFORE, MOST_AFTER + 1)
    is_inside = (around >= np.repeat(starts, lengths)[:, None]) & (
        around < np.repeat(starts + lengths, lengths)[:, None]
    )
    return np.where(is_inside, around, count)


def _normalise(rows: Floats, gain: Floats, shift: Floats, tiny: float) -> None:
    """Layer normalisation of each row, in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    rows *= 1 / np.sqrt(np.einsum("ij,ij->i", rows, rows)[:, None] / rows.shape[1] + tiny)
    rows *= gain
    rows += shift
