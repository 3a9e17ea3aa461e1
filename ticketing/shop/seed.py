"""`python -m ticketing.shop.seed`: fill the demo's database and write down its logins."""

import json
import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

from ticketing.agents import SEEDED
from ticketing.case_stories import told_by_hand
from ticketing.database import open_engine, open_sessions
from ticketing.seed import seed


def demo_logins(file: Path) -> list[dict[str, str]]:
    """The logins in the file, a file for its owner alone; missing ones get a password made up here."""
    known = {each["login"]: each for each in json.loads(file.read_text("utf-8"))} if file.exists() else {}
    if known.keys() >= {login for login, *_ in SEEDED}:
        return list(known.values())
    logins = [
        known.get(login) or {"login": login, "password": secrets.token_urlsafe(9), "name": name, "role": role}
        for login, name, role, *_ in SEEDED
    ]
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(".half")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        json.dump(logins, out, ensure_ascii=False, indent=2)
    half.replace(file)
    return logins


def main() -> int:
    """Seed the database of HUISHENG_DATABASE_URL; the logins lie under HUISHENG_DATA_DIR."""
    url, folder = os.environ.get("HUISHENG_DATABASE_URL"), os.environ.get("HUISHENG_DATA_DIR")
    if not url or not folder:
        sys.stderr.write("HUISHENG_DATABASE_URL and HUISHENG_DATA_DIR must be set\n")
        return 2
    logins = demo_logins(Path(folder) / "demo_logins.json")
    with open_sessions(open_engine(url), analyse=told_by_hand).begin() as session:
        seed(session, {each["login"]: each["password"] for each in logins}, datetime.now(UTC))
    return 0


if __name__ == "__main__":
    sys.exit(main())
