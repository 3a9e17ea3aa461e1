"""Sentence vectors of any model that the package sentence-transformers can load."""

from collections.abc import Sequence

import numpy as np

from bot.components.encoder import UnusableEncoder


class SentenceTransformersEncoder:
    """Rows of unit length. `model`: a folder or a hub name; `prefix`: what it expects before each text.

    Two folders of one name count as one encoder: give another name to other weights.
    """

    def __init__(self, *, model: str, prefix: str = "") -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as missing:
            raise UnusableEncoder(
                f"{missing.name} is missing: install the package sentence-transformers"
            ) from missing
        self._model = SentenceTransformer(model, device="cpu")
        self._prefix = prefix
        self.name = f"sentence-transformers-{model}-{prefix}"

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of shape (len(texts), width of the model), float32."""
        rows = self._model.encode(
            [self._prefix + (text or " ") for text in texts],
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(rows, np.float32)
