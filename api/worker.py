"""`python -m api.worker`: the durable jobs, on the service's own database: campaigns and sweeps."""

import asyncio
import fcntl
import logging
import os
import secrets
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiosmtplib import SMTPException
from dbos import DBOS, DBOSConfig, ScheduleInput
from sqlalchemy import Engine

from api import learning_jobs
from api.jobs import APP_NAME, APP_VERSION, MODELS_QUEUE, QUEUE, SEND_CAMPAIGN, SERIALIZER, SYSTEM_SCHEMA
from api.mail import is_final, send_mails
from api.settings import Settings
from api.survey_links import survey_url
from ticketing import campaign_sending
from ticketing.campaigns import finish_if_done, get_campaign
from ticketing.database import Sessions, database_url, open_engine, open_sessions
from ticketing.models import Campaign, Survey
from ticketing.sweeps import SWEEPS, run_sweep
from ticketing.text.deferred import FOLDER, DeferredAnalyser

LOOK_FOR_DUE = "30 * * * * *"
PURGE = "0 5 * * * *"
LAST_WORDS = 3
"""Seconds for what is under way when the worker is told to stop."""
KEEP_FINISHED = timedelta(hours=6)
PURGE_BATCH = 500
MAILS_A_STEP = 100
"""A step that dies is done again from its start: not too many, though each mail is marked by itself."""
AT_ONCE = 4
"""Campaigns that a worker sends side by side on PostgreSQL; on SQLite they would only wait for each other."""
BREATH = 0.15
"""Seconds between batches on SQLite. Who waits for its write lock looks every 0.1 s and has no place in a
queue: without this gap the API got nothing for 5 s."""
log = logging.getLogger("huisheng.worker")


class WorkerRuns(RuntimeError):
    """Another worker uses this data directory; two with one name would do the same work twice."""


@dataclass(frozen=True)
class Worker:
    """What the jobs need: where to read, which links to write, what time it is."""

    settings: Settings
    sessions: Sessions
    clock: Callable[[], datetime]
    shares_one_lock: bool

    def link(self, survey: Survey) -> str:
        """The page of a survey."""
        return survey_url(self.settings, survey)

    def send_batch(self, campaign_id: int) -> int:
        """Send the next few of a campaign; 0 when nothing is due now."""
        with self.sessions.begin() as session:
            campaign = get_campaign(session, campaign_id)
            if campaign.channel == "email":
                in_app = None
            else:
                in_app = campaign_sending.send_in_app(session, campaign, self.link, self.clock())
                finish_if_done(session, campaign, self.clock())
        return self._mail_batch(campaign_id) if in_app is None else in_app

    def due_campaigns(self) -> list[int]:
        """Who has something to send now."""
        with self.sessions.begin() as session:
            return campaign_sending.due_campaigns(session, self.clock())

    def sweep(self, name: str) -> int:
        """One sweep in one transaction."""
        with self.sessions.begin() as session:
            return run_sweep(session, name, self.clock())

    def _mail_batch(self, campaign_id: int) -> int:
        def claim() -> campaign_sending.Mail | None:
            with self.sessions.begin() as session:
                campaign = get_campaign(session, campaign_id)
                return campaign_sending.claim_mail(session, campaign, self.link, self.clock())

        def settle(mail: campaign_sending.Mail, refused: SMTPException | None) -> None:
            with self.sessions.begin() as session:
                if refused is None:
                    campaign_sending.mail_sent(session, mail.recipient_id, self.clock())
                else:
                    campaign_sending.mail_refused(
                        session, mail.recipient_id, is_final=is_final(refused), now=self.clock()
                    )

        server, sender = self.settings.smtp_url, self.settings.mail_from
        dealt = asyncio.run(send_mails(server, sender, claim, settle, MAILS_A_STEP))
        with self.sessions.begin() as session:
            finish_if_done(session, session.get_one(Campaign, campaign_id), self.clock())
        return dealt


