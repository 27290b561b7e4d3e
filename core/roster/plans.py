"""Plans in a company's description: what comes again at a site, and what follows every installation (L4, P.27, S1.7).

A plan is known by its title, and its site or model. What the description says of it is brought up to date; days that
are decided stay decided.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core.model import (
    Company,
    DeviceType,
    Equipment,
    HolidayRule,
    OrderTemplate,
    Owned,
    Plan,
    ServiceType,
    Site,
    Staff,
    Technician,
    Timer,
)
from core.model.timer import RUN_PLAN
from core.profiles import PROFILES
from core.recurrence import read_rule

_HOURS = re.compile(r"(\d{1,2}:\d{2})\s?[-–]\s?(\d{1,2}:\d{2})")
Name = Annotated[str, Field(min_length=1, max_length=200)]
Days = Annotated[int, Field(ge=0, le=366)]


class BadPlan(ValueError):
    """A plan that names what is not there, or lacks what its company's work orders need."""


def _hours(text: str) -> str:
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        raise ValueError("are no hours; write them like “9:00-11:00”")
    start, end = (time.fromisoformat(each.rjust(5, "0")) for each in found.groups())
    if start >= end:
        raise ValueError("end before they start")
    return f"{start:%H:%M}-{end:%H:%M}"


class _PlanPart(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    title: str = ""
    type: str = ""
    template: str | None = None
    service: str | None = None
    description: str = ""
    instructions: str = ""
    minutes: Annotated[int, Field(gt=0)] | None = None
    technician: str | None = None
    """Address of who goes if they can."""
    coordinator: str
    """Address of who looks after its work orders."""
    hours: Annotated[str, AfterValidator(_hours)] | None = None
    ahead: Days = 14
    early: Days = 0
    late: Days = 0


class SitePlanPart(_PlanPart):
    """`every` as people type it: “every 3 months”, “every month on the 2nd tuesday”, “RRULE:FREQ=…”."""

    every: str
    start: date
    exclude: tuple[date, ...] = ()
    holidays: HolidayRule = HolidayRule.NEXT
    unit: str | None = None
    """Name or serial number of what stands there, or of the customer's vehicle."""

    @model_validator(mode="after")
    def _is_a_rule(self) -> Self:
        read_rule(self.every, self.start)
        return self


class InstallationPlanPart(_PlanPart):
    """Once for every unit, `after_days` from the day it is installed; of `model` alone where it is given."""

    after_days: Days
    model: str | None = None


Row = TypeVar("Row", bound=Owned)


@dataclass(frozen=True)
class PlanBook:
    """The plans of one company, as they are described. Methods raise BadPlan."""

    session: Session
    company: Company
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.company.zone)).date()

    def at_site(self, site: Site, parts: tuple[SitePlanPart, ...]) -> None:
        for part in parts:
            unit = self._unit(site, part.unit) if part.unit else None
            title, values = self._content(part, {"site", "customer", *({"unit"} if unit else ())})
            values |= {
                "customer_id": site.customer_id,
                "unit_id": unit.id if unit else None,
                "said": part.every,
                "rule": read_rule(part.every, part.start),
                "starts_on": part.start,
                "exclusions": sorted(each.isoformat() for each in part.exclude),
                "on_holiday": part.holidays,
            }
            self._put({"title": title, "site_id": site.id}, values)

    def after_installations(self, parts: tuple[InstallationPlanPart, ...]) -> None:
        for part in parts:
            model = self._named(DeviceType, "model", part.model) if part.model else None
            title, values = self._content(part, {"site", "customer", "unit"})
            words = f"{part.after_days} days after installation" + (f" of {part.model}" if part.model else "")
            values |= {"said": words, "after_days": part.after_days, "starts_on": self.today}
            key = {"title": title, "site_id": None, "device_type_id": model.id if model else None}
            self._put(key, values)

    def _content(self, part: _PlanPart, given: set[str]) -> tuple[str, dict[str, Any]]:
        """The title, and the columns that both kinds share."""
        template = self._named(OrderTemplate, "name", part.template) if part.template else None
        service = self._named(ServiceType, "name", part.service) if part.service else None
        technician = self._technician(part.technician) if part.technician else None
        title = part.title or (template.title if template else service.name if service else "")
        kind = part.type.casefold() or (template.type if template else "service" if service else "")
        said: dict[str, object] = {"title": title, "type": kind, "service type": service}
        said |= {"window": part.hours, "technician": technician}
        self._check_complete(title, given | {name for name, value in said.items() if value})
        start, _, end = (part.hours or "").partition("-")
        usual = template.minutes if template else service.minutes if service else None
        return title, {
            "coordinator_id": self._named(Staff, "email", part.coordinator.casefold()).id,
            "template_id": template.id if template else None,
            "service_type_id": service.id if service else None,
            "technician_id": technician.id if technician else None,
            "type": kind or "service",
            "description": part.description,
            "instructions": part.instructions,
            "minutes": part.minutes or usual,
            "window_from": start or None,
            "window_to": end or None,
            "days_ahead": part.ahead,
            "early_days": part.early,
            "late_days": part.late,
        }

    def _check_complete(self, title: str, given: set[str]) -> None:
        """S1.28: all that is missing at once."""
        wanted = dict.fromkeys(("title", *PROFILES[self.company.profile].required))
        if missing := [name for name in wanted if name not in given]:
            raise BadPlan(f"plan “{title}”: missing {', '.join(missing)}")

    def _put(self, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        session, company_id = self.session, self.company.id
        found = session.scalars(
            select(Plan).filter_by(company_id=company_id, **key).order_by(Plan.id)
        ).first()
        if found is None:
            last = session.scalar(select(func.max(Plan.number)).where(Plan.company_id == company_id))
            decided, number = self.today - timedelta(days=1), (last or 0) + 1
            found = Plan(
                company_id=company_id, number=number, decided_through=decided, created_at=self.now, **key
            )
        for name, value in values.items():
            setattr(found, name, value)
        session.add(found)
        session.flush()
        # Looked at as soon as timers run; the plan then says itself when to come back.
        timer = {"company_id": company_id, "kind": RUN_PLAN, "key": str(found.id), "due_at": self.now}
        added = insert(Timer).values(timer)
        session.execute(added.on_conflict_do_update(constraint="uq_timers_key", set_={"due_at": self.now}))

    def _unit(self, site: Site, words: str) -> Equipment:
        for key in ("serial", "name"):
            for where in ({"site_id": site.id}, {"customer_id": site.customer_id, "is_mobile": True}):
                asked = select(Equipment).filter_by(company_id=site.company_id, **{key: words}, **where)
                if (found := self.session.scalars(asked.order_by(Equipment.id)).first()) is not None:
                    return found
        raise BadPlan(f"“{words}” does not stand at {site.name}")

    def _technician(self, email: str) -> Technician:
        person = self._named(Staff, "email", email.casefold())
        asked = select(Technician).filter_by(company_id=self.company.id, staff_id=person.id)
        if (found := self.session.scalars(asked).first()) is None:
            raise BadPlan(f"{email} is no technician")
        return found

    def _named(self, kind: type[Row], key: str, value: str) -> Row:
        asked = select(kind).filter_by(company_id=self.company.id, **{key: value}).order_by(kind.id)
        if (found := self.session.scalars(asked).first()) is None:
            raise BadPlan(f"“{value}” is not in the description, nor known already")
        return found
