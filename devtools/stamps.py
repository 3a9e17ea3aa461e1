"""Content hashes of inputs, kept beside what was made from them, so that unchanged work is not done twice."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

NEVER_INPUTS = {"__pycache__", "node_modules", "dist", ".git"}


def input_files(paths: Iterable[Path], without: Iterable[Path] = ()) -> list[Path]:
    """All files under the paths, sorted, without what tools make and without the paths in `without`."""
    left_out = list(without)
    found: set[Path] = set()
    for path in paths:
        for file in [path] if path.is_file() else path.rglob("*"):
            made = NEVER_INPUTS.intersection(file.relative_to(path).parts)
            if file.is_file() and not made and not any(file.is_relative_to(w) for w in left_out):
                found.add(file)
    return sorted(found)


def fingerprint(root: Path, paths: Iterable[Path], *, without: Iterable[Path] = (), extra: str = "") -> str:
    """SHA-256 over the names (relative to root) and contents of all input files, and over `extra`."""
    total = hashlib.sha256(extra.encode())
    for file in input_files(paths, without):
        total.update(f"\0{file.relative_to(root)}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def is_current(stamp: Path, wanted: str) -> bool:
    """Whether the stamp file says that its product was made from these inputs."""
    return stamp.is_file() and stamp.read_text().strip() == wanted


def write_stamp(stamp: Path, value: str) -> None:
    """Say what the product beside the stamp was made from. Write it last: a cut-off build leaves no stamp."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value + "\n")
