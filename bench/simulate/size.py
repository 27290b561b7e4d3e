"""How large a simulated company is, and for how long it is looked at."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Chicago")
FIRST_DAY = date(2026, 10, 20)
"""A Tuesday. Thirty days from here have an hour that clocks show twice (1 November) and a holiday."""
HOLIDAY = date(2026, 11, 11)
BEGINS, ENDS = time(12), time(23, 30)
"""At noon of the day before the first, and late on the last: whoever was out is home."""


@dataclass(frozen=True)
class Size:
    """`orders` is how many come in for each working day; `days` are the calendar's."""

    technicians: int
    orders: int
    days: int
    seed: int

    @property
    def working_days(self) -> list[date]:
        days = [FIRST_DAY + timedelta(days=ahead) for ahead in range(self.days)]
        return [day for day in days if is_worked(day)]

    @property
    def begins(self) -> datetime:
        return datetime.combine(FIRST_DAY - timedelta(days=1), BEGINS, ZONE)

    @property
    def ends(self) -> datetime:
        return datetime.combine(FIRST_DAY + timedelta(days=self.days - 1), ENDS, ZONE)


def is_worked(day: date) -> bool:
    return day.weekday() < 5 and day != HOLIDAY


def worked_after(day: date, days: int) -> date:
    """The `days`-th working day after it, before it where negative."""
    step = timedelta(days=1 if days > 0 else -1)
    for _ in range(abs(days)):
        day += step
        while not is_worked(day):
            day += step
    return day
