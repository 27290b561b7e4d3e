"""Whatever follows."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "approval_codes",
        sa.Column("work_order_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=False),
        sa.Column("quote_version", sa.BigInteger(), nullable=False),
        sa.Column("quote_total", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("tries BETWEEN 0 AND 5", name=op.f("ck_approval_codes_tries_are_counted")),
        sa.ForeignKeyConstraint(
            ["company_id", "contact_id"],
            ["contacts.company_id", "contacts.id"],
            name=op.f("fk_approval_codes_company_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "work_order_id"],
            ["work_orders.company_id", "work_orders.id"],
            name=op.f("fk_approval_codes_company_id_work_order_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_approval_codes_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_codes")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_approval_codes_company_id_id")),
    )
    op.create_index(
        "ix_approval_codes_asked",
        "approval_codes",
        ["company_id", "work_order_id", "contact_id", "asked_at"],
        unique=False,
    )
    op.add_column("contacts", sa.Column("complained_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("inbound_messages", sa.Column("place", sa.Text(), nullable=True))
    op.create_index(
        "ix_inbound_messages_work_order",
        "inbound_messages",
        ["company_id", "work_order_id", "id"],
        unique=False,
    )
    op.create_index(
        "uq_inbound_messages_place",
        "inbound_messages",
        ["place", "company_id"],
        unique=True,
        postgresql_where="place IS NOT NULL",
    )
