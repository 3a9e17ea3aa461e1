"""What tests of the HTTP side share."""

import os
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, text

from api.deps import get_now
from api.settings import Settings
from tests.api.rasa_server import RasaServer, rasa_server
from tests.api.seam import Seam
from tests.builders import a_customer
from tests.conftest import NOW
from tests.conftest import _migrated as migrated
from ticketing.database import Sessions, database_url, open_engine, open_sessions
from ticketing.models import Customer
from ticketing.text.analysis import Analyse


@pytest.fixture
def seam_of(client: TestClient, settings: Settings, sessions: Sessions) -> Callable[[str | None], Seam]:
    """Makes the assistant's side of a conversation with a demo shopper, or with a visitor for None."""
    client.app.dependency_overrides[get_now] = lambda: NOW  # type: ignore[attr-defined]
    return lambda member_id: Seam(client, settings, sessions, member_id)


@pytest.fixture
def rasa() -> Iterator[RasaServer]:
    """A server in the assistant's place, which says what it heard until a test wants otherwise."""
    with rasa_server() as server:
        yield server


@pytest.fixture
def chat(
    settings: Settings,
    sessions: Sessions,
    analyse: Analyse,
    rasa: RasaServer,
    app_of: Callable[[Settings], FastAPI],
) -> Iterator[TestClient]:
    """The whole app on the real clock; its assistant is the fixture `rasa`."""
    analyse("在吗")  # its first use loads the model, which a service does before it is ready
    with TestClient(app_of(settings.model_copy(update={"rasa_url": rasa.url}))) as client:
        yield client


@pytest.fixture
def shopper(sessions: Sessions) -> Customer:
    """A signed-in shopper."""
    with sessions.begin() as session:
        return a_customer(session, datetime.now(UTC), name="林女士", external_id="lin")


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[str]:
    """A migrated database of this test's own, which a worker may fill with its tables."""
    server = os.environ.get("HUISHENG_TEST_DATABASE_URL")
    if server is None:
        url = f"sqlite:///{tmp_path / 'worker.db'}"
        migrated(open_engine(url)).dispose()
        yield url
        return
    name = f"huisheng_worker_{uuid.uuid4().hex[:12]}"
    admin = create_engine(database_url(server), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = database_url(server).set(database=name).render_as_string(hide_password=False)
    migrated(open_engine(url)).dispose()
    yield url
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def own_sessions(own_database: str) -> Iterator[Sessions]:
    """Sessions on the own database."""
    engine = open_engine(own_database)
    yield open_sessions(engine)
    engine.dispose()
