"""The report page of the scores: one file without scripts, in light and dark, with no message in it."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from bench.understanding import plots
from bench.understanding.scores import OWN, REAL, Taken
from devtools.model_report import name_of, shown

NAMES = {REAL: "real messages", OWN: "own checks"}
STYLES = {REAL: "a", OWN: "b"}
STYLE = Path(__file__).with_name("report.css")
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>{style}</style></head>
<body><main><h1>{title}</h1><p>{lead}</p>{body}</main></body></html>
"""


def page(
    taken: Taken, scores: Sequence[dict[str, Any]], thresholds: Sequence[plots.Threshold], lead: str
) -> str:
    """The whole page; `scores` are lines with both sides, of which the second is shown."""
    lines = [
        plots.Line(NAMES[name], taken.checks[name], STYLES[name]) for name in NAMES if name in taken.checks
    ]
    key = "".join(f'<i class="{line.style}"></i>{line.name} ({line.score.total})' for line in lines)
    key = f'<p class="key">{key}</p>'
    shown_set = NAMES[taken.main]
    body = [
        _tiles(taken, scores, thresholds),
        '<div class="two">',
        _section(
            "Do confidences come true?",
            "On the dashed line 80 % sure means 80 % right. Larger dots stand for more answers.",
            plots.reliability(lines) + key,
        ),
        _section(
            "How much can be answered at once?",
            "From the surest answer to the least sure one; dots mark the thresholds in use.",
            plots.coverage(lines, thresholds) + key,
        ),
        "</div>",
        _section("All scores", "Shares of the cases that were read right.", _table(scores)),
        _section(
            "What is taken for what",
            f"The intents most often confused, {shown_set} that accept one: rows are wanted, columns read. "
            "Red is drawn four times as strong as green.",
            plots.matrix(taken.checks[taken.main]),
        ),
        _section(
            "Each intent",
            "Share read right of the messages that accept one intent, the weakest first.",
            _recall(taken) + key,
        ),
    ]
    return PAGE.format(
        title="How well the assistant reads",
        style=STYLE.read_text(encoding="utf-8"),
        lead=escape(lead),
        body="".join(body),
    )


def _section(title: str, words: str, content: str) -> str:
    return f"<section><h2>{escape(title)}</h2><p>{escape(words)}</p>{content}</section>"


def _tiles(taken: Taken, scores: Sequence[dict[str, Any]], thresholds: Sequence[plots.Threshold]) -> str:
    main = taken.checks[taken.main]
    share, right = plots.at(main, thresholds[0].confidence)
    median = next((shown(score, "after") for score in scores if score["name"] == "speed.median"), "–")
    tiles = [
        *(
            (f"{taken.checks[name].accuracy:.1%}", f"right on {NAMES[name]}")
            for name in NAMES
            if name in taken.checks
        ),
        (f"{share:.0%}", f"answered at once, {right:.0%} of them right"),
        (f"{taken.heard.recall:.0%}", "of wishes for a person heard"),
        (median, "for one message"),
    ]
    cards = "".join(
        f'<div class="tile"><b>{value}</b><span>{escape(words)}</span></div>' for value, words in tiles
    )
    return f'<div class="tiles">{cards}</div>'


def _table(scores: Sequence[dict[str, Any]]) -> str:
    rows = "".join(
        f"<tr><td>{escape(name_of(score))}</td><td class=w>"
        + (plots.bar(score["after"], "a") if score["unit"] == "share" else "")
        + f"</td><td class=n>{shown(score, 'after')}</td><td class=n>{score['cases']}</td></tr>"
        for score in scores
    )
    return (
        f"<table><tr><th>Score</th><th></th><th class=n>Value</th><th class=n>Cases</th></tr>{rows}</table>"
    )


def _recall(taken: Taken) -> str:
    found = {name: taken.checks[name].recall() for name in NAMES if name in taken.checks}
    intents = sorted({intent for counts in found.values() for intent in counts})

    def worst(intent: str) -> float:
        return min(counts[intent][0] / counts[intent][1] for counts in found.values() if intent in counts)

    rows = []
    for intent in sorted(intents, key=lambda intent: (worst(intent), intent)):
        bars = counted = ""
        for name, counts in found.items():
            if intent in counts:
                right, total = counts[intent]
                bars += plots.bar(right / total, STYLES[name])
                counted += f"{right} / {total}<br>"
        rows.append(f"<tr><td>{escape(intent)}</td><td class=w>{bars}</td><td class=n>{counted}</td></tr>")
    half = (len(rows) + 1) // 2
    tables = "".join(f"<table>{''.join(part)}</table>" for part in (rows[:half], rows[half:]))
    return f'<div class="two">{tables}</div>'
