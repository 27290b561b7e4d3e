"""What will happen by itself: rows that commands set and clear, on the Desk's clock (I14)."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from core.model.base import Owned, owned, refers

RUN_PLAN = "run_plan"
"""The kind whose key is the plan to be looked at (L4)."""


class Timer(Owned):
    __tablename__ = "timers"
    __table_args__ = owned(
        refers("work_order_id", "work_orders"),
        UniqueConstraint(
            "company_id",
            "work_order_id",
            "kind",
            "key",
            name="uq_timers_key",
            postgresql_nulls_not_distinct=True,
        ),
        Index("ix_timers_due_at", "due_at"),
    )

    work_order_id: Mapped[int | None]
    """None for what is the company's: plans and their digest."""
    kind: Mapped[str]
    key: Mapped[str]
    due_at: Mapped[datetime]
