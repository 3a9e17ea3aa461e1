"""`python -m bench.understanding --data DIR`: train on nlu_data, read the real messages, print the scores."""

import argparse
import os
import statistics
import time
from pathlib import Path
from typing import Any

import yaml

from bench.understanding import entities, intents, person
from bot.components.examples import read_examples
from bot.understanding import Understanding

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Train, score, print. Without evaluation data: say so and end well."""
    arguments = _arguments()
    data = arguments.data or os.environ.get("HUISHENG_EVAL_DATA")
    messages = Path(data) / "jddc_intents" / "b.tsv" if data else None
    if messages is None or not messages.exists():
        print(f"skipped: no evaluation data ({messages or 'set HUISHENG_EVAL_DATA or give --data'})")
        return
    started = time.perf_counter()
    examples = read_examples(ROOT / "nlu_data")
    settings = reader_settings()
    reader = Understanding.train(examples, settings["encoder"])
    print(f"trained on {len(examples.sentences)} sentences in {time.perf_counter() - started:.0f} s")
    real = intents.read_messages(messages, "accepted_intents")
    _print_score("real messages, jddc_intents/b.tsv", intents.score(reader, real), arguments.verbose)
    for path in sorted(Path(__file__).parent.glob("balanced_*.tsv")):
        _print_score(
            path.stem, intents.score(reader, intents.read_messages(path, "intent")), arguments.verbose
        )
    _print_heard(person.score(reader, settings["act_from"]), arguments.verbose)
    for kind, (found, total) in entities.score(reader).items():
        print(f"entity {kind:14} {found / total:6.1%}  ({found} of {total})")
    if arguments.verbose:
        for case, instead in entities.misses(reader):
            print(f"  missed {case.kind} in {case.text!r}, found {instead}")
    _print_speed(reader, [text for text, _ in real[:600]])


def reader_settings() -> dict[str, Any]:
    """What config.yml says of the Reader, beside what it is by itself."""
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    return next(step for step in pipeline if step["name"].endswith(".Reader"))


def _print_score(name: str, score: intents.Score, verbose: bool) -> None:
    print(
        f"intents {name}: {score.accuracy:.1%} ({score.right} of {score.total}), "
        f"answered at 95 % right: {score.coverage():.1%}"
    )
    if verbose:
        for (wanted, got), count in score.confusions.most_common(25):
            print(f"  {count:4} {wanted} read as {got}")


def _print_heard(heard: person.Heard, verbose: bool) -> None:
    print(
        f"person wanted: heard {heard.recall:.1%} ({heard.found} of {heard.wanted}), "
        f"others taken for it {heard.false_share:.1%} ({heard.wrong} of {heard.others})"
    )
    if verbose:
        for text in heard.missed:
            print(f"  missed {text!r}")
        for text in heard.mistaken:
            print(f"  mistaken {text!r}")


def _print_speed(reader: Understanding, texts: list[str]) -> None:
    times = []
    for text in texts:
        started = time.perf_counter()
        reader.parse(text)
        times.append(1000 * (time.perf_counter() - started))
    times.sort()
    print(
        f"one message: median {statistics.median(times):.1f} ms, p99 {times[int(len(times) * 0.99)]:.1f} ms, "
        f"load {os.getloadavg()[0]:.1f}"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.understanding", description=__doc__)
    parser.add_argument("--data", help="folder of the evaluation data; default: HUISHENG_EVAL_DATA")
    parser.add_argument("--verbose", action="store_true", help="also the most frequent confusions")
    return parser.parse_args()


if __name__ == "__main__":
    main()
