"""Who goes."""

from dataclasses import dataclass
from datetime import datetime

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class TechnicianAssigned(Happened):
    name = "visit.assigned"
    technician_id: int
    replaced_id: int | None
    override: str | None = None
    """A supervisor's reason for sending somebody who is not free."""
    reason: str = ""
    under_way: bool = False
    """Somebody else had set off already (L34b)."""


@dataclass(frozen=True, kw_only=True)
class TechnicianUnassigned(Happened):
    name = "visit.unassigned"
    technician_id: int
    reason: str
    under_way: bool = False
    """They had set off: they must turn back."""


@dataclass(frozen=True, kw_only=True)
class OffersMade(Happened):
    name = "visit.offered"
    round_id: int
    offer_ids: tuple[int, ...]
    technician_ids: tuple[int, ...]
    expires_at: datetime
    left_out: tuple[str, ...] = ()
    """Why others were not asked, one sentence each (P.5)."""


@dataclass(frozen=True, kw_only=True)
class OfferAccepted(Happened):
    name = "offer.accepted"
    offer_id: int
    technician_id: int


@dataclass(frozen=True, kw_only=True)
class OfferDeclined(Happened):
    name = "offer.declined"
    offer_id: int
    technician_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class OfferExpired(Happened):
    name = "offer.expired"
    offer_id: int
    technician_id: int


@dataclass(frozen=True, kw_only=True)
class DispatchEscalated(Happened):
    name = "visit.escalated"
    round_id: int
    reasons: tuple[str, ...]
    """One line per technician asked: who, and why not."""


@dataclass(frozen=True, kw_only=True)
class VisitReleased(Happened):
    name = "visit.released"
    technician_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class AssignmentAcked(Happened):
    name = "visit.acked"


@dataclass(frozen=True, kw_only=True)
class AssignmentUnacked(Happened):
    name = "visit.unacked"
    technician_id: int


@dataclass(frozen=True, kw_only=True)
class CoordinatorChanged(Happened):
    name = "order.taken"
    old_id: int
