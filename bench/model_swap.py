"""Another model under load: `.venv/service/bin/python bench/model_swap.py` (some 4 minutes, its own demo).

Eight conversations ask the assistant without a pause, as the gateway does, and eight shoppers write through
the API as fast as its limits let them, while a lead puts another model to use and takes it back, several
times. A turn has failed when the gateway would apologise: no answer, an empty one, or one after 8 s.
Bar: 0 failed turns.
"""

import argparse
import asyncio
import json
import os
import queue
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from devtools.demo_env import env_of  # noqa: E402 - this file runs by itself
from devtools.train import Training  # noqa: E402

TALKS = 8
SWAPS = 3
CALM = 10.0
TURN_LIMIT = 8.0
PAUSE = 4.0
"""Of a shopper between two messages: twenty a minute are allowed, two hundred from one address."""
SAID = ("我的快递到哪了", "你好", "怎么开发票", "满减怎么算", "退货运费谁出", "这个多大码合适")


@dataclass
class Tally:
    """Turns by phase, in milliseconds, and how many failed."""

    phase: str = "calm"
    took: dict[str, list[float]] = field(default_factory=lambda: {"calm": [], "swap": []})
    failed: dict[str, int] = field(default_factory=lambda: {"calm": 0, "swap": 0})
    is_over: bool = False

    def count(self, began: float, phase: str, is_right: bool) -> None:
        """One turn that began in a phase."""
        self.took[phase].append(1000 * (time.perf_counter() - began))
        self.failed[phase] += not is_right

    def line(self, name: str) -> str:
        """Both phases side by side."""
        parts = []
        for phase, took in self.took.items():
            if took:
                p99 = sorted(took)[int(len(took) * 0.99)]
                parts.append(
                    f"{phase}: {len(took)} turns, {self.failed[phase]} failed, median "
                    f"{statistics.median(took):.0f} ms, p99 {p99:.0f} ms, slowest {max(took):.0f} ms"
                )
        return f"{name:<16}{'; '.join(parts)}"


@contextmanager
def demo(data_dir: Path) -> Iterator[str]:
    """A running demo; its address."""
    command = [sys.executable, "dev.py", "run", "--data-dir", str(data_dir), "--port", "0"]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)
    lines: queue.Queue[str] = queue.Queue()
    assert child.stdout is not None
    threading.Thread(target=lambda: [lines.put(one) for one in child.stdout or ()], daemon=True).start()
    try:
        while True:
            line = lines.get(timeout=900)
            if line.startswith("READY "):
                yield line.removeprefix("READY ").strip()
                return
            if line.startswith("FAILED"):
                raise SystemExit(line)
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        child.wait(30)


def propose(data_dir: Path) -> tuple[str, str]:
    """Register the model in use, and the same under another version; both versions."""
    run = Training(data_dir, env_of(data_dir, os.environ))
    in_use = run.in_use()
    shutil.copytree(in_use, run.folder)
    run.write_manifest(run.folder, run.now)
    run.record("register", "--folder", str(run.folder))
    return in_use.name, run.version


async def ask_without_pause(http: httpx.AsyncClient, rasa: str, talk: str, tally: Tally) -> None:
    """One conversation that asks the assistant again as soon as it has answered."""
    number = 0
    while not tally.is_over:
        number += 1
        began, phase = time.perf_counter(), tally.phase
        metadata = {"message_id": f"{talk}:{100_000 + number}", "channel": "widget"}
        body = {"sender": talk, "message": SAID[number % len(SAID)], "metadata": metadata}
        try:
            answer = await http.post(f"{rasa}/webhooks/rest/webhook", json=body, timeout=TURN_LIMIT)
            is_right = answer.status_code == 200 and bool(answer.json())
        except (httpx.HTTPError, ValueError):
            is_right = False
        tally.count(began, phase, is_right)


