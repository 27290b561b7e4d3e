"""Whom to ask first, among those who can go. Pure and deterministic (lifecycle §8, P.6)."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.availability import Exclusion


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A technician, what speaks against them, and what puts them before others."""

    technician_id: int
    name: str
    exclusions: tuple[Exclusion, ...] = ()
    travel_minutes: int | None = None
    """From where they are before the visit; None: nobody knows where that is."""
    was_here: bool = False
    """Did the last visit at this site or of this unit."""
    utilisation: float = 0.0
    """Share of that day's capacity that is taken, 0 to 1 and more."""
    recent_offers: int = 0
    """Offers of the last days, answered or not."""

    @property
    def can_go(self) -> bool:
        return not self.exclusions


def ranked(found: Iterable[Candidate], usual_travel: int) -> tuple[Candidate, ...]:
    """Those who can go first; among them the nearest, then who was here last, has the emptiest day, was asked least.

    `usual_travel`: minutes that count where travel is unknown. Equal ones go by id, so that the order is the same
    every time.
    """

    def place(each: Candidate) -> tuple[bool, int, bool, float, int, int]:
        travel = usual_travel if each.travel_minutes is None else each.travel_minutes
        return (
            not each.can_go,
            travel,
            not each.was_here,
            each.utilisation,
            each.recent_offers,
            each.technician_id,
        )

    return tuple(sorted(found, key=place))
