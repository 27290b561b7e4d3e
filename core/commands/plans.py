"""Plans: work that comes again, and what their timers cause (L4, P.27)."""

from dataclasses import dataclass, field
from datetime import date

from core.commands.base import Command
from core.commands.creating import Create
from core.model import HolidayRule


@dataclass(frozen=True, kw_only=True)
class Recurrence:
    """When. Either `rule` (RFC 5545 without its name), or `after_days` from the day a unit is installed (S1.7),
    of `device_type_id` alone where it is given.
    """

    said: str
    """In the words of whoever asked."""
    rule: str | None = None
    starts_on: date | None = None
    """None: today, where the site is."""
    exclusions: tuple[date, ...] = ()
    on_holiday: HolidayRule = HolidayRule.NEXT
    after_days: int | None = None
    device_type_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class PlanHours:
    """What the customer is promised: 08:00 to 10:00 on the site's clock, or the day alone."""

    start: str
    end: str
    date_only: bool = False


@dataclass(frozen=True, kw_only=True)
class Room:
    """How many days a work order exists before it may be done, and how far from its day it may be done."""

    days_ahead: int = 14
    early_days: int = 0
    late_days: int = 0


@dataclass(frozen=True, kw_only=True)
class MakePlan(Command):
    """`content`: what each work order says, as for creating one by hand; its window and due date are the plan's."""

    order: int | None = None
    content: Create
    recurrence: Recurrence
    hours: PlanHours | None = None
    room: Room = field(default_factory=Room)


@dataclass(frozen=True, kw_only=True)
class PausePlan(Command):
    """Nothing is created until it is resumed; what falls into the pause stays out."""

    order: int | None = None
    plan: int


@dataclass(frozen=True, kw_only=True)
class ResumePlan(Command):
    order: int | None = None
    plan: int


@dataclass(frozen=True, kw_only=True)
class StopPlan(Command):
    """For good; its work orders stay."""

    order: int | None = None
    plan: int


@dataclass(frozen=True, kw_only=True)
class SkipOccurrence(Command):
    """One day of the rule on which nothing happens (EXDATE, RFC 5545 §3.8.5.1)."""

    order: int | None = None
    plan: int
    day: date


@dataclass(frozen=True, kw_only=True)
class RunPlan(Command):
    """Decides the plan's next occurrence, if its time has come. `plan_id` is the row's."""

    order: int | None = None
    plan_id: int


@dataclass(frozen=True, kw_only=True)
class TellDigest(Command):
    """Says in one message what plans have created since the last."""

    order: int | None = None
