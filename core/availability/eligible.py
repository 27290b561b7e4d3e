"""`eligible(worker, need)`: everything that speaks against somebody going, each with its sentence. Pure.

The hard rules of lifecycle §8 over loaded facts: active, skills, holidays, time off, working hours, overlap and
travel (I5), capacity. They look at the whole visit, never at its start alone (U.16).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum, auto
from zoneinfo import ZoneInfo

from core.availability.spans import Span, day_span, days_of, fits, without
from core.availability.week import WeeklyHours, at_work

USUAL_DAY = timedelta(hours=8)
"""How long a day counts for whom no hours are known."""


class Why(StrEnum):
    INACTIVE = auto()
    SKILL = auto()
    LICENCE = auto()
    HOLIDAY = auto()
    OFF = auto()
    HOURS = auto()
    BUSY = auto()
    FULL = auto()


@dataclass(frozen=True)
class Exclusion:
    why: Why
    sentence: str

    @property
    def can_be_overridden(self) -> bool:
        """A licence is a rule nobody can override (P.30)."""
        return self.why not in {Why.INACTIVE, Why.LICENCE}


@dataclass(frozen=True)
class Skill:
    """`valid_until`: the last day it counts."""

    name: str
    valid_until: date | None = None


@dataclass(frozen=True)
class Off:
    span: Span
    reason: str


@dataclass(frozen=True, kw_only=True)
class Booking:
    """A visit the worker has: planned to the minute, or promised within a window and done some time of the day."""

    order: int
    site_id: int
    planned: Span | None
    window: Span | None
    length: timedelta
    is_open: bool = True
    """Not done yet. What is done still counts against the day's capacity."""

    @property
    def span(self) -> Span | None:
        return self.planned or self.window


@dataclass(frozen=True, kw_only=True)
class Worker:
    """A technician as far as planning goes. What is not set does not limit them."""

    id: int
    name: str
    zone: ZoneInfo
    active: bool = True
    hours: WeeklyHours = field(default_factory=dict)
    skills: tuple[Skill, ...] = ()
    off: tuple[Off, ...] = ()
    bookings: tuple[Booking, ...] = ()
    jobs_per_day: int | None = None
    minutes_per_day: int | None = None


@dataclass(frozen=True, kw_only=True)
class Need:
    """What a visit asks of whoever goes. Without a window only the person is looked at."""

    order: int
    site_id: int
    zone: ZoneInfo
    """The site's; sentences say times in it."""
    now: datetime
    length: timedelta
    window: Span | None = None
    planned: Span | None = None
    travel: timedelta = timedelta()
    skills: tuple[str, ...] = ()
    plain_skills: frozenset[str] = frozenset()
    """Skills known to be no licences: a supervisor may send somebody without."""
    holidays: tuple[tuple[date, str], ...] = ()

    @property
    def span(self) -> Span | None:
        return self.planned or self.window

    @property
    def takes(self) -> timedelta:
        """Never more than the window: a promise shorter than the work is the office's to keep."""
        if self.planned is not None:
            return self.planned.length
        return min(self.length, self.window.length) if self.window is not None else self.length


def eligible(worker: Worker, need: Need) -> tuple[Exclusion, ...]:
    """Why `worker` cannot go; nothing when they can."""
    if not worker.active:
        return (Exclusion(Why.INACTIVE, f"{worker.name} is not an active technician."),)
    timed = (found for rule in RULES for found in rule(worker, need, need.span)) if need.span else ()
    return (*_lacks(worker, need), *timed)


def why_not(exclusions: tuple[Exclusion, ...]) -> str:
    """All of it in words."""
    return " ".join(each.sentence for each in exclusions)


def day_load(worker: Worker, need: Need) -> float:
    """Which share of the visit's first day is taken already, 0 to 1 and more; 0 where there is no day."""
    if need.span is None:
        return 0.0
    day = need.span.start.astimezone(worker.zone).date()
    taken = sum((each.length for each in _of_day(worker, need, day)), timedelta())
    return taken / (_capacity(worker, day) or USUAL_DAY) if taken else 0.0


def _lacks(worker: Worker, need: Need) -> Iterator[Exclusion]:
    """P.29, P.30: held, and valid through the last day of the visit."""
    last_moment = need.span.end - timedelta(microseconds=1) if need.span else need.now
    day = last_moment.astimezone(need.zone).date()
    held = {skill.name: skill for skill in worker.skills}
    for name in need.skills:
        skill = held.get(name)
        if skill is not None and (skill.valid_until is None or skill.valid_until >= day):
            continue
        why = Why.SKILL if name in need.plain_skills else Why.LICENCE
        if skill is None:
            yield Exclusion(why, f"Needs {name}; {worker.name} does not have it.")
        else:
            assert skill.valid_until is not None
            yield Exclusion(why, f"Needs {name}; {worker.name}'s expired {_day(skill.valid_until)}.")


def _holiday(_worker: Worker, need: Need, span: Span) -> Iterator[Exclusion]:
    named = dict(need.holidays)
    days = days_of(span, need.zone)
    if all(day in named for day in days):
        yield Exclusion(Why.HOLIDAY, f"{_day(days[0])} is a holiday ({named[days[0]]}).")


