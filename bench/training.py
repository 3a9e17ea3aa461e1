"""What training costs, ours and stock: `.venv/bot/bin/python bench/training.py --work /tmp/rasa-bench`.

The same sentences, drawn from nlu_data by intent. Bar: at most 35 % of stock's time, 60 % of its peak memory,
and no worse reading of messages that nobody trained on: bench/understanding/balanced_*.tsv, and with
`--data DIR` jddc_intents/b.tsv. Processor time is what is compared: stock keeps two cores busy, and
neighbours on the machine would count by the clock. On 10,000 sentences stock needs well over an hour of it:
`--sentences` and `--epochs` make it less, `--reuse` takes models and costs that lie in the folder.
"""

import argparse
import asyncio
import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path

from rasa_servers import machine, verdict
from stock_rasa import EPOCHS, OURS, ROOT, ROUTED, SENTENCES, SIDES, STOCK, Trained, train, write_projects

from bench.understanding.intents import read_messages

TIME_SHARE, MEMORY_SHARE = 0.35, 0.60
Rows = list[tuple[str, frozenset[str]]]


def accuracy(archive: Path, sets: dict[str, Rows]) -> dict[str, float]:
    """The share of each set whose best guess is accepted, whether or not it was sure enough to act on."""
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    agent = Agent.load(str(archive))

    async def share(rows: Rows) -> float:
        right = 0
        for text, accepted in rows:
            ranking = (await agent.parse_message(text))["intent_ranking"]
            right += next((one["name"] for one in ranking if one["name"] not in ROUTED), "") in accepted
        return right / len(rows)

    return {name: asyncio.run(share(rows)) for name, rows in sets.items()}


def cost(folder: Path, side: str, is_reused: bool) -> Trained:
    """Train, or read what it cost the last time."""
    kept = folder / side / "cost.json"
    if is_reused and kept.exists():
        known = json.loads(kept.read_text())
        return Trained(known["wall"], known["cpu"], known["peak_mb"], folder / side / "model.tar.gz")
    found = train(folder, side)
    kept.write_text(json.dumps({**asdict(found), "archive": found.archive.name}))
    return found


def main() -> int:
    """Train both, read the messages with both, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, required=True, help="folder for the models of both sides")
    parser.add_argument("--data", type=Path, help="evaluation data with jddc_intents/b.tsv")
    parser.add_argument("--sentences", type=int, default=SENTENCES)
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="of DIET and TED")
    parser.add_argument("--reuse", action="store_true", help="what was trained in the folder before")
    options = parser.parse_args()
    checks = sorted((ROOT / "bench" / "understanding").glob("balanced_*.tsv"))
    sets = {"own check": [row for file in checks for row in read_messages(file, "intent")]}
    if options.data:
        sets["jddc_intents"] = read_messages(options.data / "jddc_intents" / "b.tsv", "accepted_intents")
    if not options.reuse or not (options.work / "nlu.yml").exists():
        write_projects(options.work, options.sentences, options.epochs)
    print(machine())
    costs = {side: cost(options.work, side, options.reuse) for side in SIDES}
    right = {side: accuracy(costs[side].archive, sets) for side in SIDES}
    for side, one in costs.items():
        scores = ", ".join(f"{name} {share:.1%} right" for name, share in right[side].items())
        print(
            f"{side:<6}{options.sentences} sentences: {one.cpu:.0f} s of processor, {one.wall:.0f} s by the "
            f"clock, peak {one.peak_mb:.0f} MB; {scores}"
        )
    print(machine())
    time_share = costs[OURS].cpu / costs[STOCK].cpu
    memory_share = costs[OURS].peak_mb / costs[STOCK].peak_mb
    claims = [
        (f"processor time {time_share:.0%} ≤ {TIME_SHARE:.0%} of stock", time_share <= TIME_SHARE),
        (f"peak memory {memory_share:.0%} ≤ {MEMORY_SHARE:.0%} of stock", memory_share <= MEMORY_SHARE),
    ]
    for name in sets:
        ours, stock = right[OURS][name], right[STOCK][name]
        claims.append((f"{name}: {ours:.1%} ≥ {stock:.1%} right", ours >= stock))
    return verdict(claims)


if __name__ == "__main__":
    sys.exit(main())
