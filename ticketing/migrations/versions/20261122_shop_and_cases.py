"""What the shop remembers of an order line, what pays a refund, and one case at work a line."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import ticketing.models.registry

revision: str = "162d1e2f1b66"
down_revision: str | None = "5eeef4d41cee"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

AT_WORK = sa.text("status IN ('applied', 'more_asked', 'approved')")


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("aftersales_cases") as cases:
        json_type = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
        cases.add_column(sa.Column("facts", json_type, server_default="{}", nullable=False))
        cases.create_index(
            "uq_aftersales_cases_line_at_work",
            ["order_number", "line_id"],
            unique=True,
            sqlite_where=AT_WORK,
            postgresql_where=AT_WORK,
        )
    with op.batch_alter_table("shop_members") as members:
        members.add_column(sa.Column("story", sa.String(length=120), server_default="", nullable=False))
    with op.batch_alter_table("shop_order_lines") as lines:
        lines.add_column(sa.Column("repairs_done", sa.Integer(), server_default="0", nullable=False))
        lines.add_column(sa.Column("repair_days", sa.Integer(), server_default="0", nullable=False))
        lines.add_column(sa.Column("exchanged_at", ticketing.models.registry.UtcDateTime(), nullable=True))
    with op.batch_alter_table("shop_orders") as orders:
        orders.add_column(
            sa.Column("freight_insurance", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    with op.batch_alter_table("shop_refunds") as refunds:
        refunds.add_column(sa.Column("key", sa.String(length=80), nullable=False))
        refunds.create_unique_constraint(refunds.f("uq_shop_refunds_key"), ["key"])


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("shop_refunds") as refunds:
        refunds.drop_constraint(refunds.f("uq_shop_refunds_key"), type_="unique")
        refunds.drop_column("key")
    with op.batch_alter_table("shop_orders") as orders:
        orders.drop_column("freight_insurance")
    with op.batch_alter_table("shop_order_lines") as lines:
        lines.drop_column("exchanged_at")
        lines.drop_column("repair_days")
        lines.drop_column("repairs_done")
    with op.batch_alter_table("shop_members") as members:
        members.drop_column("story")
    with op.batch_alter_table("aftersales_cases") as cases:
        cases.drop_index("uq_aftersales_cases_line_at_work", sqlite_where=AT_WORK, postgresql_where=AT_WORK)
        cases.drop_column("facts")
