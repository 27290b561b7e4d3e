"""When people work, what they can do, and whose turn it is: the part of a company's description that planning reads."""

import functools
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.availability import read_week
from core.availability.spans import moment
from core.model import Holiday, OffReason, Owned, Staff, Technician, TechnicianSkill, TimeOff


@functools.cache
def _zone(name: str) -> str:
    """Remembered, for the list is read from the disk and a company has hundreds of people and places."""
    if name not in available_timezones():
        raise ValueError(f"“{name}” is no time zone; write one like America/Chicago")
    return ZoneInfo(name).key


Zone = Annotated[str, AfterValidator(_zone)]
Named = Annotated[str, AfterValidator(lambda text: text.casefold()), Field(min_length=1, max_length=100)]
Week = Annotated[dict[str, list[list[str]]], BeforeValidator(read_week)]
"""Written as “mon-fri 8:00-17:00, sat 9:00-12:00”."""


Place = tuple[Annotated[float, Field(ge=-90, le=90)], Annotated[float, Field(ge=-180, le=180)]]
"""Latitude and longitude in degrees, as map programs give them."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class SkillPart(_Part):
    """`valid_until` is the last day. What can run out is a licence (P.30)."""

    name: Named
    valid_until: date | None = None
    licence: bool = False


class OffPart(_Part):
    """Days count whole, the last one too; with times, the end is when they are back. In their own zone."""

    start: datetime | date
    end: datetime | date
    reason: OffReason = OffReason.OTHER

    @model_validator(mode="after")
    def _forward(self) -> "OffPart":
        utc = ZoneInfo("UTC")
        if type(self.start) is not type(self.end) or _start(self.start, utc) > _start(self.end, utc):
            raise ValueError("ends before it starts, or only one of the two has a time")
        return self


class HolidayPart(_Part):
    day: date
    name: Annotated[str, Field(min_length=1, max_length=100)]


class WorkPart(_Part):
    """What is not said is left as it is; who has no hours counts as there whenever needed."""

    zone: Zone | None = None
    hours: Week | None = None
    duty_order: Annotated[int, Field(ge=1)] | None = None
    jobs_per_day: Annotated[int, Field(ge=1)] | None = None
    hours_per_day: Annotated[float, Field(gt=0, le=24)] | None = None
    base: Place | None = None
    """Where their day begins."""
    skills: tuple[SkillPart, ...] = ()
    off: tuple[OffPart, ...] = ()


WORK = frozenset(WorkPart.model_fields)


def apply_work(
    session: Session, staff: Staff, technician: Technician | None, part: WorkPart, zone: str
) -> None:
    """Their hours, time off, capacity and skills; `zone` is the company's."""
    for name in ("zone", "hours", "duty_order"):
        if (value := getattr(part, name)) is not None:
            setattr(staff, name, value)
    theirs = ZoneInfo(staff.zone or zone)
    for off in part.off:
        starts_at, ends_at = _start(off.start, theirs), _end(off.end, theirs)
        row = _one(session, TimeOff, staff.company_id, staff_id=staff.id, starts_at=starts_at)
        row = row or TimeOff(company_id=staff.company_id, staff_id=staff.id, starts_at=starts_at)
        row.ends_at, row.reason = ends_at, off.reason
        session.add(row)
    if technician is not None:
        _apply_skills(session, technician, part)


def apply_holidays(session: Session, company_id: int, parts: tuple[HolidayPart, ...]) -> None:
    for part in parts:
        row = _one(session, Holiday, company_id, day=part.day) or Holiday(company_id=company_id, day=part.day)
        row.name = part.name
        session.add(row)


def _apply_skills(session: Session, technician: Technician, part: WorkPart) -> None:
    if part.jobs_per_day is not None:
        technician.jobs_per_day = part.jobs_per_day
    if part.hours_per_day is not None:
        technician.minutes_per_day = round(part.hours_per_day * 60)
    if part.base is not None:
        technician.base_latitude, technician.base_longitude = part.base
    for skill in part.skills:
        key: dict[str, Any] = {"technician_id": technician.id, "name": skill.name}
        row = _one(session, TechnicianSkill, technician.company_id, **key)
        row = row or TechnicianSkill(company_id=technician.company_id, **key)
        row.valid_until = skill.valid_until
        row.is_licence = skill.licence or skill.valid_until is not None
        session.add(row)
    session.flush()


def _start(at: datetime | date, zone: ZoneInfo) -> datetime:
    if not isinstance(at, datetime):
        return moment(at, time(), zone)
    return at if at.tzinfo else moment(at.date(), at.time(), zone)


def _end(at: datetime | date, zone: ZoneInfo) -> datetime:
    return _start(at if isinstance(at, datetime) else at + timedelta(days=1), zone)


Row = TypeVar("Row", bound=Owned)


def _one(session: Session, kind: type[Row], company_id: int, **key: Any) -> Row | None:
    return session.scalars(select(kind).filter_by(company_id=company_id, **key)).one_or_none()
