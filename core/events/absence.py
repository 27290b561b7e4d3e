"""Somebody is not there, and their visits are dealt with (N.25)."""

from dataclasses import dataclass
from datetime import datetime

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class TimeOffTaken(Happened):
    name = "staff.off"
    time_off_id: int
    staff_id: int
    person: str
    when: str
    """In words, on their clock."""
    starts_at: datetime
    ends_at: datetime
    reason: str
    words: str
    jobs: tuple[str, ...] = ()
    """What became of each visit in it, one sentence each."""


@dataclass(frozen=True, kw_only=True)
class TimeOffCancelled(Happened):
    name = "staff.back"
    staff_id: int
    person: str
    when: str
    """In words, on their clock."""
    starts_at: datetime
    ends_at: datetime
    reason: str
    words: str