async def write_like_a_shopper(http: httpx.AsyncClient, token: str, talk: str, tally: Tally) -> None:
    """One shopper who waits for each answer, then a little."""
    path, headers = f"/api/v1/conversations/{talk}/messages", {"Authorization": f"Bearer {token}"}
    number = 0
    while not tally.is_over:
        number += 1
        began, phase = time.perf_counter(), tally.phase
        body = {"client_id": f"swap-{number}", "kind": "text", "body": {"text": SAID[number % len(SAID)]}}
        said = await http.post(path, json=body, headers=headers)
        if said.status_code == 429:
            await asyncio.sleep(PAUSE)
            continue
        said.raise_for_status()
        after = said.json()["seq"]
        answers: list[dict[str, Any]] = []
        while not answers and time.perf_counter() - began < 30:
            await asyncio.sleep(0.05)
            found = await http.get(path, params={"after": after}, headers=headers)
            answers = [one for one in found.json()["items"] if one["author"] in {"bot", "system"}]
        tally.count(began, phase, bool(answers) and answers[0]["author"] == "bot")
        await asyncio.sleep(PAUSE)


async def put_to_use(http: httpx.AsyncClient, token: str, version: str) -> float:
    """Ask for a model as a lead does and wait until it answers; seconds."""
    began = time.perf_counter()
    headers = {"Authorization": f"Bearer {token}"}
    asked = await http.post(f"/api/v1/learning/models/{version}/promotions", json={}, headers=headers)
    asked.raise_for_status()
    while True:
        await asyncio.sleep(0.2)
        found = await http.get("/api/v1/learning/models", headers=headers)
        model = next(one for one in found.json()["items"] if one["version"] == version)
        if model["state"] == "current" and not model["is_loading"]:
            return time.perf_counter() - began
        if model["problem"]:
            raise SystemExit(f"not loaded: {model['problem']}")


async def measure(url: str, rasa: str, lead: str, versions: tuple[str, str], swaps: int) -> int:
    """Load, swap, print; how many turns failed."""
    direct, through = Tally(), Tally()
    async with httpx.AsyncClient(base_url=url, timeout=30, trust_env=False) as http:
        shoppers = []
        for _ in range(2 * TALKS):
            token = (await http.post("/api/v1/visitors", json={})).raise_for_status().json()["token"]
            headers = {"Authorization": f"Bearer {token}"}
            opened = await http.post("/api/v1/conversations", headers=headers)
            shoppers.append((token, opened.raise_for_status().json()["id"]))
        load = [ask_without_pause(http, rasa, talk, direct) for _, talk in shoppers[:TALKS]]
        load += [write_like_a_shopper(http, token, talk, through) for token, talk in shoppers[TALKS:]]
        tasks = [asyncio.ensure_future(one) for one in load]
        waits = []
        for number in range(swaps):
            await asyncio.sleep(CALM)
            direct.phase = through.phase = "swap"
            waits.append(await put_to_use(http, lead, versions[(number + 1) % 2]))
            direct.phase = through.phase = "calm"
        await asyncio.sleep(CALM)
        direct.is_over = through.is_over = True
        await asyncio.gather(*tasks)
    print(f"{swaps} swaps, asked to answering: {', '.join(f'{one:.1f} s' for one in waits)}")
    print(direct.line("the assistant"))
    print(through.line("shoppers"))
    print(f"load average {os.getloadavg()[0]:.1f}")
    return sum(direct.failed.values()) + sum(through.failed.values())


def main() -> int:
    """Start, measure, stop; 1 when a turn failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--swaps", type=int, default=SWAPS)
    parser.add_argument("--data-dir", type=Path, help="of the demo; default: a folder that goes afterwards")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="huisheng-swap-") as scratch:
        data_dir = (options.data_dir or Path(scratch)).resolve()
        with demo(data_dir) as url:
            record = json.loads((data_dir / "run.json").read_text())
            token = [sys.executable, "dev.py", "token", "lead", "--data-dir", str(data_dir)]
            lead = subprocess.run(token, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
            rasa = f"http://127.0.0.1:{record['rasa_port']}"
            failed = asyncio.run(measure(url, rasa, lead, propose(data_dir), options.swaps))
    print("PASS" if failed == 0 else f"FAIL: {failed} turns failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
