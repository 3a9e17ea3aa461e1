"""Messages of 1 B to 10 MB amid talk: `.venv/bot/bin/python bench/hostile_size.py --work /tmp/rasa-bench`.

Ours is a whole demo, asked through the API as the chat does when its socket is cut; stock is Rasa's REST
channel, which has no door before it. Eight neighbours talk on both while somebody sends every size again and
again; a quiet phase before tells what they are used to. Stock gets 10,000 characters at most: beyond that it
takes gigabytes. Bar: too long a message is refused within 50 ms (the median of its size), no process grows by
more than 20 MB, and the neighbours' 99th percentile at most doubles.
"""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from model_swap import SAID, demo
from rasa_servers import ask_on, both_sides, machine, percentile, verdict
from stock_rasa import SENTENCES, STOCK, models

NEIGHBOURS = 8
PAUSE = 4.0
PHASE = 40.0
ALLOWED = 1000
SIZES = (1, 1_000, 10_000, 100_000, 1_000_000, 10_000_000)
STOCK_SIZES = (1, 1_000, 10_000, 30_000)
"""Bytes; a Chinese character has three of them."""
HOSTILE_PAUSE = 1.5
"""Seconds: the API allows a conversation twenty messages a minute."""
REFUSED_WITHIN, GROWN_BY, SLOWER = 50.0, 20.0, 2.0
Turn = Callable[[httpx.AsyncClient, int, int], Coroutine[Any, Any, bool]]
Send = Callable[[httpx.AsyncClient, int], Coroutine[Any, Any, bool]]


@dataclass
class Seen:
    """One side: neighbours' turns in ms by phase, hostile messages in ms by size, memory in MB by process."""

    turns: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: int = 0
    hostile: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    not_refused: int = 0
    before: dict[str, float] = field(default_factory=dict)
    most: dict[str, float] = field(default_factory=dict)

    def p99(self, phase: str) -> float:
        """Of the neighbours."""
        return percentile(self.turns[phase], 0.99)

    def grown(self) -> float:
        """By how many MB the process that grew most did."""
        return max(self.most[name] - self.before[name] for name in self.most)

    def report(self, side: str) -> None:
        """Print it."""
        for phase, took in self.turns.items():
            print(
                f"{side:<6}{phase}: {len(took)} turns of neighbours, median "
                f"{statistics.median(took):.0f} ms, p99 {self.p99(phase):.0f} ms"
            )
        for size, took in self.hostile.items():
            print(
                f"{side:<6}{size:>10,} B: median {statistics.median(took):.0f} ms, slowest {max(took):.0f} ms"
            )
        grown = [f"{name} {self.before[name]:.0f} → {most:.0f} MB" for name, most in self.most.items()]
        print(f"{side:<6}memory {', '.join(grown)}; {self.failed} turns of neighbours failed")


