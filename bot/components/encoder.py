"""Sentence vectors: one small protocol, which encoder config.yml names, which one a trained model needs."""

import importlib
import json
import logging
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

import numpy as np

from bot.components.token_encoder import TokenEncoder

logger = logging.getLogger(__name__)
FALLBACK_WIDTH = 512
Settings = Mapping[str, Any]
"""The Reader's `encoder` in config.yml: a name, and what the encoder of that name asks for."""
DEFAULT = "word-pieces"
KNOWN = {
    DEFAULT: "bot.components.token_encoder:TokenEncoder",
    "characters": "bot.components.encoder:CharacterEncoder",
    "onnx": "bot.components.onnx_encoder:OnnxEncoder",
    "sentence-transformers": "bot.components.sentence_transformers_encoder:SentenceTransformersEncoder",
}


class Encoder(Protocol):
    """Turns texts into rows of one width. `name` tells encoders apart: a model fits one only."""

    name: str

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of shape (len(texts), width), float32."""
        ...


class UnusableEncoder(ValueError):
    """The encoder that is asked for cannot be had; the message says what to do."""


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


def get_encoder(settings: Settings | None = None) -> Encoder:
    """The encoder of these settings, made once in a process: 100 MB of weights are read once.

    Only the default has a stand-in. Raises UnusableEncoder when another one cannot be had.
    """
    return _made(json.dumps(dict(settings or {"name": DEFAULT}), sort_keys=True, default=str))


def get_stored_encoder(name: str, settings: Settings) -> Encoder:
    """The encoder that a model was trained with; raises UnusableEncoder when this machine makes another."""
    encoder = get_encoder(settings)
    if encoder.name == name:
        return encoder
    if name == CharacterEncoder.name:
        return CharacterEncoder()
    raise UnusableEncoder(f"the model needs encoder {name!r}, this machine has {encoder.name!r}: train again")


@lru_cache(maxsize=4)
def _made(settings: str) -> Encoder:
    options = json.loads(settings)
    name = str(options.pop("name", DEFAULT))
    if name == DEFAULT and not options:
        try:
            return _checked(name, TokenEncoder())
        except (ImportError, OSError) as missing:
            logger.warning(
                "no sentence encoder (%s): character features only, understanding will be worse", missing
            )
            return CharacterEncoder()
    make = _maker(name)
    try:
        return _checked(name, make(**options))
    except UnusableEncoder:
        raise
    except Exception as wrong:  # whatever an encoder of other hands raises, people need its name
        raise UnusableEncoder(f"encoder {name!r}: {type(wrong).__name__}: {wrong}") from wrong


def _maker(name: str) -> Callable[..., Encoder]:
    module, _, attribute = KNOWN.get(name, name).partition(":")
    if not attribute:
        known = ", ".join(sorted(KNOWN))
        raise UnusableEncoder(f"no encoder is called {name!r}: {known}, or package.module:Class")
    try:
        make: Callable[..., Encoder] = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as missing:
        raise UnusableEncoder(f"encoder {name!r} cannot be imported: {missing}") from missing
    return make


def _checked(name: str, encoder: Encoder) -> Encoder:
    """The encoder, warm, and known to keep to the protocol."""
    rows = np.asarray(encoder.encode(["你好", "我的快递到哪了"]))
    if not isinstance(getattr(encoder, "name", None), str):
        raise UnusableEncoder(f"encoder {name!r} has no `name` that tells its weights from others")
    if rows.ndim != 2 or len(rows) != 2 or not np.isfinite(rows).all():
        raise UnusableEncoder(f"encoder {name!r} must give one finite row for each text, gave {rows.shape}")
    return encoder
