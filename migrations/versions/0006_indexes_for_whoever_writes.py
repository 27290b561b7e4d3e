"""Indexes for whoever writes."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.drop_index(op.f("ix_contacts_company_id_email"), table_name="contacts")
    op.create_index(
        "ix_contacts_address", "contacts", ["company_id", sa.literal_column("lower(email)")], unique=False
    )
    op.create_index(
        "ix_notifications_contact",
        "notifications",
        ["company_id", "contact_id", "id"],
        unique=False,
        postgresql_where="contact_id is not null",
    )
