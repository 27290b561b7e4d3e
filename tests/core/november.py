"""Moments and spans of November 2026, on the clock of Chicago."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from core.availability import Span

CHICAGO = ZoneInfo("America/Chicago")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026, on the clock of Chicago."""
    return datetime(2026, 11, day, hour, minute, tzinfo=CHICAGO).astimezone(UTC)


def span(day: int, start: float, end: float) -> Span:
    return Span(*(at(day, int(hour), int(hour % 1 * 60)) for hour in (start, end)))
