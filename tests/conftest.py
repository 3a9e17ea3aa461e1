"""Real databases for every test: SQLite always, PostgreSQL when HUISHENG_TEST_DATABASE_URL names one."""

import os
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from alembic import command
from alembic.config import Config
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from api.app import create_app
from api.running import set_up
from api.settings import Settings
from tests.text_model import trained_analyser
from ticketing.database import Sessions, database_url, open_engine, open_sessions
from ticketing.models import Table
from ticketing.text.analysis import ANALYSE, Analyse

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=SHANGHAI)
"""A Wednesday morning: the time of most tests."""


def _migrated(engine: Engine) -> Engine:
    config = Config("alembic.ini")
    config.attributes["engine"] = engine
    command.upgrade(config, "head")
    return engine


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a migrated database that this run alone uses."""
    server = os.environ.get("HUISHENG_TEST_DATABASE_URL")
    if server is None:
        yield f"sqlite:///{tmp_path_factory.mktemp('db') / 'test.db'}"
        return
    name = f"huisheng_test_{uuid.uuid4().hex[:12]}"
    admin = create_engine(database_url(server), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield database_url(server).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(scope="session")
def engine(database: str) -> Iterator[Engine]:
    """An engine on the migrated database."""
    engine = _migrated(open_engine(database))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def analyse() -> Analyse:
    """The text analysis, loaded when a test first opens a ticket and trained when its inputs changed."""
    return trained_analyser()


@pytest.fixture
def session(engine: Engine, analyse: Analyse) -> Iterator[Session]:
    """A session whose work is rolled back, whatever it commits to savepoints."""
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(
            connection,
            expire_on_commit=False,
            join_transaction_mode="create_savepoint",
            info={ANALYSE: analyse},
        ) as session:
            yield session
        outer.rollback()


@pytest.fixture
def sessions(engine: Engine, analyse: Analyse) -> Iterator[Sessions]:
    """Sessions that really commit; every table is emptied afterwards."""
    yield open_sessions(engine, analyse=analyse)
    with engine.begin() as connection:
        for table in reversed(Table.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture
def settings(database: str, tmp_path: Path) -> Settings:
    """Settings of a demo on the test database; nothing listens at the assistant's address."""
    return settings_of(database).model_copy(update={"data_dir": tmp_path})


def settings_of(database: str) -> Settings:
    """A demo's settings but for its data folder."""
    return Settings(
        database_url=database,
        secret_key="demo-key-of-the-tests-0123456789-abcdef",
        shop_secret="demo-shop-of-the-tests-0123456789-abcd",
        service_secret="demo-service-of-the-tests-0123456789-a",
        rasa_url="http://127.0.0.1:9",
        demo=True,
    )


@pytest.fixture(scope="session")
def bare_app(database: str, analyse: Analyse) -> FastAPI:
    """The routes, made once: FastAPI takes most of a second for them at the first request."""
    return create_app(settings_of(database), analyse=analyse)


@pytest.fixture
def app_of(bare_app: FastAPI, analyse: Analyse) -> Iterator[Callable[[Settings], FastAPI]]:
    """The whole app with settings of a test's own, and a state that no other test has seen."""

    def one(settings: Settings) -> FastAPI:
        set_up(bare_app, settings, analyse)
        return bare_app

    yield one
    bare_app.dependency_overrides.clear()


@pytest.fixture
def client(
    settings: Settings, sessions: Sessions, app_of: Callable[[Settings], FastAPI]
) -> Iterator[TestClient]:
    """The whole app on the test database."""
    with TestClient(app_of(settings)) as client:
        yield client
