"""Plots as inline SVG; colours are the page's own, so that light and dark both work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bench.understanding.intents import Score

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 460, 330, 46, 40, 14
BINS = 10
CURVE_FROM = 20
"""Fewer answers than this say nothing of a precision."""
FLOOR = 0.5
"""Precision below one half is not drawn."""
CELL, LABEL = 30, 168
WRONG_TIMES = 4
"""Confusions are drawn so many times as strong as what is right."""


@dataclass(frozen=True)
class Line:
    """A score to draw, its name, and the class that gives its colour."""

    name: str
    score: Score
    style: str


@dataclass(frozen=True)
class Threshold:
    """A confidence at which the assistant begins to do something."""

    name: str
    confidence: float


def bins(score: Score) -> Iterator[tuple[float, float, int]]:
    """(mean confidence, share right, answers) of each tenth of confidence that has answers."""
    for number in range(BINS):
        low, high = number / BINS, (number + 1) / BINS
        inside = [a for a in score.answers if low <= a[0] < high or (a[0] == high == 1)]
        if inside:
            yield (
                sum(sure for sure, _ in inside) / len(inside),
                sum(right for _, right in inside) / len(inside),
                len(inside),
            )


def curve(score: Score) -> list[tuple[float, float]]:
    """(share answered, share of those that is right), surest first."""
    points, right = [], 0
    for place, (_, is_right) in enumerate(sorted(score.answers, reverse=True), start=1):
        right += is_right
        if place >= CURVE_FROM:
            points.append((place / score.total, right / place))
    return points


def at(score: Score, confidence: float) -> tuple[float, float]:
    """(share answered, share of those that is right) when everything from this confidence on is answered."""
    answers = [right for sure, right in score.answers if sure >= confidence]
    return len(answers) / (score.total or 1), sum(answers) / (len(answers) or 1)


def reliability(lines: Sequence[Line]) -> str:
    """Confidence against the share that is right; a dot's size tells how many answers it stands for."""
    parts = [_frame("confidence", "share right", 0.0), _path([(0.0, 0.0), (1.0, 1.0)], "ideal", 0.0)]
    for line in lines:
        dots = list(bins(line.score))
        parts.append(_path([(sure, right) for sure, right, _ in dots], line.style, 0.0))
        for sure, right, count in dots:
            radius = 3 + 9 * (count / line.score.total) ** 0.5
            tip = f"{line.name}: {count} answers, {sure:.0%} sure, {right:.0%} right"
            parts.append(_dot(sure, right, radius, line.style, tip, 0.0))
    return _svg(WIDTH, HEIGHT, "Reliability: confidence against the share that is right", parts)


