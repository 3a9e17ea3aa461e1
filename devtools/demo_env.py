"""The environment that the demo's processes see: addresses, secrets, the data folder."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from devtools.places import TOOLS

SECRET_NAMES = ("HUISHENG_SECRET_KEY", "HUISHENG_SHOP_SECRET", "HUISHENG_SERVICE_SECRET")
# What no argument says and a demo may still want to be told: where mail goes, who may host the widget.
FROM_THE_SHELL = ("HUISHENG_SMTP_URL", "HUISHENG_MAIL_FROM", "HUISHENG_ALLOWED_ORIGINS")
# One thread a process: four of them share two cores, and BLAS threads would only wait for each other.
FIXED = {
    "HUISHENG_DEMO": "1",
    "RASA_TELEMETRY_ENABLED": "false",
    "RASA_MAX_CACHE_SIZE": "0",
    "SANIC_HOST": "127.0.0.1",
    "OMP_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "TQDM_DISABLE": "1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONUNBUFFERED": "1",
}


@dataclass(frozen=True)
class Addresses:
    """Where the four processes of a run, its database and its Redis are."""

    data_dir: Path
    port: int
    rasa_port: int
    actions_port: int
    database_url: str
    redis_url: str | None = None

    @property
    def public_url(self) -> str:
        """The address that a browser opens."""
        return f"http://127.0.0.1:{self.port}"


def default_database_url(data_dir: Path) -> str:
    """The embedded database of a data folder."""
    return f"sqlite:///{data_dir.resolve() / 'huisheng.db'}"


def prepare_data_dir(data_dir: Path) -> None:
    """Make the folder: for its owner alone, as it holds shoppers' data, and invisible to git."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    ignore = data_dir / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n")


def demo_secrets(data_dir: Path) -> dict[str, str]:
    """The secrets in DATA_DIR/secrets.env, a file for its owner alone; missing ones are made up."""
    file = data_dir / "secrets.env"
    known: dict[str, str] = {}
    if file.exists():
        for line in file.read_text().splitlines():
            name, _, value = line.partition("=")
            known[name] = value
    if not all(name in known for name in SECRET_NAMES):
        known = {name: known.get(name) or f"demo-{secrets.token_urlsafe(32)}" for name in SECRET_NAMES}
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write("".join(f"{name}={value}\n" for name, value in known.items()))
    return {name: known[name] for name in SECRET_NAMES}


def outside_env(environ: Mapping[str, str]) -> dict[str, str]:
    """The caller's environment without anything of ours and without another Python's settings."""
    return {name: value for name, value in environ.items() if not name.startswith(("HUISHENG_", "PYTHON"))}


def compose(addresses: Addresses, demo: Mapping[str, str], environ: Mapping[str, str]) -> dict[str, str]:
    """What every process of the run is started with."""
    redis = {"HUISHENG_REDIS_URL": addresses.redis_url} if addresses.redis_url else {}
    return {
        **outside_env(environ),
        **{name: environ[name] for name in FROM_THE_SHELL if name in environ},
        **FIXED,
        **demo,
        **redis,
        # matplotlib, which Rasa imports, would otherwise write to the home folder.
        "MPLCONFIGDIR": str(TOOLS / "matplotlib"),
        "HUISHENG_DATA_DIR": str(addresses.data_dir.resolve()),
        "HUISHENG_DATABASE_URL": addresses.database_url,
        "HUISHENG_PUBLIC_URL": addresses.public_url,
        "HUISHENG_SERVICE_URL": addresses.public_url,
        "HUISHENG_RASA_URL": f"http://127.0.0.1:{addresses.rasa_port}",
        "HUISHENG_ACTIONS_URL": f"http://127.0.0.1:{addresses.actions_port}/webhook",
    }


def env_of(data_dir: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of the run that uses this folder, or used it last; of a fresh one when none did."""
    record = data_dir / "run.json"
    known = json.loads(record.read_text()) if record.exists() else {}
    addresses = Addresses(
        data_dir=data_dir,
        port=known.get("port", 8000),
        rasa_port=known.get("rasa_port", 5005),
        actions_port=known.get("actions_port", 5055),
        database_url=known.get("database_url") or default_database_url(data_dir),
        redis_url=known.get("redis_url"),
    )
    return compose(addresses, demo_secrets(data_dir), environ)
