"""The two service clocks of a ticket, each with its state, and what the sweep and the queue read."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import ticketing.models.registry

revision: str = "d43b93728e7e"
down_revision: str | None = "162d1e2f1b66"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("first_answer_state", sa.String(length=10), server_default="ok", nullable=False)
        )
        batch_op.add_column(
            sa.Column("resolution_state", sa.String(length=10), server_default="ok", nullable=False)
        )
        batch_op.add_column(sa.Column("next_due_at", ticketing.models.registry.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("sla_check_at", ticketing.models.registry.UtcDateTime(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_tickets_sla_state_status"))
        batch_op.create_index(batch_op.f("ix_tickets_opened_at_id"), ["opened_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tickets_sla_check_at"), ["sla_check_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_tickets_sla_state_next_due_at"), ["sla_state", "next_due_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_tickets_updated_at_id"), ["updated_at", "id"], unique=False)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tickets_updated_at_id"))
        batch_op.drop_index(batch_op.f("ix_tickets_sla_state_next_due_at"))
        batch_op.drop_index(batch_op.f("ix_tickets_sla_check_at"))
        batch_op.drop_index(batch_op.f("ix_tickets_opened_at_id"))
        batch_op.create_index(
            batch_op.f("ix_tickets_sla_state_status"), ["sla_state", "status"], unique=False
        )
        batch_op.drop_column("sla_check_at")
        batch_op.drop_column("next_due_at")
        batch_op.drop_column("resolution_state")
        batch_op.drop_column("first_answer_state")
