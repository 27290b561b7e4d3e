"""Plans are made, rest, end, and leave a day out (L4, P.27)."""

from datetime import date, time, timedelta

from sqlalchemy import func, select

from core import commands as c
from core import events as e
from core.handlers.creating import TITLE_LIMIT, minutes_of
from core.handlers.dispatching import active_technician
from core.handlers.plan_dates import profile, run_at, zone_of
from core.handlers.required import check_complete, kind_of, title_of
from core.handlers.subject import Subject, find
from core.model import Company, DeviceType, JsonObject, Plan, PlanOccurrence, PlanStatus, WorkOrder
from core.people import Kind, Permission
from core.recurrence import days, first_after
from core.refusals import Missing, Perm, State, Time
from core.turn import Events, Turn

A_DAY = timedelta(days=1)
FURTHEST_AHEAD = 366
LIMIT = 200
SHOWN = 3


def make_plan(turn: Turn, command: c.MakePlan) -> Events:
    """L4: everything a work order will need is there now, for nobody is asked when it is created (S1.28, S2.3)."""
    found = _subject(turn, command)
    content, when, room = command.content, command.recurrence, command.room
    _check_times(command)
    if turn.actor.kind is not Kind.STAFF or turn.actor.id is None:
        raise Missing("A plan needs a coordinator: somebody of your staff makes it.")
    site_id = found.site.id if found.site and when.after_days is None else None
    today = turn.now.astimezone(zone_of(turn, site_id)).date()
    plan = Plan(
        number=_next_number(turn),
        coordinator_id=turn.actor.id,
        customer_id=found.customer.id if found.customer else None,
        site_id=site_id,
        unit_id=found.unit.id if found.unit else None,
        device_type_id=when.device_type_id,
        service_type_id=found.service.id if found.service else None,
        template_id=found.template.id if found.template else None,
        type=kind_of(content, found, profile(turn)),
        title=title_of(content, found)[:TITLE_LIMIT],
        description=content.description,
        instructions=content.instructions,
        priority=content.priority,
        items=[_as_json(item) for item in content.items] if content.items is not None else None,
        minutes=minutes_of(content, found),
        technician_id=_technician(turn, content.technician_id),
        starts_on=when.starts_on or today,
        said=when.said[:LIMIT],
        rule=when.rule,
        exclusions=sorted(each.isoformat() for each in when.exclusions),
        after_days=when.after_days,
        window_from=command.hours.start if command.hours else None,
        window_to=command.hours.end if command.hours else None,
        date_only=command.hours.date_only if command.hours else False,
        early_days=room.early_days,
        late_days=room.late_days,
        days_ahead=room.days_ahead,
        on_holiday=when.on_holiday,
        decided_through=today - A_DAY,
        created_at=turn.now,
    )
    _check_comes(plan)
    turn.add(plan)
    yield e.PlanMade(plan_id=plan.id, number=plan.number, run_at=run_at(turn, plan))


def pause_plan(turn: Turn, command: c.PausePlan) -> Events:
    plan = locked(turn, command.plan)
    _must_be(plan, PlanStatus.ACTIVE, "paused")
    plan.status = PlanStatus.PAUSED
    yield e.PlanPaused(plan_id=plan.id, number=plan.number)


def resume_plan(turn: Turn, command: c.ResumePlan) -> Events:
    """Days that fell into the pause stay out; one that is still ahead comes, however late it is created."""
    plan = locked(turn, command.plan)
    _must_be(plan, PlanStatus.PAUSED, "resumed")
    plan.status = PlanStatus.ACTIVE
    yesterday = turn.now.astimezone(zone_of(turn, plan.site_id)).date() - A_DAY
    plan.decided_through = max(plan.decided_through or yesterday, yesterday)
    turn.session.flush()
    yield e.PlanResumed(plan_id=plan.id, number=plan.number, run_at=run_at(turn, plan))


def stop_plan(turn: Turn, command: c.StopPlan) -> Events:
    plan = locked(turn, command.plan)
    if plan.status is PlanStatus.STOPPED:
        raise State(f"Plan {plan.number} is stopped already.")
    plan.status = PlanStatus.STOPPED
    yield e.PlanStopped(plan_id=plan.id, number=plan.number)


def skip_occurrence(turn: Turn, command: c.SkipOccurrence) -> Events:
    """P.27: a day of the rule falls out; what exists already is cancelled like any work order."""
    plan, day = locked(turn, command.plan), command.day
    if plan.rule is None:
        raise State(f"Plan {plan.number} follows installations; it has no days of its own. Stop it instead.")
    if (number := _created_for(turn, plan, day)) is not None:
        raise State(f"WO-{number} exists for that day. End it: `/wo cancel WO-{number} …`.")
    if not _names(plan, day):
        ahead = [_day(each) for each in _ahead(plan, day)]
        raise Missing(f"{_day(day)} is no day of plan {plan.number}. Near it: {', '.join(ahead) or 'none'}.")
    plan.exclusions = sorted({*plan.exclusions, day.isoformat()})
    yield e.OccurrenceExcluded(plan_id=plan.id, number=plan.number, day=day.isoformat())


