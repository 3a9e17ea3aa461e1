"""Brings uv and the two Python environments, both from hash-pinned requirement files."""

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools.places import ENVIRONMENTS, REQUIREMENTS, ROOT, TOOLS, UV, environment, python
from devtools.progress import run_logged, say, step
from devtools.stamps import fingerprint, is_current, write_stamp

PYTHON_VERSION = "3.11"
LOGS = TOOLS / "logs"


@contextmanager
def one_build_at_a_time() -> Iterator[None]:
    """Wait until no other dev.py installs or builds in this tree."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "build.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("  … waiting for another dev.py that is building in this tree")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def uv_env() -> dict[str, str]:
    """uv keeps its cache, and a Python it may have to fetch, inside the tree."""
    return {
        **os.environ,
        "UV_CACHE_DIR": str(TOOLS / "uv-cache"),
        "UV_PYTHON_INSTALL_DIR": str(TOOLS / "python"),
    }


def ensure_uv() -> None:
    """Install the pinned uv into .tools/uv with the pip of the running Python."""
    wanted = fingerprint(ROOT, [REQUIREMENTS / "uv.txt"])
    stamp = TOOLS / "uv" / "stamp"
    if is_current(stamp, wanted):
        return
    with step("uv"):
        shutil.rmtree(TOOLS / "uv", ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--require-hashes"]
        target = ["--target", str(TOOLS / "uv"), "-r", str(REQUIREMENTS / "uv.txt")]
        run_logged([*pip, *target], LOGS / "uv.log", cwd=ROOT, env=os.environ)
        write_stamp(stamp, wanted)


def ensure_environment(name: str) -> None:
    """Make one environment equal to its requirement file, its bytecode compiled before the first start."""
    locked = REQUIREMENTS / f"{name}.txt"
    wanted = fingerprint(ROOT, [locked], extra=PYTHON_VERSION)
    stamp = environment(name) / "stamp"
    if is_current(stamp, wanted):
        return
    log = LOGS / f"{name}.log"
    with step(f"Python environment {name}"):
        if not Path(python(name)).exists():
            make = [str(UV), "venv", "--no-config", "--clear", "--python", PYTHON_VERSION]
            run_logged([*make, str(environment(name))], log, cwd=ROOT, env=uv_env())
        sync = [str(UV), "pip", "sync", "--no-config", "--require-hashes", "--compile-bytecode"]
        run_logged([*sync, "--python", python(name), str(locked)], log, cwd=ROOT, env=uv_env())
        write_stamp(stamp, wanted)


def ensure_environments() -> None:
    """uv and both environments; nothing happens when they are current."""
    ensure_uv()
    for name in ENVIRONMENTS:
        ensure_environment(name)
