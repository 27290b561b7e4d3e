"""Planning of a loaded work order: what its visit needs, who can go, which slots are free."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from core.availability import Exclusion, Need, Search, Span, Worker, eligible, open_slots, slots
from core.availability.loading import lock, locked_workers, plain_skills, surroundings, waiting, workers
from core.availability.slots import DAYS_AHEAD, STEP, is_free
from core.availability.travel import place_of
from core.model import ServiceType
from core.orders import Order

USUAL_COUNT = 3


class Promised(Protocol):
    """A window as commands and read models have it."""

    @property
    def start(self) -> datetime:
        """Aware."""

    @property
    def end(self) -> datetime:
        """Aware, after the start."""

    @property
    def date_only(self) -> bool:
        """Some time that day."""


def visit_length(session: Session, order: Order) -> timedelta:
    """As the work order says, else its service type, else the profile."""
    service = _service_type(session, order)
    minutes = order.work.minutes or (service.minutes if service else None)
    return timedelta(minutes=minutes or order.profile.visit_minutes)


def plan_of(window: Promised, length: timedelta) -> Span | None:
    """The plan that follows from a promise: a window no longer than the work is an appointment to the minute.

    Anything wider leaves the hour to the day's planning (I5).
    """
    if window.date_only or window.end - window.start > length:
        return None
    return Span(window.start, window.start + length)


def need_of(session: Session, order: Order, now: datetime, window: Promised | None = None) -> Need:
    """What the visit needs as it stands, or would need in `window`."""
    length, visit = visit_length(session, order), order.visit
    if window is not None:
        promised, planned = _span(window.start, window.end), plan_of(window, length)
    else:
        promised = _span(visit.window_start, visit.window_end)
        planned = _span(visit.planned_start, visit.planned_end)
    service = _service_type(session, order)
    skills = tuple(name.casefold() for name in service.skills) if service else ()
    around = surroundings(session, order.company.id, order.site.id, order.customer.id)
    return Need(
        order=order.work.number,
        site_id=order.site.id,
        zone=ZoneInfo(order.site.zone),
        now=now,
        length=length,
        locale=order.company.locale,
        window=promised,
        planned=planned,
        place=place_of(order.site.latitude, order.site.longitude),
        travel=timedelta(minutes=order.profile.travel_minutes),
        roads=around.roads,
        skills=skills,
        plain_skills=plain_skills(session, order.company.id, skills) if skills else frozenset(),
        holidays=around.holidays,
        customer=order.customer.name,
        unwanted=around.unwanted,
    )


def exclusions(
    session: Session, order: Order, need: Need, ids: Collection[int] | None = None
) -> dict[int, tuple[Exclusion, ...]]:
    """For each technician (all active ones without `ids`), what speaks against them."""
    found = workers(session, order.company, ids, need.span)
    return {worker.id: eligible(worker, need) for worker in found}


def exclusion_locked(session: Session, order: Order, need: Need, technician_id: int) -> tuple[Exclusion, ...]:
    """What speaks against that one, whose plan stays as it is until the transaction ends (I5)."""
    found = locked_workers(session, order.company, (technician_id,), need.span)
    return tuple(each for worker in found for each in eligible(worker, need))


def free_slots(session: Session, order: Order, now: datetime, count: int = USUAL_COUNT) -> tuple[Span, ...]:
    """Up to `count` windows of the next weeks in which somebody could go."""
    people, search = _search(session, order, now, Span(now, now + timedelta(days=DAYS_AHEAD + 1)))
    return open_slots(people, search, count)


def next_slots(session: Session, order: Order, now: datetime) -> Iterator[Span]:
    """Free windows of the next weeks, one after the other, whatever the customer named."""
    people, search = _search(session, order, now, Span(now, now + timedelta(days=DAYS_AHEAD + 1)))
    return slots.next_slots(people, replace(search, wanted=frozenset(), preferred=None))


def suggested(session: Session, order: Order, now: datetime) -> tuple[str, ...]:
    """Free slots for the customer's open wish: the times they named themselves as far as somebody can go then, filled
    up with others, on days they named if there are any.
    """
    assert order.request is not None
    people, search = _search(session, order, now, Span(now, now + timedelta(days=DAYS_AHEAD + 1)))
    own = (
        _first_within(people, search, _proposal(each))
        for each in order.request.proposals
        if not each["date_only"]
    )
    found = list(dict.fromkeys(slot for slot in own if slot is not None))[:USUAL_COUNT]
    for slot in open_slots(people, search, USUAL_COUNT + len(found)):
        if len(found) < USUAL_COUNT and not any(slot.overlaps(each) for each in found):
            found.append(slot)
    booked = _span(order.visit.window_start, order.visit.window_end)
    return tuple(
        f"{slot.start.isoformat()}/{slot.end.isoformat()}" for slot in sorted(found) if slot != booked
    )


def _proposal(stored: dict[str, Any]) -> Span:
    return Span(datetime.fromisoformat(stored["start"]), datetime.fromisoformat(stored["end"]))


def _first_within(people: tuple[Worker, ...], search: Search, wish: Span) -> Span | None:
    """The first window in `wish` that is as long as ours are, within office hours, and when somebody can go."""
    zone, start = search.need.zone, wish.start
    while start + search.window_length <= wish.end:
        slot = Span(start, start + search.window_length)
        opens, closes = slot.start.astimezone(zone), slot.end.astimezone(zone)
        in_hours = search.opens <= opens.hour and closes.hour + closes.minute / 60 <= search.closes
        if start > search.need.now and in_hours and is_free(people, search, slot):
            return slot
        start += STEP
    return None


def offered(session: Session, order: Order, now: datetime) -> tuple[str, ...]:
    """Free slots as events and mails carry them: isoStart/isoEnd, in the order of their numbers."""
    found = free_slots(session, order, now)
    return tuple(f"{slot.start.isoformat()}/{slot.end.isoformat()}" for slot in found)


def slot_is_free(session: Session, order: Order, now: datetime, slot: Span) -> bool:
    """Whether somebody can still go then. The company's technicians stay locked until the transaction ends."""
    lock(session, order.company.id)
    people, search = _search(session, order, now, slot)
    search = replace(search, is_exact=slot.length <= search.need.length)
    return slot.start > now and is_free(people, search, slot)


