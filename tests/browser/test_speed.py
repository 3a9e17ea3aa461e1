"""How long five shoppers at once wait for their answers, over the socket that the chat itself holds open."""

import json
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.browser.demo import Demo

SHOPPERS = ("liu", "xu", "he", "tang", "gao")
QUESTIONS = ("我的快递到哪了", "运费怎么算", "我有多少积分", "你好", "怎么开发票")
LIMIT = 1.0
"""Seconds for the 95th percentile."""
SILENT = 10.0
"""Seconds without a frame after which a turn counts as lost."""
ROUNDS = 3
"""The middle one counts: a machine that does something else for a moment is no slow assistant."""


def test_five_shoppers_at_once_get_their_first_answer_within_a_second(
    demo: Demo, record_property: Callable[[str, object], None]
) -> None:
    with ThreadPoolExecutor(len(SHOPPERS)) as pool:
        rounds = [
            sorted(seconds for one in pool.map(lambda who: _ask_all(demo, who), SHOPPERS) for seconds in one)
            for _ in range(ROUNDS)
        ]
    p95 = statistics.median(times[int(len(times) * 0.95)] for times in rounds)
    record_property("p50_seconds", round(statistics.median(rounds[-1]), 3))
    record_property("p95_seconds", round(p95, 3))
    assert p95 <= LIMIT, f"p95 {p95:.2f} s, the middle of {ROUNDS} rounds of {len(rounds[0])} answers"


def _ask_all(demo: Demo, shopper: str) -> list[float]:
    address = f"{demo.url.replace('http', 'ws', 1)}/api/v1/chat"
    with connect(address) as socket:
        _send(socket, "hello", token=demo.token(f"shopper:{shopper}"), last_seq=0, conversation_id=None)
        _frame(socket, "welcome")
        return [_ask(socket, question) for question in QUESTIONS]


def _ask(socket: ClientConnection, question: str) -> float:
    """Seconds until something of the assistant's stands there."""
    began = time.monotonic()
    _send(socket, "send", client_id=f"speed{began}", kind="text", body={"text": question})
    stored = _frame(socket, "ack")["seq"]
    while (told := _frame(socket, "message")["message"])["seq"] <= stored or told["author"] != "bot":
        pass
    return time.monotonic() - began


def _send(socket: ClientConnection, frame: str, **fields: object) -> None:
    socket.send(json.dumps({"type": frame, **fields}))


def _frame(socket: ClientConnection, kind: str) -> Any:
    """The next frame of a kind; others are passed over, a refusal is none."""
    while (frame := json.loads(socket.recv(timeout=SILENT)))["type"] != kind:
        assert frame["type"] != "refused", frame
    return frame
