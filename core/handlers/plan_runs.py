"""What plans do by themselves: one work order for each of their days, and one digest of it a day (L4, S1.6, P.27).

A plan is decided one day at a time, under its lock; the timer that calls is deleted in the same transaction, and the
unique indexes of plan_occurrences are the guard whatever else happens. A day whose time has gone by while nothing ran
is still created within its late buffer; past it, the digest says that it was left out.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from core import commands as c
from core import events as e
from core.availability import why_not
from core.handlers.creating import pencil, write_order
from core.handlers.dispatching import active_technician, assign
from core.handlers.eligibility import against
from core.handlers.first_items import item_from_json
from core.handlers.plan_dates import (
    Next,
    creates_at,
    digest_at,
    due_on,
    held_on,
    next_of,
    profile,
    run_at,
    window_on,
)
from core.handlers.scheduling import promise
from core.handlers.subject import Subject, find
from core.history import add_changes, take_changes
from core.model import Main, OccurrenceStatus, Plan, PlanOccurrence, PlanStatus, Site, WorkOrder
from core.orders import load_order
from core.refusals import Refusal, State
from core.turn import Events, Turn

GONE_BY = "its time had gone by when it was looked at"
HOURS_GONE_BY = "its hours had gone by: schedule it"


def run_plan(turn: Turn, command: c.RunPlan) -> Events:
    """Decides the next day of the plan, if it is time to: a timer that rings early, or again, does nothing."""
    plan = _locked(turn, command.plan_id)
    following = next_of(turn, plan) if plan is not None else None
    if plan is None or following is None:
        return
    if creates_at(plan, following) > turn.now:
        yield e.PlanWaits(plan_id=plan.id, run_at=creates_at(plan, following))
        return
    occurrence = _decided(turn, plan, following)
    day, holiday = held_on(turn, plan, following.day)
    today = turn.now.astimezone(following.zone).date()
    if day is None:
        yield _pass_over(turn, plan, occurrence, f"{following.day.day} {following.day:%b} is {holiday}")
    elif today > day + timedelta(days=plan.late_days):
        yield _pass_over(turn, plan, occurrence, GONE_BY)
    else:
        occurrence.held_on = day
        yield from _create_or_say_why(turn, plan, occurrence, following)


def tell_digest(turn: Turn, _command: c.TellDigest) -> Events:
    """One message for all that plans did since the last, instead of one for each (L4)."""
    rows = turn.session.scalars(
        select(PlanOccurrence)
        .where(
            PlanOccurrence.company_id == turn.actor.company_id,
            PlanOccurrence.told_at.is_(None),
            PlanOccurrence.decided_at.is_not(None),
        )
        .order_by(PlanOccurrence.held_on, PlanOccurrence.day, PlanOccurrence.id)
        .with_for_update()
    ).all()
    if not rows:
        return
    for row in rows:
        row.told_at = turn.now
    yield e.DigestTold(
        created=_lines(turn, [row for row in rows if row.status is OccurrenceStatus.CREATED]),
        passed=_lines(turn, [row for row in rows if row.status is OccurrenceStatus.SKIPPED]),
    )


def _locked(turn: Turn, plan_id: int) -> Plan | None:
    return turn.session.scalars(
        select(Plan)
        .where(Plan.company_id == turn.actor.company_id, Plan.id == plan_id, Plan.status == PlanStatus.ACTIVE)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def _decided(turn: Turn, plan: Plan, following: Next) -> PlanOccurrence:
    """The row of that day, new where the rule names it; skipped until it is more."""
    if following.unit is not None:
        occurrence = following.unit
        occurrence.status, occurrence.decided_at = OccurrenceStatus.SKIPPED, turn.now
        turn.session.flush()
        return occurrence
    plan.decided_through = following.day
    return turn.add(
        PlanOccurrence(
            plan_id=plan.id, day=following.day, status=OccurrenceStatus.SKIPPED, decided_at=turn.now
        )
    )


def _pass_over(turn: Turn, plan: Plan, occurrence: PlanOccurrence, why: str) -> e.OccurrencePassed:
    occurrence.why = why
    turn.session.flush()
    return e.OccurrencePassed(
        plan_id=plan.id,
        number=plan.number,
        day=occurrence.day.isoformat(),
        why=why,
        run_at=run_at(turn, plan),
        digest_at=digest_at(turn),
    )


def _create_or_say_why(turn: Turn, plan: Plan, occurrence: PlanOccurrence, following: Next) -> Events:
    """What cannot be created (its unit was moved, its customer has another address now) is told, not tried for ever."""
    before = take_changes(turn.session)
    try:
        with turn.session.begin_nested():
            events = list(_create(turn, plan, occurrence, following))
    except Refusal as refusal:
        take_changes(turn.session)  # of what was rolled back
        turn.loaded = None
        events = [_pass_over(turn, plan, occurrence, f"it could not be created: {refusal.words}")]
    add_changes(turn.session, before)
    yield from events


def _create(turn: Turn, plan: Plan, occurrence: PlanOccurrence, following: Next) -> Events:
    day = occurrence.held_on
    assert day is not None
    window, why = window_on(plan, day, following.zone), ""
    if window is not None and window.end <= turn.now:
        window, why = None, HOURS_GONE_BY
    command = _content(turn, plan, occurrence, window)
    found = find(turn, command)
    work = _write(turn, plan, command, found)
    work.due_at = due_on(turn, plan, day, following.zone)
    turn.session.flush()
    turn.loaded = load_order(turn.session, work.company_id, work.id)
    yield e.WorkOrderCreated()
    if work.status is Main.DRAFT:
        pencil(turn, command)
    else:
        if window is not None:
            yield from promise(turn, window)
        why = why or _why_not_theirs(turn, plan)
        if plan.technician_id is not None and not why:
            yield from assign(turn, c.Assign(technician_id=plan.technician_id))
    occurrence.status, occurrence.work_order_id, occurrence.why = (
        OccurrenceStatus.CREATED,
        work.id,
        why or None,
    )
    turn.session.flush()
    yield _created(turn, plan, occurrence)


def _created(turn: Turn, plan: Plan, occurrence: PlanOccurrence) -> e.OccurrenceCreated:
    assert occurrence.held_on is not None
    return e.OccurrenceCreated(
        plan_id=plan.id,
        number=plan.number,
        day=occurrence.day.isoformat(),
        held_on=occurrence.held_on.isoformat(),
        why=occurrence.why or "",
        run_at=run_at(turn, plan),
        digest_at=digest_at(turn),
    )


def _content(turn: Turn, plan: Plan, occurrence: PlanOccurrence, window: c.Window | None) -> c.Create:
    del turn
    return c.Create(
        site_id=occurrence.site_id or plan.site_id,
        customer_id=plan.customer_id,
        unit_id=occurrence.unit_id or plan.unit_id,
        service_type_id=plan.service_type_id,
        template_id=plan.template_id,
        type=plan.type,
        title=plan.title,
        description=plan.description,
        instructions=plan.instructions,
        priority=plan.priority,
        window=window,
        technician_id=plan.technician_id,
        minutes=plan.minutes,
        items=tuple(item_from_json(each) for each in plan.items) if plan.items is not None else None,
    )


def _write(turn: Turn, plan: Plan, command: c.Create, found: Subject) -> WorkOrder:
    """Lands where a new one lands (§4). What was complete when the plan was made may have changed since."""
    if found.customer is None or found.site is None:
        raise State("where it is to be is not known any more.")
    work = write_order(turn, command, found, profile(turn), plan.coordinator_id)
    work.plan_id = plan.id
    return work


def _why_not_theirs(turn: Turn, plan: Plan) -> str:
    """What speaks against the plan's technician that day. It stays theirs by preference, for whoever plans it."""
    if plan.technician_id is None:
        return ""
    try:
        technician = active_technician(turn, plan.technician_id)
    except Refusal as refusal:
        return refusal.words
    turn.order.visit.preferred_technician_id = technician.id
    return why_not(against(turn, technician.id))


def _lines(turn: Turn, rows: Sequence[PlanOccurrence]) -> tuple[str, ...]:
    return tuple(_line(turn, row) for row in rows)


def _line(turn: Turn, row: PlanOccurrence) -> str:
    """As in "WO-12 Filter change, Acme HQ, Fri 15 Jan 2027"."""
    plan = turn.find(Plan, row.plan_id)
    assert plan is not None
    work = turn.find(WorkOrder, row.work_order_id)
    site = turn.find(Site, work.site_id if work else row.site_id or plan.site_id)
    what = f"WO-{work.number} {work.title}" if work else f"Plan {plan.number} {plan.title}"
    place = f", {site.name}" if site else ""
    return f"{what}{place}, {_day(row.held_on or row.day)}" + (f" ({row.why})" if row.why else "")


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"
