"""Slack messages that show a state and are kept true: posted once, then updated in place."""

import uuid
from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import Owned, owned, refers
from core.model.states import CardKind, CardStatus


class Card(Owned):
    __tablename__ = "cards"
    __table_args__ = owned(
        refers("work_order_id", "work_orders"),
        refers("staff_id", "staff"),
        refers("inbound_message_id", "inbound_messages"),
        refers("offer_id", "offers"),
        Index("uq_cards_subject", "company_id", "kind", "subject", unique=True),
        Index("ix_cards_work_order", "company_id", "work_order_id"),
    )

    kind: Mapped[CardKind]
    subject: Mapped[str]
    """What the card is about, unique for its kind: `order:5`, `offer:31`, `message:9` …"""
    work_order_id: Mapped[int | None]
    offer_id: Mapped[int | None]
    inbound_message_id: Mapped[int | None]
    staff_id: Mapped[int | None]
    """In whose direct messages; none means the dispatch channel."""
    status: Mapped[CardStatus] = mapped_column(default=CardStatus.NONE)
    post_key: Mapped[str] = mapped_column(default=lambda: uuid.uuid4().hex)
    """In the message's metadata, to find a post whose outcome was unknown."""
    channel: Mapped[str | None]
    ts: Mapped[str | None]
    shown: Mapped[str | None]
    """Digest of what it shows, so that an update that changes nothing is not sent."""
    settled: Mapped[bool] = mapped_column(default=False)
    """Shows its final outcome; later changes of the order leave it alone."""
    created_at: Mapped[datetime]
