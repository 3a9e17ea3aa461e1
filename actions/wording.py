"""The shop's sentences: the responses of bot/domain, which is the only place where replies are worded."""

import zlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

DOMAIN = Path(__file__).parents[1] / "bot" / "domain"


@lru_cache(maxsize=1)
def responses() -> dict[str, list[str]]:
    """Every response's variants."""
    found: dict[str, list[str]] = {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in sorted(DOMAIN.glob("*.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        for name, variants in (content.get("responses") or {}).items():
            found[name] = [variant["text"] for variant in variants]
    return found


def say(name: str, seed: str = "", /, **values: Any) -> str:
    """One variant of a response, filled in; the same seed says the same. KeyError for what is missing."""
    variants = responses()[name]
    return variants[zlib.crc32(seed.encode()) % len(variants)].format_map(values).strip()
