"""Moments the office must not miss, in the site's wall clock (lifecycle §9)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.orders import Order

SATURDAY = 5


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


def _working_day_before(day: date) -> date:
    day -= timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    return day
