"""On the road and at the site."""

from dataclasses import dataclass
from datetime import datetime

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class TechnicianDeparted(Happened):
    name = "visit.departed"
    override: str | None = None
    """Why, although the customer's last word was otherwise."""


@dataclass(frozen=True, kw_only=True)
class TechnicianArrived(Happened):
    name = "visit.arrived"
    override: str | None = None
    """As of TechnicianDeparted."""


@dataclass(frozen=True, kw_only=True)
class WorkStarted(Happened):
    name = "visit.started"
    override: str | None = None
    """As of TechnicianDeparted."""
    overtaken: bool = False
    """The customer's open wish for another time ended with it."""


@dataclass(frozen=True, kw_only=True)
class WorkCompleted(Happened):
    name = "order.completed"
    summary: str


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
    slots: tuple[str, ...] = ()
    """Free times for the customer to pick from, isoStart/isoEnd (L58, L59)."""


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
