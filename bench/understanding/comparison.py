"""`python -m bench.understanding.comparison`: two trained archives on every score and on stored messages."""

import argparse
import asyncio
import json
import logging
import os
import tarfile
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.log_utils import configure_structlog

from bench.understanding.scores import beside, read_checks, speeds, take
from bot.components.graph import ACT_FROM
from bot.understanding import FILE, Understanding

MOST_CHANGES = 500
Reading = tuple[str, float]


class Trained:
    """An archive that can be asked: `reader` is its model alone, `decide` what the rules would see."""

    def __init__(self, archive: Path) -> None:
        self._agent = Agent.load(str(archive))
        self.reader = _reader_of(archive)
        self._decided: dict[str, Reading] = {}

    def decide(self, text: str) -> Reading:
        """Intent and confidence of a message read by itself, without the talk before it."""
        if text not in self._decided:
            processor, domain = self._agent.processor, self._agent.domain
            assert processor is not None and domain is not None, "a loaded agent has both"
            tracker = DialogueStateTracker.from_events("c_replay", [], domain.slots)
            read = asyncio.run(processor.parse_message(UserMessage(text), tracker))
            self._decided[text] = (read["intent"]["name"], float(read["intent"]["confidence"]))
        return self._decided[text]


def _reader_of(archive: Path) -> Understanding:
    with tempfile.TemporaryDirectory() as folder, tarfile.open(archive) as tar:
        member = next(one for one in tar.getmembers() if one.name.endswith(f"/{FILE}"))
        member.name = FILE
        tar.extract(member, folder, filter="data")
        return Understanding.load(Path(folder))


def compare(
    before: Trained | None, after: Trained, data: Path | None, stored: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """The report: every score of both, and the stored messages on which they decide differently."""
    checks = read_checks(data)
    readers = [one.reader for one in (before, after) if one]
    taken = [take(reader, checks, ACT_FROM).lines() for reader in readers]
    lines = [[*scored, *quick] for scored, quick in zip(taken, speeds(readers, checks), strict=True)]
    scores = beside(lines[0] if before else None, lines[-1])
    return {"scores": scores, "replay": replay(before, after, stored) if before else None}


def replay(before: Trained, after: Trained, stored: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Read stored messages with both; those that were answered then and change now stand first."""
    changes = []
    for line in stored:
        old, new = before.decide(line["text"]), after.decide(line["text"])
        if old[0] != new[0]:
            changes.append(
                {
                    "conversation_id": line["conversation_id"],
                    "seq": line["seq"],
                    "text": line["masked"],
                    "before": {"intent": old[0], "confidence": round(old[1], 3)},
                    "after": {"intent": new[0], "confidence": round(new[1], 3)},
                    "then": {"intent": line["intent"], "confidence": line["confidence"]},
                    "outcome": line["outcome"],
                }
            )
    changes.sort(key=lambda one: (one["outcome"] != "answered", -one["before"]["confidence"]))
    pairs = Counter((one["before"]["intent"], one["after"]["intent"]) for one in changes)
    return {
        "messages": len(stored),
        "changed": len(changes),
        "pairs": [{"before": b, "after": a, "count": n} for (b, a), n in pairs.most_common(20)],
        "changes": changes[:MOST_CHANGES],
    }


def main() -> None:
    """Compare and write the report."""
    parser = argparse.ArgumentParser(prog="python -m bench.understanding.comparison", description=__doc__)
    parser.add_argument("--before", type=Path, help="the archive that answers now")
    parser.add_argument("--after", type=Path, required=True, help="the archive just trained")
    parser.add_argument("--stored", type=Path, required=True, help="stored messages, one JSON object a line")
    parser.add_argument("--data", type=Path, help="folder of the evaluation data")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    configure_structlog(logging.WARNING)
    before, trouble = None, None
    if options.before:
        try:
            before = Trained(options.before)
        except Exception as wrong:  # a model of other software may break in any way
            trouble = f"{type(wrong).__name__}: {wrong}"
    data = options.data or (Path(os.environ[name]) if (name := "HUISHENG_EVAL_DATA") in os.environ else None)
    stored = [json.loads(line) for line in options.stored.read_text(encoding="utf-8").splitlines()]
    report = {**compare(before, Trained(options.after), data, stored), "trouble": trouble}
    options.out.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
