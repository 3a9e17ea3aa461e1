"""What a turn costs late in a talk: `.venv/bot/bin/python bench/long_talk.py --work /tmp/rasa-bench`.

One conversation of 500 turns on each side (`--turns 2000` for longer). Bar: the processor time of the last
eleven turns is at most 1.25 times that of turns 5 to 15. Processor time, because a neighbour on the machine
would count as age; the clock's ratio stands beside it.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

from rasa_servers import Server, ask, both_sides, machine, verdict
from stock_rasa import OURS, SENTENCES, SIDES, models
from turns import make_talks

TURNS = 500
EARLY, SPAN = 5, 11
GROWTH = 1.25
PATIENCE = 60.0
"""Seconds: stock's late turns may take longer than the gateway waits for, and still have a cost."""
Cost = tuple[float, float]


def hold_alone(server: Server, turns: int, seed: int) -> list[Cost]:
    """(processor ms, clock ms) of each turn. Raises SystemExit when a turn is silent for a minute."""
    said = [text for talk in make_talks(turns // 12 + 1, 0).values() for text, _ in talk][:turns]
    # The same messages early and late: what they cost to read must not look like age.
    said[-SPAN:] = said[EARLY - 1 : EARLY - 1 + SPAN]
    costs = []
    for text in said:
        before = server.cpu()
        answer = ask(server.url, f"long-{seed}", text, PATIENCE)
        if not answer.answer:
            raise SystemExit(f"turn {len(costs) + 1} was silent: {text}")
        # What a server does after its answer belongs to the turn.
        time.sleep(0.002)
        costs.append((1000 * (server.cpu() - before), answer.took))
    return costs


def growth(costs: list[Cost], which: int) -> tuple[float, float, float]:
    """Medians of the early and of the last turns, and how many times dearer the last ones are."""
    early = statistics.median(one[which] for one in costs[EARLY - 1 : EARLY - 1 + SPAN])
    late = statistics.median(one[which] for one in costs[-SPAN:])
    return early, late, late / early


def main() -> int:
    """Train what is missing, talk long, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, required=True, help="folder for the models of both sides")
    parser.add_argument("--stock-model", type=Path, help="a stock model from before, instead of training")
    parser.add_argument("--sentences", type=int, default=SENTENCES)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--stock-turns", type=int, help="fewer turns for stock, which takes minutes")
    parser.add_argument("--talks", type=int, default=3, help="conversations of ours; of stock there is one")
    options = parser.parse_args()
    ratios = []
    with both_sides(models(options.work, options.stock_model, options.sentences)) as servers:
        for server in servers.values():
            hold_alone(server, 4 * SPAN, -1)
        print(machine())
        for side in SIDES:
            turns = options.turns if side == OURS else options.stock_turns or options.turns
            for number in range(options.talks if side == OURS else 1):
                costs = hold_alone(servers[side], turns, number)
                early, late, times = growth(costs, 0)
                _, _, by_clock = growth(costs, 1)
                print(
                    f"{side:<6}{turns} turns: {early:.1f} ms of processor early, {late:.1f} ms late, "
                    f"{times:.2f} times; by the clock {by_clock:.2f} times"
                )
                if side == OURS:
                    ratios.append(times)
        print(machine())
    ratio = statistics.median(ratios)
    return verdict([(f"late ÷ early {ratio:.2f} ≤ {GROWTH}", ratio <= GROWTH)])


if __name__ == "__main__":
    sys.exit(main())