def coverage(lines: Sequence[Line], thresholds: Sequence[Threshold]) -> str:
    """Share answered against the share of it that is right, with the thresholds in use."""
    parts = [_frame("share of messages answered at once", "of these right", FLOOR)]
    for line in lines:
        points = curve(line.score)
        parts.append(_path(points[:: max(1, len(points) // 200)] + points[-1:], line.style, FLOOR))
        for threshold in thresholds:
            share, right = at(line.score, threshold.confidence)
            tip = (
                f"{line.name}, {threshold.name} from {threshold.confidence}: "
                f"{share:.0%} answered, {right:.0%} right"
            )
            parts.append(_dot(share, right, 5, f"{line.style} mark", tip, FLOOR))
            if line is lines[0]:
                x, y = _place(share, right, FLOOR)
                parts.append(_text(x - 8, y + 16, f"{threshold.name} {threshold.confidence}", "end"))
    return _svg(WIDTH, HEIGHT, "How much can be answered, and how much of it is right", parts)


def matrix(score: Score, most: int = 16) -> str:
    """What the most confused intents are read as; rows are wanted, columns are read."""
    weights: dict[str, int] = {}
    for (wanted, got), count in score.confusions.items():
        for intent in (wanted, got):
            weights[intent] = weights.get(intent, 0) + count
    names = sorted(sorted(weights, key=lambda name: (-weights[name], name))[:most])
    top = LABEL - 40
    parts = []
    totals = {name: total for name, (_, total) in score.recall().items()}
    for row, wanted in enumerate(names):
        y = top + row * CELL
        x = LABEL + row * CELL
        parts.append(f'<text x="{LABEL - 8}" y="{y + 20}" text-anchor="end">{escape(wanted)}</text>')
        parts.append(f'<text transform="translate({x + 19},{top - 8}) rotate(-50)">{escape(wanted)}</text>')
        for column, got in enumerate(names):
            total = totals.get(wanted, 0)
            parts.append(_cell(LABEL + column * CELL, y, wanted, got, score.read[wanted, got], total))
    side = LABEL + len(names) * CELL
    return _svg(side + 90, top + len(names) * CELL + 6, "Which intents are taken for which", parts, " wide")


def _cell(x: int, y: int, wanted: str, got: str, count: int, total: int) -> str:
    share = count / (total or 1)
    style, strength = ("right", share) if wanted == got else ("wrong", min(1.0, WRONG_TIMES * share))
    place = f'x="{x}" y="{y}" width="{CELL - 2}" height="{CELL - 2}" rx="3"'
    return (
        f"<g><title>{escape(wanted)} read as {escape(got)}: {count} of {total}</title>"
        f'<rect class="empty" {place}/><rect class="{style}" {place} fill-opacity="{0.85 * strength:.2f}"/>'
        + (f'<text class="cell" x="{x + CELL / 2 - 1:g}" y="{y + 19}">{count}</text>' if count else "")
        + "</g>"
    )


def bar(share: float, style: str) -> str:
    """A small bar for a table."""
    return (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="empty" width="100" height="8" rx="2"/>'
        f'<rect class="{style}" width="{100 * share:.1f}" height="8" rx="2"/></svg>'
    )


def _svg(width: float, height: float, title: str, parts: Sequence[str], style: str = "") -> str:
    return (
        f'<svg class="plot{style}" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(title)}"'
        f' style="max-width:{width:g}px">{"".join(parts)}</svg>'
    )


def _place(x: float, y: float, floor: float) -> tuple[float, float]:
    height = HEIGHT - BOTTOM - TOP
    share = (max(y, floor) - floor) / (1 - floor)
    return LEFT + x * (WIDTH - LEFT - 14), TOP + (1 - share) * height


def _frame(across: str, up: str, floor: float) -> str:
    parts = []
    for step in range(6):
        share = step / 5
        x, bottom = _place(share, floor, floor)
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{bottom:.1f}"/>')
        parts.append(_text(x, bottom + 15, f"{share:.0%}", "middle"))
        value = floor + share * (1 - floor)
        left, y = _place(0, value, floor)
        right, _ = _place(1, value, floor)
        parts.append(f'<line class="grid" x1="{left:.1f}" x2="{right:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(_text(left - 6, y + 4, f"{value:.0%}", "end"))
    parts.append(_text((LEFT + WIDTH - 14) / 2, HEIGHT - 6, across, "middle"))
    parts.append(
        f'<text class="small" transform="translate(11,{(HEIGHT - BOTTOM + TOP) / 2:.1f}) rotate(-90)"'
        f' text-anchor="middle">{up}</text>'
    )
    return "".join(parts)


def _path(points: Sequence[tuple[float, float]], style: str, floor: float) -> str:
    places = [_place(x, y, floor) for x, y in points if y >= floor]
    return f'<polyline class="line {style}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>'


def _dot(x: float, y: float, radius: float, style: str, tip: str, floor: float) -> str:
    across, up = _place(x, y, floor)
    return (
        f'<circle class="dot {style}" cx="{across:.1f}" cy="{up:.1f}" r="{radius:.1f}">'
        f"<title>{escape(tip)}</title></circle>"
    )


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text class="small" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
