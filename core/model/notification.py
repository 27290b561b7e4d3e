"""A message to one party about one change, told exactly once (I13)."""

import uuid
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import JsonObject, Owned, owned, refers
from core.model.states import Asks, NotificationStatus


class Notification(Owned):
    __tablename__ = "notifications"
    __table_args__ = owned(
        refers("change_id", "changes"),
        refers("work_order_id", "work_orders"),
        refers("contact_id", "contacts"),
        refers("staff_id", "staff"),
        # I13. A change may touch several work orders: their customers and threads each hear of their own, a member of
        # staff of all of it at once.
        UniqueConstraint(
            "company_id",
            "change_id",
            "work_order_id",
            "recipient",
            "channel",
            name="uq_notifications_told_once",
            postgresql_nulls_not_distinct=True,
        ),
        Index(
            "ix_notifications_contact",
            "company_id",
            "contact_id",
            "id",
            postgresql_where="contact_id is not null",
        ),
        Index(
            "uq_notifications_staff_told_once",
            "company_id",
            "change_id",
            "staff_id",
            "channel",
            unique=True,
            postgresql_where="staff_id IS NOT NULL",
        ),
        Index("uq_notifications_message_key", "message_key", unique=True),
        Index("ix_notifications_work_order", "company_id", "work_order_id", "id"),
    )

    change_id: Mapped[int]
    work_order_id: Mapped[int | None]
    """None for what is about no single work order."""
    channel: Mapped[str]
    """`email` or `slack`."""
    recipient: Mapped[str]
    """`contact:7`, `staff:3` or `channel:dispatch`."""
    contact_id: Mapped[int | None]
    staff_id: Mapped[int | None]
    address: Mapped[str | None]
    """For mail: where it goes. A reply proves itself by coming from here (E2)."""
    name: Mapped[str]
    """Which template folder says it."""
    context: Mapped[JsonObject]
    ping: Mapped[bool] = mapped_column(default=False)
    asks: Mapped[Asks | None]
    schedule_rev: Mapped[int | None]
    quote_version: Mapped[int | None]
    quote_total: Mapped[Decimal | None]
    message_key: Mapped[str] = mapped_column(default=lambda: uuid.uuid4().hex)
    """Local part of the Message-ID; fixed here, so a second send is the same message."""
    created_at: Mapped[datetime]
    status: Mapped[NotificationStatus] = mapped_column(default=NotificationStatus.QUEUED)
    raw: Mapped[bytes | None] = mapped_column(deferred=True)
    """The exact bytes of the mail, stored before the first attempt."""
    remote_id: Mapped[str | None]
    error: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
