"""`python -m bench.understanding --data DIR`: train on nlu_data, read the real messages, print the scores."""

import argparse
import os
import time
from pathlib import Path
from typing import Any

import yaml

from actions.fallback import CONFIRM_FROM
from bench.understanding import entities, report
from bench.understanding.plots import Threshold
from bench.understanding.scores import Taken, beside, read_checks, speeds, take
from bot.components.examples import read_examples
from bot.understanding import Understanding
from devtools.model_report import name_of, shown

ROOT = Path(__file__).parents[2]
MOST_CONFUSIONS = 25


def main() -> None:
    """Train, score, print, draw. Without evaluation data: say so and end well."""
    arguments = _arguments()
    data = arguments.data or os.environ.get("HUISHENG_EVAL_DATA")
    if data is None or not (Path(data) / "jddc_intents" / "b.tsv").exists():
        missing = Path(data) / "jddc_intents" / "b.tsv" if data else "set HUISHENG_EVAL_DATA or give --data"
        print(f"skipped: no evaluation data ({missing})")
        return
    started = time.perf_counter()
    examples = read_examples(ROOT / "nlu_data")
    settings = reader_settings()
    reader = Understanding.train(examples, settings["encoder"])
    lead = f"Trained on {len(examples.sentences)} sentences in {time.perf_counter() - started:.0f} s"
    print(lead)
    checks = read_checks(Path(data))
    taken = take(reader, checks, settings["act_from"])
    scores = beside(None, [*taken.lines(), *speeds([reader], checks)[0]])
    for score in scores:
        print(f"{name_of(score):44}{shown(score, 'after'):>9}  of {score['cases']}")
    print(f"load {os.getloadavg()[0]:.1f}")
    if arguments.verbose:
        _print_failures(reader, taken)
    if arguments.report:
        page = report.page(
            taken, scores, thresholds(settings), f"{lead}; encoder {settings['encoder']['name']}."
        )
        arguments.report.parent.mkdir(parents=True, exist_ok=True)
        arguments.report.write_text(page, encoding="utf-8")
        print(f"report: {arguments.report}")


def reader_settings() -> dict[str, Any]:
    """What config.yml says of the Reader."""
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    return next(step for step in pipeline if step["name"].endswith(".Reader"))


def thresholds(settings: dict[str, Any]) -> list[Threshold]:
    """From where the assistant answers, changes something, and asks whether it understood."""
    return [
        Threshold("answer", settings["act_from"]),
        Threshold("change", settings["change_from"]),
        Threshold("confirm", CONFIRM_FROM),
    ]


def _print_failures(reader: Understanding, taken: Taken) -> None:
    for name, score in taken.checks.items():
        print(f"confusions, {name}")
        for (wanted, got), count in score.confusions.most_common(MOST_CONFUSIONS):
            print(f"  {count:4} {wanted} read as {got}")
    for text in taken.heard.missed:
        print(f"  no person heard in {text!r}")
    for text in taken.heard.mistaken:
        print(f"  a person heard in {text!r}")
    for case, instead in entities.misses(reader):
        print(f"  missed {case.kind} in {case.text!r}, found {instead}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.understanding", description=__doc__)
    parser.add_argument("--data", help="folder of the evaluation data; default: HUISHENG_EVAL_DATA")
    parser.add_argument(
        "--report", type=Path, help="write the scores and their plots there, as one HTML page"
    )
    parser.add_argument("--verbose", action="store_true", help="also the most frequent confusions and misses")
    return parser.parse_args()


if __name__ == "__main__":
    main()
