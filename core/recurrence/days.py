"""A rule becomes days, counted on the calendar of the wall: no offset and no summer time has a part in it."""

import itertools
import re
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrule, rrulestr

_COUNT = re.compile(r";?COUNT=(\d{1,9})")
_UNTIL = re.compile(r";?UNTIL=(\d{8})[TZ\d]*")

FURTHEST = timedelta(days=366 * 30)
"""A rule that says nothing for so long says nothing."""


def days(rule: str, starts_on: date, exclusions: Collection[date] = ()) -> Iterator[date]:
    """The days of `rule` from `starts_on`, which counts only if the rule names it, without the excluded ones."""
    end = min(starts_on, date.max - FURTHEST) + FURTHEST
    bounded, count = _bounded(rule, end)
    found = rrulestr(bounded, dtstart=datetime.combine(starts_on, time()))
    assert isinstance(found, rrule)
    last = None
    for moment in itertools.islice(found, count):
        day = moment.date()
        if last is not None and day <= last:
            return  # a rule that stands still would do so for ever
        last = day
        if day not in exclusions:
            yield day


def _bounded(rule: str, end: date) -> tuple[str, int | None]:
    """The rule until `end` at the latest, and how many days it has: RFC 5545 allows only one of the two."""
    count, until = _COUNT.search(rule), _UNTIL.search(rule)
    last = min(until[1], f"{end:%Y%m%d}") if until else f"{end:%Y%m%d}"
    bare = _UNTIL.sub("", _COUNT.sub("", rule)).strip(";")
    return f"{bare};UNTIL={last}", int(count[1]) if count else None


def first_after(
    rule: str, starts_on: date, exclusions: Collection[date] = (), after: date | None = None
) -> date | None:
    """The first of the days that lies after `after`; None when there is none any more."""
    return next((day for day in days(rule, starts_on, exclusions) if after is None or day > after), None)
