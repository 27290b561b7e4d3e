"""What planning looks at, loaded from the database: technicians with their day, and visits that have nobody.

`lock` comes before `workers` where something is about to be written: a technician's plan is changed only by whoever
holds their row, so that two writers wait for each other instead of deadlocking in the exclusion constraint (I5).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from core.availability.eligible import Booking, Off, Skill, Worker
from core.availability.spans import Span
from core.model import (
    Company,
    Holiday,
    Main,
    ServiceType,
    Staff,
    Technician,
    TechnicianSkill,
    TimeOff,
    Visit,
    VisitOutcome,
    WorkOrder,
)
from core.profiles import profile_of

Row = TypeVar("Row")
DAY = timedelta(days=1)
COUNTED = (VisitOutcome.OPEN, VisitOutcome.DONE, VisitOutcome.PARTIAL)


def lock(session: Session, company_id: int, ids: Collection[int] | None = None) -> None:
    """Those technicians, all of the company without `ids`, by id, until the transaction ends."""
    asked = select(Technician.id).where(Technician.company_id == company_id)
    if ids is not None:
        asked = asked.where(Technician.id.in_(ids))
    # key_share: whoever only refers to a technician (an offer, a visit) need not wait.
    session.execute(asked.order_by(Technician.id).with_for_update(key_share=True)).all()


def workers(
    session: Session, company: Company, ids: Collection[int] | None = None, asked: Span | None = None
) -> tuple[Worker, ...]:
    """Technicians by id; `ids` None: all active ones. Time off and bookings are those near `asked`."""
    which = Technician.id.in_(ids) if ids is not None else Technician.active
    rows = session.execute(
        select(Technician, Staff)
        .join(Staff, (Staff.company_id == Technician.company_id) & (Staff.id == Technician.staff_id))
        .where(Technician.company_id == company.id, which)
        .order_by(Technician.id)
        .execution_options(populate_existing=True)
    ).all()
    technician_ids = [technician.id for technician, _staff in rows]
    skills = _by(_skills(session, company.id, technician_ids), lambda row: row.technician_id)
    off = _by(
        _time_off(session, company.id, [staff.id for _t, staff in rows], asked), lambda row: row.staff_id
    )
    bookings = _bookings(session, company, technician_ids, asked)
    return tuple(
        Worker(
            id=technician.id,
            name=technician.name,
            zone=ZoneInfo(staff.zone or company.zone),
            active=technician.active and staff.active,
            hours=staff.hours,
            skills=tuple(Skill(row.name, row.valid_until) for row in skills[technician.id]),
            off=tuple(Off(Span(row.starts_at, row.ends_at), row.reason.value) for row in off[staff.id]),
            bookings=tuple(bookings[technician.id]),
            jobs_per_day=technician.jobs_per_day,
            minutes_per_day=technician.minutes_per_day,
        )
        for technician, staff in rows
    )


def waiting(session: Session, company_id: int, but: int, asked: Span) -> tuple[Span, ...]:
    """Windows of visits that have nobody yet, other than those of work order `but`."""
    rows = session.execute(
        select(Visit.window_start, Visit.window_end)
        .join(WorkOrder, _same_order() & (WorkOrder.visit_no == Visit.visit_no))
        .where(
            Visit.company_id == company_id,
            Visit.technician_id.is_(None),
            Visit.outcome == VisitOutcome.OPEN,
            WorkOrder.status.in_([Main.READY, Main.ON_HOLD]),
            WorkOrder.number != but,
            Visit.window_start < asked.end,
            Visit.window_end > asked.start,
        )
    )
    spans = (_span(row.window_start, row.window_end) for row in rows)
    return tuple(each for each in spans if each is not None)


def holidays(session: Session, company_id: int) -> tuple[tuple[date, str], ...]:
    rows = session.execute(select(Holiday.day, Holiday.name).where(Holiday.company_id == company_id))
    return tuple((row.day, row.name) for row in rows)


def plain_skills(session: Session, company_id: int, names: Collection[str]) -> frozenset[str]:
    """Those of `names` that somebody has and nobody as a licence: what nobody knows is treated as one."""
    rows = session.execute(
        select(TechnicianSkill.name)
        .where(TechnicianSkill.company_id == company_id, TechnicianSkill.name.in_(names))
        .group_by(TechnicianSkill.name)
        .having(~func.bool_or(TechnicianSkill.is_licence))
    )
    return frozenset(row.name for row in rows)


def _skills(session: Session, company_id: int, ids: Collection[int]) -> Iterable[TechnicianSkill]:
    return session.scalars(
        select(TechnicianSkill).where(
            TechnicianSkill.company_id == company_id, TechnicianSkill.technician_id.in_(ids)
        )
    )


def _time_off(
    session: Session, company_id: int, ids: Collection[int], asked: Span | None
) -> Iterable[TimeOff]:
    if asked is None:
        return ()
    return session.scalars(
        select(TimeOff).where(
            TimeOff.company_id == company_id,
            TimeOff.staff_id.in_(ids),
            TimeOff.ends_at > asked.start - DAY,
            TimeOff.starts_at < asked.end + DAY,
        )
    )


def _bookings(
    session: Session, company: Company, ids: Collection[int], asked: Span | None
) -> dict[int, list[Booking]]:
    if asked is None:
        return defaultdict(list)
    usual = profile_of(company.profile, company.policy).visit_minutes
    rows = session.execute(_booked(company.id, ids, asked)).all()
    found: dict[int, list[Booking]] = defaultdict(list)
    for visit, work, minutes in rows:
        assert visit.technician_id is not None
        planned = _span(visit.planned_start, visit.planned_end)
        length = planned.length if planned else timedelta(minutes=work.minutes or minutes or usual)
        found[visit.technician_id].append(
            Booking(
                order=work.number,
                site_id=work.site_id,
                planned=planned,
                window=_span(visit.window_start, visit.window_end),
                length=length,
                is_open=visit.outcome is VisitOutcome.OPEN,
            )
        )
    return found


def _booked(company_id: int, ids: Collection[int], asked: Span) -> Select[Visit, WorkOrder, int]:
    """Their visits of those days, done or not, with the minutes of the service type."""
    start = func.coalesce(Visit.planned_start, Visit.window_start)
    end = func.coalesce(Visit.planned_end, Visit.window_end)
    return (
        select(Visit, WorkOrder, ServiceType.minutes)
        .join(WorkOrder, _same_order())
        .outerjoin(
            ServiceType,
            (ServiceType.company_id == WorkOrder.company_id) & (ServiceType.id == WorkOrder.service_type_id),
        )
        .where(
            Visit.company_id == company_id,
            Visit.technician_id.in_(ids),
            Visit.outcome.in_(COUNTED),
            WorkOrder.status != Main.CANCELLED,
            start < asked.end + DAY,
            end > asked.start - DAY,
        )
        .execution_options(populate_existing=True)
    )


def _same_order() -> ColumnElement[bool]:
    return (WorkOrder.company_id == Visit.company_id) & (WorkOrder.id == Visit.work_order_id)


def _span(start: datetime | None, end: datetime | None) -> Span | None:
    return Span(start, end) if start is not None and end is not None else None


def _by(rows: Iterable[Row], key: Callable[[Row], int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found
