"""A trained assistant to talk to: Rasa's agent in this process, the action server in another."""

import asyncio
import json
import logging
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from itertools import count
from pathlib import Path
from typing import Any

from tests.bot.seam_data import NOW
from tests.bot.seam_server import SECRET, SeamServer

ROOT = Path(__file__).parents[2]
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "OMP_NUM_THREADS": "1",
    "PYTHONWARNINGS": "ignore",
}
MODEL = "HUISHENG_TEST_MODEL"


def trained_model(folder: Path) -> Path:
    """The model of HUISHENG_TEST_MODEL when it is named, else one trained now (about a minute)."""
    if os.environ.get(MODEL):
        return Path(os.environ[MODEL])
    command = [
        sys.executable,
        "-m",
        "rasa",
        "train",
        "-c",
        "config.yml",
        "-d",
        "bot/domain",
        "--data",
        "nlu_data",
        "bot/dialogue",
        "--out",
        str(folder),
        "--fixed-model-name",
        "assistant",
    ]
    env = {**os.environ, **QUIET, "HUISHENG_DATA_DIR": os.environ.get("HUISHENG_DATA_DIR", str(ROOT / "var"))}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder / "assistant.tar.gz"


class Talking:
    """One shopper at a time. `says` types, `taps` presses a button; both give the answer's bodies."""

    def __init__(self, model: Path, server: SeamServer, folder: Path) -> None:
        from rasa.core.agent import Agent
        from rasa.utils.endpoints import EndpointConfig
        from rasa.utils.log_utils import configure_structlog

        from bot.tracker_store import BoundedTrackerStore

        configure_structlog(logging.WARNING)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        env = {
            **os.environ,
            **QUIET,
            "SANIC_HOST": "127.0.0.1",
            "HUISHENG_SERVICE_URL": server.url,
            "HUISHENG_SERVICE_SECRET": SECRET,
        }
        command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)]
        self._log = (folder / "actions.log").open("w")
        self._actions = subprocess.Popen(command, cwd=ROOT, env=env, stdout=self._log, stderr=self._log)
        _wait_for(f"http://127.0.0.1:{port}/health")
        self.model = model
        copy = folder / "models"
        copy.mkdir(exist_ok=True)
        shutil.copy(model, copy / "assistant.tar.gz")
        self._store = BoundedTrackerStore(folder=str(folder))
        endpoint = EndpointConfig(f"http://127.0.0.1:{port}/webhook", enable_selective_domain=True)
        self.agent = Agent.load(
            str(copy / "assistant.tar.gz"), action_endpoint=endpoint, tracker_store=self._store
        )
        self._numbers = count(1)
        self.loop = asyncio.new_event_loop()
        self.begin()

    def begin(self) -> None:
        """A new conversation."""
        self.conversation = f"c_{next(self._numbers)}"
        self._messages = count(1)
        self.choices: dict[str, str] = {}
        self.last: list[dict[str, Any]] = []

    def says(self, text: str) -> list[dict[str, Any]]:
        """Type something; never answered by silence."""
        from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

        channel = CollectingOutputChannel()
        metadata = {"message_id": f"{self.conversation}:{next(self._messages)}", "now": NOW, "channel": "web"}
        message = UserMessage(text, channel, self.conversation, input_channel="rest", metadata=metadata)
        self.loop.run_until_complete(self.agent.handle_message(message))
        self.last = [
            one.get("custom") or {"kind": "text", "text": one.get("text")} for one in channel.messages
        ]
        self.choices = {title: payload for body in self.last for title, payload in _choices(body)}
        return self.last

    def taps(self, title: str) -> list[dict[str, Any]]:
        """Press a button of the last answer."""
        assert title in self.choices, f"no button {title!r} among {list(self.choices)}"
        return self.says(self.choices[title])

    @property
    def text(self) -> str:
        """All words of the last answer."""
        return "\n".join(str(body.get("text", "")) for body in self.last)

    def heard(self, *patterns: str) -> None:
        """The last answer holds each of these."""
        for pattern in patterns:
            assert re.search(pattern, self.text), (
                f"{pattern!r} not in {self.text!r}; buttons {list(self.choices)}"
            )

    def slot(self, name: str) -> Any:
        """What is remembered."""
        tracker = self.loop.run_until_complete(self._store.retrieve(self.conversation))
        return tracker.get_slot(name) if tracker else None

    def close(self) -> None:
        """End the action server."""
        self._actions.terminate()
        self._actions.wait(10)
        self._log.close()
        self._store.close()
        self.loop.close()


def _choices(body: dict[str, Any]) -> list[tuple[str, str]]:
    found = [(one["title"], one["payload"]) for one in body.get("choices", [])]
    for card in [*body.get("orders", []), *body.get("products", [])]:
        for one in card.get("choices", []):
            found.append((one["title"], one["payload"]))
        for place in card.get("lines", []):
            found += [
                (f"{one['title']} {place['title']}", one["payload"]) for one in place.get("choices", [])
            ]
    return found


def _wait_for(url: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                json.load(answer)
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)
