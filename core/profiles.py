"""Profiles: a company's vocabulary and policy switches; the machinery is the same (lifecycle §4)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Any


@dataclass(frozen=True)
class Profile:
    name: str
    ask_when_scheduled: bool
    """Confirmation is asked automatically whenever a window is set."""
    start_needs_window: bool
    plans_by_window: bool
    cancel_in_progress: bool
    offer_minutes: int = 30
    """How long an offer stays open."""
    offer_margin_minutes: int = 30
    """An offer never runs closer than this to the visit (lifecycle §8)."""
    visit_minutes: int = 60
    """Length of a window when only its start is said."""
    day_opens: int = 8
    day_closes: int = 17
    """Office hours, site-local, for windows given as a day only."""

    @property
    def visit_length(self) -> timedelta:
        return timedelta(minutes=self.visit_minutes)


PROFILES = {
    "visit": Profile(
        name="visit",
        ask_when_scheduled=True,
        start_needs_window=True,
        plans_by_window=True,
        cancel_in_progress=True,
    )
}


def profile_of(name: str, policy: Mapping[str, Any]) -> Profile:
    """The named profile with the company's own switches laid over it; unknown switches are an error."""
    known = {field.name for field in fields(Profile)} - {"name"}
    if unknown := sorted(set(policy) - known):
        raise ValueError(f"Unknown policy switches: {', '.join(unknown)}. Known: {', '.join(sorted(known))}.")
    return replace(PROFILES[name], **policy)
