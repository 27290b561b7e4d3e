"""`candidates(...)`: every technician for a visit, those who can go first, each of the others with the reasons why not.

Nobody is locked: whoever is chosen is looked at again inside the transaction that gives them the visit (I5).
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import TIMESTAMP, BigInteger, Select, bindparam, func, select
from sqlalchemy.orm import Session

from core.availability import Declined, Need, Worker, eligible
from core.availability.eligible import day_load
from core.availability.loading import workers
from core.dispatch.arriving import minutes_to
from core.dispatch.ranking import Candidate, ranked
from core.model import DeclineReason, Offer, OfferStatus, Round, Visit, VisitOutcome, WorkOrder
from core.orders import Order
from core.planning import Promised, need_of

RECENT = timedelta(days=14)
"""Offers of this long count when those asked least go first."""

_company_id, _order_id, _site_id, _unit_id = (
    bindparam(name, type_=BigInteger) for name in ("company_id", "order_id", "site_id", "unit_id")
)
_since = bindparam("since", type_=TIMESTAMP(timezone=True))

_RECENT_OFFERS = (
    select(Offer.technician_id, func.count().label("offers"))
    .where(Offer.company_id == _company_id, Offer.made_at > _since, Offer.status != OfferStatus.WITHDRAWN)
    .group_by(Offer.technician_id)
)
_DECLINED = (
    select(
        Offer.technician_id,
        Offer.answered_at,
        Offer.declined_for,
        Offer.reason,
        Round.visit_id,
        Round.schedule_rev,
    )
    .join(Round, (Round.company_id == Offer.company_id) & (Round.id == Offer.round_id))
    .join(Visit, (Visit.company_id == Offer.company_id) & (Visit.id == Offer.visit_id))
    .where(
        Offer.company_id == _company_id,
        Visit.work_order_id == _order_id,
        Offer.status == OfferStatus.DECLINED,
        Offer.answered_at > _since,
    )
    .order_by(Offer.answered_at)
)
_DONE = (
    select(Visit.technician_id)
    .join(WorkOrder, (WorkOrder.company_id == Visit.company_id) & (WorkOrder.id == Visit.work_order_id))
    .where(
        Visit.company_id == _company_id,
        Visit.technician_id.is_not(None),
        Visit.outcome.in_([VisitOutcome.DONE, VisitOutcome.PARTIAL]),
    )
    .order_by(func.coalesce(Visit.ended_at, Visit.window_end).desc().nulls_last(), Visit.id.desc())
    .limit(1)
)
_DONE_AT_SITE = _DONE.where(WorkOrder.site_id == _site_id)
_DONE_ON_UNIT = _DONE.where(WorkOrder.unit_id == _unit_id)


def candidates(
    session: Session,
    order: Order,
    now: datetime,
    window: Promised | None = None,
    only: Collection[int] | None = None,
) -> tuple[Candidate, ...]:
    """Who could be asked to go, for the visit as it stands or in `window`: all active technicians, or `only` those ids.

    The best first; who cannot go comes last and says why (S0.17, P.5).
    """
    need = need_of(session, order, now, window)
    need = replace(need, declined=_declined(session, order, now, window))
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
        travel_minutes=minutes_to(worker, need),
        was_here=worker.id == last,
        utilisation=day_load(worker, need),
        recent_offers=offers.get(worker.id, 0),
    )


def _declined(
    session: Session, order: Order, now: datetime, window: Promised | None
) -> Mapping[int, Declined]:
    """Who said no within the cool-down. Who had no time is asked again once the visit is at another time (H2)."""
    pause, visit = timedelta(hours=order.profile.cool_down_hours), order.visit
    about = {"company_id": order.company.id, "order_id": order.work.id, "since": now - pause}
    found = {}
    for row in session.execute(_DECLINED, about):
        moved = window is not None or (row.visit_id, row.schedule_rev) != (visit.id, visit.schedule_rev)
        if row.declined_for is DeclineReason.SCHEDULE_CONFLICT and moved:
            continue
        said = row.reason or (row.declined_for.value if row.declined_for else "no reason given")
        found[row.technician_id] = Declined(said, row.answered_at + pause)
    return found


def _recent_offers(session: Session, company_id: int, now: datetime) -> Mapping[int, int]:
    """How many offers each technician got in the last days."""
    rows = session.execute(_RECENT_OFFERS, {"company_id": company_id, "since": now - RECENT})
    return {row.technician_id: row.offers for row in rows}


def _last_here(session: Session, order: Order) -> int | None:
    """Who had the visit before this one, else who did the last visit of the unit, or at the site where none is named."""
    if order.visit.preferred_technician_id is not None:
        return order.visit.preferred_technician_id
    about = {"company_id": order.company.id, "site_id": order.site.id, "unit_id": order.work.unit_id}
    asked: Select[int | None] = _DONE_ON_UNIT if order.work.unit_id else _DONE_AT_SITE
    return session.scalar(asked, about)
