"""Windows, and what customers and the office say about them."""

from dataclasses import dataclass
from datetime import datetime

from core.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class Window:
    """A promised window: aware datetimes, start before end. `date_only` shows the day alone."""

    start: datetime
    end: datetime
    date_only: bool = False
    words: str = ""
    """The customer's words it was read from."""


@dataclass(frozen=True, kw_only=True)
class Schedule(Command):
    """L20. `override`: why it is on a day nobody works."""

    window: Window
    override: str | None = None


@dataclass(frozen=True, kw_only=True)
class PlanVisit(Command):
    """The hour in the technician's day, inside the promised window, and how long it takes; None leaves either as it is.

    `open_hour`: at any time of the window again. `override`: a supervisor's reason, where the technician is not free.
    """

    start: datetime | None = None
    minutes: int | None = None
    open_hour: bool = False
    override: str | None = None


@dataclass(frozen=True, kw_only=True)
class Reschedule(Command):
    """L21, L22. The technician stays if they are free then; `override` is a supervisor's reason to keep them anyway."""

    window: Window
    reason: str
    override: str | None = None


@dataclass(frozen=True, kw_only=True)
class RequestReschedule(Command):
    """L23, from the customer. `for_rev` is the revision of the window they were answering."""

    for_rev: int
    words: str
    proposals: tuple[Window, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WithdrawReschedule(Command):
    """L27, from the customer: the old time is fine after all. `for_rev` is the revision of the window they mean."""

    words: str
    for_rev: int | None = None


@dataclass(frozen=True, kw_only=True)
class AcceptProposal(Command):
    """L25: the office takes proposal number `choice` (from 1) of the open request.

    `request_id` says which request was seen: a newer one is not accepted unseen.
    """

    choice: int = 1
    request_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ProposeSlots(Command):
    """L24: free times from real availability, numbered, for the customer to pick one by replying."""


@dataclass(frozen=True, kw_only=True)
class PickSlot(Command):
    """L25, from the customer: number `choice` of the slots they were sent, which was `window`.

    `for_rev` is the revision of the visit they were asked about.
    """

    for_rev: int
    choice: int
    window: Window
    words: str


@dataclass(frozen=True, kw_only=True)
class DeclineProposal(Command):
    """L26."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class RequestConfirmation(Command):
    """L28."""


@dataclass(frozen=True, kw_only=True)
class Confirm(Command):
    """L29, from the customer, for the revision they were asked about."""

    for_rev: int
    words: str


@dataclass(frozen=True, kw_only=True)
class ConfirmOnBehalf(Command):
    """L30: how the customer said yes, e.g. "by phone"."""

    how: str


@dataclass(frozen=True, kw_only=True)
class DeclineVisit(Command):
    """L31, from the customer: no, do not come."""

    for_rev: int
    words: str


@dataclass(frozen=True, kw_only=True)
class RequestCancel(Command):
    """L31b, from the customer: please cancel. The office decides."""

    words: str


@dataclass(frozen=True, kw_only=True)
class NoteUnanswered(Command):
    """L32: the last office hour before the visit has come and the customer has not answered."""

    rev: int
