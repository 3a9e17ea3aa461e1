"""The seed command: a whole demo, once, with logins that only their owner may read."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

from sqlalchemy import Engine, func, select

from ticketing.database import Sessions
from ticketing.models import Agent, Article, ShopMember, Table


def run(database: str, folder: Path) -> None:
    """The command as dev.py runs it."""
    env = {**os.environ, "HUISHENG_DATABASE_URL": database, "HUISHENG_DATA_DIR": str(folder)}
    subprocess.run([sys.executable, "-m", "ticketing.shop.seed"], check=True, env=env, timeout=120)


def test_the_command_fills_the_demo_once(
    database: str, engine: Engine, sessions: Sessions, tmp_path: Path
) -> None:
    run(database, tmp_path)
    file = tmp_path / "demo_logins.json"
    logins = file.read_text("utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {"xiaolin", "xiaochen", "zhoumin", "admin"} == {each["login"] for each in json.loads(logins)}
    with engine.connect() as connection:
        before = {
            table.name: connection.execute(select(table)).all() for table in Table.metadata.sorted_tables
        }
        for model in (Agent, Article, ShopMember):
            assert connection.scalar(select(func.count()).select_from(model))
    run(database, tmp_path)
    with engine.connect() as connection:
        after = {
            table.name: connection.execute(select(table)).all() for table in Table.metadata.sorted_tables
        }
    assert after == before and file.read_text("utf-8") == logins


def test_without_a_database_it_says_what_is_missing(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("HUISHENG_")}
    done = subprocess.run(
        [sys.executable, "-m", "ticketing.shop.seed"], env=env, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 2 and "HUISHENG_DATABASE_URL" in done.stderr
