"""Plans are made and changed, and create work orders (L4). `run_at` is when a plan is to be looked at next."""

from dataclasses import dataclass
from datetime import datetime

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class PlanMade(Happened):
    name = "plan.made"
    plan_id: int
    number: int
    run_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class PlanPaused(Happened):
    name = "plan.paused"
    plan_id: int
    number: int


@dataclass(frozen=True, kw_only=True)
class PlanResumed(Happened):
    name = "plan.resumed"
    plan_id: int
    number: int
    run_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class PlanStopped(Happened):
    name = "plan.stopped"
    plan_id: int
    number: int


@dataclass(frozen=True, kw_only=True)
class OccurrenceExcluded(Happened):
    """One day of the rule on which nothing happens."""

    name = "plan.excluded"
    plan_id: int
    number: int
    day: str


@dataclass(frozen=True, kw_only=True)
class OccurrenceCreated(Happened):
    """A work order for one day of a plan, instead of a ping: it is in the next digest."""

    name = "plan.created"
    plan_id: int
    number: int
    day: str
    held_on: str
    """The day it is meant for: not `day` when that is a holiday."""
    why: str
    """Why the plan's technician does not have it; empty when they do, or none is named."""
    run_at: datetime | None
    digest_at: datetime


@dataclass(frozen=True, kw_only=True)
class OccurrencePassed(Happened):
    """A day of the rule without a work order, and why."""

    name = "plan.passed"
    plan_id: int
    number: int
    day: str
    why: str
    run_at: datetime | None
    digest_at: datetime


@dataclass(frozen=True, kw_only=True)
class PlanWaits(Happened):
    """It was looked at before its time: nothing is due yet."""

    name = "plan.waits"
    plan_id: int
    run_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ServiceAhead(Happened):
    """The unit is installed now; plans count from today (S1.7)."""

    name = "plan.unit-installed"
    plan_ids: tuple[int, ...]
    run_at: datetime


@dataclass(frozen=True, kw_only=True)
class DigestTold(Happened):
    name = "plan.digest"
    created: tuple[str, ...]
    passed: tuple[str, ...]
