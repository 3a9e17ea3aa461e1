"""What the assistant promises exists: sentences, actions, intents, training."""

import ast
import inspect
import re
from collections import Counter
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

import actions
from actions.intents import TITLES
from actions.task_form import STARTS, TASKS
from actions.ticket_task import ABOUTS
from actions.wording import responses
from bot.components.examples import read_examples

ROOT = Path(__file__).parents[2]
TAPS = {"open_ticket", "resume_task", "step_back", "alert_danger", "take_case_step"}
FEWEST_SENTENCES = 15
TAXONOMY = set(TITLES) - TAPS - {"nlu_fallback"}
SOURCES = sorted(Path(inspect.getfile(actions)).parent.glob("*.py"))


def domain() -> dict[str, Any]:
    """All files of bot/domain as one."""
    merged: dict[str, Any] = {"intents": [], "actions": [], "responses": {}, "entities": [], "slots": {}}
    for path in sorted((ROOT / "bot" / "domain").glob("*.yml")):
        part = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name in ("intents", "actions", "entities"):
            merged[name] += part.get(name) or []
        for name in ("responses", "slots"):
            merged[name].update(part.get(name) or {})
    return merged


def strings() -> set[str]:
    """Every string constant of the actions."""
    return {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_sentence_that_an_action_says_is_in_the_domain() -> None:
    said = {text for text in strings() if re.fullmatch(r"utter_[a-z_]+[a-z]", text)}
    assert said <= set(responses())


def test_every_sentence_of_the_domain_is_said() -> None:
    orders = {
        f"utter_order_{status}"
        for status in ("unpaid", "paid", "shipped", "delivered", "finished", "cancelled")
    }
    assert set(responses()) <= strings() | orders


@pytest.mark.parametrize("name", sorted(responses()))
def test_the_variants_of_a_sentence_need_nothing_that_the_first_does_not(name: str) -> None:
    needed = [{field for _, field, *_ in Formatter().parse(text) if field} for text in responses()[name]]
    assert all(fields <= needed[0] | needed[-1] for fields in needed)
    assert "尊敬" not in "".join(responses()[name]) and "！" not in "".join(responses()[name])


def test_every_action_has_a_class_and_every_class_is_declared() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    assert set(executor.actions) == set(domain()["actions"])


def test_every_declared_action_is_predicted_by_a_rule() -> None:
    rules = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "dialogue").glob("*.yml"))
    unused = {name for name in domain()["actions"] if f"action: {name}" not in rules}
    assert unused == {"validate_task_form"}


def test_the_taxonomy_has_its_74_intents_each_declared_once() -> None:
    declared = Counter(domain()["intents"])
    assert len(TAXONOMY) == 74
    assert set(declared) == TAXONOMY | TAPS
    assert max(declared.values()) == 1


def test_every_intent_has_a_rule() -> None:
    rules = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "dialogue").glob("*.yml"))
    ruled = Counter(re.findall(r"- intent: (\w+)", rules))
    assert set(ruled) == TAXONOMY | TAPS | {"nlu_fallback"}
    assert max(ruled.values()) == 1


def test_every_intent_has_sentences_to_learn_from() -> None:
    counts = Counter(intent for _, intent in read_examples(ROOT / "nlu_data").sentences)
    assert set(counts) == TAXONOMY
    assert min(counts.values()) >= FEWEST_SENTENCES


def test_everything_behind_a_button_is_declared() -> None:
    declared = set(domain()["entities"])
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "choice":
                names = {word.arg for word in node.keywords if word.arg} - {"primary"}
                assert names <= declared, f"{path.name}:{node.lineno}"
                intent = node.args[1]
                if isinstance(intent, ast.Constant):
                    assert intent.value in TITLES, f"{path.name}:{node.lineno}"


def test_every_task_that_an_intent_starts_exists() -> None:
    assert {name for name, _ in STARTS.values()} <= set(TASKS)
    assert {preset["about"] for _, preset in STARTS.values() if "about" in preset} <= set(ABOUTS)
    assert {about.question for about in ABOUTS.values()} <= set(responses())
