"""How the API hands work to the worker: a row of DBOS in the same transaction as what it is about."""

from dbos import DBOSClient, DBOSPortableJSONSerializer
from sqlalchemy import Engine, inspect
from sqlalchemy.orm import Session

APP_NAME = "huisheng"
APP_VERSION = "1"
"""Pinned: workflows of another version wait for a worker of that version. Raise it when a workflow's steps
change their order or meaning."""
QUEUE = "campaigns"
SEND_CAMPAIGN = "send_campaign"
SERIALIZER = DBOSPortableJSONSerializer()
SYSTEM_SCHEMA = "dbos"
SYSTEM_TABLE = "workflow_status"


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

    def _can_enqueue(self, session: Session) -> bool:
        if not self._is_ready:
            schema = None if self._engine.dialect.name == "sqlite" else SYSTEM_SCHEMA
            self._is_ready = inspect(session.connection()).has_table(SYSTEM_TABLE, schema=schema)
        return self._is_ready
