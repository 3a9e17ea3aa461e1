"""Keeps the demo's processes alive: starts them, starts a dead one again, stops all of them."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from devtools.backoff import Backoff
from devtools.places import ROOT
from devtools.progress import say

STOP_PATIENCE = 8.0
LARGEST_LOG = 10_000_000


def started_at(pid: int) -> str | None:
    """When a living process began, as text; with the pid it names that process and no later one."""
    answer = subprocess.run(["ps", "-o", "lstart=,stat=", "-p", str(pid)], capture_output=True, text=True)
    began = answer.stdout.strip()
    if answer.returncode != 0 or not began or began.split()[-1].startswith("Z"):
        return None
    return " ".join(began.split()[:-1])


@dataclass
class Child:
    """One process of the demo, in a process group of its own."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    log: Path
    backoff: Backoff = field(default_factory=Backoff)
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    starts: int = 0
    again_at: float | None = None

    def start(self) -> None:
        """Start it, its output added to its log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.argv,
                cwd=ROOT,
                env=dict(self.env),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        self.began = time.monotonic()
        self.starts += 1
        self.again_at = None

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process and to all that it started, also when it is gone itself."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return

    def is_running(self) -> bool:
        """Whether it lives now."""
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """All children of one run. `on_change` is called whenever one of them has a new pid."""

    def __init__(self, children: Sequence[Child], on_change: Callable[[], None]) -> None:
        self.children = children
        self._on_change = on_change

    def start(self) -> None:
        """Start every child."""
        for child in self.children:
            child.start()
        self._on_change()

    def tick(self) -> None:
        """Notice deaths and start again what is due. To be called a few times a second."""
        now = time.monotonic()
        for child in self.children:
            if child.again_at is not None and now >= child.again_at:
                child.start()
                self._on_change()
            elif child.again_at is None and not child.is_running():
                child.signal(signal.SIGKILL)
                wait = child.backoff.after(now - child.began)
                child.again_at = now + wait
                code = child.process.returncode if child.process else None
                child.process = None
                say(f"  ! {child.name} stopped (exit code {code}), starts again in {wait:g} s: {child.log}")

    def stop(self) -> None:
        """Ask every child to end, wait, and end by force what is left."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        until = time.monotonic() + STOP_PATIENCE
        while time.monotonic() < until and any(child.is_running() for child in self.children):
            time.sleep(0.05)
        for child in self.children:
            child.signal(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()
