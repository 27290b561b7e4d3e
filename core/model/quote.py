"""A quote version: the total the customer was told and what they said to exactly that."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import JsonObject, Owned, owned, refers
from core.model.states import QuoteStatus


class Quote(Owned):
    __tablename__ = "quotes"
    __table_args__ = owned(
        refers("work_order_id", "work_orders"),
        CheckConstraint("total >= 0", name="total_not_negative"),
        Index("uq_quotes_version", "company_id", "work_order_id", "version", unique=True),
        Index(
            "uq_quotes_live",
            "company_id",
            "work_order_id",
            unique=True,
            postgresql_where="status IN ('sent', 'revising', 'approved')",
        ),
    )

    work_order_id: Mapped[int]
    version: Mapped[int]
    status: Mapped[QuoteStatus] = mapped_column(default=QuoteStatus.SENT)
    total: Mapped[Decimal]
    summary: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer_reason: Mapped[str | None]
    evidence: Mapped[JsonObject | None]
    """Who answered, by which authority, how proven, exact version and total (I15)."""
