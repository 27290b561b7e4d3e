"""Plans as lists and answers show them."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlalchemy import Select, select

from core.availability.loading import holidays
from core.model import (
    HolidayRule,
    OccurrenceStatus,
    Plan,
    PlanOccurrence,
    PlanStatus,
    Site,
    Technician,
    WorkOrder,
)
from core.queries.reading import Query, Reading
from core.recurrence import days, working_day
from core.refusals import Missing

NEXT = 5
MOST = 50


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """`upcoming`: the next day by the rule; None after installations, and where nothing is ahead."""

    number: int
    title: str
    said: str
    site: str | None
    status: PlanStatus
    upcoming: date | None


@dataclass(frozen=True, kw_only=True)
class PlanView(PlanLine):
    """`upcoming_days`: the next ones, moved off holidays; `created`: its latest work orders, newest first."""

    type: str
    hours: str
    technician: str | None
    days_ahead: int
    early_days: int
    late_days: int
    exclusions: tuple[date, ...]
    upcoming_days: tuple[date, ...]
    waiting: int
    """Installed units whose day is still to come."""
    created: tuple[int, ...]


def plans() -> Query[tuple[PlanLine, ...]]:
    """All but the stopped ones, by number."""

    def read(at: Reading) -> tuple[PlanLine, ...]:
        asked = _plans(at).where(Plan.status != PlanStatus.STOPPED).order_by(Plan.number).limit(MOST)
        return tuple(
            PlanLine(
                number=plan.number,
                title=plan.title,
                said=plan.said,
                site=site,
                status=plan.status,
                upcoming=next(iter(_ahead(at, plan, 1)), None),
            )
            for plan, site, _technician in at.session.execute(asked)
        )

    return read


def plan(number: int) -> Query[PlanView]:
    """Raises Missing."""

    def read(at: Reading) -> PlanView:
        row = at.session.execute(_plans(at).where(Plan.number == number)).first()
        if row is None:
            raise Missing(f"There is no plan {number}. `/wo plans list` shows all.", field="plan")
        found, site, technician = row
        ahead = _ahead(at, found, NEXT)
        return PlanView(
            number=found.number,
            title=found.title,
            said=found.said,
            site=site,
            status=found.status,
            upcoming=ahead[0] if ahead else None,
            type=found.type,
            hours=_hours(found),
            technician=technician,
            days_ahead=found.days_ahead,
            early_days=found.early_days,
            late_days=found.late_days,
            exclusions=tuple(date.fromisoformat(each) for each in found.exclusions),
            upcoming_days=ahead,
            waiting=_waiting(at, found),
            created=_created(at, found),
        )

    return read


def _plans(at: Reading) -> Select[Plan, str | None, str | None]:
    return (
        select(Plan, Site.name, Technician.name)
        .outerjoin(Site, (Site.company_id == Plan.company_id) & (Site.id == Plan.site_id))
        .outerjoin(
            Technician, (Technician.company_id == Plan.company_id) & (Technician.id == Plan.technician_id)
        )
        .where(Plan.company_id == at.company_id)
    )


def _ahead(at: Reading, found: Plan, count: int) -> tuple[date, ...]:
    """The next days that are not decided yet, where they will be held."""
    if found.rule is None or found.status is PlanStatus.STOPPED:
        return ()
    named = dict(holidays(at.session, at.company_id))
    skips = found.on_holiday is HolidayRule.SKIP
    exclusions = {date.fromisoformat(each) for each in found.exclusions}
    held = (
        None if skips and day in named else working_day(day, named)
        for day in days(found.rule, found.starts_on, exclusions)
        if found.decided_through is None or day > found.decided_through
    )
    return tuple(islice((day for day in held if day is not None), count))


def _hours(found: Plan) -> str:
    if found.window_from is None:
        return ""
    return "that day" if found.date_only else f"{found.window_from}–{found.window_to}"


def _waiting(at: Reading, found: Plan) -> int:
    rows = at.session.scalars(
        select(PlanOccurrence.id).where(
            PlanOccurrence.company_id == at.company_id,
            PlanOccurrence.plan_id == found.id,
            PlanOccurrence.status == OccurrenceStatus.WAITING,
        )
    )
    return len(rows.all())


def _created(at: Reading, found: Plan) -> tuple[int, ...]:
    asked = (
        select(WorkOrder.number)
        .where(WorkOrder.company_id == at.company_id, WorkOrder.plan_id == found.id)
        .order_by(WorkOrder.number.desc())
        .limit(NEXT)
    )
    return tuple(at.session.scalars(asked))
