"""`dev.py analyse`: messages from standard input, one a line, each answered by its analysis as JSON."""

import os
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

from devtools import models
from devtools.demo_env import env_of, prepare_data_dir
from devtools.environments import ensure_environment, ensure_uv, one_build_at_a_time
from devtools.places import ROOT, python
from devtools.progress import StepFailed, say


def analyse(data_dir: Path) -> int:
    """Train what changed, then read to the end of the input. Standard output holds the answers alone."""
    data_dir = data_dir.resolve()
    prepare_data_dir(data_dir)
    env = env_of(data_dir, os.environ)
    with redirect_stdout(sys.stderr):
        try:
            with one_build_at_a_time():
                ensure_uv()
                ensure_environment("service")
                models.ensure_text_model(data_dir, env)
        except StepFailed as failure:
            say(f"FAILED {failure}")
            return 1
    command = [python("service"), "-m", "ticketing.text", "--model", str(models.text_model(data_dir))]
    return subprocess.run(command, cwd=ROOT, env=env).returncode