def _off(worker: Worker, need: Need, span: Span) -> Iterator[Exclusion]:
    if fits(without([span], [each.span for each in worker.off]), need.takes):
        return
    first = min((each for each in worker.off if each.span.overlaps(span)), key=lambda each: each.span.start)
    yield Exclusion(Why.OFF, f"{worker.name} is off {_until(first.span, worker.zone)} ({first.reason}).")


def _not_at_work(worker: Worker, need: Need, span: Span) -> Iterator[Exclusion]:
    if not fits(at_work(worker.hours, worker.zone, span), need.takes):
        yield Exclusion(Why.HOURS, f"{worker.name} does not work {_when(span, need.zone)}.")


def _busy(worker: Worker, need: Need, span: Span) -> Iterator[Exclusion]:
    """I5. A neighbour at the same site needs no travel."""
    there = [each for each in worker.bookings if _in_the_way(each, need)]
    taken = [_padded(each, need) for each in there]
    off = [each.span for each in worker.off]
    if fits(without(without(at_work(worker.hours, worker.zone, span), off), taken), need.takes):
        return
    near = [each for each in there if _padded(each, need).overlaps(span)]
    if not near and not (*_off(worker, need, span), *_not_at_work(worker, need, span)):
        yield Exclusion(Why.HOURS, f"{worker.name} has too little time {_when(span, need.zone)}.")
    for each in sorted(near, key=lambda booking: booking.order):
        assert each.planned is not None
        travel = _travel(each, need)
        extra = f" (+{int(travel.total_seconds() // 60)} min travel)" if travel else ""
        yield Exclusion(
            Why.BUSY, f"{worker.name} has WO-{each.order} {_clocks(each.planned, need.zone)}{extra}."
        )


def _full(worker: Worker, need: Need, span: Span) -> Iterator[Exclusion]:
    """S0.17, P.28: jobs and hours of the day; a window of several days needs one with room."""
    full = [_full_on(worker, need, day) for day in days_of(span, worker.zone)]
    if all(full):
        yield Exclusion(Why.FULL, full[0])


def _full_on(worker: Worker, need: Need, day: date) -> str:
    """How that day is full; empty when it is not."""
    has = _of_day(worker, need, day)
    if worker.jobs_per_day is not None and len(has) >= worker.jobs_per_day:
        return f"{worker.name}'s day is full: {len(has)} of {worker.jobs_per_day} jobs on {_day(day)}."
    capacity = _capacity(worker, day)
    taken = sum((each.length for each in has), timedelta())
    if capacity is not None and taken and taken + need.takes > capacity:
        return f"{worker.name}'s day is full: {_hours(taken)} of {_hours(capacity)} on {_day(day)}."
    return ""


def _capacity(worker: Worker, day: date) -> timedelta | None:
    if worker.minutes_per_day is not None:
        return timedelta(minutes=worker.minutes_per_day)
    if not worker.hours:
        return None
    shifts = at_work(worker.hours, worker.zone, day_span(day, worker.zone))
    left = without(shifts, [each.span for each in worker.off])
    return sum((each.length for each in left), timedelta())


def _of_day(worker: Worker, need: Need, day: date) -> list[Booking]:
    """What else they have that day."""
    return [each for each in worker.bookings if each.order != need.order and _is_on(each, day, worker.zone)]


def _is_on(booking: Booking, day: date, zone: ZoneInfo) -> bool:
    return booking.span is not None and booking.span.start.astimezone(zone).date() == day


def _in_the_way(booking: Booking, need: Need) -> bool:
    return booking.planned is not None and booking.is_open and booking.order != need.order


def _travel(booking: Booking, need: Need) -> timedelta:
    return timedelta() if booking.site_id == need.site_id else need.travel


def _padded(booking: Booking, need: Need) -> Span:
    assert booking.planned is not None
    return booking.planned.padded(_travel(booking, need))


Rule = Callable[[Worker, Need, Span], Iterator[Exclusion]]
RULES: tuple[Rule, ...] = (_holiday, _off, _not_at_work, _busy, _full)


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment:%M}"


def _clocks(span: Span, zone: ZoneInfo) -> str:
    """As in "9:00–11:00"."""
    return f"{_clock(span.start.astimezone(zone))}–{_clock(span.end.astimezone(zone))}"


def _when(span: Span, zone: ZoneInfo) -> str:
    """As in "Thu 26 Nov 14:00–16:00"."""
    start = span.start.astimezone(zone)
    return f"{start:%a} {_day(start.date())} {_clocks(span, zone)}"


def _until(span: Span, zone: ZoneInfo) -> str:
    """As in "26 Nov" or "26–28 Nov": the days, for nobody asks for the minutes of a holiday."""
    days = days_of(span, zone)
    if len(days) == 1:
        return _day(days[0])
    return f"{_day(days[0])} to {_day(days[-1])}"


def _hours(length: timedelta) -> str:
    hours = length.total_seconds() / 3600
    return f"{hours:g} h"
