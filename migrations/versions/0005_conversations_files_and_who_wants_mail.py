"""Conversations, files and who wants mail."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "attachments",
        sa.Column("inbound_message_id", sa.BigInteger(), nullable=False),
        sa.Column("work_order_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("is_photo", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "size > 0 AND size = octet_length(content)", name=op.f("ck_attachments_size_of_its_content")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "inbound_message_id"],
            ["inbound_messages.company_id", "inbound_messages.id"],
            name=op.f("fk_attachments_company_id_inbound_message_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "work_order_id"],
            ["work_orders.company_id", "work_orders.id"],
            name=op.f("fk_attachments_company_id_work_order_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_attachments_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_attachments_company_id_id")),
    )
    op.create_index(
        "uq_attachments_message", "attachments", ["company_id", "inbound_message_id", "sha256"], unique=True
    )
    op.create_index(
        "uq_attachments_work_order",
        "attachments",
        ["company_id", "work_order_id", "sha256"],
        unique=True,
        postgresql_where="work_order_id IS NOT NULL",
    )
    op.create_table(
        "enquiries",
        sa.Column("inbound_message_id", sa.BigInteger(), nullable=False),
        sa.Column("work_order_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "inbound_message_id"],
            ["inbound_messages.company_id", "inbound_messages.id"],
            name=op.f("fk_enquiries_company_id_inbound_message_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "work_order_id"],
            ["work_orders.company_id", "work_orders.id"],
            name=op.f("fk_enquiries_company_id_work_order_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_enquiries_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiries")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_enquiries_company_id_id")),
    )
    op.create_index("uq_enquiries_message", "enquiries", ["company_id", "inbound_message_id"], unique=True)
    op.create_index("uq_enquiries_work_order", "enquiries", ["company_id", "work_order_id"], unique=True)
    op.add_column("contacts", sa.Column("stopped_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("contacts", sa.Column("language", sa.Text(), nullable=True))
    op.add_column("inbound_messages", sa.Column("message_id", sa.Text(), nullable=True))
    op.add_column("inbound_messages", sa.Column("thread", sa.ARRAY(sa.Text()), nullable=True))
    op.create_index(
        "ix_inbound_messages_message_id",
        "inbound_messages",
        ["company_id", "message_id"],
        unique=False,
        postgresql_where="message_id IS NOT NULL",
    )
    op.add_column("work_orders", sa.Column("contact_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_work_orders_company_id_contact_id"),
        "work_orders",
        "contacts",
        ["company_id", "contact_id"],
        ["company_id", "id"],
    )
