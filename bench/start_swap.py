"""From the kill to the first right answer: `.venv/bot/bin/python bench/start_swap.py --work /tmp/rasa-bench`.

Each side's Rasa server is killed and started again, by turns; the action server goes on. Bar: at most 60 % of
stock's time. With `--swap` also bench/model_swap.py: another model under load, bar 0 failed turns.
"""

import argparse
import signal
import statistics
import subprocess
import sys
from pathlib import Path

from rasa_servers import Server, both_sides, machine, verdict
from stock_rasa import OURS, ROOT, SENTENCES, SIDES, STOCK, models

from devtools.places import python

SHARE = 0.60


def start_again(server: Server) -> tuple[float, float, float]:
    """Kill, start, ask until answered: seconds by the clock, of processor, and resident MB then."""
    server.stop(signal.SIGKILL)
    server.start()
    return server.wait(), server.cpu(), server.memory_mb()


def main() -> int:
    """Train what is missing, alternate, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, required=True, help="folder for the models of both sides")
    parser.add_argument("--stock-model", type=Path, help="a stock model from before, instead of training")
    parser.add_argument("--sentences", type=int, default=SENTENCES)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--swap", action="store_true", help="then another model under load, some 4 minutes")
    options = parser.parse_args()
    starts: dict[str, list[tuple[float, float, float]]] = {side: [] for side in SIDES}
    with both_sides(models(options.work, options.stock_model, options.sentences)) as servers:
        print(machine())
        for pair in range(options.pairs):
            for side in SIDES if pair % 2 else reversed(SIDES):
                starts[side].append(start_again(servers[side]))
        print(machine())
    for side in SIDES:
        wall, cpu, memory = (statistics.median(column) for column in zip(*starts[side], strict=True))
        print(f"{side:<6}{wall:.1f} s to the first answer, {cpu:.1f} s of processor, {memory:.0f} MB")
    pairs = list(zip(starts[OURS], starts[STOCK], strict=True))
    share = statistics.median(ours[0] / stock[0] for ours, stock in pairs)
    lean = statistics.median(ours[1] / stock[1] for ours, stock in pairs)
    print(f"median of {len(pairs)} pairs: {share:.0%} of stock's time, {lean:.0%} of its processor time")
    code = verdict([(f"start {share:.0%} ≤ {SHARE:.0%} of stock", share <= SHARE)])
    if options.swap:
        code |= subprocess.run([python("service"), "bench/model_swap.py"], cwd=ROOT).returncode
    return code


if __name__ == "__main__":
    sys.exit(main())
