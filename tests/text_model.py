"""The text model of the tests: the product's own."""

import fcntl
import hashlib
import os
from pathlib import Path

from ticketing.text.analysis import Analysis
from ticketing.text.deferred import DeferredAnalyser

MODEL = "HUISHENG_TEST_TEXT_MODEL"
KEPT = Path(".pytest_cache") / "text_model"
"""Training takes a minute or two: a model is kept until its inputs change."""
INPUTS = (Path("ticketing/text"), Path("nlu_data"))


class TrainedAnalyser(DeferredAnalyser):
    """Trains at its first use when no kept model fits the inputs."""

    def __call__(self, text: str) -> Analysis:
        """The facets of one text."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self.folder.with_suffix(".lock").open("w") as lock:
            # Two test processes want it at the same moment: one trains, the other waits.
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.folder.exists():
                from ticketing.text import train, training_data

                train.write(self.folder, training_data.feedback(), training_data.intent_sentences())
        return super().__call__(text)


def trained_analyser() -> TrainedAnalyser:
    """An analyser that costs nothing until it is used, of the model that HUISHENG_TEST_TEXT_MODEL names."""
    if named := os.environ.get(MODEL):
        return TrainedAnalyser(Path(named))
    digest = hashlib.sha256()
    for folder in INPUTS:
        for file in sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".jsonl", ".yml"}):
            digest.update(file.read_bytes())
    return TrainedAnalyser(KEPT / digest.hexdigest()[:16])
