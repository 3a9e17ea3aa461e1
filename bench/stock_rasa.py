"""Both sides of the assistant's benchmarks: one set of sentences, domain and action, for ours and stock Rasa.

The peer is Rasa 3.6.21 as its documentation builds it for Chinese: jieba, counted words and characters, DIET
and TED with the epochs of `rasa init`, stories, its SQL tracker store. Ours is config.yml with one rule an
intent, bot/endpoints.yml and bot/credentials.yml. Every intent has one answer that begins with its name; two
of five come from one custom action, so that a benchmark sees whether a message was understood.
"""

import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.components.examples import read_examples  # noqa: E402 - these files run by themselves
from devtools.demo_env import FIXED  # noqa: E402
from devtools.places import TOOLS, python  # noqa: E402

SEED = 7
SENTENCES = 10_000
EPOCHS = 100
STORIES = 48
STORY_TURNS = 6
ACTION = "action_look_up"
OURS, STOCK = "ours", "stock"
SIDES = (OURS, STOCK)
MODULES = {OURS: "bot.lean_rasa", STOCK: "rasa"}
"""What `python -m` runs, ours as devtools/models.py does."""
ROUTED = {"nlu_fallback": "没听明白，换个说法好吗？", "alert_danger": "请先断电，远离它。"}
"""Our components name these intents; no sentence means them."""
STOCK_PIPELINE: list[dict[str, Any]] = [
    {"name": "JiebaTokenizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": EPOCHS},
]
STOCK_POLICIES: list[dict[str, Any]] = [
    {"name": "MemoizationPolicy"},
    {"name": "RulePolicy"},
    {"name": "TEDPolicy", "max_history": 5, "epochs": EPOCHS},
]


@dataclass(frozen=True)
class Trained:
    """One `rasa train`: seconds by the clock and of processor time, peak memory in MB, where the model is."""

    wall: float
    cpu: float
    peak_mb: float
    archive: Path


def draw(count: int) -> list[tuple[str, str]]:
    """(text, intent) pairs of nlu_data, as many of each intent as its share, always the same ones."""
    by_intent: dict[str, list[str]] = defaultdict(list)
    sentences = read_examples(ROOT / "nlu_data").sentences
    for text, intent in sentences:
        by_intent[intent].append(text)
    exact = {intent: count * len(texts) / len(sentences) for intent, texts in by_intent.items()}
    taken = {intent: int(share) for intent, share in exact.items()}
    by_rest = sorted(exact, key=lambda intent: (taken[intent] - exact[intent], intent))
    for intent in by_rest[: count - sum(taken.values())]:
        taken[intent] += 1
    chance = random.Random(SEED)
    return [
        (text, intent)
        for intent in sorted(by_intent)
        for text in chance.sample(by_intent[intent], min(taken[intent], len(by_intent[intent])))
    ]


def uses_action(intents: list[str]) -> set[str]:
    """Those that the custom action answers: two of five."""
    return {intent for place, intent in enumerate(sorted(intents)) if place % 5 in {0, 2}}


def write_projects(folder: Path, count: int = SENTENCES, epochs: int = EPOCHS) -> None:
    """Write nlu.yml and domain.yml for both sides, and what is each one's own below ours/ and stock/."""
    pairs = draw(count)
    intents = sorted({intent for _, intent in pairs})
    by_action = uses_action(intents)
    answers = {intent: ACTION if intent in by_action else f"utter_{intent}" for intent in intents}
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "nlu.yml", {"nlu": [_examples(pairs, intent) for intent in intents]})
    _write(folder / "domain.yml", _domain(answers))
    for side in SIDES:
        (folder / side).mkdir(exist_ok=True)
    pipeline = [{**one, "epochs": epochs} if "epochs" in one else one for one in STOCK_PIPELINE]
    policies = [{**one, "epochs": epochs} if "epochs" in one else one for one in STOCK_POLICIES]
    stock = {"recipe": "default.v1", "assistant_id": "stock", "language": "zh"}
    _write(folder / STOCK / "config.yml", {**stock, "pipeline": pipeline, "policies": policies})
    _write(folder / STOCK / "talk.yml", {"stories": _stories(answers)})
    ours = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    for policy in ours["policies"]:
        policy.pop("core_fallback_action_name", None)
    _write(folder / OURS / "config.yml", ours)
    rules = {**answers, **{intent: f"utter_{intent}" for intent in ROUTED}}
    _write(
        folder / OURS / "talk.yml",
        {"rules": [{"rule": one, "steps": _steps([one], rules)} for one in sorted(rules)]},
    )


