"""Trained assistants on disk: DATA_DIR/models/<version>/, and the one in use beside them."""

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

ARCHIVE = "assistant.tar.gz"
STAMP = "assistant.tar.gz.stamp"
LEARNT = "learnt"
MANIFEST = "manifest.json"
REPORT = "report.json"
STAGED = "staged"
TREE = "tree.stamp"
"""Beside the archive in use: the fingerprint of the software that runs."""


@dataclass(frozen=True)
class Manifest:
    """What a version's folder holds. `digest`: SHA-256 of the archive; `stamp`: of all that made it."""

    version: str
    tree: str
    stamp: str
    digest: str
    learnt: int
    trained_at: datetime


def folder_of(data_dir: Path, version: str) -> Path:
    """Where a version lies."""
    return data_dir / "models" / version


def digest_of(archive: Path) -> str:
    """SHA-256 of a file."""
    with archive.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Keep it in the version's folder."""
    body = {**asdict(manifest), "trained_at": manifest.trained_at.isoformat()}
    (folder / MANIFEST).write_text(json.dumps(body, indent=2), encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """What `write_manifest` kept; raises FileNotFoundError."""
    body = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return Manifest(**{**body, "trained_at": datetime.fromisoformat(body["trained_at"])})


def tree_in_use(data_dir: Path) -> str | None:
    """The fingerprint of the software that runs, or None before its first start."""
    stamp = data_dir / "models" / TREE
    return stamp.read_text().strip() if stamp.exists() else None


def stage(data_dir: Path, version: str) -> None:
    """Copy a version beside the one in use; raises OSError while nothing has changed yet."""
    source, staged = folder_of(data_dir, version), data_dir / "models" / STAGED
    unstage(data_dir)
    staged.mkdir()
    for name in (ARCHIVE, STAMP):
        shutil.copyfile(source / name, staged / name)
    shutil.copytree(source / LEARNT, staged / LEARNT)


def unstage(data_dir: Path) -> None:
    """Take the copy away again."""
    shutil.rmtree(data_dir / "models" / STAGED, ignore_errors=True)


def put_in_place(data_dir: Path) -> None:
    """Make the staged version the one that the next start loads.

    The archive stands whole at every moment. Its stamp comes last, so that a start after a cut in the
    middle trains from the same sentences instead of trusting half of it.
    """
    models = data_dir / "models"
    staged = models / STAGED
    (models / STAMP).unlink(missing_ok=True)
    shutil.rmtree(models / LEARNT, ignore_errors=True)
    for name in (LEARNT, ARCHIVE, STAMP):
        (staged / name).replace(models / name)
    staged.rmdir()
