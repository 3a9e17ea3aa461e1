"""A shopper's talk over REST, as tests lead it."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from fastapi.testclient import TestClient

from api.settings import Settings
from tests.builders import signed_in
from ticketing.models import Customer

Found = TypeVar("Found")


def until(look: Callable[[], Found], within: float = 5.0) -> Found:
    """The first true value, looked for until the time is over."""
    ends = time.monotonic() + within
    while time.monotonic() < ends:
        if value := look():
            return value
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


class Talk:
    """One conversation of a shopper."""

    def __init__(self, client: TestClient, settings: Settings, customer: Customer) -> None:
        self.client = client
        self.headers = signed_in(settings, customer)
        self.id = str(client.post("/api/v1/conversations", headers=self.headers).json()["id"])
        self.path = f"/api/v1/conversations/{self.id}"

    def say(self, client_id: str, text: str) -> int:
        """Say a text; its number."""
        body = {"client_id": client_id, "kind": "text", "body": {"text": text}}
        stored = self.client.post(f"{self.path}/messages", headers=self.headers, json=body)
        assert stored.status_code == 201, stored.text
        return int(stored.json()["seq"])

    def post(self, part: str, body: dict[str, Any]) -> Any:
        """Post to a part of the conversation."""
        return self.client.post(f"{self.path}/{part}", headers=self.headers, json=body)

    def view(self) -> dict[str, Any]:
        """The conversation as it stands."""
        return dict(self.client.get(self.path, headers=self.headers).json())

    def log(self) -> list[dict[str, Any]]:
        """All messages."""
        answer = self.client.get(f"{self.path}/messages?limit=200", headers=self.headers)
        return list(answer.json()["items"])

    def said_by(self, author: str) -> list[str]:
        """The texts of one author."""
        return [one["body"]["text"] for one in self.log() if one["author"] == author]

    def notices(self) -> list[str]:
        """The codes of all notices."""
        return [one["body"]["code"] for one in self.log() if one["kind"] == "notice"]
