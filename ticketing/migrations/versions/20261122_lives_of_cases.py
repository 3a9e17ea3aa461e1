"""Cases to their end: parcels, findings, proposals; what the shop does for them and gives back in kind."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import ticketing.models.registry

revision: str = "b03d5f3c5400"
down_revision: str | None = "50be359b8c49"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

LINE = "uq_aftersales_cases_line_at_work"
COMPENSATION = "uq_aftersales_cases_compensation_at_work"
OLD = sa.text("status IN ('applied', 'more_asked', 'approved')")
GOODS = sa.text("status NOT IN ('refused', 'cancelled', 'closed') AND route <> 'compensation'")
MONEY = sa.text("status NOT IN ('refused', 'cancelled', 'closed') AND route = 'compensation'")
COLUMNS = ["order_number", "line_id"]


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "shop_works",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("order_number", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=8), nullable=True),
        sa.Column("details", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_number"], ["shop_orders.number"], name=op.f("fk_shop_works_order_number_shop_orders")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_shop_works")),
    )
    with op.batch_alter_table("shop_works", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shop_works_order_number"), ["order_number"], unique=False)

    op.create_table(
        "case_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_at", ticketing.models.registry.UtcDateTime(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", ticketing.models.registry.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["aftersales_cases.id"], name=op.f("fk_case_proposals_case_id_aftersales_cases")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["agents.id"], name=op.f("fk_case_proposals_decided_by_agents")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["agents.id"], name=op.f("fk_case_proposals_proposed_by_agents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_proposals")),
    )
    with op.batch_alter_table("case_proposals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_proposals_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "uq_case_proposals_open",
            ["case_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    with op.batch_alter_table("aftersales_cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("authorized_fen", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "progress",
                sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
                server_default="{}",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("parcel_number", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("moved_at", ticketing.models.registry.UtcDateTime(), nullable=True))
        batch_op.alter_column(
            "status", existing_type=sa.VARCHAR(length=12), type_=sa.String(length=20), existing_nullable=False
        )
        batch_op.create_index(
            batch_op.f("ix_aftersales_cases_parcel_number"), ["parcel_number"], unique=False
        )
        batch_op.drop_index(LINE)
        batch_op.create_index(LINE, COLUMNS, unique=True, sqlite_where=GOODS, postgresql_where=GOODS)
        batch_op.create_index(COMPENSATION, COLUMNS, unique=True, sqlite_where=MONEY, postgresql_where=MONEY)
    op.execute("UPDATE aftersales_cases SET moved_at = COALESCE(decided_at, opened_at)")
    op.execute(
        "UPDATE aftersales_cases SET authorized_fen = refund_fen WHERE status IN ('approved', 'closed')"
    )
    with op.batch_alter_table("aftersales_cases", schema=None) as batch_op:
        batch_op.alter_column(
            "moved_at", existing_type=ticketing.models.registry.UtcDateTime(), nullable=False
        )

    with op.batch_alter_table("case_events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("step", sa.String(length=20), server_default="", nullable=False))
        batch_op.add_column(sa.Column("actor_name", sa.String(length=80), nullable=True))

    with op.batch_alter_table("shop_coupons", schema=None) as batch_op:
        batch_op.add_column(sa.Column("order_number", sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f("ix_shop_coupons_order_number"), ["order_number"], unique=False)

    with op.batch_alter_table("shop_orders", schema=None) as batch_op:
        batch_op.add_column(sa.Column("points_spent", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("points_returned", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("shop_products", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "sold_out_skus",
                sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
                server_default="[]",
                nullable=False,
            )
        )

    with op.batch_alter_table("shop_refunds", schema=None) as batch_op:
        batch_op.add_column(sa.Column("points_back", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(
            sa.Column(
                "coupons_back",
                sa.JSON().with_variant(postgresql.JSONB(), "postgresql"),
                server_default="[]",
                nullable=False,
            )
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("shop_refunds", schema=None) as batch_op:
        batch_op.drop_column("coupons_back")
        batch_op.drop_column("points_back")

    with op.batch_alter_table("shop_products", schema=None) as batch_op:
        batch_op.drop_column("sold_out_skus")

    with op.batch_alter_table("shop_orders", schema=None) as batch_op:
        batch_op.drop_column("points_returned")
        batch_op.drop_column("points_spent")

    with op.batch_alter_table("shop_coupons", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shop_coupons_order_number"))
        batch_op.drop_column("order_number")

    with op.batch_alter_table("case_events", schema=None) as batch_op:
        batch_op.drop_column("actor_name")
        batch_op.drop_column("step")

    with op.batch_alter_table("aftersales_cases", schema=None) as batch_op:
        batch_op.drop_index(COMPENSATION)
        batch_op.drop_index(LINE)
        batch_op.drop_index(batch_op.f("ix_aftersales_cases_parcel_number"))
    # The older service knows only where goods are still awaited.
    op.execute(
        "UPDATE aftersales_cases SET status = 'approved' WHERE status NOT IN"
        " ('applied', 'more_asked', 'approved', 'refused', 'cancelled', 'closed')"
    )
    with op.batch_alter_table("aftersales_cases", schema=None) as batch_op:
        batch_op.create_index(LINE, COLUMNS, unique=True, sqlite_where=OLD, postgresql_where=OLD)
        batch_op.alter_column(
            "status", existing_type=sa.String(length=20), type_=sa.VARCHAR(length=12), existing_nullable=False
        )
        batch_op.drop_column("moved_at")
        batch_op.drop_column("parcel_number")
        batch_op.drop_column("progress")
        batch_op.drop_column("authorized_fen")

    with op.batch_alter_table("case_proposals", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_case_proposals_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index(batch_op.f("ix_case_proposals_case_id"))

    op.drop_table("case_proposals")
    with op.batch_alter_table("shop_works", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shop_works_order_number"))

    op.drop_table("shop_works")
