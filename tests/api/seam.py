"""The assistant's side of the service, as the action server sees it."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

from api.settings import Settings
from tests.builders import a_conversation, a_customer, a_demo_shop, a_talk_with, as_service
from tests.conftest import NOW
from ticketing.database import Sessions
from ticketing.shop import DemoShop, Order


@dataclass
class Seam:
    """Calls below one shopper's conversation, at the time of the tests; the demo shop is filled."""

    client: TestClient
    settings: Settings
    sessions: Sessions
    member_id: str | None
    cid: str = field(init=False)
    turns: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        with self.sessions.begin() as session:
            a_demo_shop(session, NOW)
            talk = (
                a_talk_with(session, self.member_id, NOW)
                if self.member_id
                else a_conversation(session, a_customer(session, NOW, name="访客"), NOW)
            )
            self.cid = talk.id

    def get(self, path: str, **params: Any) -> Response:
        """Ask something."""
        return self.client.get(self._url(path), params=params or None, headers=as_service(self.settings))

    def post(self, path: str, body: dict[str, Any] | None = None, key: str | None = None) -> Response:
        """Change something; every call is a turn of its own unless a key is given."""
        headers = {**as_service(self.settings), "Idempotency-Key": key or f"{self.cid}:{next(self.turns)}"}
        return self.client.post(self._url(path), json=body or {}, headers=headers)

    def order(self, status: str, member_id: str | None = None) -> Order:
        """The member's newest order in a state."""
        with self.sessions.begin() as session:
            orders = DemoShop(session).orders_of(member_id or self.member_id or "")
            return next(order for order in orders if order.status == status)

    def _url(self, path: str) -> str:
        return f"/api/v1/bot/conversations/{self.cid}/{path}"
