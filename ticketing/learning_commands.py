"""`python -m ticketing.learning_commands`: what training reads from the record, and writes into it."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ticketing import learning_replay
from ticketing.database import open_engine, open_sessions, read_only
from ticketing.learning import write_learnt
from ticketing.learning_files import read_manifest
from ticketing.learning_models import forget, register


def export(options: argparse.Namespace) -> str:
    """Named sentences as training files, and what shoppers typed lately."""
    since = options.now - timedelta(days=options.days)
    with options.sessions() as session:
        read_only(session)
        learnt = write_learnt(session, options.learnt)
        replayed = learning_replay.write(session, since, options.replay)
    return json.dumps({"learnt": learnt, "replay": replayed})


def add(options: argparse.Namespace) -> str:
    """A trained model into the register, its report without anybody's words."""
    report: dict[str, Any] | None = None
    if options.report is not None:
        report = json.loads(options.report.read_text(encoding="utf-8"))
        for change in (report or {}).get("replay", {}).get("changes", []):
            change.pop("text", None)
    with options.sessions.begin() as session:
        model = register(
            session,
            read_manifest(options.folder),
            is_current=options.current,
            report=report,
            now=options.now,
        )
        if options.kept:
            forget(session, options.kept.split(","))
        return json.dumps({"version": model.version, "state": model.state})


def main(arguments: Sequence[str] | None = None) -> int:
    """One command on the database of HUISHENG_DATABASE_URL; prints one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m ticketing.learning_commands", description=__doc__)
    parser.add_argument("--now", type=datetime.fromisoformat, required=True)
    commands = parser.add_subparsers(required=True)
    reading = commands.add_parser("export", help=export.__doc__)
    reading.add_argument("--days", type=int, default=30)
    reading.add_argument("--learnt", type=Path, required=True, help="folder of the training files")
    reading.add_argument("--replay", type=Path, required=True, help="file of what shoppers typed")
    reading.set_defaults(run=export)
    adding = commands.add_parser("register", help=add.__doc__)
    adding.add_argument("--folder", type=Path, required=True, help="the version's")
    adding.add_argument("--current", action="store_true", help="it answers already")
    adding.add_argument("--report", type=Path)
    adding.add_argument("--kept", help="versions whose files remain, with commas")
    adding.set_defaults(run=add)
    options = parser.parse_args(arguments)
    engine = open_engine(os.environ["HUISHENG_DATABASE_URL"])
    options.sessions = open_sessions(engine)
    try:
        sys.stdout.write(options.run(options) + "\n")
    finally:
        engine.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main())