def locked(turn: Turn, number: int) -> Plan:
    """The company's plan of that number, until the transaction ends. Raises Missing."""
    found = turn.session.scalars(
        select(Plan)
        .where(Plan.company_id == turn.actor.company_id, Plan.number == number)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise Missing(f"There is no plan {number}. `/wo plans list` shows all.", field="plan")
    return found


def _subject(turn: Turn, command: c.MakePlan) -> Subject:
    """What the work will be about; a plan that follows installations learns it from each."""
    content, when = command.content, command.recurrence
    if content.new_customer is not None or content.new_unit is not None:
        raise State("A plan is for a customer and a unit that are known. Add them first.")
    found = find(turn, content)
    if when.after_days is not None:
        if found.site is not None or found.unit is not None:
            raise State("What follows an installation is where the unit was installed; leave the site out.")
        if when.device_type_id is not None and turn.find(DeviceType, when.device_type_id) is None:
            raise Missing("There is no such device type.", field="device type")
    check_complete(turn, content, found, profile(turn), _known_later(command))
    return found


def _known_later(command: c.MakePlan) -> frozenset[str]:
    """What `create` asks for that the plan's own words answer, or each installation."""
    known = {"window"} if command.hours is not None else set()
    if command.recurrence.after_days is not None:
        known |= {"site", "unit", "customer"}
    return frozenset(known)


def _check_times(command: c.MakePlan) -> None:
    when, room, hours = command.recurrence, command.room, command.hours
    if (when.rule is None) == (when.after_days is None):
        raise Missing("Missing: when. `every 3 months`, or `30 days after installation`.", field="rule")
    if not 0 <= room.days_ahead <= FURTHEST_AHEAD or min(room.early_days, room.late_days) < 0:
        raise Time(f"Days ahead are 0 to {FURTHEST_AHEAD}; early and late are 0 or more.", field="ahead")
    if hours is not None and not time.fromisoformat(hours.start) < time.fromisoformat(hours.end):
        raise Time("The hours end before they start.", field="hours")


def _check_comes(plan: Plan) -> None:
    if plan.rule is None:
        return
    exclusions = {date.fromisoformat(each) for each in plan.exclusions}
    if first_after(plan.rule, plan.starts_on, exclusions, plan.decided_through) is None:
        raise Time("That rule names no day that is still to come.", field="rule")


def _technician(turn: Turn, technician_id: int | None) -> int | None:
    if technician_id is None:
        return None
    if not turn.actor.may(Permission.SUPERVISE):
        raise Perm("You need `work_orders.supervise` to assign. Leave the technician out, or ask an admin.")
    return active_technician(turn, technician_id).id


def _next_number(turn: Turn) -> int:
    """Plans count up per company; the company's row is the lock."""
    turn.session.execute(select(Company.id).where(Company.id == turn.actor.company_id).with_for_update())
    last = turn.session.scalar(select(func.max(Plan.number)).where(Plan.company_id == turn.actor.company_id))
    return (last or 0) + 1


def _as_json(item: c.NewItem) -> JsonObject:
    """As templates keep items."""
    return {
        "kind": item.kind.value,
        "name": item.name,
        "quantity": str(item.quantity),
        "unit_price": str(item.unit_price) if item.unit_price is not None else None,
        "checklist": list(item.checklist),
    }


def _must_be(plan: Plan, status: PlanStatus, word: str) -> None:
    if plan.status is not status:
        raise State(f"Plan {plan.number} is {plan.status}, so it can't be {word}.")


def _created_for(turn: Turn, plan: Plan, day: date) -> int | None:
    return turn.session.scalar(
        select(WorkOrder.number)
        .join(PlanOccurrence, PlanOccurrence.work_order_id == WorkOrder.id)
        .where(
            PlanOccurrence.company_id == plan.company_id,
            PlanOccurrence.plan_id == plan.id,
            PlanOccurrence.day == day,
        )
    )


def _names(plan: Plan, day: date) -> bool:
    decided = plan.decided_through is not None and day <= plan.decided_through
    return not decided and day in _ahead(plan, day)


def _ahead(plan: Plan, day: date) -> list[date]:
    assert plan.rule is not None
    near = []
    for each in days(plan.rule, plan.starts_on, {date.fromisoformat(one) for one in plan.exclusions}):
        if each >= day:
            near.append(each)
        if len(near) == SHOWN:
            break
    return near


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
