#!/usr/bin/env python3
"""Runs, checks and measures Huisheng: `python3 dev.py run`, `python3 dev.py test`. Needs Python 3.11 only."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - said before any import that an older Python cannot read
    sys.exit(f"dev.py needs Python 3.11 or newer, this is {sys.version.split()[0]}")

from devtools.checks import test
from devtools.demo_env import env_of
from devtools.evaluate import evaluate
from devtools.line_commands import analyse, parse
from devtools.places import ROOT, python
from devtools.run import run
from devtools.train import train

DEFAULT_DATA_DIR = ROOT / "var"


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)

    run = commands.add_parser(
        "run", help="install, build, seed and train what changed, then start everything"
    )
    run.add_argument("--database-url", help="PostgreSQL instead of the embedded SQLite file")
    run.add_argument("--redis-url", help="fan-out between several API processes")
    run.add_argument("--port", type=int, default=8000, help="of the address to open; 0 takes a free one")
    _add_data_dir(run)

    token = commands.add_parser("token", help="print a short-lived bearer token of the demo, for scripts")
    token.add_argument("role", help="agent, lead, admin, service or shopper:DEMO_ID")
    _add_data_dir(token)

    test = commands.add_parser("test", help="run every check, or only the named ones")
    test.add_argument("checks", nargs="*", metavar="CHECK", help="format, lint, types, service, browser …")

    train = commands.add_parser("train", help="train the assistant on what was learnt too, and propose it")
    train.add_argument(
        "--compare", action="store_true", help="score it beside the model in use, replay messages"
    )
    train.add_argument("--data", type=Path, help="folder with real messages; default: HUISHENG_EVAL_DATA")
    train.add_argument("--days", type=int, default=30, help="how far back messages are replayed")
    _add_data_dir(train)

    evaluate = commands.add_parser("evaluate", help="score the assistant on real messages")
    evaluate.add_argument("--data", type=Path, help="folder with the messages; default: HUISHENG_EVAL_DATA")
    _add_data_dir(evaluate)

    for name, what in (("parse", "what the assistant reads in it"), ("analyse", "its feedback analysis")):
        lines = commands.add_parser(name, help=f"one message a line from standard input: {what}, as JSON")
        _add_data_dir(lines)
    return top


def _add_data_dir(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data-dir", type=Path, default=DEFAULT_DATA_DIR, help="state; default: ./var")


def token(role: str, data_dir: Path) -> int:
    """Print a token signed with the secrets of the run that uses this data folder."""
    if not (data_dir / "secrets.env").exists():
        print(f"{data_dir} holds no demo: start `python3 dev.py run` first", file=sys.stderr)
        return 2
    command = [python("service"), "-m", "api.demo_tokens", role]
    return subprocess.run(command, cwd=ROOT, env=env_of(data_dir, os.environ)).returncode


def main(arguments: Sequence[str]) -> int:
    """Carry out one command. Returns the exit code."""
    options, rest = parser().parse_known_args(arguments)
    if rest and options.command != "evaluate":
        parser().error(f"unknown arguments: {' '.join(rest)}")
    if options.command == "run":
        return run(
            data_dir=options.data_dir,
            port=options.port,
            database_url=options.database_url,
            redis_url=options.redis_url,
        )
    if options.command == "token":
        return token(options.role, options.data_dir)
    if options.command == "test":
        return test(options.checks)
    if options.command == "train":
        return train(options.data_dir, compares=options.compare, data=options.data, days=options.days)
    if options.command == "parse":
        return parse(options.data_dir)
    if options.command == "analyse":
        return analyse(options.data_dir)
    return evaluate(options.data, options.data_dir, rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
