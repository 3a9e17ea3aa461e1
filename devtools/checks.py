"""`dev.py test`: every check in order, with progress, a list of results and one closing line."""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from devtools import models, pages, servers
from devtools.demo_env import FIXED, outside_env
from devtools.environments import ensure_environments, one_build_at_a_time
from devtools.places import ROOT, WEB, environment, python
from devtools.progress import StepFailed, say
from devtools.tallies import read_closing, write_closing

Commands = Sequence[Sequence[str]]
Reason = Callable[[], str | None]
LEARNERS = {"assistant": models.ensure_assistant, "text": models.ensure_text_model}
"""The models that tests ask, in the order in which they are needed."""


def always() -> None:
    """Nothing is missing."""


@dataclass(frozen=True)
class Check:
    """Commands that must all succeed. `missing` says why it cannot run here; where CI is true that fails.

    `asks` names the models of LEARNERS that must have been trained before.
    """

    name: str
    what: str
    commands: Commands
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path = ROOT
    missing: Reason = always
    is_pytest: bool = False
    asks: Sequence[str] = ()


@dataclass
class Result:
    """How a check went. `skipped` carries the reason."""

    name: str
    seconds: float
    failed: bool = False
    skipped: str | None = None
    counts: Counter[str] = field(default_factory=Counter)


def env_of_checks(data_dir: Path) -> dict[str, str]:
    """Nothing of the caller's settings reaches the tests, but the evaluation data."""
    data = os.environ.get("HUISHENG_EVAL_DATA")
    return {
        **outside_env(os.environ),
        **{name: value for name, value in FIXED.items() if not name.startswith("HUISHENG_")},
        **({"HUISHENG_EVAL_DATA": data} if data else {}),
        "HUISHENG_DATA_DIR": str(data_dir),
        "HUISHENG_DATABASE_URL": f"sqlite:///{data_dir / 'check.db'}",
        "NO_COLOR": "1",
    }


def absent(folder: str) -> Reason:
    """A reason when a folder of tests is not there."""
    return lambda: None if (ROOT / folder).is_dir() else f"{folder} is not there"


def browser_missing() -> str | None:
    """Why the browser tests cannot run here."""
    no_browser = None if servers.chromium() else "Chromium is not installed"
    return absent("tests/browser")() or pages.missing_reason() or no_browser


def all_checks(learnt: Path) -> list[Check]:
    """Every check, the quick ones first. `learnt` is the data folder of the models that tests ask."""
    service, bot = python("service"), python("bot")
    ruff = str(environment("service") / "bin" / "ruff")
    # A file's tests stay together: they share what the file sets up. Each process has its own database.
    pytest = [service, "-m", "pytest", "-n", "2", "--dist", "loadfile", "tests"]
    pytest += [f"--ignore=tests/{name}" for name in ("bot", "browser")]
    without_database = (
        "ticketing/rules",
        "ticketing/text",
        "test_boundaries.py",
        "test_dev.py",
        "test_checks.py",
    )
    redis = servers.redis()
    with_redis = {"HUISHENG_TEST_REDIS_URL": redis} if redis else {}
    # Two processes must agree on the tests, some of which are made from sets.
    in_two = {"PYTHONHASHSEED": "0"}
    postgresql = servers.postgresql()
    on_postgresql = {"HUISHENG_TEST_DATABASE_URL": postgresql} if postgresql else {}
    no_servers = ", ".join(
        name for name, url in (("PostgreSQL", postgresql), ("Redis", redis)) if url is None
    )
    with_text_model = {"HUISHENG_TEST_TEXT_MODEL": str(models.text_model(learnt))}
    alembic = [service, "-m", "alembic"]
    return [
        Check("format", "ruff format", [[ruff, "format", "--check", "."]]),
        Check("lint", "ruff", [[ruff, "check", "."]]),
        Check("types", "mypy", [[service, "-m", "mypy"]]),
        Check("sentences", "training sentences", [[bot, "-m", "bench.understanding.sentences"]]),
        Check("migrations", "alembic check", [[*alembic, "upgrade", "head"], [*alembic, "check"]]),
        Check(
            "pages",
            "front-end lint, types and tests",
            [["npm", "run", "check"], ["npm", "test"]],
            env=pages.npm_env(),
            cwd=WEB,
            missing=pages.missing_reason,
        ),
        Check(
            "assistant",
            "assistant",
            [[bot, "-m", "pytest", "tests/bot"]],
            env={"HUISHENG_TEST_MODEL": str(models.assistant_model(learnt))},
            missing=absent("tests/bot"),
            is_pytest=True,
            asks=["assistant"],
        ),
        Check(
            "service",
            "service on SQLite",
            [pytest],
            env={**with_redis, **in_two, **with_text_model},
            is_pytest=True,
            asks=["text"],
        ),
        Check(
            "postgresql",
            "service on PostgreSQL",
            [[*pytest, *(f"--ignore=tests/{name}" for name in without_database)]],
            env={**with_redis, **on_postgresql, **in_two, **with_text_model},
            missing=lambda: f"{no_servers} does not answer" if no_servers else None,
            is_pytest=True,
            asks=["text"],
        ),
        Check(
            "browser",
            "whole journeys in Chromium",
            [[service, "-m", "pytest", "tests/browser"]],
            env=with_redis,
            missing=browser_missing,
            is_pytest=True,
            asks=list(LEARNERS),
        ),
    ]


