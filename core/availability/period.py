"""A stretch of time in words, as its person's clock shows it. Pure."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from core.availability.spans import Span, days_of


def period(span: Span, zone: ZoneInfo) -> str:
    """As in "Thu 26 Nov", "Thu 26 Nov to Fri 27 Nov", "Thu 26 Nov 13:00–17:00"."""
    start, end = span.start.astimezone(zone), span.end.astimezone(zone)
    days = days_of(span, zone)
    if start.time() == time() == end.time():
        return (
            _day(start) if len(days) == 1 else f"{_day(start)} to {days[-1]:%a} {days[-1].day} {days[-1]:%b}"
        )
    if len(days) == 1:
        return f"{_day(start)} {start:%H:%M}–{end:%H:%M}"
    return f"{_day(start)} {start:%H:%M} to {_day(end)} {end:%H:%M}"


def _day(at: datetime) -> str:
    return f"{at:%a} {at.day} {at:%b}"
