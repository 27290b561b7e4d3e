"""A rule becomes days, counted on the calendar of the wall: no offset and no summer time has a part in it."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrule, rrulestr

FURTHEST = timedelta(days=366 * 30)
"""A rule that says nothing for so long says nothing."""


def days(rule: str, starts_on: date, exclusions: Collection[date] = ()) -> Iterator[date]:
    """The days of `rule` from `starts_on`, which counts only if the rule names it, without the excluded ones."""
    found = rrulestr(rule, dtstart=datetime.combine(starts_on, time()))
    assert isinstance(found, rrule)
    end = datetime.combine(min(starts_on, date.max - FURTHEST) + FURTHEST, time())
    for moment in found.xafter(datetime.combine(starts_on, time()), inc=True):
        if moment > end:
            return
        if moment.date() not in exclusions:
            yield moment.date()


def first_after(
    rule: str, starts_on: date, exclusions: Collection[date] = (), after: date | None = None
) -> date | None:
    """The first of the days that lies after `after`; None when there is none any more."""
    return next((day for day in days(rule, starts_on, exclusions) if after is None or day > after), None)