def run_check(check: Check, env: Mapping[str, str], *, required: bool) -> Result:
    """Run one check, its output shown as it comes."""
    reason = check.missing()
    if reason:
        say(f"\n### {check.name}: skipped, {reason}")
        return Result(check.name, 0.0, failed=required, skipped=reason)
    say(f"\n### {check.name}: {check.what}")
    result = Result(check.name, 0.0)
    began = time.monotonic()
    for command in check.commands:
        with subprocess.Popen(
            command,
            cwd=check.cwd,
            env={**env, **check.env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as child:
            for line in child.stdout or ():
                sys.stdout.write(line)
                sys.stdout.flush()
                if check.is_pytest:
                    result.counts += read_closing(line) or Counter()
        if child.returncode != 0:
            result.failed = True
            break
    result.seconds = time.monotonic() - began
    return result


def summary(results: Sequence[Result], seconds: float) -> str:
    """The list of results, and a closing line that counts a failed check which is no test run as an error."""
    lines = ["\nChecks"]
    total: Counter[str] = Counter()
    for result in results:
        word = "FAILED" if result.failed else "skipped" if result.skipped else "ok"
        lines.append(f"  {word:8}{result.name:12}{result.seconds:7.1f} s  {result.skipped or ''}".rstrip())
        total += result.counts
        if result.failed and not (result.counts["failed"] or result.counts["errors"]):
            total["errors"] += 1
    failed = [result.name for result in results if result.failed]
    if failed:
        lines.append(f"FAILED: {', '.join(failed)}. One alone: python3 dev.py test {failed[0]}")
    return "\n".join([*lines, write_closing(total, seconds)])


def train(name: str, data_dir: Path, env: Mapping[str, str]) -> None:
    """One of LEARNERS, in the data folder. Raises StepFailed."""
    with one_build_at_a_time():
        LEARNERS[name](data_dir, env)


def run_checks(checks: Sequence[Check], scratch: Path, *, required: bool) -> list[Result]:
    """Run checks one after the other. Models are trained meanwhile: the quick checks use one core only."""
    env = env_of_checks(scratch)
    results = []
    with ThreadPoolExecutor(max_workers=1) as trainer:
        asked = {name for check in checks if check.missing() is None for name in check.asks}
        training = {
            name: trainer.submit(train, name, learnt_in(scratch), env) for name in LEARNERS if name in asked
        }
        for check in checks:
            try:
                for name in check.asks:
                    if name in training:
                        training[name].result()
                results.append(run_check(check, env, required=required))
            except StepFailed as failure:
                say(f"\n### {check.name}: FAILED {failure}")
                results.append(Result(check.name, 0.0, failed=True))
    return results


def learnt_in(scratch: Path) -> Path:
    """The data folder of the models: beside the tests' own, where most expect none."""
    return scratch / "learnt"


def test(names: Sequence[str]) -> int:
    """Run the named checks, or all. Returns the exit code."""
    began = time.monotonic()
    required = os.environ.get("CI") == "true"
    with tempfile.TemporaryDirectory(prefix="huisheng-") as folder:
        scratch = Path(folder)
        try:
            say("Preparing")
            with one_build_at_a_time():
                ensure_environments()
                checks = all_checks(learnt_in(scratch))
                unknown = set(names) - {check.name for check in checks}
                if unknown:
                    known = " ".join(check.name for check in checks)
                    say(f"unknown check {' '.join(sorted(unknown))}; there are: {known}")
                    return 2
                if not pages.missing_reason() and (not names or {"pages", "browser"} & set(names)):
                    pages.ensure_packages()
        except StepFailed as failure:
            say(f"\nFAILED {failure}")
            return 1
        chosen = [check for check in checks if not names or check.name in names]
        results = run_checks(chosen, scratch, required=required)
    say(summary(results, time.monotonic() - began))
    return 1 if any(result.failed for result in results) else 0
