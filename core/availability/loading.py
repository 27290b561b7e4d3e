"""What planning looks at, loaded from the database: technicians with their day, and visits that have nobody.

`lock` comes before `workers` where something is about to be written: a technician's plan is changed only by whoever
holds their row, so that two writers wait for each other instead of deadlocking in the exclusion constraint (I5).

Statements are built once, on columns: for 200 technicians, building them and making entities of their rows cost more
than running them, and columns are always as the database has them.
"""

import functools
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ARRAY,
    TIMESTAMP,
    BigInteger,
    ColumnElement,
    Text,
    any_,
    bindparam,
    case,
    cast,
    func,
    select,
)
from sqlalchemy.orm import Session

from core.availability.facts import Booking, Off, Skill, Worker
from core.availability.spans import Span, day_span, days_of
from core.availability.travel import place_of
from core.availability.week import WeeklyHours
from core.model import (
    Company,
    CustomerExclusion,
    Holiday,
    Main,
    ServiceType,
    Site,
    Staff,
    Technician,
    TechnicianSkill,
    TimeOff,
    TravelTime,
    Visit,
    VisitOutcome,
    WorkOrder,
)
from core.profiles import profile_of

Row = TypeVar("Row")
LONGEST_TRAVEL = timedelta(hours=12)
"""Neighbours further away in time than this are not looked at."""
LONGEST_WINDOW = timedelta(days=32)
"""A visit that began to be promised longer ago than this is over: no window is longer."""
COUNTED = (VisitOutcome.OPEN, VisitOutcome.DONE, VisitOutcome.PARTIAL)

_company_id = bindparam("company_id", type_=BigInteger)
_ids = bindparam("ids", type_=ARRAY(BigInteger))
_from, _to = (bindparam(name, type_=TIMESTAMP(timezone=True)) for name in ("asked_from", "asked_to"))
_site_id, _customer_id, _number = (
    bindparam(name, type_=BigInteger) for name in ("site_id", "customer_id", "number")
)


def _same_order() -> ColumnElement[bool]:
    return (WorkOrder.company_id == Visit.company_id) & (WorkOrder.id == Visit.work_order_id)


_PEOPLE = (
    select(
        Technician.id,
        Technician.name,
        (Technician.active & Staff.active).label("active"),
        Technician.jobs_per_day,
        Technician.minutes_per_day,
        Technician.base_latitude,
        Technician.base_longitude,
        Staff.id.label("staff_id"),
        Staff.zone,
        cast(Staff.hours, Text).label("hours"),
    )
    .join(Staff, (Staff.company_id == Technician.company_id) & (Staff.id == Technician.staff_id))
    .where(Technician.company_id == _company_id)
    .order_by(Technician.id)
)
_ACTIVE = _PEOPLE.where(Technician.active)
_NAMED = _PEOPLE.where(Technician.id == any_(_ids))

