"""kill -9 of the worker in the middle of a campaign: nobody gets two messages, nobody is left out."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from api.jobs import Jobs
from tests.api.worker_rows import a_campaign_for_many
from ticketing import campaigns
from ticketing.database import Sessions, read_only
from ticketing.models import (
    Campaign,
    CampaignRecipient,
    Conversation,
    Customer,
    Message,
    SweepRun,
)

RECIPIENTS = 1000
KILLS = 3
LONGEST = 150.0
"""Seconds till a test gives up; on a quiet machine each takes some 25."""


class WorkerProcess:
    """The real worker, started and killed."""

    def __init__(self, url: str, data_dir: Path) -> None:
        self.log = data_dir / "worker.log"
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("HUISHENG_")},
            "HUISHENG_DEMO": "1",
            "HUISHENG_DATABASE_URL": url,
            "HUISHENG_DATA_DIR": str(data_dir),
            "HUISHENG_SECRET_KEY": "demo-key-of-the-tests-0123456789-abcdef",
            "HUISHENG_SHOP_SECRET": "demo-shop-of-the-tests-0123456789-abcd",
            "HUISHENG_SERVICE_SECRET": "demo-service-of-the-tests-0123456789-a",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "api.worker"]
            self.process = subprocess.Popen(command, env=self.env, stdout=log, stderr=log)

    def end(self, how: int) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        code = self.process.wait(20)
        self.process = None
        return code


@pytest.fixture
def worker(own_database: str, tmp_path: Path) -> Iterator[WorkerProcess]:
    """A worker of a fresh data directory; not started yet."""
    worker = WorkerProcess(own_database, tmp_path)
    yield worker
    if worker.process is not None:
        worker.end(signal.SIGKILL)


def begin(sessions: Sessions, campaign_id: int) -> bool:
    """Start a campaign as the API does; whether the worker was told at once."""
    jobs = Jobs(sessions.kw["bind"])
    with sessions.begin() as session:
        campaigns.start(session, campaigns.get_campaign(session, campaign_id), datetime.now(UTC))
        return jobs.send_campaign(session, campaign_id)


def sent(sessions: Sessions) -> int:
    with sessions.begin() as session:
        read_only(session)
        done = select(func.count()).where(CampaignRecipient.status == "sent")
        return session.scalars(done).one()


def wait_for(what: str, deadline: float, is_so) -> None:  # type: ignore[no-untyped-def]
    while not is_so():
        assert time.monotonic() < deadline, f"{what} did not come"
        time.sleep(0.02)


def start_and_wait(worker: WorkerProcess, sessions: Sessions, deadline: float) -> None:
    """Return when the worker has done something."""
    worker.start()

    def has_swept() -> bool:
        with sessions.begin() as session:
            read_only(session)
            return session.scalars(select(SweepRun)).first() is not None

    wait_for("the worker's first sweep", deadline, has_swept)


def test_a_worker_told_to_stop_in_mid_campaign_does_so(own_sessions: Sessions, worker: WorkerProcess) -> None:
    deadline = time.monotonic() + LONGEST
    campaign_id = a_campaign_for_many(own_sessions, RECIPIENTS)
    start_and_wait(worker, own_sessions, deadline)
    assert begin(own_sessions, campaign_id)
    wait_for("a message", deadline, lambda: sent(own_sessions) > 0)
    assert worker.end(signal.SIGTERM) == 0
    assert sent(own_sessions) < RECIPIENTS


def test_a_worker_killed_in_mid_campaign_asks_everybody_exactly_once(
    own_sessions: Sessions, worker: WorkerProcess
) -> None:
    deadline = time.monotonic() + LONGEST
    campaign_id = a_campaign_for_many(own_sessions, RECIPIENTS)
    start_and_wait(worker, own_sessions, deadline)
    assert begin(own_sessions, campaign_id)
    seen = 0
    for _ in range(KILLS):
        wait_for("more messages", deadline, lambda: sent(own_sessions) > seen)  # noqa: B023
        worker.end(signal.SIGKILL)
        seen = sent(own_sessions)
        assert 0 < seen < RECIPIENTS
        worker.start()

    def has_ended() -> bool:
        with own_sessions.begin() as session:
            read_only(session)
            return session.get_one(Campaign, campaign_id).status == "finished"

    wait_for("the campaign's end", deadline, has_ended)
    with own_sessions.begin() as session:
        query = select(Conversation.customer_id).join(Message, Message.conversation_id == Conversation.id)
        got = Counter(session.scalars(query.where(Message.kind == "survey")))
        assert set(got) == set(session.scalars(select(Customer.id)))
        assert set(got.values()) == {1}
    assert worker.end(signal.SIGTERM) == 0
