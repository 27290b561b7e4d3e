"""Work that comes in: for each working day so many orders, from the afternoon before until the day is nearly over."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from bench.simulate.company import PLANNED
from bench.simulate.house import House
from bench.simulate.office import Office
from bench.simulate.second_thoughts import SecondThoughts
from bench.simulate.size import ZONE, worked_after
from core import commands as c
from core.model import ItemKind, Priority

EMERGENCIES = 0.03
WINDOWS = ((8, 10), (9, 11), (10, 12), (12, 14), (13, 15), (14, 16), (15, 17), (16, 18))
USUAL = (Priority.NORMAL, Priority.NORMAL, Priority.HIGH, Priority.LOW)
AHEAD = timedelta(minutes=110)
"""Nobody is promised less."""


class Demand:
    def __init__(self, house: House, office: Office, services: tuple[int, ...], orders: int) -> None:
        self.house, self.office, self.thoughts = house, office, SecondThoughts(house)
        self.each_day = orders - int(orders * PLANNED)
        self.services = services

    def expect(self, day: date) -> None:
        """All calls about that day are on the agenda."""
        for _ in range(self.each_day):
            at = self._called_at(day)
            self.house.agenda.at(at, partial(self._call, day))

    def _called_at(self, day: date) -> datetime:
        dice = self.house.dice
        if dice.random() < 0.6:
            before = worked_after(day, -1)
            return _at(before, time(12, 30)) + timedelta(minutes=dice.uniform(0, 330))
        return _at(day, time(6, 30)) + timedelta(minutes=dice.uniform(0, 8.5 * 60))

    def _call(self, day: date) -> None:
        is_emergency = self.house.chance(EMERGENCIES)
        window = self._window(day, is_emergency=is_emergency)
        take = self.office.take_at_any_price if is_emergency and self.house.chance(0.5) else self.office.take
        number = take(self._new(is_emergency=is_emergency), c.Schedule(window=window))
        if number is not None:
            self.thoughts.have(number, window)

    def _new(self, *, is_emergency: bool) -> c.Create:
        dice = self.house.dice
        service = dice.choice(self.services) if dice.random() < 0.6 else None
        items = (c.NewItem(name="Filter", kind=ItemKind.PART),) if dice.random() < 0.2 else ()
        return c.Create(
            site_id=dice.choice(self.house.people.sites),
            type="repair",
            title="Burst pipe" if is_emergency else "Unit does not work",
            service_type_id=service,
            minutes=dice.choice((20, 30, 40)) if service is None else None,
            priority=Priority.EMERGENCY if is_emergency else dice.choice(USUAL),
            items=items,
        )

    def _window(self, day: date, *, is_emergency: bool) -> c.Window:
        dice, now = self.house.dice, self.house.now
        if is_emergency and now.astimezone(ZONE).date() == day:
            start = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=3)
            return c.Window(start=start, end=start + timedelta(hours=2))
        if dice.random() < 0.06:
            day = worked_after(day, dice.randint(1, 4))
        possible = [each for each in _windows(day) if each.start - now > AHEAD]
        if not possible:
            day = worked_after(day, 1)
            possible = list(_windows(day))
        if dice.random() < 0.08 and possible[0].start == _at(day, time(8)):
            return c.Window(start=_at(day, time(8)), end=_at(day, time(17)), date_only=True)
        chosen = dice.choice(possible)
        if dice.random() < 0.15:  # to the minute
            return c.Window(start=chosen.start, end=chosen.start + timedelta(minutes=20))
        return chosen


def _windows(day: date) -> Iterator[c.Window]:
    for start, end in WINDOWS:
        yield c.Window(start=_at(day, time(start)), end=_at(day, time(end)))


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, ZONE)
