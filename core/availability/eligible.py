"""`eligible(worker, need)`: everything that speaks against somebody going, each with its sentence. Pure.

The hard rules of lifecycle §8 over loaded facts: active, skills, holidays, time off, working hours, overlap and
travel (I5), capacity, whom the customer does not want, who said no a short while ago. They look at the whole visit,
never at its start alone (U.16).
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from core.availability.facts import Booking, Exclusion, Need, Why, Worker
from core.availability.spans import Span, day_span, days_of, fits, without
from core.availability.week import at_work
from core.times_in_words import Span as Said
from core.times_in_words import local, moment_words, span_words, window_words

USUAL_DAY = timedelta(hours=8)
"""How long a day counts for whom no hours are known."""


def eligible(worker: Worker, need: Need) -> tuple[Exclusion, ...]:
    """Why `worker` cannot go; nothing when they can."""
    if not worker.active:
        return (Exclusion(Why.INACTIVE, f"{worker.name} is not an active technician."),)
    timed = (found for rule in RULES for found in rule(worker, need, need.span)) if need.span else ()
    return (*_unwanted(worker, need), *_declined(worker, need), *_lacks(worker, need), *timed)


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


def _unwanted(worker: Worker, need: Need) -> Iterator[Exclusion]:
    """Without the reason: the card that says this is read by the one it is about."""
    if worker.id in need.unwanted:
        yield Exclusion(Why.CUSTOMER, f"{need.customer} asked not to have {worker.name}.")


def _declined(worker: Worker, need: Need) -> Iterator[Exclusion]:
    said = need.declined.get(worker.id)
    if said is not None and said.until > need.now:
        yield Exclusion(
            Why.DECLINED,
            f"{worker.name} declined it ({said.reason}) and is not asked again before {moment_words(said.until, need.manner, need.now)}.",
        )


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
    """P.33: a visit planned to the minute must not even end on one."""
    named = {day: name for day, name in need.holidays if day in days_of(span, need.zone)}
    if named and not fits(without([span], [day_span(day, need.zone) for day in named]), need.takes):
        day = min(named)
        yield Exclusion(Why.HOLIDAY, f"{_day(day)} is a holiday ({named[day]}).")


def _off(worker: Worker, need: Need, span: Span) -> Iterator[Exclusion]:
    if fits(without([span], [each.span for each in worker.off]), need.takes):
        return
    first = min((each for each in worker.off if each.span.overlaps(span)), key=lambda each: each.span.start)
    yield Exclusion(Why.OFF, f"{worker.name} is off {_until(first.span, worker.zone)} ({first.reason}).")


def _not_at_work(worker: Worker, need: Need, span: Span) -> Iterator[Exclusion]:
    if not fits(at_work(worker.hours, worker.zone, span), need.takes):
        yield Exclusion(Why.HOURS, f"{worker.name} does not work {_when(span, need)}.")


def _busy(worker: Worker, need: Need, span: Span) -> Iterator[Exclusion]:
    """I5. A neighbour at the same site needs no travel."""
    there = [each for each in worker.bookings if _in_the_way(each, need)]
    taken = [_padded(each, need) for each in there]
    off = [each.span for each in worker.off]
    holidays = [day_span(day, need.zone) for day, _name in need.holidays if day in days_of(span, need.zone)]
    there_for_it = without(at_work(worker.hours, worker.zone, span), [*off, *holidays])
    if fits(without(there_for_it, taken), need.takes):
        return
    near = [each for each in there if _padded(each, need).overlaps(span)]
    said = (*_holiday(worker, need, span), *_off(worker, need, span), *_not_at_work(worker, need, span))
    if not near and not said:
        yield Exclusion(Why.HOURS, f"{worker.name} has too little time {_when(span, need)}.")
    for each in sorted(near, key=lambda booking: booking.order):
        assert each.planned is not None
        travel = _travel(each, need)
        extra = f" (+{int(travel.total_seconds() // 60)} min travel)" if travel else ""
        yield Exclusion(Why.BUSY, f"{worker.name} has WO-{each.order} {_clocks(each.planned, need)}{extra}.")


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
    return [each for each in worker.bookings if need.is_beside(each) and _is_on(each, day, worker.zone)]


def _is_on(booking: Booking, day: date, zone: ZoneInfo) -> bool:
    return booking.span is not None and booking.span.start.astimezone(zone).date() == day


def _in_the_way(booking: Booking, need: Need) -> bool:
    return booking.planned is not None and booking.is_open and need.is_beside(booking)


def _travel(booking: Booking, need: Need) -> timedelta:
    return need.travel_from(booking.site_id, booking.place)


def _padded(booking: Booking, need: Need) -> Span:
    assert booking.planned is not None
    return booking.planned.padded(_travel(booking, need))


Rule = Callable[[Worker, Need, Span], Iterator[Exclusion]]
RULES: tuple[Rule, ...] = (_holiday, _off, _not_at_work, _busy, _full)


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _clocks(span: Span, need: Need) -> str:
    """As in "9:00–11:00 am"."""
    first = local(span.start, need.manner).date()
    return span_words(Said(span.start, span.end), first, need.manner)


def _when(span: Span, need: Need) -> str:
    """As in "Thu, Nov 26, 2:00–4:00 pm"."""
    return window_words(Said(span.start, span.end), need.manner)


def _until(span: Span, zone: ZoneInfo) -> str:
    """As in "26 Nov" or "26–28 Nov": the days, for nobody asks for the minutes of a holiday."""
    days = days_of(span, zone)
    if len(days) == 1:
        return _day(days[0])
    return f"{_day(days[0])} to {_day(days[-1])}"


def _hours(length: timedelta) -> str:
    hours = length.total_seconds() / 3600
    return f"{hours:g} h"
