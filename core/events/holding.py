"""Work that rests, and visits that follow visits."""

from dataclasses import dataclass
from datetime import datetime

from core.events.base import Happened


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
    slots: tuple[str, ...] = ()
    """Free times for the customer to pick from, isoStart/isoEnd (L58, L59)."""


@dataclass(frozen=True, kw_only=True)
class VisitRebooked(Happened):
    name = "visit.rebooked"
    after: str
    """`on_hold` or `no_show`: where the work order was."""
    technician_id: int | None
    has_window: bool
    slots: tuple[str, ...] = ()
    """Free times for the customer to pick from, isoStart/isoEnd (L58, L59)."""
