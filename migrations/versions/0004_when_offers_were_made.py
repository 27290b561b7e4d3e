"""When offers were made, on the offer itself."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("offers", sa.Column("made_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.execute(
        "update offers set made_at = rounds.opened_at from rounds"
        " where rounds.company_id = offers.company_id and rounds.id = offers.round_id"
    )
    op.alter_column("offers", "made_at", nullable=False)
    op.create_index(
        "ix_offers_made_at",
        "offers",
        ["company_id", "made_at"],
        postgresql_include=["technician_id"],
        postgresql_where="status <> 'withdrawn'",
    )
    op.drop_index("ix_offers_round", table_name="offers")
    op.create_index("ix_offers_round", "offers", ["company_id", "round_id"])
    op.drop_index("ix_rounds_opened_at", table_name="rounds")
