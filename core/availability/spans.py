"""Stretches of time and what is left of them. Pure.

Moments are in UTC: two of one local zone would be compared by their clocks' faces, wrong where clocks change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, order=True)
class Span:
    """[start, end)."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def padded(self, by: timedelta) -> "Span":
        return Span(self.start - by, self.end + by)

    def within(self, other: "Span") -> "Span | None":
        """The part of it that lies in `other`."""
        both = Span(max(self.start, other.start), min(self.end, other.end))
        return both if both.start < both.end else None


def moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """When that clock shows that time; an hour that clocks leap over begins after the leap."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def day_span(day: date, zone: ZoneInfo) -> Span:
    """That day of the wall clock, 23 to 25 hours long."""
    return Span(moment(day, time(), zone), moment(day + timedelta(days=1), time(), zone))


def days_of(span: Span, zone: ZoneInfo) -> list[date]:
    """The days it touches."""
    first = span.start.astimezone(zone).date()
    last = (span.end - timedelta(microseconds=1)).astimezone(zone).date()
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


def common(spans: Iterable[Span], within: Span) -> list[Span]:
    """What of `spans` lies within."""
    return [part for each in spans if (part := each.within(within)) is not None]


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of `spans`."""
    left = list(spans)
    for each in taken:
        left = [rest for span in left for rest in _cut(span, each)]
    return left


def fits(spans: Iterable[Span], length: timedelta) -> bool:
    """Whether one of them is long enough; those that touch count as one."""
    run: Span | None = None
    for span in sorted(spans):
        run = Span(run.start, max(run.end, span.end)) if run and span.start <= run.end else span
        if run.length >= length:
            return True
    return False


def _cut(span: Span, taken: Span) -> list[Span]:
    if not span.overlaps(taken):
        return [span]
    pieces = (Span(span.start, min(span.end, taken.start)), Span(max(span.start, taken.end), span.end))
    return [piece for piece in pieces if piece.start < piece.end]
