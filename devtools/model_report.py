"""A comparison of two models for people: lines in the terminal, and one page without scripts."""

from collections.abc import Iterator
from html import escape
from typing import Any

Report = dict[str, Any]
WORSE = -0.005
"""A share that falls by half a point or more is pointed out."""
SHOWN = 12
NAMES = {
    "real": "real messages",
    "real.answered_at_95": "real messages, answered at 95 % right",
    "own": "own checks, all",
    "own.answered_at_95": "own checks, answered at 95 % right",
    "person.heard": "person wanted, heard",
    "person.left_alone": "no person wanted, left alone",
    "speed.median": "one message, median",
    "speed.p99": "one message, p99",
}
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>
body{{font:15px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;max-width:60rem;margin:2rem auto}}
table{{border-collapse:collapse;width:100%;margin:1rem 0}}
td,th{{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #8884}}
td.n{{text-align:right;font-variant-numeric:tabular-nums}}
.worse{{color:#b3261e}}.better{{color:#146c2e}}</style></head><body>
<h1>{title}</h1><p>{lead}</p>{body}</body></html>
"""


def terminal(report: Report) -> Iterator[str]:
    """The report in lines of about a hundred columns."""
    yield f"  {'score':<40}{'cases':>7}{'before':>10}{'after':>10}{'change':>10}"
    for score in report["scores"]:
        mark = "  worse" if is_worse(score) else ""
        sides = f"{shown(score, 'before'):>10}{shown(score, 'after'):>10}{change_of(score):>10}"
        yield f"  {name_of(score):<40}{score['cases']:>7}{sides}{mark}"
    if report.get("trouble"):
        yield f"  the model in use could not be asked: {report['trouble']}"
    if report.get("ticket_text"):
        yield from (f"  {line}" for line in report["ticket_text"].splitlines())
    replay = report.get("replay")
    if replay:
        yield f"  of {replay['messages']} stored messages {replay['changed']} are decided otherwise"
        for pair in replay["pairs"][:SHOWN]:
            yield f"    {pair['count']:>4} × {pair['before']} → {pair['after']}"
        for one in replay["changes"][:SHOWN]:
            yield f"    {one['text'][:40]}  {reading(one['before'])} → {reading(one['after'])}"


def page(report: Report) -> str:
    """The report as a standalone HTML page; every word of a shopper is escaped."""
    rows = "".join(
        f"<tr><td>{escape(name_of(score))}</td><td class=n>{score['cases']}</td>"
        f"<td class=n>{shown(score, 'before')}</td><td class=n>{shown(score, 'after')}</td>"
        f"<td class='n {_class(score)}'>{change_of(score)}</td></tr>"
        for score in report["scores"]
    )
    body = (
        "<table><tr><th>Score</th><th>Cases</th><th>Before</th><th>After</th><th>Change</th></tr>"
        f"{rows}</table>"
    )
    if report.get("ticket_text"):
        body += f"<h2>Ticket texts, held out</h2><pre>{escape(report['ticket_text'])}</pre>"
    replay = report.get("replay")
    if replay:
        changes = "".join(
            f"<tr><td>{escape(one['text'])}</td><td>{escape(reading(one['before']))}</td>"
            f"<td>{escape(reading(one['after']))}</td><td>{escape(one['outcome'])}</td></tr>"
            for one in replay["changes"]
        )
        body += (
            f"<h2>{replay['changed']} of {replay['messages']} stored messages are decided otherwise</h2>"
            "<table><tr><th>Message, masked</th><th>Before</th><th>After</th><th>Then</th></tr>"
            f"{changes}</table>"
        )
    lead = (
        f"Trained {report['trained_at']}, {report['learnt']} sentences from conversations, "
        f"compared with {report['compared_with'] or 'nothing'}."
    )
    return PAGE.format(title=escape(f"Model {report['version']}"), lead=escape(lead), body=body)


def name_of(score: Report) -> str:
    """A score in words."""
    name: str = score["name"]
    kind, _, rest = name.partition(".")
    plain = {"own": f"own checks, {rest}", "entity": f"entity, {rest}"}.get(kind, name)
    return NAMES.get(name, plain.replace("_", " "))


def shown(score: Report, side: str) -> str:
    """One side's value, or a dash."""
    value = score[side]
    if value is None:
        return "–"
    return f"{value:.1%}" if score["unit"] == "share" else f"{value:.1f} ms"


def change_of(score: Report) -> str:
    """What the new model gains or loses."""
    if score["before"] is None:
        return ""
    gain = score["after"] - score["before"]
    return f"{gain * 100:+.1f}" if score["unit"] == "share" else f"{gain:+.1f} ms"


def is_worse(score: Report) -> bool:
    """Whether a share fell so far that somebody should look."""
    return (
        score["unit"] == "share" and score["before"] is not None and score["after"] - score["before"] <= WORSE
    )


def reading(read: Report) -> str:
    """An intent with its confidence."""
    return f"{read['intent']} {read['confidence']:.2f}"


def _class(score: Report) -> str:
    if score["unit"] != "share" or score["before"] is None:
        return ""
    return "worse" if is_worse(score) else "better" if score["after"] > score["before"] else ""
