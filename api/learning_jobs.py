"""What the worker does for learning: reads new sentences, and puts models to use."""

from collections.abc import Callable
from datetime import datetime, timedelta

import httpx
import numpy as np
from dbos import DBOS, ScheduleInput, SetWorkflowID

from api.jobs import MODELS_QUEUE, PROMOTE_MODEL, promotion_id
from api.settings import Settings
from api.tokens import issue
from ticketing import candidates, learning_models
from ticketing.database import Sessions, read_only
from ticketing.learning_files import put_in_place, stage, unstage
from ticketing.text.encoder import vectors

EVERY = "15 * * * * *"
READ_AT_ONCE = 100
"""Some 0.2 s of work."""
LOAD_LIMIT = 60.0
"""Seconds; the assistant's own limit is shorter, so that it never swaps after we gave up."""
LEFT_BEHIND = timedelta(seconds=20)
"""A promotion that was asked for before the worker's first start waits for its look."""
NO_FILES = "这个模型的文件读不到或放不下，原来的模型继续工作。"


class LoadFailed(Exception):
    """The assistant did not take the model; the message says why, for people."""


def read_candidates(sessions: Sessions) -> int:
    """Give candidates their vectors; how many. No transaction is open while they are computed."""
    with sessions() as session:
        unread = candidates.unread(read_only(session), READ_AT_ONCE)
    if not unread:
        return 0
    found = vectors([text for _, text in unread]).astype(np.float16)
    stored = {number: row.tobytes() for (number, _), row in zip(unread, found, strict=True)}
    with sessions.begin() as session:
        candidates.store_vectors(session, stored)
    return len(stored)


def promote(settings: Settings, sessions: Sessions, version: str, clock: Callable[[], datetime]) -> bool:
    """Let the assistant load a model, then make it the one of the next start; whether it answers now.

    No transaction is open while it loads. Done again after a crash it does the same once more.
    """
    with sessions() as session:
        digest = learning_models.get_model(read_only(session), version).digest
    try:
        stage(settings.data_dir, version)
        load(settings, version, digest, clock())
        put_in_place(settings.data_dir)
    except (LoadFailed, OSError) as failure:
        unstage(settings.data_dir)
        why = str(failure) if isinstance(failure, LoadFailed) else NO_FILES
        with sessions.begin() as session:
            learning_models.settle_failed(session, version, why, clock())
        return False
    with sessions.begin() as session:
        learning_models.settle_promoted(session, version, clock())
    return True


def load(settings: Settings, version: str, digest: str, now: datetime) -> None:
    """Ask the assistant to load a model, warm it up and answer with it from then on; or raise LoadFailed."""
    token, _ = issue(settings.service_secret.get_secret_value(), "model", version, now)
    url = f"{settings.rasa_url.rstrip('/')}/webhooks/models/loads"
    try:
        answer = httpx.post(
            url,
            json={"version": version, "digest": digest},
            headers={"Authorization": f"Bearer {token}"},
            timeout=LOAD_LIMIT,
            trust_env=False,
        )
    except httpx.HTTPError as broken:
        raise LoadFailed("智能助手没有应答，原来的模型继续工作。") from broken
    if answer.status_code != 200:
        raise LoadFailed(f"新模型没能装上，原来的模型继续工作（{answer.text[:300]}）。")


def register(settings: Settings, sessions: Sessions, clock: Callable[[], datetime]) -> list[ScheduleInput]:
    """Tell DBOS the workflows and their steps; the schedule to apply after the launch."""

    @DBOS.step(name="read_candidates")
    def read() -> int:
        return read_candidates(sessions)

    @DBOS.step(name="load_model")
    def load_model(version: str) -> bool:
        return promote(settings, sessions, version, clock)

    @DBOS.step(name="find_left_behind")
    def left_behind() -> list[tuple[str, str]]:
        with sessions() as session:
            waiting = learning_models.waiting(read_only(session), clock() - LEFT_BEHIND)
            return [(version, promotion_id(version, since)) for version, since in waiting]

    @DBOS.workflow(name=PROMOTE_MODEL)
    def promote_model(version: str) -> bool:
        return load_model(version)

    @DBOS.workflow(name="learn")
    def learn(_scheduled_at: datetime, _context: object) -> None:
        for version, workflow_id in left_behind():
            with SetWorkflowID(workflow_id):  # what the API enqueued itself is not done twice
                DBOS.enqueue_workflow(MODELS_QUEUE, promote_model, version)
        read()

    return [{"schedule_name": "learn", "workflow_fn": learn, "schedule": EVERY}]
