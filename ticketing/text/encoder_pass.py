"""The encoder's forward pass, with what each token brings by itself computed once and kept.

The first half of the network (embedding, projection, the inputs of its first convolutions) looks at one token
at a time. Shoppers use few thousand tokens: kept rows leave six tenths of the work undone.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np

from ticketing.text.features import Floats, Integers
from ticketing.text.token_rows import ALONE, EMBEDDED, WIDTH, TokenRows, alone, normalise

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
        self._rows = TokenRows(self._computed, ALONE + sum(seen for seen, _ in WINDOWS) * WIDTH, kept)

    def encode(self, texts: Sequence[Sequence[int]]) -> Floats:
        """One vector a text of tokens, shape (texts, 512); no text may be empty."""
        found = np.empty((len(texts), EMBEDDED), np.float32)
        for part in _parts(texts):
            seen, starts, lengths = self._seen(texts[part])
            found[part] = self._pooled(np.add.reduceat(seen, starts, axis=0), lengths.astype(np.float32))
        return found

    def tokens(self, texts: Sequence[Sequence[int]]) -> list[Floats]:
        """What each token means where it stands: a text's rows have shape (tokens, 1280)."""
        found: list[Floats] = []
        for part in _parts(texts):
            seen, starts, _ = self._seen(texts[part])
            found += np.split(seen, starts[1:])
        return found

    def _seen(self, texts: Sequence[Sequence[int]]) -> tuple[Floats, Integers, Integers]:
        """The tokens of all texts among their neighbours, where each text begins, and its length."""
        weights = self._weights
        lengths = np.array([len(text) for text in texts])
        starts = np.cumsum(lengths) - lengths
        brought = self._rows.of(list(chain.from_iterable(texts)))
        count = len(brought)
        seen = np.empty((count, ALONE), np.float32)
        seen[:, :EMBEDDED] = brought[:, :EMBEDDED]
        neighbours = _neighbours(starts, lengths)
        inputs = ALONE
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
        normalise(seen, weights.ln_g, weights.ln_b, weights.eps)
        return seen, starts, lengths

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

    def _computed(self, tokens: Integers) -> Floats:
        """What tokens bring: embedding, projection, and the projection through each first convolution."""
        weights = self._weights
        own = alone(weights, tokens)
        inputs = [
            own[:, EMBEDDED + place * WIDTH : EMBEDDED + (place + 1) * WIDTH] @ kernel
            for place, (width, _) in enumerate(WINDOWS)
            for kernel in weights.w1[place].reshape(width, WIDTH, WIDTH)
        ]
        return np.hstack([own, *inputs]).astype(np.float32)


MOST_BEFORE = max(before for _, before in WINDOWS)
MOST_AFTER = max(width - 1 - before for width, before in WINDOWS)


def _parts(texts: Sequence[Sequence[int]]) -> Iterator[slice]:
    """Texts that are read together."""
    first, count = 0, 0
    for row, text in enumerate(texts):
        if count and count + len(text) > MOST_TOKENS:
            yield slice(first, row)
            first, count = row, 0
        count += len(text)
    if count:
        yield slice(first, len(texts))


def _neighbours(starts: Integers, lengths: Integers) -> Integers:
    """The tokens around each token, shape (tokens, widest window); outside of its text: their number."""
    count = int(lengths.sum())
    around = np.arange(count)[:, None] + np.arange(-MOST_BEFORE, MOST_AFTER + 1)
    is_inside = (around >= np.repeat(starts, lengths)[:, None]) & (
        around < np.repeat(starts + lengths, lengths)[:, None]
    )
    return np.where(is_inside, around, count)
