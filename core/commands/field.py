"""On the road and at the site."""

from dataclasses import dataclass

from core.commands.base import Command, FieldCommand


@dataclass(frozen=True, kw_only=True)
class Depart(FieldCommand):
    """L49. `override`: why, although the customer wants another time or said not to come."""

    override: str | None = None


@dataclass(frozen=True, kw_only=True)
class Arrive(FieldCommand):
    """L50. `override` as for Depart."""

    override: str | None = None


@dataclass(frozen=True, kw_only=True)
class Start(FieldCommand):
    """L51. `override` as for Depart."""

    override: str | None = None


@dataclass(frozen=True, kw_only=True)
class Complete(FieldCommand):
    """L60. `acknowledged`: optional items may stay open (P.19)."""

    summary: str = ""
    acknowledged: bool = False


@dataclass(frozen=True, kw_only=True)
class ReportLate(Command):
    """L53b: minutes later than the window's start, and why."""

    minutes: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class NoShow(FieldCommand):
    """L59: `tried` says how the customer was sought, e.g. "rang twice, phoned"."""

    tried: str


@dataclass(frozen=True, kw_only=True)
class Submit(FieldCommand):
    """L61: the technician says it is done; the office accepts. `acknowledged` as for Complete."""

    summary: str = ""
    acknowledged: bool = False


@dataclass(frozen=True, kw_only=True)
class ApproveCompletion(Command):
    """L62."""


@dataclass(frozen=True, kw_only=True)
class ReturnForFixes(Command):
    """L63."""

    reason: str
