"""Progress lines, and commands whose output goes to a log and is shown only when they fail."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

HEAD_LINES = 10
TAIL_LINES = 20
LINE_WIDTH = 240
_running: set[subprocess.Popen[bytes]] = set()
_lock = threading.Lock()
_stopping = threading.Event()


class StepFailed(Exception):
    """A step of the preparation did not work; the message says which, why, and where its log is."""


def say(text: str) -> None:
    """One line of progress, at once."""
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a step, and say how long it took."""
    say(f"  … {title}")
    began = time.monotonic()
    yield
    say(f"  ✓ {title} ({time.monotonic() - began:.1f} s)")


def excerpt(log: Path) -> str:
    """The first and the last lines of a log, indented: npm says why at the top, Python at the bottom."""
    if not log.is_file():
        return ""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    if len(lines) > HEAD_LINES + TAIL_LINES:
        lines = [*lines[:HEAD_LINES], "…", *lines[-TAIL_LINES:]]
    return "\n".join(f"    | {line[:LINE_WIDTH]}" for line in lines)


def run_logged(argv: Sequence[str], log: Path, *, cwd: Path, env: Mapping[str, str]) -> None:
    """Run one command to its end with its output in `log`. Raises StepFailed with an excerpt of it."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        with _lock:
            if _stopping.is_set():
                raise StepFailed(f"{' '.join(argv[:6])} was not started: another step failed")
            child = subprocess.Popen(
                argv,
                cwd=cwd,
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
            _running.add(child)
        try:
            code = child.wait()
        finally:
            with _lock:
                _running.discard(child)
    if code != 0:
        raise StepFailed(f"{' '.join(argv[:6])} ended with {code}; its log is {log}\n{excerpt(log)}")


def stop_commands() -> None:
    """End every command that run_logged still waits for, with all that it started itself; start no more."""
    _stopping.set()
    with _lock:
        for child in _running:
            try:
                os.killpg(child.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
