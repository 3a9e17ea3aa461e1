"""A conversation in a few lines for whoever takes it over: the shopper's own words, not ours."""

from collections.abc import Sequence
from dataclasses import dataclass

LINE = 60
"""Characters of one line of the summary."""
SHORT = 4
"""Texts up to this length (好的, 嗯, 在吗) say nothing by themselves."""
LATEST = 2


@dataclass(frozen=True)
class Said:
    """One message of the talk, in words."""

    by_customer: bool
    text: str


def summarise(said: Sequence[Said]) -> str:
    """What the shopper first came with, what was last said, and the last answer; one line each.

    Extractive: nothing stands here that was not said. Empty when the shopper said nothing.
    """
    words = [one.text for one in said if one.by_customer and len(one.text.strip()) > SHORT]
    if not words:
        words = [one.text for one in said if one.by_customer]
    if not words:
        return ""
    lines = [f"起因：{_cut(words[0])}"]
    lines += [f"又说：{_cut(text)}" for text in dict.fromkeys(words[1:][-LATEST:]) if text != words[0]]
    answers = [one.text for one in said if not one.by_customer and one.text.strip()]
    if answers:
        lines.append(f"助手最后答：{_cut(answers[-1])}")
    return "\n".join(lines)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LINE else f"{line[:LINE]}…"
