"""Work that rests, and visits that follow visits."""

from dataclasses import dataclass
from datetime import datetime

from core.commands.base import Command, FieldCommand
from core.commands.scheduling import Window
from core.model import HoldReason


@dataclass(frozen=True, kw_only=True)
class Hold(FieldCommand):
    """L54, L56: `follow_up_on` is when somebody should look again."""

    reason: HoldReason
    words: str = ""
    follow_up_on: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class FollowUpHold(Command):
    """The day to look at a held work order again has come (S2.54)."""


@dataclass(frozen=True, kw_only=True)
class Resume(FieldCommand):
    """L55: back to exactly where it was (S2.40)."""


@dataclass(frozen=True, kw_only=True)
class ReturnVisit(FieldCommand):
    """L57: cannot be finished today; what is open stays open for the next visit."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Rebook(Command):
    """L58: a new visit for held work or after a no-show. The profile may want window and technician at once."""

    window: Window | None = None
    technician_id: int | None = None
