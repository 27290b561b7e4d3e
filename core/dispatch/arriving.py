"""How far a technician is from a visit when it is time to go there. Pure."""

from datetime import date, datetime

from core.availability import Booking, Need, Worker
from core.availability.travel import minutes_between


def minutes_to(worker: Worker, need: Need) -> int | None:
    """From the visit before it that day, else from where their day begins, else from the visit after it.

    None: nobody knows where they are.
    """
    before, after = _neighbours(worker, need)
    if before is not None:
        return _from(before, need)
    if worker.base is not None and need.place is not None:
        return minutes_between(worker.base, need.place)
    return _from(after, need) if after is not None else None


def _from(booking: Booking, need: Need) -> int:
    return int(need.travel_from(booking.site_id, booking.place).total_seconds() // 60)


def _neighbours(worker: Worker, need: Need) -> tuple[Booking | None, Booking | None]:
    """The last visit that begins no later, and the first that begins later, on the same day of theirs."""
    if need.span is None:
        return None, None
    begins, day = need.span.start, _day(worker, need.span.start)
    there = sorted(
        (each.span.start, each.order, each)
        for each in worker.bookings
        if each.span is not None and each.order != need.order and _day(worker, each.span.start) == day
    )
    before = [each for start, _order, each in there if start <= begins]
    after = [each for start, _order, each in there if start > begins]
    return (before[-1] if before else None), (after[0] if after else None)


def _day(worker: Worker, moment: datetime) -> date:
    return moment.astimezone(worker.zone).date()
