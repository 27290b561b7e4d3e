"""Rounds and offers: who was asked to take a visit, and what they said (lifecycle §8)."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import Owned, owned, refers
from core.model.states import OfferStatus, RoundStatus


class Round(Owned):
    __tablename__ = "rounds"
    __table_args__ = owned(
        refers("visit_id", "visits"),
        Index("uq_rounds_open", "company_id", "visit_id", unique=True, postgresql_where="status = 'open'"),
    )

    visit_id: Mapped[int]
    schedule_rev: Mapped[int]
    status: Mapped[RoundStatus] = mapped_column(default=RoundStatus.OPEN)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Offer(Owned):
    __tablename__ = "offers"
    __table_args__ = owned(
        refers("round_id", "rounds"),
        refers("visit_id", "visits"),
        refers("technician_id", "technicians"),
        # I3: two taps at the same moment cannot both win.
        Index(
            "uq_offers_one_accepted",
            "company_id",
            "visit_id",
            unique=True,
            postgresql_where="status = 'accepted'",
        ),
        Index("uq_offers_round_technician", "company_id", "round_id", "technician_id", unique=True),
    )

    round_id: Mapped[int]
    visit_id: Mapped[int]
    technician_id: Mapped[int]
    status: Mapped[OfferStatus] = mapped_column(default=OfferStatus.OPEN)
    reason: Mapped[str | None]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
