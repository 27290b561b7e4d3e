"""Minutes by road between the sites of the coming days, as a road service said: which are asked for, and kept.

Asked for are sites of open visits of the next days, pairwise, where no answer is fresh. Without an answer the guess from
coordinates counts (core/availability/travel.py), so nothing waits for this.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core.availability.travel import Place
from core.jobs import Job, defer
from core.model import Main, Site, TravelTime, Visit, VisitOutcome, WorkOrder

ROADS_TASK = "roads.fetch"
AHEAD = timedelta(days=7)
FRESH = timedelta(days=30)
"""Roads change seldom; an answer older than this is asked for again."""

Pair = tuple[int, int]
"""Two site ids, the smaller first."""


class Stop(NamedTuple):
    site_id: int
    place: Place


@dataclass(frozen=True)
class Wanted:
    """One company's sites, by id, and the pairs of them that are known already."""

    company_id: int
    stops: tuple[Stop, ...]
    known: frozenset[Pair]

    def lacks(self, stops: Collection[Stop]) -> bool:
        """Whether a pair of these is not known."""
        ids = sorted(stop.site_id for stop in stops)
        return any((one, other) not in self.known for at, one in enumerate(ids) for other in ids[at + 1 :])


def ask(session: Session) -> None:
    """Has it looked what is wanted; asking twice at once asks once."""
    defer(session, Job(ROADS_TASK, {}, once=ROADS_TASK))


def wanted(session: Session, now: datetime) -> tuple[Wanted, ...]:
    """What to ask a road service for, company by company; companies that lack nothing are left out."""
    stops: dict[int, list[Stop]] = defaultdict(list)
    for row in session.execute(_sites_ahead(now)):
        stops[row.company_id].append(Stop(row.id, Place(row.latitude, row.longitude)))
    found = (
        Wanted(company_id, tuple(sites), _known(session, company_id, sites, now))
        for company_id, sites in sorted(stops.items())
    )
    return tuple(each for each in found if each.lacks(each.stops))


def keep(session: Session, company_id: int, minutes: Mapping[Pair, int], now: datetime) -> None:
    """Newer answers replace older ones."""
    rows = [
        {"company_id": company_id, "site_a_id": a, "site_b_id": b, "minutes": each, "fetched_at": now}
        for (a, b), each in sorted(minutes.items())
    ]
    if not rows:
        return
    new = insert(TravelTime)
    session.execute(
        new.on_conflict_do_update(
            index_elements=["company_id", "site_a_id", "site_b_id"],
            set_={"minutes": new.excluded.minutes, "fetched_at": new.excluded.fetched_at},
        ),
        rows,
    )


def _sites_ahead(now: datetime) -> Select[int, int, float | None, float | None]:
    return (
        select(Site.company_id, Site.id, Site.latitude, Site.longitude)
        .join(WorkOrder, (WorkOrder.company_id == Site.company_id) & (WorkOrder.site_id == Site.id))
        .join(Visit, (Visit.company_id == WorkOrder.company_id) & (Visit.work_order_id == WorkOrder.id))
        .where(
            Visit.window_start < now + AHEAD,
            Visit.window_end > now,
            Visit.outcome == VisitOutcome.OPEN,
            WorkOrder.status != Main.CANCELLED,
            Site.latitude.is_not(None),
        )
        .distinct()
        .order_by(Site.company_id, Site.id)
    )


def _known(session: Session, company_id: int, stops: Collection[Stop], now: datetime) -> frozenset[Pair]:
    ids = [stop.site_id for stop in stops]
    rows = session.execute(
        select(TravelTime.site_a_id, TravelTime.site_b_id).where(
            TravelTime.company_id == company_id,
            TravelTime.site_a_id.in_(ids),
            TravelTime.site_b_id.in_(ids),
            TravelTime.fetched_at > now - FRESH,
        )
    )
    return frozenset((row.site_a_id, row.site_b_id) for row in rows)
