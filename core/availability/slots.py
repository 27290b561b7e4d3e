"""Free slots: windows that can be offered to a customer, from who is free when. Pure.

A slot is a proposal, not a hold: it is looked at again when somebody picks it (L24). Visits that wait for a technician
count, for they will need one: of two free technicians and one such visit, one is left (U.3).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from core.availability.eligible import eligible
from core.availability.facts import Need, Worker
from core.availability.spans import Span, moment

SATURDAY = 5
NOON = 12
DAYS_AHEAD = 21
STEP = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Search:
    """What slots are looked for: `need` says for which visit; its window and plan are the slot's."""

    need: Need
    window_length: timedelta
    opens: int
    closes: int
    """Office hours, on the site's clock."""
    waiting: tuple[Span, ...] = ()
    """Windows of other visits that have nobody yet."""
    preferred: int | None = None
    """Whose visit it is: slots that suit them come first."""
    wanted: frozenset[date] = frozenset()
    """Days the customer named."""
    is_exact: bool = False
    """The visit is planned to the minute: it begins when the window does."""


def open_slots(workers: Sequence[Worker], search: Search, count: int) -> tuple[Span, ...]:
    """Up to `count`, by time; at most one before and one after noon of a day."""
    ranked = sorted(_candidates(workers, search), key=lambda found: (*found[0], found[1]))
    return tuple(sorted(span for _rank, span in ranked[:count]))


def next_slots(workers: Sequence[Worker], search: Search) -> Iterator[Span]:
    """One after the other, at most one before and one after noon of a day; looked for only as they are asked for."""
    for _rank, slot in _candidates(workers, search):
        yield slot


def is_free(workers: Sequence[Worker], search: Search, slot: Span) -> bool:
    """Whether somebody is left to go then."""
    return len(_free(workers, search, slot)) > sum(each.overlaps(slot) for each in search.waiting)


def _candidates(workers: Sequence[Worker], search: Search) -> Iterator[tuple[tuple[bool, bool], Span]]:
    """Each with its rank: named by the customer, then suiting the technician whose visit it is."""
    today = search.need.now.astimezone(search.need.zone).date()
    anywhen = replace(search.need, window=None, planned=None)
    able = [worker for worker in workers if not eligible(worker, anywhen)]
    for ahead in range(1, DAYS_AHEAD + 1):
        day = today + timedelta(days=ahead)
        for half in _halves(day, search):
            found = [slot for slot in half if is_free(able, search, slot)]
            if not found:
                continue
            suits = [slot for slot in found if search.preferred in _free(able, search, slot)]
            yield (day not in search.wanted, not suits and search.preferred is not None), (suits or found)[0]


def _halves(day: date, search: Search) -> tuple[list[Span], list[Span]]:
    """The day's possible slots before and after noon; none at weekends."""
    zone = search.need.zone
    if day.weekday() >= SATURDAY:
        return [], []
    slots = list(_starts(day, search))
    morning = [slot for slot in slots if slot.start.astimezone(zone).hour < NOON]
    return morning, slots[len(morning) :]


def _starts(day: date, search: Search) -> Iterator[Span]:
    start, closes = (moment(day, time(hour), search.need.zone) for hour in (search.opens, search.closes))
    length = min(search.window_length, closes - start)
    while start + length <= closes:
        yield Span(start, start + length)
        start += STEP


def _free(workers: Sequence[Worker], search: Search, slot: Span) -> set[int]:
    planned = Span(slot.start, slot.start + search.need.length) if search.is_exact else None
    need = replace(search.need, window=slot, planned=planned)
    return {worker.id for worker in workers if not eligible(worker, need)}
