"""What tests of the HTTP side share."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.deps import get_now
from api.settings import Settings
from tests.api.rasa_server import RasaServer, rasa_server
from tests.api.seam import Seam
from tests.builders import a_customer
from tests.conftest import NOW
from ticketing.database import Sessions
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
def chat(settings: Settings, sessions: Sessions, analyse: Analyse, rasa: RasaServer) -> Iterator[TestClient]:
    """The whole app on the real clock; its assistant is the fixture `rasa`."""
    analyse("在吗")  # its first use loads the model, which a service does before it is ready
    app = create_app(settings.model_copy(update={"rasa_url": rasa.url}), analyse=analyse)
    with TestClient(app) as client:
        yield client


@pytest.fixture
def shopper(sessions: Sessions) -> Customer:
    """A signed-in shopper."""
    with sessions.begin() as session:
        return a_customer(session, datetime.now(UTC), name="林女士", external_id="lin")