def text_of(size: int) -> str:
    """So many bytes of Chinese."""
    return "退" * (size // 3) or "1"


def memory_of(pid: int) -> float:
    """Resident MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


async def observe(turn: Turn, send: Send, sizes: tuple[int, ...], pids: dict[str, int]) -> Seen:
    """A quiet phase, then a hostile one."""
    seen = Seen()
    phase, is_over = "quiet", False

    async def neighbour(http: httpx.AsyncClient, who: int) -> None:
        number = 0
        await asyncio.sleep(PAUSE * who / NEIGHBOURS)
        while not is_over:
            number += 1
            now, began = phase, time.perf_counter()
            seen.failed += not await turn(http, who, number)
            seen.turns[now].append(1000 * (time.perf_counter() - began))
            await asyncio.sleep(PAUSE)

    async def hostile(http: httpx.AsyncClient) -> None:
        while not is_over:
            for size in sizes:
                began = time.perf_counter()
                is_right = await send(http, size)
                seen.hostile[size].append(1000 * (time.perf_counter() - began))
                seen.not_refused += not is_right
                await asyncio.sleep(HOSTILE_PAUSE)

    async def watch() -> None:
        while not is_over:
            for name, pid in pids.items():
                seen.most[name] = max(seen.most.get(name, 0.0), memory_of(pid))
            await asyncio.sleep(0.1)

    async with httpx.AsyncClient(timeout=120, trust_env=False) as http:
        tasks = [asyncio.ensure_future(neighbour(http, who)) for who in range(NEIGHBOURS)]
        await asyncio.sleep(PHASE)
        seen.before = {name: memory_of(pid) for name, pid in pids.items()}
        phase = "hostile"
        async with httpx.AsyncClient(timeout=120, trust_env=False) as other:
            tasks += [asyncio.ensure_future(hostile(other)), asyncio.ensure_future(watch())]
            await asyncio.sleep(PHASE)
            is_over = True
            await asyncio.gather(*tasks)
    return seen


async def ours(url: str, record: dict[str, Any]) -> Seen:
    """Through the API: a neighbour's turn ends with the assistant's answer in his log."""
    talks = []
    encoded = {size: text_of(size).encode() for size in SIZES}
    async with httpx.AsyncClient(base_url=url, timeout=30, trust_env=False) as http:
        for _ in range(NEIGHBOURS + 1):
            token = (await http.post("/api/v1/visitors", json={})).raise_for_status().json()["token"]
            headers = {"Authorization": f"Bearer {token}"}
            opened = (await http.post("/api/v1/conversations", headers=headers)).raise_for_status()
            talks.append((f"{url}/api/v1/conversations/{opened.json()['id']}/messages", headers))

    def said(text: str) -> dict[str, Any]:
        return {"client_id": f"size-{time.time_ns()}", "kind": "text", "body": {"text": text}}

    async def turn(http: httpx.AsyncClient, who: int, number: int) -> bool:
        path, headers = talks[who]
        stored = await http.post(path, json=said(SAID[number % len(SAID)]), headers=headers)
        if stored.status_code != 201:
            return False
        for _ in range(300):
            await asyncio.sleep(0.02)
            found = await http.get(path, params={"after": stored.json()["seq"]}, headers=headers)
            if any(one["author"] == "bot" for one in found.json()["items"]):
                return True
        return False

    async def send(http: httpx.AsyncClient, size: int) -> bool:
        path, headers = talks[-1]
        text = text_of(size)
        begun = f'{{"client_id": "size-{time.time_ns()}", "kind": "text", "body": {{"text": "'
        # Written by hand: building 10 MB of JSON is the sender's time, not the service's.
        content = begun.encode() + encoded[size] + b'"}}'
        try:
            answer = await http.post(
                path, content=content, headers={**headers, "Content-Type": "application/json"}
            )
        except (httpx.WriteError, httpx.ReadError, httpx.RemoteProtocolError):
            # The server had refused and gone before everything was sent.
            return len(text) > ALLOWED
        return answer.is_client_error if len(text) > ALLOWED else answer.is_success

    pids = {name: record["children"][name]["pid"] for name in ("api", "rasa")}
    return await observe(turn, send, SIZES, pids)


async def stock(url: str, pid: int) -> Seen:
    """Straight to Rasa."""

    async def turn(http: httpx.AsyncClient, who: int, number: int) -> bool:
        return bool((await ask_on(http, url, f"neighbour-{who}", SAID[number % len(SAID)])).answer)

    async def send(http: httpx.AsyncClient, size: int) -> bool:
        await ask_on(http, url, "hostile", text_of(size))
        return True

    return await observe(turn, send, STOCK_SIZES, {"rasa": pid})


def main() -> int:
    """Both sides one after the other, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, required=True, help="folder for the stock model")
    parser.add_argument("--stock-model", type=Path, help="a stock model from before, instead of training")
    parser.add_argument("--sentences", type=int, default=SENTENCES)
    parser.add_argument("--data-dir", type=Path, help="of the demo; default: a folder that goes afterwards")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="huisheng-size-") as scratch:
        data_dir = (options.data_dir or Path(scratch)).resolve()
        with demo(data_dir) as url:
            print(machine())
            our = asyncio.run(ours(url, json.loads((data_dir / "run.json").read_text())))
    our.report("ours")
    archives = models(options.work, options.stock_model, options.sentences)
    with both_sides({STOCK: archives[STOCK]}) as servers:
        print(machine())
        asyncio.run(stock(servers[STOCK].url, servers[STOCK].pid)).report("stock")
    refused = max(statistics.median(took) for size, took in our.hostile.items() if size > 3 * ALLOWED)
    slower = our.p99("hostile") / our.p99("quiet")
    return verdict(
        [
            (f"refused in {refused:.0f} ms ≤ {REFUSED_WITHIN:.0f} ms", refused <= REFUSED_WITHIN),
            (f"{our.not_refused} messages treated otherwise than their size asks = 0", not our.not_refused),
            (f"grown by {our.grown():.0f} MB ≤ {GROWN_BY:.0f} MB", our.grown() <= GROWN_BY),
            (f"neighbours' p99 {slower:.2f} ≤ {SLOWER:.0f} times", slower <= SLOWER),
            (f"{our.failed} turns of neighbours failed = 0", our.failed == 0),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
