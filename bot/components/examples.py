"""The training sentences, synonyms and lookups of nlu_data/, read without Rasa."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ANNOTATION = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")
"""Rasa's marking of an entity inside a sentence: [蓝色](colour)."""


@dataclass
class Examples:
    """`sentences`: (text, intent) pairs; `lookups`: kind to words; `synonyms`: spoken word to its name."""

    sentences: list[tuple[str, str]] = field(default_factory=list)
    lookups: dict[str, list[str]] = field(default_factory=dict)
    synonyms: dict[str, str] = field(default_factory=dict)


def read_examples(folder: Path) -> Examples:
    """Read every `*.yml` directly in `folder`; a repeated sentence of the same intent counts once."""
    found = Examples()
    seen: set[tuple[str, str]] = set()
    for path in sorted(folder.glob("*.yml")):
        for block in _blocks(path):
            lines = _lines(block["examples"])
            if "intent" in block:
                for text in lines:
                    pair = (ANNOTATION.sub(r"\1", text), str(block["intent"]))
                    if pair not in seen:
                        seen.add(pair)
                        found.sentences.append(pair)
            elif "lookup" in block:
                found.lookups.setdefault(str(block["lookup"]), []).extend(lines)
            elif "synonym" in block:
                found.synonyms.update(dict.fromkeys(lines, str(block["synonym"])))
    return found


def _blocks(path: Path) -> Iterator[dict[str, Any]]:
    content = yaml.load(
        path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    for block in (content or {}).get("nlu") or []:
        if "examples" in block:
            yield block


def _lines(examples: str) -> list[str]:
    return [line.strip()[2:].strip() for line in examples.splitlines() if line.strip().startswith("- ")]
