"""What happened: one change per Desk call, its events, and the row changes each event caused."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import JsonObject, Owned, owned, refers


class Change(Owned):
    """One Desk call. Its key makes a second delivery return the first result (I12)."""

    __tablename__ = "changes"
    __table_args__ = owned(Index("uq_changes_key", "company_id", "key", unique=True))

    key: Mapped[str]
    at: Mapped[datetime]
    result: Mapped[JsonObject | None]
    timers: Mapped[list[JsonObject] | None]
    """[{kind, key, due_at}] of the work order before this change, kept while it can be undone."""


class Event(Owned):
    """Immutable. `changes` holds [{table, key, before, after}] of the rows this event changed."""

    __tablename__ = "events"
    __table_args__ = owned(
        refers("change_id", "changes"),
        refers("work_order_id", "work_orders"),
        Index("ix_events_work_order_id", "company_id", "work_order_id", "id"),
    )

    change_id: Mapped[int]
    work_order_id: Mapped[int | None]
    version: Mapped[int | None]
    name: Mapped[str]
    data: Mapped[JsonObject]
    actor: Mapped[JsonObject]
    """{kind, id, name, channel, proof}"""
    changes: Mapped[list[JsonObject]] = mapped_column(default=list)
    recorded_at: Mapped[datetime]
    effective_at: Mapped[datetime]
