"""What tests of the HTTP side share."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from api.deps import get_now
from api.settings import Settings
from tests.api.seam import Seam
from tests.conftest import NOW
from ticketing.database import Sessions


@pytest.fixture
def seam_of(client: TestClient, settings: Settings, sessions: Sessions) -> Callable[[str | None], Seam]:
    """Makes the assistant's side of a conversation with a demo shopper, or with a visitor for None."""
    client.app.dependency_overrides[get_now] = lambda: NOW  # type: ignore[attr-defined]
    return lambda member_id: Seam(client, settings, sessions, member_id)
