"""Rasa without TensorFlow: everything that a run or a training imports is there, TensorFlow is not."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot import lean_rasa

ROOT = Path(__file__).parents[2]
ALL_OF_IT = """
import sys
from bot.lean_rasa import leave_out_tensorflow
leave_out_tensorflow()
import rasa.__main__, rasa.core.run, rasa.model_training, rasa.server
import rasa.graph_components.validators.default_recipe_validator
import bot.components.graph, bot.model_door, bot.tracker_store
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
for name in sys.argv[1:]:
    DefaultV1Recipe._from_registry(name)
sys.exit("tensorflow" in sys.modules)
"""


def test_neither_run_nor_training_brings_tensorflow() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    names = [one["name"] for one in config["pipeline"] + config["policies"]]
    done = subprocess.run(
        [sys.executable, "-c", ALL_OF_IT, *names], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_another_rasa_is_not_made_lean_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lean_rasa, "version", lambda package: "3.7.0")
    with pytest.raises(RuntimeError, match=r"3\.7\.0"):
        lean_rasa.leave_out_tensorflow()
