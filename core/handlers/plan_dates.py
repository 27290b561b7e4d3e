"""When a plan acts: its next day, when that is to be looked at, which window and due date it means.

Days are the site's own; hours are its clock's, whatever its offset is that day (U.9). An hour that clocks leap over
begins after the leap, one they show twice is the first of the two.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from core import commands as c
from core.availability.loading import holidays
from core.availability.spans import moment
from core.model import Company, HolidayRule, OccurrenceStatus, Plan, PlanOccurrence, PlanStatus, Site
from core.profiles import Profile, profile_of
from core.recurrence import first_after, working_day
from core.turn import Turn

A_DAY = timedelta(days=1)
CREATES_AT = time(6)
"""On the site's clock: before anybody looks at the day."""
CATCHING_UP = timedelta(minutes=5)
"""After hours without power, whatever was missed comes in one digest."""


@dataclass(frozen=True)
class Next:
    """A day that is yet to be decided. `unit`: its row, for what follows an installation."""

    day: date
    zone: ZoneInfo
    unit: PlanOccurrence | None = None


def next_of(turn: Turn, plan: Plan) -> Next | None:
    """None: nothing is ahead, or the plan rests."""
    if plan.status is not PlanStatus.ACTIVE:
        return None
    if plan.rule is None:
        return _next_unit(turn, plan)
    exclusions = {date.fromisoformat(each) for each in plan.exclusions}
    day = first_after(plan.rule, plan.starts_on, exclusions, plan.decided_through)
    return Next(day, zone_of(turn, plan.site_id)) if day is not None else None


def run_at(turn: Turn, plan: Plan) -> datetime | None:
    """When the plan is to be looked at next."""
    following = next_of(turn, plan)
    return creates_at(plan, following) if following is not None else None


def creates_at(plan: Plan, following: Next) -> datetime:
    """`days_ahead` before the first day it may be done."""
    return moment(
        following.day - timedelta(days=plan.early_days + plan.days_ahead), CREATES_AT, following.zone
    )


def held_on(turn: Turn, plan: Plan, day: date) -> tuple[date | None, str]:
    """The day the work is meant for, None when it falls out, and the holiday that is in the way."""
    named = dict(holidays(turn.session, turn.actor.company_id))
    if day not in named:
        return day, ""
    return (None if plan.on_holiday is HolidayRule.SKIP else working_day(day, named)), named[day]


def window_on(plan: Plan, day: date, zone: ZoneInfo) -> c.Window | None:
    """What the customer is promised that day, if the plan promises anything."""
    if plan.window_from is None or plan.window_to is None:
        return None
    start, end = time.fromisoformat(plan.window_from), time.fromisoformat(plan.window_to)
    return c.Window(start=moment(day, start, zone), end=moment(day, end, zone), date_only=plan.date_only)


def due_on(turn: Turn, plan: Plan, day: date, zone: ZoneInfo) -> datetime | None:
    """The end of the last working day it may be done; None where the promised window says it all."""
    if plan.window_from is not None and not plan.late_days:
        return None
    closes = profile(turn).day_closes
    return moment(day + timedelta(days=plan.late_days), time(closes), zone)


def digest_at(turn: Turn) -> datetime:
    """When the day's digest comes: as the office opens. What comes later waits for the next one, unless there was
    none today.
    """
    company = turn.session.get_one(Company, turn.actor.company_id)
    zone, opens = ZoneInfo(company.zone), time(profile(turn).day_opens)
    today = turn.now.astimezone(zone).date()
    morning = moment(today, opens, zone)
    if turn.now < morning:
        return morning
    told = select(PlanOccurrence.id).where(
        PlanOccurrence.company_id == company.id, PlanOccurrence.told_at >= moment(today, time(), zone)
    )
    if turn.session.scalar(told.limit(1)) is None:
        return turn.now + CATCHING_UP
    return moment(today + A_DAY, opens, zone)


def zone_of(turn: Turn, site_id: int | None) -> ZoneInfo:
    """The site's; the company's where there is none."""
    site = turn.find(Site, site_id)
    return ZoneInfo(site.zone if site else turn.session.get_one(Company, turn.actor.company_id).zone)


def profile(turn: Turn) -> Profile:
    company = turn.session.get_one(Company, turn.actor.company_id)
    return profile_of(company.profile, company.policy)


def _next_unit(turn: Turn, plan: Plan) -> Next | None:
    waiting = turn.session.scalars(
        select(PlanOccurrence)
        .where(
            PlanOccurrence.company_id == plan.company_id,
            PlanOccurrence.plan_id == plan.id,
            PlanOccurrence.status == OccurrenceStatus.WAITING,
        )
        .order_by(PlanOccurrence.day, PlanOccurrence.id)
        .limit(1)
    ).one_or_none()
    return Next(waiting.day, zone_of(turn, waiting.site_id), waiting) if waiting is not None else None
