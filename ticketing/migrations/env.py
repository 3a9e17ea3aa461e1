"""How Alembic reaches the database: the URL comes from HUISHENG_DATABASE_URL or the caller."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from ticketing.database import open_engine
from ticketing.models import Table
from ticketing.models.registry import JSONType

WORKERS_OWN = {
    "application_versions",
    "background_jobs",
    "event_dispatch_kv",
    "notifications",
    "operation_outputs",
    "queues",
    "streams",
    "workflow_events",
    "workflow_events_history",
    "workflow_input",
    "workflow_output",
    "workflow_schedules",
    "workflow_status",
}
"""Tables that DBOS keeps in an SQLite file beside ours; on PostgreSQL they have a schema of their own."""


def render_item(kind: str, item: object, autogen_context: AutogenContext) -> str | Literal[False]:
    """Write our own column types by their full name, and JSON columns with their variant."""
    if kind == "type" and item is JSONType:
        autogen_context.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    if kind == "type" and type(item).__module__ == "ticketing.models.registry":
        autogen_context.imports.add("import ticketing.models.registry")
        return f"ticketing.models.registry.{type(item).__name__}()"
    return False


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """SQLite changes a column by copying its table: the old one must be dropped without its children."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()  # the pragma does nothing inside a transaction
        raw.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Migrate on the connection given by the caller, or on the configured database."""
    engine = context.config.attributes.get("engine") or open_engine(os.environ["HUISHENG_DATABASE_URL"])
    with engine.connect() as connection, _without_foreign_keys(connection):
        context.configure(
            connection,
            target_metadata=Table.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            render_item=render_item,
            compare_type=True,
            include_name=lambda name, kind, _parents: (
                not (
                    kind in {"table", "index"}
                    and (name in WORKERS_OWN or str(name).startswith(("dbos", "search_")))
                )
            ),
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
