"""Rounds and offers: who was asked to take a visit, on which terms, and what they said (lifecycle §8)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import JsonObject, Owned, owned, refers
from core.model.states import Chain, DeclineReason, OfferStatus, RoundStatus


class Round(Owned):
    """Candidates and terms are as they were at the start: a later change of policy or roster leaves it alone (P.45)."""

    __tablename__ = "rounds"
    __table_args__ = owned(
        refers("visit_id", "visits"),
        Index("uq_rounds_open", "company_id", "visit_id", unique=True, postgresql_where="status = 'open'"),
        Index("ix_rounds_visit", "company_id", "visit_id"),
        CheckConstraint("(status = 'open') = (closed_at IS NULL)", name="closed"),
    )

    visit_id: Mapped[int]
    schedule_rev: Mapped[int]
    status: Mapped[RoundStatus] = mapped_column(default=RoundStatus.OPEN)
    named: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """Of people somebody named; otherwise of whoever could go."""
    policy: Mapped[JsonObject] = mapped_column(default=dict, server_default=text("'{}'"))
    """core.dispatch.rounds.RoundPolicy as JSON."""
    candidates: Mapped[list[JsonObject]] = mapped_column(default=list, server_default=text("'[]'"))
    """Whom to ask, in that order, with the figures they were ranked by:
    [{"id", "name", "travel_minutes", "was_here", "utilisation", "recent_offers"}]."""
    left_out: Mapped[list[JsonObject]] = mapped_column(default=list, server_default=text("'[]'"))
    """Who was not asked, and why not: [{"id", "name", "why": [code], "sentence"}]."""
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    step: Mapped[Chain | None]
    """How far the escalation went; none where there is none."""
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str | None]
    """Who said that they see to it."""


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
        # One that an undo took back can be made again.
        Index(
            "uq_offers_once_a_round",
            "company_id",
            "round_id",
            "technician_id",
            unique=True,
            postgresql_where="status <> 'withdrawn'",
        ),
        Index("ix_offers_visit", "company_id", "visit_id"),
        Index("ix_offers_round", "company_id", "round_id"),
        # Who was asked least lately is read for every ranking, from the index alone.
        Index(
            "ix_offers_made_at",
            "company_id",
            "made_at",
            postgresql_include=["technician_id"],
            postgresql_where="status <> 'withdrawn'",
        ),
        CheckConstraint("status <> 'open' OR answered_at IS NULL", name="open_unanswered"),
        CheckConstraint("declined_for <> 'other' OR reason IS NOT NULL", name="other_in_words"),
    )

    round_id: Mapped[int]
    visit_id: Mapped[int]
    technician_id: Mapped[int]
    status: Mapped[OfferStatus] = mapped_column(default=OfferStatus.OPEN)
    declined_for: Mapped[DeclineReason | None]
    reason: Mapped[str | None]
    """In words: why it was declined, or what ended it."""
    closed_by: Mapped[str | None]
    """The name of whoever ended it without being asked: the offer says so in place of its buttons."""
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    late_at: Mapped[datetime | None]
    """When it was accepted after its time: somebody else decides (§8)."""
