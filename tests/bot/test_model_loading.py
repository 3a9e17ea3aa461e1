"""Another model takes over in mid-talk: no turn is lost, nobody starts anew, and what is broken stays out."""

import asyncio
import hashlib
import shutil
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import jwt
import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from sanic import Sanic

from bot.model_door import ModelDoor
from bot.model_loading import CannotLoad, check_archive, prepare, swap, warm_up
from tests.bot.seam_data import NOW
from tests.bot.seam_server import SECRET, Shop
from tests.bot.talking import Talking

VERSION = "20261122-120000"
TALKS = 8


@pytest.fixture(scope="module")
def data_dir(talking: Talking, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a registered model."""
    made = tmp_path_factory.mktemp("data")
    folder = made / "models" / VERSION
    folder.mkdir(parents=True)
    shutil.copy(talking.model, folder / "assistant.tar.gz")
    return made


@pytest.fixture
def archive(talking: Talking, data_dir: Path) -> Iterator[Path]:
    """That model, whole again after the test."""
    file = data_dir / "models" / VERSION / "assistant.tar.gz"
    yield file
    shutil.copy(talking.model, file)


def digest(archive: Path) -> str:
    return hashlib.sha256(archive.read_bytes()).hexdigest()


async def say(agent: Agent, talk: str, number: int, text: str) -> list[dict[str, Any]]:
    channel = CollectingOutputChannel()
    metadata = {"message_id": f"{talk}:{number}", "now": NOW, "channel": "web"}
    message = UserMessage(text, channel, talk, input_channel="rest", metadata=metadata)
    await agent.handle_message(message)
    return channel.messages


def test_a_swap_in_the_middle_of_eight_talks_loses_no_turn(
    talking: Talking, shop: Shop, archive: Path
) -> None:
    agent, former = talking.agent, talking.agent.processor
    answers: list[list[dict[str, Any]]] = []
    is_over = False

    async def talk(name: str) -> None:
        number = 0
        while not is_over or number < 2:
            number += 1
            answers.append(await say(agent, name, number, "我的快递到哪了" if number % 2 else "你好"))

    async def exchange() -> None:
        nonlocal is_over
        processor = await asyncio.to_thread(prepare, agent, archive)
        await warm_up(processor)
        swap(agent, processor)
        await asyncio.sleep(1)
        is_over = True

    async def both() -> None:
        await asyncio.gather(exchange(), *(talk(f"c_swap_{number}") for number in range(TALKS)))

    talking.loop.run_until_complete(both())
    assert agent.processor is not former
    assert len(answers) >= 2 * TALKS and all(answers)


def test_a_task_goes_on_with_the_new_model(talk: Talking, archive: Path) -> None:
    talk.says("我要退货")
    task = talk.slot("task")
    assert task
    swap(talk.agent, prepare(talk.agent, archive))
    assert talk.slot("task") == task
    assert talk.says("你好")


@pytest.mark.parametrize("trouble", ["missing", "other", "garbage"])
def test_what_is_not_the_registered_archive_or_no_model_is_not_loaded(
    talking: Talking, archive: Path, trouble: str
) -> None:
    former, known = talking.agent.processor, digest(archive)
    if trouble == "missing":
        archive.unlink()
    else:
        archive.write_bytes(b"no model")
    with pytest.raises(CannotLoad):
        if trouble == "garbage":
            known = digest(archive)
        check_archive(archive, known)
        prepare(talking.agent, archive)
    assert talking.agent.processor is former


@pytest.fixture(scope="module")
def door(talking: Talking, data_dir: Path) -> Iterator[str]:
    """The address of a real server with the door and the talking agent behind it."""
    app = Sanic("door")
    app.ctx.agent = talking.agent
    made = ModelDoor.from_credentials({"data_dir": str(data_dir), "secret": SECRET})
    app.blueprint(made.blueprint(lambda _: asyncio.sleep(0)), url_prefix=f"/webhooks/{made.name()}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = talking.loop.run_until_complete(app.create_server("127.0.0.1", port, return_asyncio_server=True))
    talking.loop.run_until_complete(server.startup())
    talking.loop.run_until_complete(server.start_serving())
    yield f"http://127.0.0.1:{port}/webhooks/models/loads"
    server.close()
    talking.loop.run_until_complete(server.wait_closed())


def token(version: str = VERSION, audience: str = "model", **more: Any) -> str:
    claims = {"aud": audience, "sub": version, "exp": datetime.now(UTC) + timedelta(minutes=1), **more}
    return jwt.encode(claims, SECRET, algorithm="HS256")


def ask(talking: Talking, url: str, given: str, body: object) -> tuple[int, str]:
    async def post() -> tuple[int, str]:
        headers = {"Authorization": f"Bearer {given}"}
        async with aiohttp.ClientSession() as http, http.post(url, json=body, headers=headers) as answer:
            return answer.status, await answer.text()

    return talking.loop.run_until_complete(post())


def test_the_door_lets_a_registered_model_in(talking: Talking, door: str, archive: Path) -> None:
    former = talking.agent.processor
    status, text = ask(talking, door, token(), {"version": VERSION, "digest": digest(archive)})
    assert (status, text) == (200, f'{{"version":"{VERSION}"}}')
    assert talking.agent.processor is not former


def test_the_door_stays_shut_for_everybody_else(talking: Talking, door: str, archive: Path) -> None:
    former = talking.agent.processor
    right = {"version": VERSION, "digest": digest(archive)}
    past = datetime.now(UTC) - timedelta(minutes=1)
    for wrong in ("", token(audience="service"), token("20261122-120001"), token(exp=past)):
        assert ask(talking, door, wrong, right)[0] == 401
    for version in ("../../etc", "20261122-120000/..", None, 7):
        assert ask(talking, door, token(str(version)), {"version": version, "digest": "x"})[0] == 404
    assert ask(talking, door, token(), [])[0] == 404
    assert ask(talking, door, token(), {**right, "digest": "0" * 64})[0] == 409
    assert ask(talking, door, token("20261122-120001"), {**right, "version": "20261122-120001"})[0] == 409
    assert talking.agent.processor is former