def train(folder: Path, side: str, niceness: int = 0) -> Trained:
    """`rasa train` on one side of what `write_projects` wrote. Raises SystemExit with the log's place."""
    here, log = folder / side, folder / side / "train.log"
    archive = here / "model.tar.gz"
    command = [python("bot"), "-m", MODULES[side], "train", "-c", str(here / "config.yml")]
    command += ["-d", str(folder / "domain.yml"), "--data", str(folder / "nlu.yml"), str(here / "talk.yml")]
    command += ["--out", str(here), "--fixed-model-name", "model", "--force", "--skip-validation"]
    began = time.perf_counter()
    with log.open("w") as out:
        child = subprocess.Popen(
            ["nice", "-n", str(niceness), *command], cwd=ROOT, env=bare_env(), stdout=out, stderr=out
        )
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"{side} was not trained: {log}")
    wall = time.perf_counter() - began
    return Trained(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, archive)


def models(folder: Path, stock_model: Path | None, count: int = SENTENCES) -> dict[str, Path]:
    """A model of each side, trained now unless it lies in the folder; the stock one may be given."""
    write_projects(folder, count)
    found = {side: folder / side / "model.tar.gz" for side in SIDES}
    if stock_model is not None:
        found[STOCK] = stock_model.resolve()
    for side, archive in found.items():
        if not archive.exists():
            print(f"training {side} on {count} sentences", flush=True)
            train(folder, side)
    return found


def bare_env() -> dict[str, str]:
    """What both sides are started with: the demo's settings that are no addresses or secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, **FIXED, "MPLCONFIGDIR": str(TOOLS / "matplotlib")}


def _examples(pairs: list[tuple[str, str]], intent: str) -> dict[str, str]:
    return {"intent": intent, "examples": "".join(f"- {text}\n" for text, of in pairs if of == intent)}


def _domain(answers: dict[str, str]) -> dict[str, Any]:
    slots = yaml.safe_load((ROOT / "bot" / "domain" / "session.yml").read_text(encoding="utf-8"))["slots"]
    said = {f"utter_{intent}": f"{intent}：这就为您说明。" for intent in answers}
    said |= {f"utter_{intent}": f"{intent}：{words}" for intent, words in ROUTED.items()}
    said["utter_default"] = "没听明白，换个说法好吗？"
    return {
        "intents": [*answers, *ROUTED],
        "slots": slots,
        "actions": [ACTION],
        "responses": {name: [{"text": text}] for name, text in said.items()},
        # As in ours: a conversation is one session, which costs both sides a new session less.
        "session_config": {"session_expiration_time": 0, "carry_over_slots_to_new_session": True},
    }


def _stories(answers: dict[str, str]) -> list[dict[str, Any]]:
    """A few dozen plain talks; each intent stands in some of them."""
    chance = random.Random(SEED)
    order: list[str] = []
    while len(order) < STORIES * STORY_TURNS:
        order += chance.sample(sorted(answers), len(answers))
    talks = [order[at : at + STORY_TURNS] for at in range(0, STORIES * STORY_TURNS, STORY_TURNS)]
    return [
        {"story": f"talk {number}", "steps": _steps(talk, answers)} for number, talk in enumerate(talks, 1)
    ]


def _steps(talk: list[str], answers: dict[str, str]) -> list[dict[str, str]]:
    return [step for intent in talk for step in ({"intent": intent}, {"action": answers[intent]})]


def _write(file: Path, content: dict[str, Any]) -> None:
    written = yaml.safe_dump({"version": "3.1", **content}, allow_unicode=True, sort_keys=False, width=1000)
    file.write_text(written, encoding="utf-8")
