"""A one-time code that was mailed to an approver: for one quote version and total, for a while, a few tries long.

The code itself is kept nowhere. It follows from this row and the key that signs our reply addresses, so that neither
the database nor a copy of it can give it away.
"""

from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import Owned, owned, refers

MOST_TRIES: Final = 5


class ApprovalCode(Owned):
    __tablename__ = "approval_codes"
    __table_args__ = owned(
        refers("work_order_id", "work_orders"),
        refers("contact_id", "contacts"),
        CheckConstraint(f"tries BETWEEN 0 AND {MOST_TRIES}", name="tries_are_counted"),
        Index("ix_approval_codes_asked", "company_id", "work_order_id", "contact_id", "asked_at"),
    )

    work_order_id: Mapped[int]
    contact_id: Mapped[int]
    quote_version: Mapped[int]
    quote_total: Mapped[Decimal]
    words: Mapped[str]
    """What they wrote when they approved."""
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    accepted_at: Mapped[datetime | None]
