"""`candidates(...)`: every technician for a visit, those who can go first, each of the others with the reasons why not.

Nobody is locked: whoever is chosen is looked at again inside the transaction that gives them the visit (I5).
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.availability import Need, Worker, eligible
from core.availability.eligible import day_load
from core.availability.loading import workers
from core.dispatch.ranking import Candidate, ranked
from core.model import Offer, Round, Visit, VisitOutcome, WorkOrder
from core.orders import Order
from core.planning import Promised, need_of

RECENT = timedelta(days=14)
"""Offers of this long count when those asked least go first."""


def candidates(
    session: Session,
    order: Order,
    now: datetime,
    window: Promised | None = None,
    only: Collection[int] | None = None,
) -> tuple[Candidate, ...]:
    """Who could go for the visit as it stands or in `window`: all active technicians, or `only` those ids.

    The best first; who cannot go comes last and says why (S0.17, P.5).
    """
    need = need_of(session, order, now, window)
    people = workers(session, order.company, only, need.span)
    offers = _recent_offers(session, order.company.id, now)
    last = _last_here(session, order)
    found = (_candidate(each, need, offers, last) for each in people)
    return ranked(found, order.profile.travel_minutes)


def _candidate(worker: Worker, need: Need, offers: Mapping[int, int], last: int | None) -> Candidate:
    return Candidate(
        technician_id=worker.id,
        name=worker.name,
        exclusions=eligible(worker, need),
        was_here=worker.id == last,
        utilisation=day_load(worker, need),
        recent_offers=offers.get(worker.id, 0),
    )


def _recent_offers(session: Session, company_id: int, now: datetime) -> Mapping[int, int]:
    """How many offers each technician got in the last days."""
    rows = session.execute(
        select(Offer.technician_id, func.count())
        .join(Round, (Round.company_id == Offer.company_id) & (Round.id == Offer.round_id))
        .where(Offer.company_id == company_id, Round.opened_at > now - RECENT)
        .group_by(Offer.technician_id)
    )
    return {technician_id: count for technician_id, count in rows}  # noqa: C416 - rows are no tuples for dict()


def _last_here(session: Session, order: Order) -> int | None:
    """Who did the last visit of the unit, or at the site where no unit is named."""
    same = (
        WorkOrder.unit_id == order.work.unit_id if order.work.unit_id else WorkOrder.site_id == order.site.id
    )
    return order.visit.preferred_technician_id or session.scalar(
        select(Visit.technician_id)
        .join(WorkOrder, (WorkOrder.company_id == Visit.company_id) & (WorkOrder.id == Visit.work_order_id))
        .where(
            Visit.company_id == order.company.id,
            same,
            Visit.technician_id.is_not(None),
            Visit.outcome.in_([VisitOutcome.DONE, VisitOutcome.PARTIAL]),
        )
        .order_by(func.coalesce(Visit.ended_at, Visit.window_end).desc().nulls_last(), Visit.id.desc())
        .limit(1)
    )
