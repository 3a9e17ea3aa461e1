"""`dev.py parse` and `dev.py analyse`: messages from standard input, one a line, each answered as JSON."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path

from devtools import models
from devtools.demo_env import env_of, prepare_data_dir
from devtools.environments import ensure_environment, ensure_uv, one_build_at_a_time
from devtools.places import ROOT, python
from devtools.progress import StepFailed, say


def parse(data_dir: Path) -> int:
    """What the assistant reads: intent with confidence, ranking, entities."""
    model = models.assistant_model(data_dir.resolve())
    return _answer(data_dir, "bot", models.ensure_assistant, ["-m", "devtools.parse_lines", str(model)])


def analyse(data_dir: Path) -> int:
    """What the ticket service reads: category, kind, sentiment, urgency, aspects, entities."""
    model = models.text_model(data_dir.resolve())
    command = ["-m", "ticketing.text", "--model", str(model)]
    return _answer(data_dir, "service", models.ensure_text_model, command)


def _answer(
    data_dir: Path,
    environment: str,
    ensure_model: Callable[[Path, Mapping[str, str]], None],
    command: Sequence[str],
) -> int:
    """Train what changed, then read to the end of the input. Standard output holds the answers alone."""
    data_dir = data_dir.resolve()
    prepare_data_dir(data_dir)
    env = env_of(data_dir, os.environ)
    with redirect_stdout(sys.stderr):
        try:
            with one_build_at_a_time():
                ensure_uv()
                ensure_environment(environment)
                ensure_model(data_dir, env)
        except StepFailed as failure:
            say(f"FAILED {failure}")
            return 1
    return subprocess.run([python(environment), *command], cwd=ROOT, env=env).returncode
