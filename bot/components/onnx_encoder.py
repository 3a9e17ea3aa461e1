"""Sentence vectors of any encoder that was exported to ONNX with its Hugging Face tokenizer."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bot.components.encoder import UnusableEncoder

BATCH = 32
NAMES = ("input_ids", "attention_mask", "token_type_ids")
Pool = Callable[[np.ndarray, np.ndarray], np.ndarray]


def _mean(layer: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Over the pieces of the text; those that only fill the batch do not count."""
    total = (layer * mask[:, :, None]).sum(axis=1)
    result: np.ndarray = total / np.maximum(mask.sum(axis=1, keepdims=True), 1)
    return result


def _first(layer: np.ndarray, mask: np.ndarray) -> np.ndarray:
    return layer[:, 0]


def _most(layer: np.ndarray, mask: np.ndarray) -> np.ndarray:
    result: np.ndarray = np.where(mask[:, :, None] > 0, layer, -np.inf).max(axis=1)
    return result


POOLINGS: dict[str, Pool] = {"mean": _mean, "cls": _first, "max": _most}


class OnnxEncoder:
    """Rows of unit length from the model's last layer.

    `model`: the .onnx file; `tokenizer`: its tokenizer.json; `pooling`: mean, cls, max of the layer, or none
    for a model whose output is one row for each text; `prefix`: what the model expects before each text, as
    "query: "; `longest`: pieces of a text that are read.
    """

    def __init__(
        self, *, model: str, tokenizer: str, pooling: str = "mean", prefix: str = "", longest: int = 128
    ) -> None:
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as missing:
            raise UnusableEncoder(
                f"{missing.name} is missing: install the packages onnxruntime and tokenizers"
            ) from missing
        if pooling not in {*POOLINGS, "none"}:
            raise UnusableEncoder(f"pooling {pooling!r} is none of {', '.join(POOLINGS)}, none")
        for file in (model, tokenizer):
            if not Path(file).is_file():
                raise UnusableEncoder(f"the encoder's file {file} is not there")
        self._pool = POOLINGS.get(pooling)
        self._prefix = prefix
        self._tokenizer = Tokenizer.from_file(tokenizer)
        self._tokenizer.enable_truncation(longest)
        filled = self._tokenizer.padding or {}
        self._tokenizer.enable_padding(
            pad_id=filled.get("pad_id", 0), pad_token=filled.get("pad_token", "[PAD]")
        )
        self._session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
        self._inputs = [taken.name for taken in self._session.get_inputs()]
        if unknown := set(self._inputs) - set(NAMES):
            raise UnusableEncoder(
                f"the model asks for {', '.join(sorted(unknown))}; known are {', '.join(NAMES)}"
            )
        self._output = self._session.get_outputs()[0].name
        weights = sorted(Path(model).parent.glob(f"{Path(model).name}*"))
        self.name = f"onnx-{_digest([*weights, Path(tokenizer)])}-{pooling}-{longest}-{prefix}"

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of shape (len(texts), width of the model), float32."""
        # Texts of one length together: little of a batch is filling.
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        rows = [
            self._rows([texts[place] for place in order[at : at + BATCH]])
            for at in range(0, len(order), BATCH)
        ]
        vectors = np.concatenate(rows) if rows else np.zeros((0, 0), np.float32)
        result = np.empty_like(vectors)
        result[order] = vectors
        return result

    def _rows(self, texts: Sequence[str]) -> np.ndarray:
        read = self._tokenizer.encode_batch([self._prefix + (text or " ") for text in texts])
        given = {
            "input_ids": np.array([one.ids for one in read], np.int64),
            "attention_mask": np.array([one.attention_mask for one in read], np.int64),
            "token_type_ids": np.array([one.type_ids for one in read], np.int64),
        }
        (layer,) = self._session.run([self._output], {name: given[name] for name in self._inputs})
        wanted = 2 if self._pool is None else 3
        if layer.ndim != wanted:
            fit = "pooling: none" if layer.ndim == 2 else f"pooling: {' or '.join(POOLINGS)}"
            raise UnusableEncoder(
                f"the model's output {self._output!r} has shape {layer.shape}: it wants {fit}"
            )
        rows = layer.astype(np.float32)
        if self._pool is not None:
            rows = self._pool(rows, given["attention_mask"].astype(np.float32))
        result: np.ndarray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return result


def _digest(files: Sequence[Path]) -> str:
    """Twelve signs that change with any byte of the files."""
    total = hashlib.sha256()
    for file in files:
        with file.open("rb") as opened:
            total.update(hashlib.file_digest(opened, "sha256").digest())
    return total.hexdigest()[:12]
