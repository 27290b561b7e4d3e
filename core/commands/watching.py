"""What Truckroll itself looks at when a moment has come, and says only if it is still so (I14)."""

from dataclasses import dataclass

from core.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class RemindToConfirm(Command):
    """L28, §9: the customer was asked about window `rev` and has not answered."""

    rev: int


@dataclass(frozen=True, kw_only=True)
class WatchDeparture(Command):
    """§9: whoever has the visit of window `rev` should be on the way."""

    rev: int


@dataclass(frozen=True, kw_only=True)
class WatchArrival(Command):
    """§9: whoever has the visit of window `rev` should be there."""

    rev: int


@dataclass(frozen=True, kw_only=True)
class WatchReview(Command):
    """§9: work of that visit waits for the office to accept it."""

    visit_no: int


@dataclass(frozen=True, kw_only=True)
class WatchDue(Command):
    """§9: that much of the time until the due date is over, in percent."""

    percent: int
