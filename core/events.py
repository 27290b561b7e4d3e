"""What happened, past tense. `name` is source.event, as history, policies and the log know it."""

from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Happened:
    """Something a command did. Fields are what later readers need; row changes are kept beside."""

    name: ClassVar[str]

    def data(self) -> dict[str, Any]:
        """As JSON: datetimes in ISO 8601, money as text."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


@dataclass(frozen=True, kw_only=True)
class WorkOrderCreated(Happened):
    name = "order.created"


@dataclass(frozen=True, kw_only=True)
class NoteAdded(Happened):
    name = "order.noted"
    text: str
    internal: bool


@dataclass(frozen=True, kw_only=True)
class WorkOrderCancelled(Happened):
    name = "order.cancelled"
    reason: str
    technician_id: int | None
    customer_was_told: bool


@dataclass(frozen=True, kw_only=True)
class VisitScheduled(Happened):
    name = "visit.scheduled"
    start: datetime
    end: datetime
    rev: int


@dataclass(frozen=True, kw_only=True)
class VisitMoved(Happened):
    name = "visit.moved"
    old_start: datetime
    old_end: datetime
    start: datetime
    end: datetime
    rev: int
    reason: str
    under_way: bool
    """The technician had set off: they must turn back."""
    asks_again: bool
    """The customer knew the old window and is asked about the new one."""
    agreed: bool = False
    """The new window is what the customer themselves proposed."""


@dataclass(frozen=True, kw_only=True)
class RescheduleRequested(Happened):
    name = "visit.reschedule-requested"
    request_id: int
    words: str
    understood: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProposalDeclined(Happened):
    name = "visit.proposal-declined"
    reason: str


@dataclass(frozen=True, kw_only=True)
class ConfirmationRequested(Happened):
    name = "visit.confirmation-requested"
    rev: int
    again: bool


@dataclass(frozen=True, kw_only=True)
class VisitConfirmed(Happened):
    name = "visit.confirmed"
    rev: int
    words: str
    on_behalf: bool
    again: bool = False
    """They had confirmed this window before: nothing new for anyone but them."""


@dataclass(frozen=True, kw_only=True)
class VisitDeclined(Happened):
    name = "visit.declined"
    words: str


@dataclass(frozen=True, kw_only=True)
class TechnicianAssigned(Happened):
    name = "visit.assigned"
    technician_id: int
    replaced_id: int | None


@dataclass(frozen=True, kw_only=True)
class TechnicianUnassigned(Happened):
    name = "visit.unassigned"
    technician_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class OffersMade(Happened):
    name = "visit.offered"
    round_id: int
    offer_ids: tuple[int, ...]
    technician_ids: tuple[int, ...]
    expires_at: datetime


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
class QuoteSent(Happened):
    name = "quote.sent"
    version: int
    total: Decimal


@dataclass(frozen=True, kw_only=True)
class QuoteApproved(Happened):
    name = "quote.approved"
    version: int
    total: Decimal
    words: str


@dataclass(frozen=True, kw_only=True)
class QuoteRejected(Happened):
    name = "quote.rejected"
    version: int
    words: str


@dataclass(frozen=True, kw_only=True)
class TechnicianDeparted(Happened):
    name = "visit.departed"


@dataclass(frozen=True, kw_only=True)
class TechnicianArrived(Happened):
    name = "visit.arrived"


@dataclass(frozen=True, kw_only=True)
class WorkStarted(Happened):
    name = "visit.started"


@dataclass(frozen=True, kw_only=True)
class WorkCompleted(Happened):
    name = "order.completed"
    summary: str


@dataclass(frozen=True, kw_only=True)
class MessageKept(Happened):
    name = "message.kept"
    message_id: int
    why: str
    answer: str | None
    for_person: bool


@dataclass(frozen=True, kw_only=True)
class MessageLinked(Happened):
    name = "message.linked"
    message_id: int


@dataclass(frozen=True, kw_only=True)
class MessageSettled(Happened):
    name = "message.settled"
    message_id: int
    how: str


@dataclass(frozen=True, kw_only=True)
class RescheduleWithdrawn(Happened):
    name = "visit.reschedule-withdrawn"
    words: str


@dataclass(frozen=True, kw_only=True)
class CancelRequested(Happened):
    name = "order.cancel-requested"
    words: str


@dataclass(frozen=True, kw_only=True)
class VisitUnanswered(Happened):
    name = "visit.unanswered"


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


@dataclass(frozen=True, kw_only=True)
class RunningLate(Happened):
    name = "visit.late"
    minutes: int
    reason: str
    expected: datetime


@dataclass(frozen=True, kw_only=True)
class CustomerAbsent(Happened):
    name = "visit.no-show"
    tried: str


@dataclass(frozen=True, kw_only=True)
class WorkSubmitted(Happened):
    name = "order.submitted"
    summary: str


@dataclass(frozen=True, kw_only=True)
class CompletionApproved(Happened):
    name = "order.completion-approved"
    own: bool
    """The company has nobody else who could: the submitter accepted their own work."""


@dataclass(frozen=True, kw_only=True)
class ReturnedForFixes(Happened):
    name = "order.returned"
    reason: str


@dataclass(frozen=True, kw_only=True)
class WorkHeld(Happened):
    name = "order.held"
    reason: str
    words: str
    follow_up_on: datetime | None
    again: bool
    """It was held already: only the reason is new."""


@dataclass(frozen=True, kw_only=True)
class HoldFollowUpDue(Happened):
    name = "order.follow-up-due"
    reason: str


@dataclass(frozen=True, kw_only=True)
class WorkResumed(Happened):
    name = "order.resumed"
    overdue: bool
    """The window passed while it was held."""


@dataclass(frozen=True, kw_only=True)
class VisitReturned(Happened):
    name = "visit.partial"
    technician_id: int | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class VisitRebooked(Happened):
    name = "visit.rebooked"
    after: str
    """`on_hold` or `no_show`: where the work order was."""
    technician_id: int | None
    has_window: bool
