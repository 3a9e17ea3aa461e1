"""Whole conversations as data: what is said, and what must have been understood and done.

A file holds a list of talks: {"title", "shop": how the shop is, "talk": turns}. A turn says or taps
something; every other key is a claim about what came of it:
    understood: the intent that was acted on        orders, products: what stands on the cards
    order, goods, product: what the talk is about   task, asks, facts: the open task, its question, its facts
    heard, not_heard: patterns of the words         offers, not_offers: titles of buttons
    posted: path → part of the last body            calls: path → how many bodies
    shop: the shop changes before this turn         again: why the same question is asked once more
    tells: steps that this message answers ahead, which therefore are never asked
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.bot import seam_data
from tests.bot.seam_server import Shop
from tests.bot.talking import Talking

HERE = Path(__file__).parent
CLAIMS = frozenset(
    {"says", "taps", "understood", "orders", "products", "order", "goods", "product", "task", "asks", "facts"}
    | {"heard", "not_heard", "offers", "not_offers", "posted", "calls", "shop", "again", "tells"}
)


@dataclass(frozen=True)
class Script:
    """One talk of a file."""

    title: str
    shop: dict[str, Any]
    turns: list[dict[str, Any]]


def scripts(folder: str) -> Iterator[Script]:
    """Every talk below tests/bot/`folder`; a turn with an unknown key or without a claim is a mistake."""
    for path in sorted((HERE / folder).glob("*.yml")):
        for one in yaml.safe_load(path.read_text(encoding="utf-8")):
            turns = one["talk"]
            assert all(set(turn) <= CLAIMS for turn in turns), f"{path.name}: {one['title']}: unknown claim"
            assert set(turns[-1]) - {"says", "taps", "again", "tells"}, (
                f"{path.name}: {one['title']}: no claim"
            )
            yield Script(f"{path.stem}: {one['title']}", one.get("shop") or {}, turns)


@dataclass
class Asking:
    """Which questions of a task were asked: none twice, and none whose answer is known."""

    open: tuple[str, str] | None = None
    answered: set[tuple[str, str]] = field(default_factory=set)
    asked: int = 0
    again: int = 0

    def note(self, task: dict[str, Any] | None, turn: dict[str, Any]) -> None:
        """After a turn: `again` on it says why a question comes back."""
        name = task["name"] if task else ""
        self.answered |= {(name or "aftersales", step) for step in turn.get("tells", [])}
        now = (name, task["asked"]) if task else None
        if self.open is not None and now != self.open:
            self.answered.add(self.open)
        if now is not None:
            self.asked += 1
            if (now == self.open or now in self.answered) and "again" not in turn:
                self.again += 1
        if "again" in turn and now is not None:
            self.answered.discard(now)
        if now is None:
            self.answered.clear()
        self.open = now


def play(script: Script, talk: Talking, shop: Shop) -> Asking:
    """Have the conversation; raises AssertionError at the first claim that is not so."""
    _change(shop, script.shop)
    asking = Asking()
    for number, turn in enumerate(script.turns, start=1):
        _change(shop, turn.get("shop") or {})
        said = turn.get("says") or turn.get("taps")
        talk.says(str(turn["says"])) if "says" in turn else talk.taps(str(turn["taps"]))
        task = talk.slot("task")
        asking.note(task, turn)
        wrong = [
            f"{claim}: wanted {wanted!r}, got {got!r}"
            for claim, wanted, got in _claims(turn, talk, shop, task)
            if not _holds(claim, wanted, got)
        ]
        answered = f"answered: {talk.text!r}\nbuttons: {list(talk.choices)}"
        assert not wrong, f"turn {number} 「{said}」: {'; '.join(wrong)}\n{answered}"
    return asking


def _change(shop: Shop, how: dict[str, Any]) -> None:
    for name, value in how.items():
        if name == "orders":
            shop.orders = [seam_data.ORDERS[one] for one in value]
        elif name == "decide":
            shop.decide = seam_data.DECISIONS[value] if value else None
        elif name == "cases":
            shop.cases = [seam_data.case(**one) for one in value]
        elif name == "fixed":
            shop.fixed = {tuple(key.split(" ")): (answer[0], answer[1]) for key, answer in value.items()}
        else:
            assert hasattr(shop, name), f"the shop has no {name}"
            setattr(shop, name, value)


def _claims(
    turn: dict[str, Any], talk: Talking, shop: Shop, task: dict[str, Any] | None
) -> Iterator[tuple[str, Any, Any]]:
    scene = talk.slot("scene") or {}
    reports = shop.posted("turn-reports")
    cards = [card for body in talk.last for card in body.get("orders", [])]
    tiles = [card for body in talk.last for card in body.get("products", [])]
    got = {
        "understood": reports[-1]["intent"] if reports else None,
        "orders": [card["number"] for card in cards],
        "products": [card["id"] for card in tiles],
        "order": scene.get("order"),
        "goods": _goods(scene, task),
        "product": scene.get("product"),
        "task": task["name"] if task else None,
        "asks": task["asked"] if task else None,
        "facts": task["facts"] if task else {},
        "heard": talk.text,
        "not_heard": talk.text,
        "offers": set(talk.choices),
        "not_offers": set(talk.choices),
    }
    for claim, wanted in turn.items():
        if claim in got:
            yield claim, wanted, got[claim]
        elif claim == "posted":
            for path, part in wanted.items():
                bodies = shop.posted(path)
                yield "posted", part, bodies[-1] if bodies else {}
        elif claim == "calls":
            for path, count in wanted.items():
                yield "calls", count, len(shop.posted(path))


def _goods(scene: dict[str, Any], task: dict[str, Any] | None) -> str | None:
    if task and task["facts"].get("line"):
        return str(task["facts"]["line"]["title"])
    order = next(
        (one for one in scene.get("orders", []) if one["number"] == scene.get("order")), {"lines": []}
    )
    return next((line[2] for line in order["lines"] if line[0] == scene.get("line")), None)


def _holds(claim: str, wanted: Any, got: Any) -> bool:
    several = wanted if isinstance(wanted, list) else [wanted]
    if claim == "heard":
        return all(re.search(pattern, got) for pattern in several)
    if claim == "not_heard":
        return not any(re.search(pattern, got) for pattern in several)
    if claim == "offers":
        return set(several) <= got
    if claim == "not_offers":
        return not set(several) & got
    if claim in {"facts", "posted"}:
        return all(got.get(name) == value for name, value in wanted.items())
    return bool(wanted == got)
