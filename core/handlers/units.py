"""What work does to the unit it is about, and what follows from that."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from core import events as e
from core.handlers.plan_dates import Next, creates_at
from core.handlers.subject import INSTALLATION
from core.model import Equipment, OccurrenceStatus, Plan, PlanOccurrence, PlanStatus
from core.turn import Events, Turn


def install_unit(turn: Turn) -> Events:
    """A finished installation stands where the work was (S1.26); a unit that stands somewhere already is left alone.

    Plans that count from an installation begin to count (S1.7).
    """
    work = turn.order.work
    unit = turn.find(Equipment, work.unit_id)
    if unit is None or work.type != INSTALLATION or unit.is_installed:
        return
    unit.installed_at = turn.now
    if not unit.is_mobile:
        unit.site_id = work.site_id
    ahead = {plan: _expected(turn, plan, unit) for plan in _plans_after(turn, unit)}
    if ahead:
        zone = ZoneInfo(turn.order.site.zone)
        yield e.ServiceAhead(
            plan_ids=tuple(plan.id for plan in ahead),
            run_at=min(creates_at(plan, Next(row.day, zone, row)) for plan, row in ahead.items()),
        )


def _plans_after(turn: Turn, unit: Equipment) -> list[Plan]:
    return list(
        turn.session.scalars(
            select(Plan)
            .where(
                Plan.company_id == turn.actor.company_id,
                Plan.status == PlanStatus.ACTIVE,
                Plan.after_days.is_not(None),
                or_(Plan.device_type_id.is_(None), Plan.device_type_id == unit.device_type_id),
            )
            .order_by(Plan.id)
        )
    )


def _expected(turn: Turn, plan: Plan, unit: Equipment) -> PlanOccurrence:
    """One for each unit: an installation that was taken back and finished again is the same one."""
    assert plan.after_days is not None
    installed = turn.now.astimezone(ZoneInfo(turn.order.site.zone)).date()
    known = turn.session.scalars(
        select(PlanOccurrence).where(
            PlanOccurrence.company_id == plan.company_id,
            PlanOccurrence.plan_id == plan.id,
            PlanOccurrence.unit_id == unit.id,
        )
    ).one_or_none()
    row = known or PlanOccurrence(company_id=plan.company_id, plan_id=plan.id, unit_id=unit.id)
    if row.work_order_id is None:
        row.day, row.site_id = installed + timedelta(days=plan.after_days), turn.order.work.site_id
        row.status, row.decided_at, row.why = OccurrenceStatus.WAITING, None, None
    turn.session.add(row)
    turn.session.flush()
    return row
