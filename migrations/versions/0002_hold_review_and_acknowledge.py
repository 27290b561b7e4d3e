"""Hold, review and acknowledge."""

import sqlalchemy as sa
from alembic import op

# ruff: noqa: PLR0915 - as many statements as there are tables and indexes

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("visits", sa.Column("preferred_technician_id", sa.BigInteger(), nullable=True))
    op.add_column(
        "visits",
        sa.Column(
            "assignment_ack",
            sa.Enum(
                "none", "pending", "acked", name="ack", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
            server_default="none",
        ),
    )
    op.alter_column("visits", "assignment_ack", server_default=None)
    op.add_column("visits", sa.Column("late_minutes", sa.BigInteger(), nullable=True))
    op.add_column(
        "work_orders",
        sa.Column(
            "priority",
            sa.Enum(
                "low",
                "normal",
                "high",
                "emergency",
                name="priority",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
            server_default="normal",
        ),
    )
    op.alter_column("work_orders", "priority", server_default=None)
    op.add_column("work_orders", sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column(
        "work_orders",
        sa.Column(
            "hold_reason",
            sa.Enum(
                "parts",
                "customer",
                "weather",
                "access",
                "other",
                name="holdreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
    )
    op.add_column("work_orders", sa.Column("hold_words", sa.Text(), nullable=True))
    op.add_column("work_orders", sa.Column("follow_up_on", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("work_orders", sa.Column("submitted_by", sa.BigInteger(), nullable=True))
    op.add_column("work_orders", sa.Column("submitted_at", sa.TIMESTAMP(timezone=True), nullable=True))