def register(worker: Worker) -> list[ScheduleInput]:
    """Tell DBOS the workflows and their steps; the schedules to apply after the launch.

    Every step may run again after a crash. None does harm then: what was dealt with is marked in the
    transaction that dealt with it.
    """

    @DBOS.step(retries_allowed=True, max_attempts=5, interval_seconds=1)
    def send_batch(campaign_id: int) -> int:
        dealt = worker.send_batch(campaign_id)
        if dealt and worker.shares_one_lock:
            time.sleep(BREATH)
        return dealt

    @DBOS.step(retries_allowed=True, max_attempts=5, interval_seconds=1)
    def find_due() -> list[int]:
        return worker.due_campaigns()

    @DBOS.step(retries_allowed=True, max_attempts=3, interval_seconds=1)
    def run(name: str) -> int:
        return worker.sweep(name)

    @DBOS.workflow(name=SEND_CAMPAIGN)
    def send_campaign(campaign_id: int) -> int:
        dealt = 0
        while some := send_batch(campaign_id):
            dealt += some
        return dealt

    @DBOS.workflow(name="look_for_due")
    def look_for_due(_scheduled_at: datetime, _context: object) -> None:
        for campaign_id in find_due():
            DBOS.enqueue_workflow(QUEUE, send_campaign, campaign_id)

    @DBOS.workflow(name="sweep")
    def sweep(_scheduled_at: datetime, name: str) -> None:
        run(name)

    @DBOS.workflow(name="purge")
    def purge(_scheduled_at: datetime, _context: object) -> None:
        purge_finished(worker.clock() - KEEP_FINISHED)

    return [
        *learning_jobs.register(worker.settings, worker.sessions, worker.clock),
        {"schedule_name": "due_campaigns", "workflow_fn": look_for_due, "schedule": LOOK_FOR_DUE},
        {"schedule_name": "purge", "workflow_fn": purge, "schedule": PURGE},
        *(
            ScheduleInput(schedule_name=f"sweep_{name}", workflow_fn=sweep, schedule=one.every, context=name)
            for name, one in SWEEPS.items()
        ),
    ]


@DBOS.step(name="purge_finished")
def purge_finished(before: datetime) -> int:
    """Delete the records of workflows that ended before; how many."""
    purged = 0
    while ended := DBOS.list_workflows(
        status=["SUCCESS", "ERROR", "CANCELLED"],
        completed_before=before.isoformat(),
        limit=PURGE_BATCH,
        load_input=False,
        load_output=False,
    ):
        DBOS.delete_workflows([workflow.workflow_id for workflow in ended])
        purged += len(ended)
    return purged


@contextmanager
def only_worker_of(data_dir: Path) -> Iterator[str]:
    """The stable name of this folder's worker. Raises WorkerRuns while another process has it.

    The name is made once: what a killed worker left unfinished is found again by it.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "worker.id").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WorkerRuns(
                f"another worker uses {data_dir}: give this one a data directory of its own"
            ) from None
        file.seek(0)
        name = file.read().strip()
        if not name:
            name = f"worker-{secrets.token_hex(8)}"
            file.write(name)
            file.flush()
        yield name


def config_of(settings: Settings, executor_id: str) -> DBOSConfig:
    """DBOS on the service's database, under a pinned version, with JSON instead of pickle."""
    return {
        "name": APP_NAME,
        "system_database_url": database_url(settings.database_url).render_as_string(hide_password=False),
        "dbos_system_schema": SYSTEM_SCHEMA,
        "executor_id": executor_id,
        "application_version": APP_VERSION,
        "serializer": SERIALIZER,
        "enable_otlp": False,
        "log_level": "WARNING",
        "sys_db_pool_size": 8,
        "max_executor_threads": 16,
    }


def start(settings: Settings, engine: Engine, executor_id: str) -> None:
    """Launch everything; returns while the jobs run in threads."""
    with engine.connect():
        pass  # our connection puts an SQLite file into WAL mode before DBOS opens it
    is_sqlite = engine.dialect.name == "sqlite"
    sessions = open_sessions(engine, analyse=DeferredAnalyser(settings.data_dir / FOLDER))
    DBOS(config=config_of(settings, executor_id))
    schedules = register(
        Worker(settings, sessions, lambda: datetime.now(UTC), engine.dialect.name == "sqlite")
    )
    DBOS.launch()
    DBOS.register_queue(QUEUE, worker_concurrency=1 if is_sqlite else AT_ONCE, polling_interval_sec=1.0)
    DBOS.register_queue(MODELS_QUEUE, worker_concurrency=1, polling_interval_sec=1.0)
    DBOS.apply_schedules(schedules)


def main() -> None:
    """Run until SIGTERM or SIGINT; unfinished work goes on at the next start."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    settings = Settings()  # type: ignore[call-arg]
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    engine = open_engine(settings.database_url, pool_size=5)
    with only_worker_of(settings.data_dir) as name:
        start(settings, engine, name)
        log.info("worker %s runs", name)
        stopped.wait()
        DBOS.destroy(workflow_completion_timeout_sec=LAST_WORDS)
        # A campaign in mid-sending would keep its thread, and so the process: its next batch goes out later.
        logging.shutdown()
        os._exit(0)


if __name__ == "__main__":
    main()
