"""What can be done when nobody took a visit: somebody else, another time, or only part of it (N.17, L40)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy.orm import Session

from core.availability import Exclusion, Span, Why
from core.dispatch.candidates import candidates
from core.dispatch.ranking import Candidate
from core.model import ItemStatus
from core.orders import Order
from core.planning import next_slots

SLOTS_LOOKED_AT = 4
MOST_NAMES = 3
WEIGHT = {
    Why.FULL: 1,
    Why.HOURS: 1,
    Why.BUSY: 2,
    Why.SKILL: 3,
    Why.DECLINED: 4,
    Why.HOLIDAY: 4,
    Why.OFF: 5,
}
"""What is easier to go against. What is not named here, nobody is asked to."""


@dataclass(frozen=True)
class OtherTechnician:
    """Whoever is easiest to send: `against` has what a supervisor would have to override, nothing where they are free."""

    technician_id: int
    name: str
    travel_minutes: int | None
    against: tuple[Exclusion, ...]


@dataclass(frozen=True)
class OtherTime:
    """The next free window, and who could go then, the best first."""

    start: datetime
    end: datetime
    names: tuple[str, ...]
    date_only: bool = False


@dataclass(frozen=True)
class Repairs:
    """The best of each kind, where there is one. `splits`: numbers of the items that could become an order of their own."""

    technician: OtherTechnician | None = None
    time: OtherTime | None = None
    splits: tuple[int, ...] = ()


def repairs(session: Session, order: Order, now: datetime) -> Repairs:
    """For the visit as it stands. Looked at again when somebody picks one."""
    return Repairs(
        technician=_technician(candidates(session, order, now)),
        time=_time(session, order, now),
        splits=_splits(order),
    )


def _technician(found: tuple[Candidate, ...]) -> OtherTechnician | None:
    """With the least to go against; among equals the first in the ranking (P.6)."""
    possible = [each for each in found if all(reason.why in WEIGHT for reason in each.exclusions)]
    if not possible:
        return None
    best = min(possible, key=lambda each: sum(WEIGHT[reason.why] for reason in each.exclusions))
    return OtherTechnician(best.technician_id, best.name, best.travel_minutes, best.exclusions)


def _time(session: Session, order: Order, now: datetime) -> OtherTime | None:
    """The first free slot at which somebody can go who has not just said no."""
    for slot in islice(_other_slots(session, order, now), SLOTS_LOOKED_AT):
        window = OtherTime(slot.start, slot.end, ())
        names = tuple(each.name for each in candidates(session, order, now, window) if each.can_go)
        if names:
            return OtherTime(slot.start, slot.end, names[:MOST_NAMES])
    return None


def _other_slots(session: Session, order: Order, now: datetime) -> Iterator[Span]:
    visit = order.visit
    for slot in next_slots(session, order, now):
        if (slot.start, slot.end) != (visit.window_start, visit.window_end):
            yield slot


def _splits(order: Order) -> tuple[int, ...]:
    """L10: what has not begun can go, and something has to stay."""
    untouched = [item.row.position for item in order.items if item.row.status is ItemStatus.OPEN]
    if len(order.items) < 2:  # noqa: PLR2004 - each side needs one
        return ()
    return tuple(untouched if len(untouched) < len(order.items) else untouched[1:])
