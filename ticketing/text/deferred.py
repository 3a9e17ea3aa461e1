"""A model that is loaded by its first use, so that opening a service or a test costs nothing."""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from ticketing.text.analysis import Analysis

if TYPE_CHECKING:
    from ticketing.text.analyser import Analyser

FOLDER = "text_model"
"""Where the trained model lies in the data folder."""


class NoTextModel(RuntimeError):
    """The folder holds no trained pipeline."""


class DeferredAnalyser:
    """`analyse` of the model in a folder; spaCy and the encoder are imported only when it is needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._analyser: Analyser | None = None
        self._lock = Lock()

    def __call__(self, text: str) -> Analysis:
        """The facets of one text. Raises NoTextModel."""
        return self._loaded().analyse(text)

    def warm_up(self) -> None:
        """Load now: what a service does before it says that it is ready. Raises NoTextModel."""
        self._loaded()

    def _loaded(self) -> "Analyser":
        with self._lock:
            if self._analyser is None:
                from ticketing.text.analyser import load

                self._analyser = load(self.folder)
            return self._analyser