_SKILLS = select(TechnicianSkill.technician_id, TechnicianSkill.name, TechnicianSkill.valid_until).where(
    TechnicianSkill.company_id == _company_id, TechnicianSkill.technician_id == any_(_ids)
)
_TIME_OFF = select(TimeOff.staff_id, TimeOff.starts_at, TimeOff.ends_at, TimeOff.reason).where(
    TimeOff.company_id == _company_id,
    TimeOff.staff_id == any_(_ids),
    TimeOff.ends_at > _from,
    TimeOff.starts_at < _to,
)
_BOOKED = (
    select(
        Visit.technician_id,
        WorkOrder.number,
        WorkOrder.site_id,
        Site.latitude,
        Site.longitude,
        Visit.planned_start,
        Visit.planned_end,
        Visit.window_start,
        Visit.window_end,
        Visit.outcome,
        func.coalesce(WorkOrder.minutes, ServiceType.minutes).label("minutes"),
    )
    .join(WorkOrder, _same_order())
    .join(Site, (Site.company_id == WorkOrder.company_id) & (Site.id == WorkOrder.site_id))
    .outerjoin(
        ServiceType,
        (ServiceType.company_id == WorkOrder.company_id) & (ServiceType.id == WorkOrder.service_type_id),
    )
    .where(
        Visit.company_id == _company_id,
        Visit.technician_id == any_(_ids),
        Visit.outcome.in_(COUNTED),
        WorkOrder.status != Main.CANCELLED,
        # The index knows windows alone; a plan lies within its window.
        Visit.window_start < _to,
        Visit.window_start > bindparam("promised_since", type_=TIMESTAMP(timezone=True)),
        func.coalesce(Visit.planned_start, Visit.window_start) < _to,
        func.coalesce(Visit.planned_end, Visit.window_end) > _from,
    )
)
_WAITING = (
    select(Visit.window_start, Visit.window_end)
    .join(WorkOrder, _same_order() & (WorkOrder.visit_no == Visit.visit_no))
    .where(
        Visit.company_id == _company_id,
        Visit.technician_id.is_(None),
        Visit.outcome == VisitOutcome.OPEN,
        WorkOrder.status.in_([Main.READY, Main.ON_HOLD]),
        WorkOrder.number != _number,
        Visit.window_start < _to,
        Visit.window_end > _from,
    )
)
_HOLIDAYS = select(Holiday.day, Holiday.name).where(Holiday.company_id == _company_id)
_PLAIN_SKILLS = (
    select(TechnicianSkill.name)
    .where(
        TechnicianSkill.company_id == _company_id,
        TechnicianSkill.name == any_(bindparam("names", type_=ARRAY(Text))),
    )
    .group_by(TechnicianSkill.name)
    .having(~func.bool_or(TechnicianSkill.is_licence))
)
_UNWANTED = select(CustomerExclusion.technician_id).where(
    CustomerExclusion.company_id == _company_id, CustomerExclusion.customer_id == _customer_id
)
_ROADS = select(
    func.jsonb_object_agg(
        case((TravelTime.site_a_id == _site_id, TravelTime.site_b_id), else_=TravelTime.site_a_id),
        TravelTime.minutes,
    )
).where(
    TravelTime.company_id == _company_id,
    (TravelTime.site_a_id == _site_id) | (TravelTime.site_b_id == _site_id),
)
_SURROUNDINGS = select(
    _ROADS.scalar_subquery().label("roads"),
    select(func.jsonb_object_agg(Holiday.day, Holiday.name))
    .where(Holiday.company_id == _company_id)
    .scalar_subquery()
    .label("holidays"),
    func.array(_UNWANTED.scalar_subquery()).label("unwanted"),
)
_LOCK = select(Technician.id).where(Technician.company_id == _company_id).order_by(Technician.id)
# key_share: whoever only refers to a technician (an offer, a visit) need not wait.
_LOCK_ALL = _LOCK.with_for_update(key_share=True)
_LOCK_NAMED = _LOCK.where(Technician.id == any_(_ids)).with_for_update(key_share=True)
_NAMED_LOCKED = _NAMED.with_for_update(of=Technician, key_share=True)


def lock(session: Session, company_id: int, ids: Collection[int] | None = None) -> None:
    """Those technicians, all of the company without `ids`, by id, until the transaction ends."""
    about = {"company_id": company_id, "ids": [*(ids or ())]}
    session.execute(_LOCK_ALL if ids is None else _LOCK_NAMED, about).all()


def workers(
    session: Session, company: Company, ids: Collection[int] | None = None, asked: Span | None = None
) -> tuple[Worker, ...]:
    """Technicians by id; `ids` None: all active ones. Time off and bookings are those of the days of `asked`."""
    about = {"company_id": company.id, "ids": [*(ids or ())]}
    return _workers(session, company, session.execute(_ACTIVE if ids is None else _NAMED, about).all(), asked)


def locked_workers(
    session: Session, company: Company, ids: Collection[int], asked: Span | None = None
) -> tuple[Worker, ...]:
    """The same for those who may be given something: as `lock` and `workers`, in one statement less."""
    about = {"company_id": company.id, "ids": [*ids]}
    return _workers(session, company, session.execute(_NAMED_LOCKED, about).all(), asked)


def _workers(
    session: Session, company: Company, rows: Sequence[Any], asked: Span | None
) -> tuple[Worker, ...]:
    about = {"company_id": company.id, "ids": [row.id for row in rows]}
    skills = _by(session.execute(_SKILLS, about), lambda row: row.technician_id)
    zones = {name: ZoneInfo(name) for name in {row.zone or company.zone for row in rows}}
    near = _near(asked, zones.values()) if asked is not None else None
    bookings, off = _bookings(session, company, about, near), _time_off(session, rows, company.id, near)
    return tuple(
        Worker(
            id=row.id,
            name=row.name,
            zone=zones[row.zone or company.zone],
            active=row.active,
            hours=_hours(row.hours),
            skills=tuple(Skill(each.name, each.valid_until) for each in skills.get(row.id, ())),
            off=tuple(
                Off(Span(each.starts_at, each.ends_at), each.reason.value)
                for each in off.get(row.staff_id, ())
            ),
            bookings=tuple(bookings.get(row.id, ())),
            jobs_per_day=row.jobs_per_day,
            minutes_per_day=row.minutes_per_day,
            base=place_of(row.base_latitude, row.base_longitude),
        )
        for row in rows
    )


