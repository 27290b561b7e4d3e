"""Time off, and what becomes of the visits in it (N.25)."""

from dataclasses import dataclass
from datetime import date, datetime

from core.commands.base import Command
from core.model import OffReason


@dataclass(frozen=True, kw_only=True)
class TakeTimeOff(Command):
    """Somebody is not there in [starts_at, ends_at). Their visits that do not fit any more are offered to others, or
    moved to the same hours of `moves_to`.
    """

    order: int | None = None
    staff_id: int
    starts_at: datetime
    ends_at: datetime
    reason: OffReason = OffReason.OTHER
    words: str = ""
    moves_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class CancelTimeOff(Command):
    """They are there after all. What was taken off them stays with whoever has it now."""

    order: int | None = None
    time_off_id: int
