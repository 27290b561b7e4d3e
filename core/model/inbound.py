"""The journal of inbound mail: raw bytes first, then what each step found, then one outcome."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import JsonObject, Owned, owned, refers
from core.model.states import MessageStatus


class InboundMessage(Owned):
    __tablename__ = "inbound_messages"
    __table_args__ = owned(
        refers("work_order_id", "work_orders"),
        refers("notification_id", "notifications"),
        refers("contact_id", "contacts"),
        Index("uq_inbound_messages_dedupe_key", "company_id", "dedupe_key", unique=True),
        Index(
            "uq_inbound_messages_place",
            "place",
            "company_id",
            unique=True,
            postgresql_where="place IS NOT NULL",
        ),
        Index("ix_inbound_messages_status", "company_id", "status", "id"),
        Index("ix_inbound_messages_work_order", "company_id", "work_order_id", "id"),
        Index(
            "ix_inbound_messages_message_id",
            "company_id",
            "message_id",
            postgresql_where="message_id IS NOT NULL",
        ),
    )

    dedupe_key: Mapped[str]
    """Envelope and content without trace headers, hashed; never the Message-ID alone."""
    received_at: Mapped[datetime]
    way_in: Mapped[str]
    peer: Mapped[str | None]
    envelope_from: Mapped[str]
    envelope_to: Mapped[list[str]]
    place: Mapped[str | None]
    """Where a mailbox had it: its address with UIDVALIDITY and UID (RFC 5092). Known, it is not fetched again."""
    raw: Mapped[bytes] = mapped_column(deferred=True)
    """Empty once the time that raw mail is kept is over."""
    message_id: Mapped[str | None]
    """The sender's own name for it, without angle brackets; what answers it names it (RFC 5322 3.6.4)."""
    thread: Mapped[list[str] | None]
    """What it says it answers, oldest first, in the same form."""
    sender: Mapped[str | None]
    subject: Mapped[str | None]
    new_text: Mapped[str | None]
    status: Mapped[MessageStatus] = mapped_column(default=MessageStatus.RECEIVED)
    steps: Mapped[JsonObject] = mapped_column(default=dict)
    decision: Mapped[JsonObject | None]
    """Stored before it is carried out."""
    why: Mapped[str | None]
    """One sentence: why this outcome."""
    work_order_id: Mapped[int | None]
    notification_id: Mapped[int | None]
    """The message of ours that it answers."""
    contact_id: Mapped[int | None]
    finished_at: Mapped[datetime | None]