def waiting(session: Session, company_id: int, but: int, asked: Span) -> tuple[Span, ...]:
    """Windows of visits that have nobody yet, other than those of work order `but`."""
    about = {"company_id": company_id, "number": but, "asked_from": asked.start, "asked_to": asked.end}
    spans = (_span(row.window_start, row.window_end) for row in session.execute(_WAITING, about))
    return tuple(each for each in spans if each is not None)


def holidays(session: Session, company_id: int) -> tuple[tuple[date, str], ...]:
    """By day. Looked up once in a session, which is one transaction."""
    known: dict[int, tuple[tuple[date, str], ...]] = session.info.setdefault("holidays", {})
    if company_id not in known:
        rows = session.execute(_HOLIDAYS, {"company_id": company_id})
        known[company_id] = tuple((row.day, row.name) for row in rows)
    return known[company_id]


def plain_skills(session: Session, company_id: int, names: Collection[str]) -> frozenset[str]:
    """Those of `names` that somebody has and nobody as a licence: what nobody knows is treated as one."""
    rows = session.execute(_PLAIN_SKILLS, {"company_id": company_id, "names": [*names]})
    return frozenset(row.name for row in rows)


@dataclass(frozen=True)
class Surroundings:
    """What a visit meets, whoever goes. `roads`: minutes to other sites, by site id, where a road service said so;
    `unwanted`: whom the customer does not want, by technician id.
    """

    roads: Mapping[int, int]
    holidays: tuple[tuple[date, str], ...]
    unwanted: frozenset[int]


def surroundings(session: Session, company_id: int, site_id: int, customer_id: int) -> Surroundings:
    """In one statement: every offer and every answer asks."""
    about = {"company_id": company_id, "site_id": site_id, "customer_id": customer_id}
    row = session.execute(_SURROUNDINGS, about).one()
    return Surroundings(
        roads={int(site): minutes for site, minutes in (row.roads or {}).items()},
        holidays=tuple((date.fromisoformat(day), name) for day, name in (row.holidays or {}).items()),
        unwanted=frozenset(row.unwanted),
    )


def _time_off(
    session: Session, people: Collection[Any], company_id: int, near: Span | None
) -> Mapping[int, list[Any]]:
    if near is None:
        return {}
    about = {"company_id": company_id, "ids": [each.staff_id for each in people], **_within(near)}
    return _by(session.execute(_TIME_OFF, about), lambda row: row.staff_id)


def _bookings(
    session: Session, company: Company, about: Mapping[str, Any], near: Span | None
) -> Mapping[int, list[Booking]]:
    if near is None:
        return {}
    about = {**about, **_within(near), "promised_since": near.start - LONGEST_WINDOW}
    usual = profile_of(company.profile, company.policy).visit_minutes
    found: dict[int, list[Booking]] = defaultdict(list)
    for row in session.execute(_BOOKED, about):
        planned = _span(row.planned_start, row.planned_end)
        found[row.technician_id].append(
            Booking(
                order=row.number,
                site_id=row.site_id,
                place=place_of(row.latitude, row.longitude),
                planned=planned,
                window=_span(row.window_start, row.window_end),
                length=planned.length if planned else timedelta(minutes=row.minutes or usual),
                is_open=row.outcome is VisitOutcome.OPEN,
            )
        )
    return found


def _near(asked: Span, zones: Iterable[ZoneInfo]) -> Span:
    """Its whole days on everybody's clock, for their capacity, and the neighbours it may be travelled from."""
    around = asked.padded(LONGEST_TRAVEL)
    days = [day_span(day, zone) for zone in zones for day in days_of(asked, zone)]
    return Span(
        min([around.start, *(each.start for each in days)]), max([around.end, *(each.end for each in days)])
    )


def _within(near: Span) -> dict[str, datetime]:
    return {"asked_from": near.start, "asked_to": near.end}


@functools.lru_cache(maxsize=1024)
def _hours(stored: str) -> WeeklyHours:
    """Read once for all who work the same hours."""
    week: WeeklyHours = json.loads(stored)
    return week


def _span(start: datetime | None, end: datetime | None) -> Span | None:
    return Span(start, end) if start is not None and end is not None else None


def _by(rows: Iterable[Row], key: Callable[[Row], int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found
