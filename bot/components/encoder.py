"""Sentence vectors: one small protocol, which encoder a model needs, and a plain fallback."""

import logging
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np

from bot.components.token_encoder import TokenEncoder

logger = logging.getLogger(__name__)
FALLBACK_WIDTH = 512


class Encoder(Protocol):
    """Turns texts into rows of one width. `name` tells encoders apart: a model fits one only."""

    name: str

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of shape (len(texts), width), float32."""
        ...


class CharacterEncoder:
    """Hashed character 1- to 3-grams: works everywhere, knows no synonyms."""

    name = "character-hash-1"

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of shape (len(texts), 512)."""
        rows = np.zeros((len(texts), FALLBACK_WIDTH), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for size in (1, 2, 3):
                for start in range(len(text) - size + 1):
                    row[zlib.crc32(text[start : start + size].encode()) % FALLBACK_WIDTH] += 1.0
            length = float(np.linalg.norm(row))
            if length:
                row /= length
        return rows


@lru_cache(maxsize=1)
def get_encoder() -> Encoder:
    """The process's one encoder: its 100 MB of weights are read once."""
    try:
        encoder: Encoder = TokenEncoder()
        encoder.encode(["你好"])
        return encoder
    except (ImportError, OSError) as missing:
        logger.warning(
            "no sentence encoder (%s): character features only, understanding will be worse", missing
        )
        return CharacterEncoder()


def get_named_encoder(name: str) -> Encoder:
    """The encoder that a model was trained with; raises ValueError when this machine has another."""
    encoder = get_encoder()
    if encoder.name == name:
        return encoder
    if name == CharacterEncoder.name:
        return CharacterEncoder()
    raise ValueError(f"the model needs encoder {name!r}, this machine has {encoder.name!r}: train again")
