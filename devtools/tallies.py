"""Reads pytest's closing lines, and writes one for several runs."""

import re
from collections import Counter

CLOSING = re.compile(r"^=+ (?P<counts>(?:\d+ \w+(?:, )?)+) in (?P<seconds>[\d.]+)s(?: \(.*\))? =+$")
ORDER = ("failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "warnings", "errors")
SINGULAR = {"errors": "error", "warnings": "warning"}
PLURAL = {one: many for many, one in SINGULAR.items()}
WIDTH = 80


def read_closing(line: str) -> Counter[str] | None:
    """The counts of pytest's closing line, or None when the line is another one."""
    found = CLOSING.match(line.strip())
    if found is None:
        return None
    counts: Counter[str] = Counter()
    for part in found["counts"].split(", "):
        number, word = part.split(" ")
        counts[PLURAL.get(word, word)] += int(number)
    return counts


def write_closing(counts: Counter[str], seconds: float) -> str:
    """A closing line as pytest writes it."""
    parts = [
        f"{counts[word]} {SINGULAR.get(word, word) if counts[word] == 1 else word}"
        for word in ORDER
        if counts[word]
    ]
    text = f" {', '.join(parts) or 'no tests ran'} in {seconds:.2f}s "
    return text.center(WIDTH, "=")
