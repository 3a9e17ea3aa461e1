"""kill -9 in the middle: an apology with a ticket within 8 s, nothing lost, and the next message works."""

import re
import time
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page

from tests.browser.demo import Demo

Window = Callable[..., Page]
TURN_LIMIT = 8.0
MARGIN = 1.5
"""What a poll and a busy machine add to the 8 s of a turn."""


@pytest.mark.parametrize(("victim", "shopper"), [("actions", "tang"), ("rasa", "gao")])
def test_a_killed_process_costs_an_apology_and_never_a_message(demo: Demo, victim: str, shopper: str) -> None:
    with demo.http(f"shopper:{shopper}") as http:
        conversation = http.post("/conversations", json={}).raise_for_status().json()["id"]
        before = _say(http, conversation, "before", "我的快递到哪了")
        assert _answers(http, conversation, before)
        stored = _say(http, conversation, "during", "查一下我的订单")
        demo.kill(victim)
        began = time.monotonic()
        outcome = _answers(http, conversation, stored)
        assert time.monotonic() - began < TURN_LIMIT + MARGIN
        assert outcome, "a turn may never stay silent"
        demo.wait_until_ready()
        after = _say(http, conversation, "after", "我的订单")
        assert any(one["author"] == "bot" for one in _answers(http, conversation, after))
        said = http.get(f"/conversations/{conversation}/messages", params={"limit": 200}).json()["items"]
        assert [one["seq"] for one in said] == list(range(1, len(said) + 1))
        assert {"before", "during", "after"} <= {one["client_id"] for one in said}


def test_a_message_to_a_dead_assistant_gets_an_apology_with_a_ticket(demo: Demo) -> None:
    with demo.http("shopper:ma") as http:
        conversation = http.post("/conversations", json={}).raise_for_status().json()["id"]
        demo.kill("rasa")
        stored = _say(http, conversation, "dead", "什么时候发货呀")
        began = time.monotonic()
        answers = _answers(http, conversation, stored)
        assert time.monotonic() - began < TURN_LIMIT + MARGIN
        assert any(re.search(r"TK-\d{11}", one["body"].get("text", "")) for one in answers)
        demo.wait_until_ready()


def _say(http: httpx.Client, conversation: str, client_id: str, text: str) -> int:
    message = {"client_id": client_id, "kind": "text", "body": {"text": text}}
    answer = http.post(f"/conversations/{conversation}/messages", json=message).raise_for_status()
    return int(answer.json()["seq"])


def _answers(http: httpx.Client, conversation: str, seq: int) -> list[dict[str, object]]:
    """What came after a message, as soon as something came."""
    until = time.monotonic() + 2 * TURN_LIMIT
    while time.monotonic() < until:
        items = http.get(f"/conversations/{conversation}/messages", params={"after": seq}).json()["items"]
        if items:
            return list(items)
        time.sleep(0.1)
    return []
