"""A model made ready beside the one that answers, then swapped in between two turns."""

import hashlib
from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

WARM_UP = ("我的快递到哪了", "我要退货，订单号 2611200001234")


class CannotLoad(Exception):
    """The archive is missing, another than was meant, or Rasa cannot use it. The old model goes on."""


def check_archive(archive: Path, digest: str) -> None:
    """Raise CannotLoad unless the file is the one that was registered: a model is code."""
    if not archive.is_file():
        raise CannotLoad("the archive is missing")
    with archive.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise CannotLoad("the archive is not the one that was registered")


def prepare(agent: Agent, archive: Path) -> MessageProcessor:
    """Load an archive for an agent that goes on answering meanwhile; call it in a thread.

    It shares the agent's memory of conversations, so that no talk starts anew. Raises CannotLoad.
    """
    try:
        return MessageProcessor(
            model_path=str(archive),
            tracker_store=agent.tracker_store,
            lock_store=agent.lock_store,
            action_endpoint=agent.action_endpoint,
            generator=agent.nlg,
            http_interpreter=agent.http_interpreter,
        )
    except Exception as wrong:
        raise CannotLoad(_reason(wrong)) from wrong


async def warm_up(processor: MessageProcessor) -> None:
    """Read some messages, so that no shopper's turn pays for what is loaded on first use.

    Raises CannotLoad when a message is read as nothing.
    """
    for text in WARM_UP:
        tracker = DialogueStateTracker.from_events("c_warm_up", [], processor.domain.slots)
        try:
            read = await processor.parse_message(UserMessage(text), tracker)
        except Exception as wrong:
            raise CannotLoad(_reason(wrong)) from wrong
        if not (read.get("intent") or {}).get("name"):
            raise CannotLoad("it finds no intent")


def swap(agent: Agent, processor: MessageProcessor) -> None:
    """Answer with it from the next message on; turns under way end with the model that they began with.

    No await stands between these lines, so no turn sees half of it.
    """
    agent.processor = processor
    agent.domain = processor.domain
    agent.tracker_store.domain = processor.domain
    if isinstance(agent.nlg, TemplatedNaturalLanguageGenerator):
        agent.nlg.responses = processor.domain.responses


def _reason(wrong: BaseException) -> str:
    """What really went wrong: Rasa wraps it in what it was doing."""
    while wrong.__cause__ is not None:
        wrong = wrong.__cause__
    return f"{type(wrong).__name__}: {wrong}"
