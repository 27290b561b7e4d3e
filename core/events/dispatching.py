"""Who goes."""

from dataclasses import dataclass
from datetime import datetime

from core.events.base import Happened
from core.model import Chain, DeclineReason, JsonObject


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
    customer_knows: bool = False
    """The latest mail to the customer about this visit names them."""
    customer_heard_another: bool = False
    """It names somebody else: the customer is told (§14)."""


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
    """Of the first that ends; each has its own."""
    left_out: tuple[str, ...] = ()
    """Why others were not asked, one sentence each (P.5)."""
    deadline: datetime | None = None
    """When somebody must have taken it; none where nothing says when it begins."""
    next: bool = False
    """Those before them did not take it."""


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
    """In words."""
    code: DeclineReason


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
    """One line per technician asked: who, and why not; else why nobody was."""
    left_out: tuple[str, ...]
    """Why others were not asked, one sentence each (P.5)."""
    on_duty: JsonObject | None
    """{"id", "name", "slack_user_id"} of whoever is asked to decide; none when nobody is on shift."""
    supervisor_at: datetime
    group_at: datetime
    """When the next of the chain are asked, unless somebody sees to it."""


@dataclass(frozen=True, kw_only=True)
class EscalatedFurther(Happened):
    name = "visit.escalated-further"
    round_id: int
    step: Chain
    people: tuple[JsonObject, ...]
    """{"name", "slack_user_id"} of each who is asked now."""


@dataclass(frozen=True, kw_only=True)
class EscalationAcknowledged(Happened):
    name = "visit.escalation-acknowledged"
    round_id: int


@dataclass(frozen=True, kw_only=True)
class OfferLapsed(Happened):
    """Whom it was made to can't go any more, for they are off then (N.25)."""

    name = "offer.lapsed"
    offer_id: int
    technician_id: int


@dataclass(frozen=True, kw_only=True)
class OffersWithdrawn(Happened):
    name = "visit.offers-withdrawn"
    round_id: int
    offer_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class OfferAcceptedLate(Happened):
    """Accepted after its time, while nobody had it: somebody else decides."""

    name = "offer.accepted-late"
    offer_id: int
    technician_id: int


@dataclass(frozen=True, kw_only=True)
class VisitDisplaced(Happened):
    """It gave way to an emergency; who gave the command accepted that (P.31)."""

    name = "visit.displaced"
    technician_id: int
    emergency: int
    accepted_by: str


@dataclass(frozen=True, kw_only=True)
class VisitReleased(Happened):
    name = "visit.released"
    technician_id: int
    reason: str
    urgent: bool
    """Too short before the visit to leave it to a round (P.9)."""


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
