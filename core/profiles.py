"""Profiles: a company's vocabulary and policy switches; the machinery is the same (lifecycle §4)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from enum import StrEnum, auto
from types import MappingProxyType
from typing import Any

from core.model import Main


class Allowed(StrEnum):
    """Who may do a thing that profiles judge differently."""

    NO = auto()
    SUPERVISE = auto()
    OFFICE = auto()


@dataclass(frozen=True)
class Profile:
    name: str
    lands_in: Main
    """Where a new work order begins; as a draft nobody is told yet."""
    required: tuple[str, ...]
    """What `create` must be given; all that is missing is named at once (S1.28)."""
    ask_when_scheduled: bool
    """Confirmation is asked automatically whenever a window is set."""
    start_needs_window: bool
    self_assign: bool
    """A technician who starts an unassigned job takes it (S2.26)."""
    completion_review: bool
    """The technician submits, the office accepts (S4.30)."""
    plans_by_window: bool
    """Offers need a window; otherwise a due date will do."""
    hold_from: frozenset[str]
    """Statuses work can rest from; `scheduled` stands for ready with a window."""
    cancel_in_progress: Allowed
    amend_completed: Allowed
    """Items can be set right after completion (L8)."""
    office_supervises: bool
    """Dispatchers hold work_orders.supervise."""
    cancelled_word: str = "Cancelled"
    no_show_minutes: int = 15
    """How long a technician waits before the customer counts as absent."""
    rebook_needs_window: bool = False
    ack_hours: int = 2
    """An assignment nobody has seen this long before the visit is a worry."""
    undo_seconds: int = 60
    """How long staff can take back what they just did; mail to the customer about it waits as long (§12)."""
    signature_required: bool = False
    """Work ends with the customer's signature, or with why there is none (P.20)."""
    offers_at_a_time: int = 1
    """How many of those who could go are asked at the same time, the best first; 0 asks everybody at once."""
    offer_minutes: int = 30
    """How long an offer stays open: minutes of the technician's working hours, of the clock in an emergency."""
    offer_margin_minutes: int = 30
    """An offer never runs closer than this, and the travel, to the visit (lifecycle §8)."""
    sends_free_times: bool = True
    """Whoever wishes for another time is sent free ones to pick from by number, at once (L24)."""
    offers_again: bool = True
    """Whoever had it can't go, or it was moved while being offered: somebody else is asked by itself."""
    release_hours: int = 24
    """Giving a visit back this short before it begins is for a person to solve (P.9)."""
    escalation_minutes: int = 10
    """How long each person of the chain has to say that they see to it, before the next is asked (P.42)."""
    travel_minutes: int = 20
    """Between a technician's planned visits at different sites, where it is not known where one of them is (I5)."""
    cool_down_hours: int = 24
    """Who declined a visit is not asked about it again for so long (lifecycle §8)."""
    visit_minutes: int = 60
    """Length of a window when only its start is said."""
    day_opens: int = 8
    day_closes: int = 17
    """Office hours, site-local, for windows given as a day only."""

    @property
    def visit_length(self) -> timedelta:
        return timedelta(minutes=self.visit_minutes)


SCHEDULED, IN_PROGRESS = "scheduled", Main.IN_PROGRESS.value

PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        "visit": Profile(
            name="visit",
            lands_in=Main.READY,
            required=("site", "title", "type"),
            ask_when_scheduled=True,
            start_needs_window=True,
            self_assign=False,
            completion_review=False,
            plans_by_window=True,
            hold_from=frozenset({SCHEDULED, IN_PROGRESS}),
            cancel_in_progress=Allowed.SUPERVISE,
            amend_completed=Allowed.SUPERVISE,
            office_supervises=True,
        ),
        "unit": Profile(
            name="unit",
            lands_in=Main.READY,
            required=("type", "unit"),
            ask_when_scheduled=False,
            start_needs_window=False,
            self_assign=False,
            completion_review=True,
            plans_by_window=False,
            hold_from=frozenset({IN_PROGRESS}),
            cancel_in_progress=Allowed.SUPERVISE,
            amend_completed=Allowed.SUPERVISE,
            office_supervises=False,
        ),
        "quote": Profile(
            name="quote",
            lands_in=Main.DRAFT,
            required=("customer", "site"),
            ask_when_scheduled=False,
            start_needs_window=False,
            self_assign=True,
            completion_review=False,
            plans_by_window=False,
            hold_from=frozenset({SCHEDULED, IN_PROGRESS}),
            cancel_in_progress=Allowed.NO,
            amend_completed=Allowed.NO,
            office_supervises=True,
        ),
        "appointment": Profile(
            name="appointment",
            lands_in=Main.READY,
            required=("customer", "unit", "service type", "window", "site", "technician"),
            ask_when_scheduled=True,
            start_needs_window=True,
            self_assign=False,
            completion_review=False,
            plans_by_window=True,
            hold_from=frozenset({SCHEDULED, Main.EN_ROUTE.value, Main.ON_SITE.value, IN_PROGRESS}),
            cancel_in_progress=Allowed.OFFICE,
            amend_completed=Allowed.SUPERVISE,
            office_supervises=True,
            cancelled_word="Canceled",
            rebook_needs_window=True,
        ),
    }
)


def profile_of(name: str, policy: Mapping[str, Any]) -> Profile:
    """The named profile with the company's own switches laid over it; unknown switches are an error."""
    known = {field.name for field in fields(Profile)} - {"name", "lands_in", "required", "hold_from"}
    if unknown := sorted(set(policy) - known):
        raise ValueError(f"Unknown policy switches: {', '.join(unknown)}. Known: {', '.join(sorted(known))}.")
    return replace(PROFILES[name], **policy)
