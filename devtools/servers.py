"""Which outside servers the tests can use here: PostgreSQL, Redis, Chromium."""

import os
import shutil
import socket
import subprocess
from urllib.parse import urlsplit

from devtools.places import python

DEFAULT_POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/postgres"
DEFAULT_REDIS = "redis://127.0.0.1:6379/0"
TRY_POSTGRESQL = "import sys, psycopg; psycopg.connect(sys.argv[1], connect_timeout=3).close()"


def postgresql() -> str | None:
    """The URL of a server where the tests may make a database of their own, or None.

    HUISHENG_TEST_DATABASE_URL names it; without it the usual local address is tried.
    """
    url = os.environ.get("HUISHENG_TEST_DATABASE_URL", DEFAULT_POSTGRESQL)
    plain = url.replace("postgresql+psycopg://", "postgresql://")
    answer = subprocess.run([python("service"), "-c", TRY_POSTGRESQL, plain], capture_output=True)
    return url if answer.returncode == 0 else None


def redis() -> str | None:
    """The URL of a Redis that answers, or None. HUISHENG_TEST_REDIS_URL names it, or the usual address."""
    url = os.environ.get("HUISHENG_TEST_REDIS_URL", DEFAULT_REDIS)
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 6379), timeout=2) as link:
            link.sendall(b"PING\r\n")
            return url if link.recv(16).startswith((b"+PONG", b"-NOAUTH")) else None
    except OSError:
        return None


def chromium() -> str | None:
    """The browser for the browser tests, or None."""
    return next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
