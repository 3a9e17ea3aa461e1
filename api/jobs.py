"""How the API hands work to the worker: a row of DBOS in the same transaction as what it is about."""

from datetime import datetime

from dbos import DBOSClient, DBOSPortableJSONSerializer
from sqlalchemy import Engine, inspect
from sqlalchemy.orm import Session

APP_NAME = "huisheng"
APP_VERSION = "1"
"""Pinned: workflows of another version wait for a worker of that version. Raise it when a workflow's steps
change their order or meaning."""
QUEUE = "campaigns"
SEND_CAMPAIGN = "send_campaign"
MODELS_QUEUE = "models"
"""Apart from campaigns: a model does not wait for a million mails."""
PROMOTE_MODEL = "promote_model"
SERIALIZER = DBOSPortableJSONSerializer()
SYSTEM_SCHEMA = "dbos"
SYSTEM_TABLE = "workflow_status"


def promotion_id(version: str, asked_at: datetime) -> str:
    """One workflow for one request to put a model to use."""
    return f"promote-{version}-{asked_at.timestamp():.6f}"


class Jobs:
    """Enqueues work. Nothing connects before the first use."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._is_ready = False
        self._client = DBOSClient(
            system_database_engine=engine,
            dbos_system_schema=SYSTEM_SCHEMA,
            serializer=SERIALIZER,
            application_name=APP_NAME,
            lazy=True,
        )

    def send_campaign(self, session: Session, campaign_id: int) -> bool:
        """Let the worker start sending at once when the transaction commits; whether it was told.

        Before a worker's first start its tables do not exist: then its look for due campaigns, once a
        minute, finds this one.
        """
        if not self._can_enqueue(session):
            return False
        self._client.enqueue_in_transaction(
            session,
            {
                "workflow_name": SEND_CAMPAIGN,
                "queue_name": QUEUE,
                "workflow_id": f"campaign-{campaign_id}-start",
                "app_version": APP_VERSION,
            },
            campaign_id,
        )
        return True

    def promote_model(self, session: Session, version: str, asked_at: datetime) -> bool:
        """Let the worker put a model to use when the transaction commits; whether it was told.

        Before a worker's first start its look for what was left behind finds this one.
        """
        if not self._can_enqueue(session):
            return False
        self._client.enqueue_in_transaction(
            session,
            {
                "workflow_name": PROMOTE_MODEL,
                "queue_name": MODELS_QUEUE,
                "workflow_id": promotion_id(version, asked_at),
                "app_version": APP_VERSION,
            },
            version,
        )
        return True

    def _can_enqueue(self, session: Session) -> bool:
        if not self._is_ready:
            schema = None if self._engine.dialect.name == "sqlite" else SYSTEM_SCHEMA
            self._is_ready = inspect(session.connection()).has_table(SYSTEM_TABLE, schema=schema)
        return self._is_ready
