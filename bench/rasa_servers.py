"""Starts either side's Rasa server and action server, talks to it as the gateway does, and weighs it."""

import asyncio
import json
import os
import signal
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import yaml
from stock_rasa import OURS, ROOT, bare_env

from devtools.demo_env import Addresses, default_database_url
from devtools.models import assistant_model, hand_over
from devtools.places import python
from devtools.run import children, free_port

TURN_LIMIT = 8.0
READY_WITHIN = 300.0
GREETING, GREETED = "你好", "greet"
PROBES = 50


@dataclass(frozen=True)
class Said:
    """One turn: milliseconds, and the first answer's text, empty when there was none in time."""

    took: float
    answer: str

    def is_right(self, intent: str) -> bool:
        """Whether the answer is the one of this intent."""
        return self.answer.startswith(f"{intent}：")


@dataclass
class Server:
    """A running Rasa server; `start` and `stop` it as often as you like."""

    argv: list[str]
    env: dict[str, str]
    log: Path
    url: str
    process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the running process."""
        assert self.process is not None, "the server was started"
        return self.process.pid

    def start(self) -> None:
        """Start it, without waiting."""
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.argv, cwd=ROOT, env=self.env, stdout=out, stderr=out, start_new_session=True
            )

    def wait(self) -> float:
        """Seconds until it has given its first right answer from now on. Raises SystemExit after 300 s."""
        began = time.perf_counter()
        while time.perf_counter() - began < READY_WITHIN:
            if ask(self.url, f"wait-{time.time_ns()}", GREETING).answer:
                return time.perf_counter() - began
            if self.process is None or self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise SystemExit(f"no answer: {self.log}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it and what it started."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, how)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def cpu(self) -> float:
        """Seconds of processor time so far, all threads that still live, to the nanosecond."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(file.read_text().split()[0]) for file in tasks) / 1e9

    def memory_mb(self, line: str = "VmRSS") -> float:
        """Resident memory; VmHWM for the most so far."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(one.split()[1]) for one in lines if one.startswith(line)) / 1024


@contextmanager
def action_server(log: Path) -> Iterator[int]:
    """The custom action, for both sides; its port."""
    port = free_port()
    command = [python("bot"), "-m", "rasa_sdk", "--actions", "bench.simple_action", "--port", str(port)]
    with log.open("ab") as out:
        child = subprocess.Popen(
            command, cwd=ROOT, env=bare_env(), stdout=out, stderr=out, start_new_session=True
        )
    try:
        yield port
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        child.wait(10)


def server(side: str, archive: Path, actions_port: int, scratch: Path) -> Server:
    """One side's server with a store of its own below `scratch`; not yet started."""
    here, port = scratch / side, free_port()
    here.mkdir(parents=True, exist_ok=True)
    actions = f"http://127.0.0.1:{actions_port}/webhook"
    if side == OURS:
        addresses = Addresses(here, 0, port, actions_port, default_database_url(here))
        hand_over(archive, assistant_model(here.resolve()))
        env = {
            **bare_env(),
            "HUISHENG_DATA_DIR": str(here),
            "HUISHENG_ACTIONS_URL": actions,
            "HUISHENG_SERVICE_SECRET": "a-secret-of-the-benchmarks-that-is-long-enough",
        }
        argv = next(list(child.argv) for child in children(addresses, env) if child.name == "rasa")
    else:
        store = {"type": "SQL", "dialect": "sqlite", "db": str(here / "tracker.db")}
        endpoints, credentials = here / "endpoints.yml", here / "credentials.yml"
        endpoints.write_text(yaml.safe_dump({"action_endpoint": {"url": actions}, "tracker_store": store}))
        credentials.write_text("rest:\n")
        env = bare_env()
        argv = [python("bot"), "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port), "-m", str(archive)]
        argv += ["--credentials", str(credentials), "--endpoints", str(endpoints)]
    return Server(argv, env, here / "rasa.log", f"http://127.0.0.1:{port}/webhooks/rest/webhook")


@contextmanager
def both_sides(archives: dict[str, Path]) -> Iterator[dict[str, Server]]:
    """Both servers answer; everything is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="huisheng-rasa-") as folder:
        scratch = Path(folder)
        with action_server(scratch / "actions.log") as port:
            servers = {side: server(side, archive, port, scratch) for side, archive in archives.items()}
            try:
                for one in servers.values():
                    one.start()
                    one.wait()
                yield servers
            finally:
                for one in servers.values():
                    one.stop()


def ask(url: str, sender: str, text: str, limit: float = TURN_LIMIT) -> Said:
    """One turn without a client kept open."""
    body = json.dumps({"sender": sender, "message": text}).encode()
    asked = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(asked, timeout=limit) as answer:
            text = _first(json.load(answer)) if answer.status == 200 else ""
    except (urllib.error.URLError, OSError, ValueError):
        text = ""
    return Said(1000 * (time.perf_counter() - began), text)


async def ask_on(http: httpx.AsyncClient, url: str, sender: str, text: str) -> Said:
    """One turn as the gateway asks."""
    body = {"sender": sender, "message": text, "metadata": {"channel": "widget"}}
    began = time.perf_counter()
    try:
        found = await http.post(url, json=body)
        answer = _first(found.json()) if found.status_code == 200 else ""
    except (httpx.HTTPError, ValueError):
        answer = ""
    return Said(1000 * (time.perf_counter() - began), answer)


async def hold(url: str, talks: dict[str, Sequence[str]], at_once: int) -> dict[str, list[Said]]:
    """Hold conversations, so many at once, each turn after the answer to the one before."""
    waiting = iter(talks.items())
    done: dict[str, list[Said]] = {}
    limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
    async with httpx.AsyncClient(timeout=TURN_LIMIT, limits=limits, trust_env=False) as http:

        async def work() -> None:
            for sender, texts in waiting:
                done[sender] = [await ask_on(http, url, sender, text) for text in texts]

        await asyncio.gather(*(work() for _ in range(at_once)))
    return done


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of them lies."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def fsync_ms(folder: Path | None = None) -> float:
    """The median time of writing 4 KB through to the disk."""
    times = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(PROBES):
            began = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def machine() -> str:
    """What the figures of a run depend on, in a line."""
    name = next(
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    )
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"{os.cpu_count()} cores of {name}; load average {load}; fsync {fsync_ms():.1f} ms"


def verdict(claims: Sequence[tuple[str, bool]]) -> int:
    """Print what holds; 1 when something does not."""
    for claim, holds in claims:
        print(f"{'PASS' if holds else 'FAIL'}  {claim}")
    return int(not all(holds for _, holds in claims))


def _first(answers: object) -> str:
    found = answers if isinstance(answers, list) else []
    return str(found[0].get("text") or "") if found and isinstance(found[0], dict) else ""
