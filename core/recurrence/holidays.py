"""What becomes of a day that is a holiday. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta

A_DAY = timedelta(days=1)
SATURDAY = 5
LONGEST = 60


def working_day(day: date, named: Mapping[date, str]) -> date | None:
    """The day itself unless it is a holiday, then the next that is neither that nor of a weekend; None: there is none."""
    if day not in named:
        return day
    for count in range(1, LONGEST):
        following = day + count * A_DAY
        if following not in named and following.weekday() < SATURDAY:
            return following
    return None
