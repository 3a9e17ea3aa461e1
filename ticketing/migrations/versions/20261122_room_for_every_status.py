"""Room for the longest status, waiting_third_party, where lengths are enforced."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "06fc7bffbc7f"
down_revision: str | None = "b0a4c86d1f27"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.alter_column(
            "status", existing_type=sa.VARCHAR(length=16), type_=sa.String(length=20), existing_nullable=False
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.alter_column(
            "status", existing_type=sa.String(length=20), type_=sa.VARCHAR(length=16), existing_nullable=False
        )
