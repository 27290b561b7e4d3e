"""Which visits of somebody do not fit any more once they are not there. Finds them under lock, missing none."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, func, or_, select

from core.availability import Need, Off, Span, Worker, eligible
from core.availability.loading import lock, workers
from core.handlers.elsewhere import lock_numbers
from core.model import Company, Main, Offer, OfferStatus, Staff, Technician, Visit, VisitOutcome, WorkOrder
from core.orders import Order
from core.planning import need_of
from core.refusals import Stale
from core.turn import Turn

ATTEMPTS = 5
MOVABLE = frozenset({Main.READY, Main.ON_HOLD})
UNDER_WAY = frozenset({Main.EN_ROUTE, Main.ON_SITE, Main.IN_PROGRESS})


@dataclass(frozen=True)
class Hit:
    """A visit that needs somebody else, or another day."""

    order: Order
    technician_id: int

    @property
    def is_offered(self) -> bool:
        """They were only asked about it."""
        return self.order.visit.technician_id != self.technician_id

    @property
    def is_under_way(self) -> bool:
        return self.order.status in UNDER_WAY


def hit_visits(turn: Turn, person: Staff, off: Span, was_off: Collection[Span]) -> list[Hit]:
    """By number; locked. The time off is a row already; `was_off`: what of it there was before."""
    technician = turn.session.scalars(
        select(Technician).where(
            Technician.company_id == turn.actor.company_id, Technician.staff_id == person.id
        )
    ).one_or_none()
    if technician is None:
        return []
    orders = _locked(turn, technician.id, off)
    worker = _worker(turn, technician.id, orders, off)
    before = [each for each in worker.off if not each.span.overlaps(off)]
    before += [Off(span, "") for span in was_off]
    found = _not_fitting(turn, orders, worker, replace(worker, off=tuple(before)))
    return [Hit(each, technician.id) for each in found]


def _locked(turn: Turn, technician_id: int, off: Span) -> list[Order]:
    """Work orders first, then the technician, as everybody locks. One that came in between would be missed: then all
    of it is let go of and looked at again.
    """
    for _attempt in range(ATTEMPTS):
        with turn.session.begin_nested() as attempt:
            ids = _in_it(turn, technician_id, off)
            orders = lock_numbers(turn, ids)
            lock(turn.session, turn.actor.company_id, (technician_id,))
            if set(_in_it(turn, technician_id, off)) <= {each.work.id for each in orders}:
                attempt.commit()
                return [each for each in orders if _concerns(each, technician_id)]
            attempt.rollback()
    raise Stale("They are being given other work at this moment. Please try again.")


def _in_it(turn: Turn, technician_id: int, off: Span) -> Collection[int]:
    """Work orders whose current visit is theirs, or offered to them, and lies in it, at least in part."""
    start = func.coalesce(Visit.planned_start, Visit.window_start)
    end = func.coalesce(Visit.planned_end, Visit.window_end)
    return turn.session.scalars(
        select(WorkOrder.id)
        .join(
            Visit,
            (Visit.company_id == WorkOrder.company_id)
            & (Visit.work_order_id == WorkOrder.id)
            & (Visit.visit_no == WorkOrder.visit_no),
        )
        .where(
            WorkOrder.company_id == turn.actor.company_id,
            WorkOrder.status.in_(MOVABLE | UNDER_WAY),
            or_(Visit.technician_id == technician_id, Visit.id.in_(_offered(turn, technician_id))),
            Visit.outcome == VisitOutcome.OPEN,
            start < off.end,
            end > off.start,
        )
    ).all()


def _offered(turn: Turn, technician_id: int) -> Select[int]:
    """Visits they have an open offer of."""
    return select(Offer.visit_id).where(
        Offer.company_id == turn.actor.company_id,
        Offer.technician_id == technician_id,
        Offer.status == OfferStatus.OPEN,
    )


def _concerns(order: Order, technician_id: int) -> bool:
    asked = {each.technician_id for each in order.open_offers()}
    return technician_id in {order.visit.technician_id, *asked}


def _worker(turn: Turn, technician_id: int, orders: list[Order], off: Span) -> Worker:
    """The technician with everything near those visits."""
    company = turn.session.get_one(Company, turn.actor.company_id)
    starts = [each.visit.window_start for each in orders if each.visit.window_start is not None]
    ends = [each.visit.window_end for each in orders if each.visit.window_end is not None]
    asked = Span(min([off.start, *starts]), max([off.end, *ends]))
    (found,) = workers(turn.session, company, [technician_id], asked)
    return found


def _not_fitting(turn: Turn, orders: list[Order], now: Worker, before: Worker) -> list[Order]:
    """Those against which the time off brings something new; what was overridden before stays overridden.

    The latest go first: what is left of a half day is for the earliest.
    """
    found = []
    for order in sorted(orders, key=_begins, reverse=True):
        need = need_of(turn.session, order, turn.now)
        if order.status in UNDER_WAY or _whys(now, need) - _whys(before, need):
            found.append(order)
            now = _without(now, order.work.number)
            before = _without(before, order.work.number)
    return sorted(found, key=lambda each: each.work.number)


def _begins(order: Order) -> tuple[datetime, int]:
    begins = order.visit.planned_start or order.visit.window_start
    assert begins is not None
    return begins, order.work.number


def _whys(worker: Worker, need: Need) -> set[str]:
    return {each.why for each in eligible(worker, need)}


def _without(worker: Worker, number: int) -> Worker:
    return replace(worker, bookings=tuple(each for each in worker.bookings if each.order != number))
