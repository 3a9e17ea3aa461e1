"""Turns a second, ours beside stock Rasa: `.venv/bot/bin/python bench/turns.py --work /tmp/rasa-bench`.

Conversations of 12 turns, two of five turns answered by a custom action, 8 at once, each side with its store
on disk. The messages are those of bench/understanding/balanced_*.tsv, which nobody trained on. Rounds
alternate. Bar: 2.5 times the answered turns a second, a 99th percentile of at most 35 %, understanding no
worse, no silence.
"""

import argparse
import asyncio
import random
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from rasa_servers import Said, Server, both_sides, hold, machine, percentile, verdict
from stock_rasa import OURS, ROOT, SEED, SENTENCES, SIDES, STOCK, models, uses_action

from bench.understanding.intents import read_messages

TURNS = 12
AT_ONCE = 8
FASTER, P99_SHARE = 2.5, 0.35
Talks = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Round:
    """What one side did in one round: `took` in ms; answered and right are counts of turns."""

    seconds: float
    cpu: float
    took: list[float]
    answered: int
    right: int

    @property
    def rate(self) -> float:
        """Answered turns a second."""
        return self.answered / self.seconds


def make_talks(count: int, seed: int) -> Talks:
    """Conversations by their names; of five turns in a row two belong to the custom action."""
    rows = [row for file in CHECKS for row in read_messages(file, "intent")]
    labelled = [(text, next(iter(intents))) for text, intents in rows]
    by_action = uses_action(sorted({intent for _, intent in labelled}))
    chance = random.Random(seed)
    kinds = [
        [row for row in labelled if row[1] not in by_action],
        [row for row in labelled if row[1] in by_action],
    ]
    return {
        f"talk-{seed}-{number}": [
            chance.choice(kinds[(number * TURNS + turn) % 5 in {1, 3}]) for turn in range(TURNS)
        ]
        for number in range(count)
    }


CHECKS = sorted((ROOT / "bench" / "understanding").glob("balanced_*.tsv"))


def one_round(server: Server, talks: Talks) -> Round:
    """All these conversations on one side."""
    texts = {sender: [text for text, _ in turns] for sender, turns in talks.items()}
    cpu, began = server.cpu(), time.perf_counter()
    done = asyncio.run(hold(server.url, texts, AT_ONCE))
    seconds, cpu = time.perf_counter() - began, server.cpu() - cpu
    pairs: list[tuple[Said, str]] = [
        (said, intent)
        for sender, turns in talks.items()
        for said, (_, intent) in zip(done[sender], turns, strict=True)
    ]
    return Round(
        seconds,
        cpu,
        [said.took for said, _ in pairs],
        sum(bool(said.answer) for said, _ in pairs),
        sum(said.is_right(intent) for said, intent in pairs),
    )


def report(rounds: dict[str, list[Round]]) -> int:
    """Print both sides and the ratios; 1 when a bar is missed."""
    silent, right, p99 = {}, {}, {}
    for side in SIDES:
        took = [each for one in rounds[side] for each in one.took]
        turns = len(took)
        silent[side] = turns - sum(one.answered for one in rounds[side])
        right[side] = sum(one.right for one in rounds[side]) / turns
        p99[side] = percentile(took, 0.99)
        cpu = 1000 * sum(one.cpu for one in rounds[side]) / turns
        print(
            f"{side:<6}{statistics.median(one.rate for one in rounds[side]):7.1f} turns/s, median "
            f"{statistics.median(took):.0f} ms, p99 {p99[side]:.0f} ms, {cpu:.1f} ms of processor a turn, "
            f"{right[side]:.1%} right, {silent[side]} silent of {turns}"
        )
    pairs = list(zip(rounds[OURS], rounds[STOCK], strict=True))
    faster = statistics.median(ours.rate / stock.rate for ours, stock in pairs)
    lean = statistics.median(stock.cpu / ours.cpu for ours, stock in pairs)
    slowest = statistics.median(
        percentile(ours.took, 0.99) / percentile(stock.took, 0.99) for ours, stock in pairs
    )
    print(f"median of {len(pairs)} pairs: {faster:.2f} times the turns/s, {lean:.2f} times as lean")
    return verdict(
        [
            (f"turns/s {faster:.2f} ≥ {FASTER} times", faster >= FASTER),
            (f"p99 {slowest:.0%} ≤ {P99_SHARE:.0%} of stock", slowest <= P99_SHARE),
            (f"right {right[OURS]:.1%} ≥ {right[STOCK]:.1%}", right[OURS] >= right[STOCK]),
            (f"silent turns {silent[OURS]} = 0", silent[OURS] == 0),
        ]
    )


def main() -> int:
    """Train what is missing, alternate, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, required=True, help="folder for the models of both sides")
    parser.add_argument("--stock-model", type=Path, help="a stock model from before, instead of training")
    parser.add_argument("--sentences", type=int, default=SENTENCES)
    parser.add_argument("--talks", type=int, default=40, help="conversations a round")
    parser.add_argument("--pairs", type=int, default=5)
    options = parser.parse_args()
    rounds: dict[str, list[Round]] = {side: [] for side in SIDES}
    with both_sides(models(options.work, options.stock_model, options.sentences)) as servers:
        for server in servers.values():
            one_round(server, make_talks(AT_ONCE, SEED - 1))
        print(machine())
        for pair in range(options.pairs):
            talks = make_talks(options.talks, SEED + pair)
            for side in SIDES if pair % 2 else reversed(SIDES):
                rounds[side].append(one_round(servers[side], talks))
        code = report(rounds)
        print(machine())
    return code


if __name__ == "__main__":
    sys.exit(main())
