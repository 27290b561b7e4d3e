"""Free slots: windows that can be offered to a customer, from who is free when. Pure.

A slot is a proposal, not a hold: it is looked at again when somebody picks it (L24). Visits that wait for a technician
count, for they will need one: of two free technicians and one such visit, one is left (U.3).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import chain, islice
from typing import TypeAlias

from core.availability.eligible import eligible
from core.availability.facts import Need, Worker
from core.availability.spans import Span, moment

SATURDAY = 5
NOON = 12
DAYS_AHEAD = 21
STEP = timedelta(hours=1)

Rank: TypeAlias = tuple[bool, bool]
"""Not on a day that was named, not suiting whose visit it is: the smaller, the better."""


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
    best, found = (not search.wanted, False), list[tuple[Rank, Span]]()
    for each in _candidates(workers, search):
        found.append(each)
        if sum(rank == best for rank, _span in found) == count:
            break  # they come by time, so none of those that follow goes before one of these
    ranked = sorted(found, key=lambda each: (*each[0], each[1]))
    return tuple(sorted(span for _rank, span in ranked[:count]))


def next_slots(workers: Sequence[Worker], search: Search) -> Iterator[Span]:
    """One after the other, at most one before and one after noon of a day; looked for only as they are asked for."""
    for _rank, slot in _candidates(workers, search):
        yield slot


def is_free(workers: Iterable[Worker], search: Search, slot: Span) -> bool:
    """Whether somebody is left to go then. No more of them are looked at than that takes: there may be hundreds."""
    need, wait = _at(search, slot), sum(each.overlaps(slot) for each in search.waiting)
    free = (worker for worker in workers if not eligible(worker, need))
    return next(islice(free, wait, None), None) is not None


def _candidates(workers: Sequence[Worker], search: Search) -> Iterator[tuple[Rank, Span]]:
    """By time, each with its rank: named by the customer, then suiting the technician whose visit it is."""
    today = search.need.now.astimezone(search.need.zone).date()
    anywhen = replace(search.need, window=None, planned=None)
    able = [worker for worker in workers if not eligible(worker, anywhen)]
    for ahead in range(1, DAYS_AHEAD + 1):
        day = today + timedelta(days=ahead)
        for half in _halves(day, search):
            if (slot := _first(able, search, half)) is not None:
                unsuited = search.preferred is not None and not _suits(able, search, slot)
                yield (day not in search.wanted, unsuited), slot


def _first(able: Sequence[Worker], search: Search, half: Iterable[Span]) -> Span | None:
    """The first free one that suits whose visit it is, else the first that is free."""
    free = (slot for slot in half if is_free(able, search, slot))
    first = next(free, None)
    if first is None or search.preferred is None:
        return first
    return next((slot for slot in chain((first,), free) if _suits(able, search, slot)), first)


def _suits(able: Sequence[Worker], search: Search, slot: Span) -> bool:
    """Whether the technician whose visit it is can go then."""
    return any(each.id == search.preferred and not eligible(each, _at(search, slot)) for each in able)


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


def _at(search: Search, slot: Span) -> Need:
    """What the visit would need then."""
    planned = Span(slot.start, slot.start + search.need.length) if search.is_exact else None
    return replace(search.need, window=slot, planned=planned)
