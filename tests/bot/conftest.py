"""A shop to talk to, actions run alone, and conversations with a trained model."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer
from actions.service_client import ServiceClient, use_client
from tests.bot.seam_data import NOW
from tests.bot.seam_server import SECRET, SeamServer, Shop
from tests.bot.talking import Talking, trained_model

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def server() -> Iterator[SeamServer]:
    """One server for all tests."""
    found = SeamServer()
    yield found
    found.close()


@pytest.fixture
def shop(server: SeamServer) -> Iterator[Shop]:
    """A fresh shop, and the actions' client pointed at it."""
    server.shop = Shop()
    use_client(ServiceClient(server.url, SECRET))
    yield server.shop
    use_client(None)


class Act:
    """Runs one action on one message."""

    def __call__(
        self,
        action: Answer,
        intent: str,
        text: str = "",
        slots: dict[str, Any] | None = None,
        upset: bool = False,
        **entities: Any,
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """What was said, and the events."""
        message = {
            "text": text or f"/{intent}",
            "intent": {"name": intent, "confidence": 0.9},
            "intent_ranking": [],
            "upset": upset,
            "entities": [{"entity": name, "value": value} for name, value in entities.items()],
            "metadata": {"message_id": "c_test:7", "now": NOW, "channel": "web"},
        }
        tracker = Tracker(
            "c_test",
            slots or {},
            message,
            [{"event": "user", "text": text}],
            False,
            None,
            {},
            "action_listen",
        )
        dispatcher = CollectingDispatcher()
        events = asyncio.run(action.run(dispatcher, tracker, {}))
        return [one["custom"] for one in dispatcher.messages], events


@pytest.fixture
def act(shop: Shop) -> Act:
    """Runs actions against the shop."""
    return Act()


@pytest.fixture(scope="session")
def talking(server: SeamServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talking]:
    """The trained assistant with its action server, once for all dialogues."""
    folder = tmp_path_factory.mktemp("assistant")
    model = trained_model(folder)
    os.environ["HUISHENG_DATA_DIR"] = str(folder)
    assistant = Talking(model, server, folder)
    yield assistant
    assistant.close()


@pytest.fixture
def talk(talking: Talking, shop: Shop) -> Talking:
    """A new conversation."""
    talking.begin()
    return talking
