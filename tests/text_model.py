"""The small text model of the tests: the real pipeline, trained on the feedback texts alone."""

import fcntl
import hashlib
from pathlib import Path

from ticketing.text.analysis import Analysis
from ticketing.text.deferred import DeferredAnalyser

KEPT = Path(".pytest_cache") / "text_model"
"""Training takes seconds: a model is kept until its inputs change."""
INPUTS = (Path("ticketing/text"), Path("nlu_data/feedback"))


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

                train.write(self.folder, training_data.feedback(), [])
        return super().__call__(text)


def trained_analyser() -> TrainedAnalyser:
    """An analyser that costs nothing until it is used."""
    digest = hashlib.sha256()
    for folder in INPUTS:
        for file in sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".jsonl"}):
            digest.update(file.read_bytes())
    return TrainedAnalyser(KEPT / digest.hexdigest()[:16])
