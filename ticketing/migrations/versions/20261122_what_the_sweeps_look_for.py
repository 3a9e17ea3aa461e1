"""Indexes for what the sweeps look for: overdue answers, and waits that are over."""

from collections.abc import Sequence

from alembic import op

revision: str = "50be359b8c49"
down_revision: str | None = "06fc7bffbc7f"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_conversations_owner_unanswered_since"), ["owner", "unanswered_since"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_conversations_taken_at"), ["taken_at"], unique=False)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversations_taken_at"))
        batch_op.drop_index(batch_op.f("ix_conversations_owner_unanswered_since"))
