"""Engines and sessions for SQLite and PostgreSQL."""

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session, sessionmaker

from ticketing.text.analysis import ANALYSE, Analyse

Sessions = sessionmaker[Session]


def database_url(text: str) -> URL:
    """Parse a database URL; a bare `postgresql://` uses psycopg 3.

    Raises ValueError for anything but SQLite files and PostgreSQL.
    """
    url = make_url(text)
    if url.drivername in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise ValueError(f"{url.get_backend_name()} is not supported: use sqlite:///file or postgresql://…")
    return url


def open_engine(text: str, *, pool_size: int = 20) -> Engine:
    """An engine with our settings.

    SQLite: WAL, 5 s of patience for a lock, full durability, foreign keys on, and `BEGIN IMMEDIATE` for
    all but `read_only` sessions, because a read that turns into a write cannot wait for the lock.
    """
    url = database_url(text)
    if url.get_backend_name() == "postgresql":
        return create_engine(
            url, pool_size=pool_size, max_overflow=10, pool_pre_ping=True, hide_parameters=True
        )
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": 5},
        pool_size=pool_size,
        max_overflow=20,
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def open_sessions(engine: Engine, *, analyse: Analyse | None = None) -> Sessions:
    """A session factory whose objects stay readable after the commit.

    `analyse` is the text analysis of use cases that open tickets or read comments; they find it by
    `ticketing.text.analysis.analyse(session, text)`.
    """
    return sessionmaker(engine, expire_on_commit=False, info={ANALYSE: analyse})


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin by itself: _begin_sqlite does
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def read_only(session: Session) -> Session:
    """The session again, promised to only read: on SQLite it takes no write lock. Call it first."""
    session.connection(execution_options={"reading": True})
    return session
