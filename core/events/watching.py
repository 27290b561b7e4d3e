"""Moments that came and found nothing done."""

from dataclasses import dataclass
from datetime import datetime

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class ConfirmationReminded(Happened):
    name = "visit.confirmation-reminded"
    rev: int


@dataclass(frozen=True, kw_only=True)
class DepartureOverdue(Happened):
    name = "visit.departure-overdue"
    technician_id: int


@dataclass(frozen=True, kw_only=True)
class ArrivalOverdue(Happened):
    name = "visit.arrival-overdue"
    technician_id: int
    expected: datetime
    """When they should have been there."""


@dataclass(frozen=True, kw_only=True)
class ReviewOverdue(Happened):
    name = "order.review-overdue"
    since: datetime
    """When the technician said that it is done."""


@dataclass(frozen=True, kw_only=True)
class DueAhead(Happened):
    name = "order.due-ahead"
    percent: int
    """How much of the time is over; 100: it is due."""
    due_at: datetime
