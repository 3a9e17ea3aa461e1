"""How long five shoppers at once wait for their answers."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.browser.demo import Demo

SHOPPERS = ("liu", "xu", "he", "tang", "gao")
QUESTIONS = ("我的快递到哪了", "运费怎么算", "我有多少积分", "你好", "怎么开发票")
LIMIT = 1.0
"""Seconds for the 95th percentile."""
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
    times = []
    with demo.http(f"shopper:{shopper}") as http:
        conversation = http.post("/conversations", json={}).raise_for_status().json()["id"]
        for number, text in enumerate(QUESTIONS):
            began = time.monotonic()
            message = {"client_id": f"speed{began}-{number}", "kind": "text", "body": {"text": text}}
            path = f"/conversations/{conversation}/messages"
            seq = http.post(path, json=message).raise_for_status().json()["seq"]
            while not http.get(path, params={"after": seq}).json()["items"]:
                assert time.monotonic() - began < 10, "silent turn"
                time.sleep(0.03)
            times.append(time.monotonic() - began)
    return times
