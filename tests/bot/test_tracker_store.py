"""The bounded memory: constant size, whole turns, nothing lost that decides."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.core.tracker_store import check_if_tracker_store_async
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot import rasa_patches
from bot.tracker_store import WINDOW, BoundedTrackerStore, window

DOMAIN = Domain.from_dict(
    {
        "version": "3.1",
        "intents": ["inform"],
        "slots": {
            "task": {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]},
            "asked": {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]},
        },
        "forms": {"task_form": {"required_slots": []}},
    }
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[BoundedTrackerStore]:
    found = BoundedTrackerStore(domain=DOMAIN, folder=str(tmp_path))
    yield found
    found.close()


def turn(number: int) -> list[Event]:
    return [
        ActionExecuted("action_listen"),
        UserUttered(f"第{number}句", {"name": "inform", "confidence": 0.9}),
        ActionExecuted("task_form"),
        BotUttered("好", {"custom": {"orders": ["…"] * 50}}),
        SlotSet("task", {"step": number}),
    ]


def talked(turns: int) -> DialogueStateTracker:
    events = [SlotSet("asked", {"text": "起初"}), ActiveLoop("task_form")]
    for number in range(turns):
        events += turn(number)
    return DialogueStateTracker.from_events("c_1", [*events, ActionExecuted("action_listen")], DOMAIN.slots)


def test_what_was_said_is_remembered(store: BoundedTrackerStore) -> None:
    asyncio.run(store.save(talked(3)))
    found = asyncio.run(store.retrieve("c_1"))
    assert found is not None
    assert found.latest_message.text == "第2句"
    assert found.get_slot("task") == {"step": 2}
    assert found.active_loop_name == "task_form"
    assert asyncio.run(store.retrieve("c_2")) is None
    assert list(asyncio.run(store.keys())) == ["c_1"]


def test_after_500_turns_the_row_is_no_larger_than_after_20(
    store: BoundedTrackerStore, tmp_path: Path
) -> None:
    sizes = []
    for turns in (20, 500):
        asyncio.run(store.save(talked(turns)))
        with sqlite3.connect(tmp_path / "assistant.sqlite3") as database:
            sizes.append(database.execute("SELECT length(body) FROM conversations").fetchone()[0])
    assert sizes[1] <= sizes[0] * 1.1


def test_the_slots_and_the_loop_outlive_the_window(store: BoundedTrackerStore) -> None:
    tracker = talked(0)
    for number in range(300):
        for event in turn(number):
            tracker.update(event, DOMAIN)
        if number % 7 == 0:
            asyncio.run(store.save(tracker))
            restored = asyncio.run(store.retrieve("c_1"))
            assert restored is not None
            tracker = restored
    assert tracker.get_slot("asked") == {"text": "起初"}
    assert tracker.active_loop_name == "task_form"
    assert tracker.get_slot("task") == {"step": 299}


def test_the_window_begins_with_a_whole_turn() -> None:
    kept = window(list(talked(100).events))
    tail = [event for event in kept if not isinstance(event, (SlotSet, ActiveLoop))]
    assert isinstance(tail[0], ActionExecuted) and tail[0].action_name == "action_listen"
    assert isinstance(tail[1], UserUttered)
    assert len(kept) <= WINDOW + 4


def test_a_locked_database_is_an_error_and_not_forgotten_memory(
    store: BoundedTrackerStore, tmp_path: Path
) -> None:
    store._database.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(tmp_path / "assistant.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(sqlite3.OperationalError):
        asyncio.run(store.save(talked(1)))
    other.close()


def test_rasa_takes_the_store_for_an_asynchronous_one(store: BoundedTrackerStore) -> None:
    assert check_if_tracker_store_async(store)


def test_the_patched_validator_still_refuses_what_rasa_refuses() -> None:
    rasa_patches.apply_patches()
    action = RemoteAction("action_x", None)
    assert action._validate_action_result({"events": [], "responses": []})
    for broken in ({"events": 3}, {"responses": {}}, {"events": [{"event": "slot"}], "responses": []}):
        with pytest.raises(Exception, match="."):
            action._validate_action_result(broken)


def test_rasa_is_the_one_that_the_patches_were_written_for(monkeypatch: pytest.MonkeyPatch) -> None:
    import inspect

    import rasa
    import rasa.core.agent

    assert "FailSafeTrackerStore(tracker_store)" in inspect.getsource(
        rasa.core.agent.Agent._create_tracker_store
    )
    assert list(inspect.signature(RemoteAction._validate_action_result).parameters) == ["self", "result"]
    monkeypatch.setattr(rasa, "__version__", "3.7.0")
    with pytest.raises(rasa_patches.WrongRasa):
        rasa_patches.apply_patches()
