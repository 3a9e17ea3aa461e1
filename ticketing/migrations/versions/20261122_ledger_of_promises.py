"""The ledger of promises, and what operators decide about rules, promises, limits and the calendar."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import ticketing.models.registry

revision: str = "cc0bbc4157b6"
down_revision: str | None = "4cedd08f9974"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "policy_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", ticketing.models.registry.UtcDateTime(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=12), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_policy_changes_agent_id_agents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_changes")),
    )
    with op.batch_alter_table("policy_changes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_policy_changes_subject_key_id"), ["subject", "key", "id"], unique=False
        )

    op.create_table(
        "commitments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_at", ticketing.models.registry.UtcDateTime(), nullable=False),
        sa.Column("warns_at", ticketing.models.registry.UtcDateTime(), nullable=False),
        sa.Column("check_at", ticketing.models.registry.UtcDateTime(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("rule_id", sa.String(length=60), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(length=12), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("escalated_to_id", sa.Integer(), nullable=True),
        sa.Column("made_at", ticketing.models.registry.UtcDateTime(), nullable=False),
        sa.Column("opened_at", ticketing.models.registry.UtcDateTime(), nullable=True),
        sa.Column("warned_at", ticketing.models.registry.UtcDateTime(), nullable=True),
        sa.Column("breached_at", ticketing.models.registry.UtcDateTime(), nullable=True),
        sa.Column("settled_at", ticketing.models.registry.UtcDateTime(), nullable=True),
        sa.Column("settled_by", sa.String(length=80), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["aftersales_cases.id"], name=op.f("fk_commitments_case_id_aftersales_cases")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_commitments_conversation_id_conversations"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_commitments_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(
            ["escalated_to_id"], ["agents.id"], name=op.f("fk_commitments_escalated_to_id_agents")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_commitments_message_id_messages")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["agents.id"], name=op.f("fk_commitments_owner_id_agents")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_commitments_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
        sa.UniqueConstraint("message_id", "position", name=op.f("uq_commitments_message_id_position")),
    )
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitments_check_at"), ["check_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_commitments_conversation_id_state"), ["conversation_id", "state"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_commitments_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitments_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_commitments_state_due_at_id"), ["state", "due_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commitments_ticket_id_state_due_at"),
            ["ticket_id", "state", "due_at"],
            unique=False,
        )
        batch_op.create_index(
            "uq_commitments_case_clock",
            ["case_id", "kind"],
            unique=True,
            sqlite_where=sa.text(
                "case_id IS NOT NULL AND rule_id IS NOT NULL AND state IN ('open', 'warned', 'breached')"
            ),
            postgresql_where=sa.text(
                "case_id IS NOT NULL AND rule_id IS NOT NULL AND state IN ('open', 'warned', 'breached')"
            ),
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_commitments_case_clock",
            sqlite_where=sa.text(
                "case_id IS NOT NULL AND rule_id IS NOT NULL AND state IN ('open', 'warned', 'breached')"
            ),
            postgresql_where=sa.text(
                "case_id IS NOT NULL AND rule_id IS NOT NULL AND state IN ('open', 'warned', 'breached')"
            ),
        )
        batch_op.drop_index(batch_op.f("ix_commitments_ticket_id_state_due_at"))
        batch_op.drop_index(batch_op.f("ix_commitments_state_due_at_id"))
        batch_op.drop_index(batch_op.f("ix_commitments_owner_id"))
        batch_op.drop_index(batch_op.f("ix_commitments_customer_id"))
        batch_op.drop_index(batch_op.f("ix_commitments_conversation_id_state"))
        batch_op.drop_index(batch_op.f("ix_commitments_check_at"))

    op.drop_table("commitments")
    with op.batch_alter_table("policy_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_changes_subject_key_id"))

    op.drop_table("policy_changes")
