"""Moments the office must not miss, in the site's wall clock (lifecycle §9)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.orders import Order

SATURDAY = 5
FIRST_REMINDER, LAST_REMINDER = timedelta(hours=72), timedelta(hours=24)
"""How long before the visit a customer who has not answered is reminded."""
DEPARTS_LATE = timedelta(minutes=10)
ARRIVES_LATE = timedelta(minutes=15)
"""How long after the planned moment somebody is asked where they are."""
REVIEW_WITHIN = timedelta(hours=24)
DUE_MARKS = (50, 75, 100)
"""Percent of the time until the due date at which it is looked at."""


def last_office_hour(order: Order) -> datetime | None:
    """When the last office hour of the last working day before the visit begins: the time to phone who has not
    answered. None without a window.
    """
    if order.visit.window_start is None:
        return None
    zone = ZoneInfo(order.site.zone)
    day = _working_day_before(order.visit.window_start.astimezone(zone).date())
    return datetime.combine(day, time(order.profile.day_closes - 1), zone)


def ack_cut_off(order: Order) -> datetime | None:
    """Until when the technician should have seen the assignment; None without technician or window."""
    if order.visit.window_start is None or order.visit.technician_id is None:
        return None
    return order.visit.window_start - timedelta(hours=order.profile.ack_hours)


def is_today(order: Order, now: datetime) -> bool:
    """Whether the visit begins today, at the site."""
    if order.visit.window_start is None:
        return False
    zone = ZoneInfo(order.site.zone)
    return order.visit.window_start.astimezone(zone).date() == now.astimezone(zone).date()


def first_reminder(order: Order) -> datetime | None:
    """None without a window, like the last one."""
    return _in_day_hours(order, FIRST_REMINDER)


def last_reminder(order: Order) -> datetime | None:
    return _in_day_hours(order, LAST_REMINDER)


def depart_by(order: Order) -> datetime | None:
    """Until when whoever has the visit should have set off; None where nobody has it or its hour is open."""
    begins, visit = _begins(order), order.visit
    if begins is None or visit.technician_id is None:
        return None
    return begins - timedelta(minutes=order.profile.travel_minutes) + DEPARTS_LATE


def arrive_by(order: Order) -> datetime | None:
    """Until when they should be there: the planned hour with some patience, else the end of what was promised; later
    by as much as they said.
    """
    visit = order.visit
    if visit.technician_id is None or visit.window_end is None:
        return None
    by = visit.planned_start + ARRIVES_LATE if visit.planned_start is not None else visit.window_end
    return by + timedelta(minutes=visit.late_minutes or 0)


def review_by(order: Order) -> datetime | None:
    """Until when the office should have looked at finished work; None while there is none."""
    submitted = order.work.submitted_at
    return submitted + REVIEW_WITHIN if submitted is not None else None


def due_mark(order: Order, percent: int) -> datetime | None:
    """When that much of the time from its creation to its due date is over; None without one."""
    work = order.work
    if work.due_at is None:
        return None
    return work.created_at + (work.due_at - work.created_at) * percent / 100


def due_marks(order: Order) -> dict[int, datetime]:
    """All of them, by percent."""
    found = {percent: due_mark(order, percent) for percent in DUE_MARKS}
    return {percent: moment for percent, moment in found.items() if moment is not None}


def _begins(order: Order) -> datetime | None:
    """A promise of a day alone leaves the hour open."""
    visit = order.visit
    return visit.planned_start or (None if visit.date_only else visit.window_start)


def _in_day_hours(order: Order, before: timedelta) -> datetime | None:
    """That long before the visit, moved into the customer's day."""
    if order.visit.window_start is None:
        return None
    zone, profile = ZoneInfo(order.site.zone), order.profile
    moment = (order.visit.window_start - before).astimezone(zone)
    opens, closes = (
        datetime.combine(moment.date(), time(hour), zone) for hour in (profile.day_opens, profile.day_closes)
    )
    return min(max(moment, opens), closes)


def _working_day_before(day: date) -> date:
    day -= timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    return day
