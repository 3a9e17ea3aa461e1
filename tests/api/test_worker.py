"""The worker's jobs, with DBOS on a database of the test's own."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from dbos import DBOS
from sqlalchemy import Engine, select

from api.jobs import Jobs
from api.settings import Settings
from api.worker import WorkerRuns, only_worker_of, purge_finished, start
from tests.api.worker_rows import a_campaign_for_many
from tests.builders import an_agent
from ticketing import campaigns, learning_models
from ticketing.database import Sessions, open_engine
from ticketing.learning_files import Manifest
from ticketing.models import Campaign, SweepRun
from ticketing.sweeps import SWEEPS

PATIENCE = 25.0


@pytest.fixture
def running(settings: Settings, own_database: str) -> Iterator[Engine]:
    """A worker that runs in this process."""
    engine = open_engine(own_database)
    start(settings.model_copy(update={"database_url": own_database}), engine, "worker-of-a-test")
    yield engine
    DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=10)
    engine.dispose()


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def has_ended(sessions: Sessions, campaign_id: int) -> bool:
    with sessions.begin() as session:
        return session.get_one(Campaign, campaign_id).status == "finished"


def begin(sessions: Sessions, campaign_id: int) -> None:
    with sessions.begin() as session:
        campaigns.start(session, campaigns.get_campaign(session, campaign_id), datetime.now(UTC))


def workflows(name: str) -> list[str]:
    return [one.workflow_id for one in DBOS.list_workflows(name=name)]


def test_a_campaign_goes_out_sweeps_run_and_what_has_ended_is_purged(
    running: Engine, own_sessions: Sessions
) -> None:
    jobs = Jobs(running)
    first = a_campaign_for_many(own_sessions, 3)
    with pytest.raises(RuntimeError), own_sessions.begin() as session:
        assert jobs.send_campaign(session, first)
        raise RuntimeError("the business transaction fails")
    assert workflows("send_campaign") == []
    with own_sessions.begin() as session:
        campaigns.start(session, campaigns.get_campaign(session, first), datetime.now(UTC))
        assert jobs.send_campaign(session, first)
    wait_until(lambda: has_ended(own_sessions, first))

    def have_swept() -> bool:
        with own_sessions.begin() as session:
            return {"unanswered", "service_clocks"} <= set(session.scalars(select(SweepRun.name)))

    wait_until(have_swept)
    assert {one["schedule_name"] for one in DBOS.list_schedules()} == {
        "due_campaigns",
        "learn",
        "purge",
        *(f"sweep_{name}" for name in SWEEPS),
    }
    wait_until(lambda: DBOS.get_workflow_status(f"campaign-{first}-start").status == "SUCCESS")  # type: ignore[union-attr]
    assert purge_finished(datetime.now(UTC) - timedelta(hours=1)) == 0
    assert purge_finished(datetime.now(UTC) + timedelta(hours=1)) > 0
    assert workflows("send_campaign") == []


def test_a_campaign_that_nobody_told_of_is_found_by_the_look_each_minute(
    running: Engine, own_sessions: Sessions
) -> None:
    campaign_id = a_campaign_for_many(own_sessions, 3)
    begin(own_sessions, campaign_id)
    DBOS.trigger_schedule("due_campaigns")
    wait_until(lambda: has_ended(own_sessions, campaign_id))


@pytest.mark.parametrize("is_told", [True, False])
def test_a_model_that_a_lead_asked_for_is_loaded_once_whether_or_not_the_worker_was_told(
    running: Engine, own_sessions: Sessions, is_told: bool
) -> None:
    asked_at = datetime.now(UTC) - timedelta(seconds=30)
    made = Manifest("20261118-090000", "t", "s", "d" * 64, 0, asked_at)
    with own_sessions.begin() as session:
        learning_models.register(session, made, is_current=False, report=None, now=asked_at)
        lead = an_agent(session, role="lead")
        learning_models.ask_promotion(session, made.version, tree="t", by=lead, now=asked_at)
        if is_told:
            assert Jobs(running).promote_model(session, made.version, asked_at)
    DBOS.trigger_schedule("learn")

    def happened() -> list[str]:
        with own_sessions.begin() as session:
            return [one.kind for one in learning_models.events(session)]

    wait_until(lambda: "failed" in happened())  # no assistant listens here
    DBOS.trigger_schedule("learn")
    wait_until(lambda: len(DBOS.list_workflows(name="learn", status=["SUCCESS"])) >= 2)
    assert happened() == ["failed", "asked", "registered"]


def test_before_a_workers_first_start_the_api_goes_on_without_it(own_sessions: Sessions) -> None:
    campaign_id = a_campaign_for_many(own_sessions, 1)
    with own_sessions.begin() as session:
        assert Jobs(own_sessions.kw["bind"]).send_campaign(session, campaign_id) is False


def test_a_data_directory_has_one_worker_with_one_name(tmp_path: Path) -> None:
    with only_worker_of(tmp_path) as name:
        with pytest.raises(WorkerRuns), only_worker_of(tmp_path):
            pass
    with only_worker_of(tmp_path) as again:
        assert again == name
