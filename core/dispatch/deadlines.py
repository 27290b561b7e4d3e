"""Until when an offer can be answered. Pure (lifecycle §8).

Its clock runs in the technician's working hours alone, an emergency's always; and it never runs into the time that
somebody else would need to get there.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from core.availability import Span, Worker, at_work
from core.availability.spans import without

HORIZON = timedelta(days=21)
"""How far ahead working hours are looked at: nobody's offer waits for longer."""


def answer_by(now: datetime, minutes: int, worker: Worker, *, always: bool = False) -> datetime | None:
    """When `minutes` of their working time have passed; None when they do not work as long within three weeks."""
    if always:
        return now + timedelta(minutes=minutes)
    shifts = at_work(worker.hours, worker.zone, Span(now, now + HORIZON))
    return _after(timedelta(minutes=minutes), without(shifts, [each.span for each in worker.off]))


def last_answer(begins: datetime | None, travel: timedelta, margin: timedelta) -> datetime | None:
    """The latest moment an answer is of use; None where nothing says when the work begins."""
    return begins - travel - margin if begins is not None else None


def _after(length: timedelta, spans: Iterable[Span]) -> datetime | None:
    for span in sorted(spans):
        if span.length >= length:
            return span.start + length
        length -= span.length
    return None
