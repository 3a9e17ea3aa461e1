"""`dev.py evaluate`: scores the assistant on messages that real people wrote, where such data is at hand."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from devtools import models
from devtools.demo_env import env_of, prepare_data_dir
from devtools.environments import ensure_environments, one_build_at_a_time
from devtools.places import ROOT, python
from devtools.progress import StepFailed, say


def evaluate(data: Path | None, data_dir: Path, rest: Sequence[str]) -> int:
    """Train what changed, print and draw the scores; the exit code. Without data it says so and succeeds."""
    folder = data or (
        Path(os.environ["HUISHENG_EVAL_DATA"]) if os.environ.get("HUISHENG_EVAL_DATA") else None
    )
    if folder is None:
        say("skipped: no evaluation data (give --data DIR or set HUISHENG_EVAL_DATA)")
        return 0
    if not folder.is_dir():
        say(f"no folder {folder}")
        return 2
    data_dir = data_dir.resolve()
    prepare_data_dir(data_dir)
    env = env_of(data_dir, os.environ)
    try:
        with one_build_at_a_time():
            ensure_environments()
            models.ensure_assistant(data_dir, env)
    except StepFailed as failure:
        say(f"FAILED {failure}")
        return 1
    command = [python("bot"), "-m", "bench.understanding", "--data", str(folder.resolve())]
    command += ["--report", str(data_dir / "reports" / "understanding.html"), *rest]
    return subprocess.run(command, cwd=ROOT, env=env).returncode
