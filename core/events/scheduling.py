"""Windows, and what customers say about them."""

from dataclasses import dataclass
from datetime import datetime

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class VisitScheduled(Happened):
    name = "visit.scheduled"
    start: datetime
    end: datetime
    rev: int
    override: str | None = None
    """Why it is on a day nobody works."""


@dataclass(frozen=True, kw_only=True)
class VisitPlanned(Happened):
    """Its hour inside the promised window; none of `start` and `end`: at any time of it."""

    name = "visit.planned"
    start: datetime | None
    end: datetime | None
    moved: bool
    override: str | None = None


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
    lost: str | None = None
    """Why the technician could not be kept."""
    override: str | None = None
    """A supervisor's reason for keeping a technician who is not free, or for a day nobody works."""


@dataclass(frozen=True, kw_only=True)
class SlotsProposed(Happened):
    name = "visit.slots-proposed"
    slots: tuple[str, ...]
    """isoStart/isoEnd, in the order of their numbers."""
    gone: int | None = None
    """The number they picked, which is no longer free."""


@dataclass(frozen=True, kw_only=True)
class SlotPicked(Happened):
    name = "visit.slot-picked"
    choice: int
    start: datetime
    end: datetime
    rev: int
    words: str


@dataclass(frozen=True, kw_only=True)
class RescheduleRequested(Happened):
    name = "visit.reschedule-requested"
    request_id: int
    words: str
    understood: tuple[str, ...]
    slots: tuple[str, ...] = ()
    """Free times they are sent to pick from, by number."""


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
    today: bool = False
    """The visit is today: whoever has it may be about to set off."""


@dataclass(frozen=True, kw_only=True)
class RescheduleWithdrawn(Happened):
    name = "visit.reschedule-withdrawn"
    words: str


@dataclass(frozen=True, kw_only=True)
class VisitUnanswered(Happened):
    name = "visit.unanswered"
