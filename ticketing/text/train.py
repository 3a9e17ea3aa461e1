"""`python -m ticketing.text.train [--out DIR] [--report]`: make the ticket text model."""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from ticketing.text import learning, pipeline, report, training_data
from ticketing.text.analyser import CARD
from ticketing.text.training_data import Example


def default_folder() -> Path:
    """`text_model` in the data folder of the service."""
    return Path(os.environ.get("HUISHENG_DATA_DIR", "var")) / "text_model"


def write(out: Path, feedback: Sequence[Example], sentences: Sequence[Example]) -> str:
    """Train on both kinds of texts and replace the folder in one move; the model's version."""
    examples = [*feedback, *sentences]
    version = training_data.fingerprint(examples)
    half = out.with_name(out.name + ".half")
    shutil.rmtree(half, ignore_errors=True)
    half.parent.mkdir(parents=True, exist_ok=True)
    pipeline.assembled(learning.fit(examples)).to_disk(half)
    card = {"version": version, "feedback_texts": len(feedback), "intent_sentences": len(sentences)}
    (half / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=2), encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    half.replace(out)
    return version


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and save; with --report only print what a model sees of texts that it did not learn."""
    parser = argparse.ArgumentParser(prog="python -m ticketing.text.train", description=__doc__)
    parser.add_argument("--out", type=Path, default=default_folder(), help="folder of the model")
    parser.add_argument("--report", action="store_true", help="print held-out scores and write nothing")
    chosen = parser.parse_args(arguments)
    feedback, sentences = training_data.feedback(), training_data.intent_sentences()
    if chosen.report:
        sys.stdout.write(report.held_out(feedback, sentences))
        return 0
    version = write(chosen.out, feedback, sentences)
    sys.stdout.write(
        f"text model {version} learnt from {len(feedback) + len(sentences)} texts: {chosen.out}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