def _search(session: Session, order: Order, now: datetime, asked: Span) -> tuple[tuple[Worker, ...], Search]:
    need, visit = need_of(session, order, now), order.visit
    length = _window_length(order, need)
    search = Search(
        need=replace(need, window=None, planned=None),
        window_length=length,
        opens=order.profile.day_opens,
        closes=order.profile.day_closes,
        waiting=waiting(session, order.company.id, order.work.number, asked),
        preferred=visit.technician_id or visit.preferred_technician_id,
        wanted=_wanted(order, need.zone),
        is_exact=length <= need.length,
    )
    return workers(session, order.company, None, asked), search


def _window_length(order: Order, need: Need) -> timedelta:
    """As long as the window they know, if it was one of hours."""
    if need.window is not None and not order.visit.date_only:
        return need.window.length
    return need.length


def _wanted(order: Order, zone: ZoneInfo) -> frozenset[date]:
    """The days the customer named in their open request."""
    if order.request is None:
        return frozenset()
    starts = (datetime.fromisoformat(each["start"]) for each in order.request.proposals)
    return frozenset(start.astimezone(zone).date() for start in starts)


def _service_type(session: Session, order: Order) -> ServiceType | None:
    return session.get(ServiceType, order.work.service_type_id) if order.work.service_type_id else None


def _span(start: datetime | None, end: datetime | None) -> Span | None:
    return Span(start, end) if start is not None and end is not None else None
