"""A whole running demo for the browser tests: `dev.py run` in a folder of its own."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import httpx

from api.health import FRESH

ROOT = Path(__file__).parents[2]
READY_WITHIN = 600.0
BACK_WITHIN = 90.0


@dataclass(frozen=True)
class Demo:
    """The addresses, logins and processes of a running demo."""

    url: str
    data_dir: Path

    @classmethod
    def at_work(cls, data_dir: Path) -> "Demo":
        """One that somebody started and uses this folder."""
        return cls(json.loads((data_dir / "run.json").read_text("utf-8"))["url"], data_dir)

    def login(self, role: str) -> dict[str, str]:
        """The first demo login of a role."""
        logins: list[dict[str, str]] = json.loads((self.data_dir / "demo_logins.json").read_text("utf-8"))
        return next(login for login in logins if login["role"] == role)

    def token(self, role: str) -> str:
        """A bearer token for scripts."""
        command = [sys.executable, "dev.py", "token", role, "--data-dir", str(self.data_dir)]
        return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()

    def http(self, role: str) -> httpx.Client:
        """A client of the API with the rights of a role."""
        headers = {"Authorization": f"Bearer {self.token(role)}"}
        return httpx.Client(base_url=f"{self.url}/api/v1", headers=headers, timeout=20)

    def _record(self) -> dict[str, Any]:
        record: dict[str, Any] = json.loads((self.data_dir / "run.json").read_text("utf-8"))
        return record

    def pid(self, name: str) -> int:
        """The process of a child: api, worker, actions, rasa."""
        return int(self._record()["children"][name]["pid"])

    def kill(self, name: str) -> None:
        """kill -9, as a machine would."""
        os.kill(self.pid(name), signal.SIGKILL)

    def wait_until_ready(self) -> None:
        """Until the action server is back and a real turn is answered again.

        An answer of /readyz is good for some seconds, so the first look comes after one from before.
        """
        time.sleep(FRESH + 1)
        actions = f"http://127.0.0.1:{self._record()['actions_port']}/health"
        until = time.monotonic() + BACK_WITHIN
        while time.monotonic() < until:
            try:
                if all(httpx.get(one, timeout=15).is_success for one in (actions, f"{self.url}/readyz")):
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.5)
        raise TimeoutError("the demo did not come back")


@contextmanager
def running(data_dir: Path, *options: str) -> Iterator[Demo]:
    """Start a demo, wait for its READY line, stop it at the end."""
    command = [sys.executable, "dev.py", "run", "--port", "0", "--data-dir", str(data_dir), *options]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    lines: queue.Queue[str | None] = queue.Queue()
    assert process.stdout is not None
    reader = threading.Thread(target=_read, args=(process.stdout, lines), daemon=True)
    reader.start()
    try:
        yield Demo(_ready(lines), data_dir)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        reader.join(5)
        process.stdout.close()


def _read(stream: TextIO, lines: "queue.Queue[str | None]") -> None:
    for line in stream:
        lines.put(line.rstrip())
    lines.put(None)


def _ready(lines: "queue.Queue[str | None]") -> str:
    until, said = time.monotonic() + READY_WITHIN, []
    while (left := until - time.monotonic()) > 0:
        try:
            line = lines.get(timeout=left)
        except queue.Empty:
            break
        if line is None:
            break
        said.append(line)
        if line.startswith("READY "):
            return line.removeprefix("READY ").strip()
    raise TimeoutError("dev.py run did not become ready:\n" + "\n".join(said[-40:]))
