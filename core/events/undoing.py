"""What was taken back."""

from dataclasses import dataclass

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class ChangeUndone(Happened):
    """Compensates the events of change `undone_id`; they stay in the history."""

    name = "order.undone"
    undone_id: int
    undone: tuple[str, ...]
    """Names of its events, in order."""
    by: str
    """Who had done it."""
    technician_id: int | None
    """Who had the visit until this undo, if anybody."""
    concerns_technicians: bool
