"""A work order begins, is written on, and ends."""

from dataclasses import dataclass

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class WorkOrderCreated(Happened):
    name = "order.created"


@dataclass(frozen=True, kw_only=True)
class WorkOrderOpened(Happened):
    """A draft became real work."""

    name = "order.opened"


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
    was_draft: bool = False
    under_way: bool = False
    """Somebody had set off, and turns back (L66)."""


@dataclass(frozen=True, kw_only=True)
class CancelRequested(Happened):
    name = "order.cancel-requested"
    words: str
    today: bool = False
    """As of VisitDeclined."""
