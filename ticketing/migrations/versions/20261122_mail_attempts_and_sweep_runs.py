"""How often a mail was tried, and when each periodic sweep last ran."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import ticketing.models.registry

revision: str = "e61f0c2a9b74"
down_revision: str | None = "d43b93728e7e"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "sweep_runs",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("finished_at", ticketing.models.registry.UtcDateTime(), nullable=False),
        sa.Column("dealt", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sweep_runs")),
    )
    with op.batch_alter_table("campaign_recipients") as table:
        table.add_column(sa.Column("attempts", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("campaign_recipients") as table:
        table.drop_column("attempts")
    op.drop_table("sweep_runs")
