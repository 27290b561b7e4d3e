"""A company's days by the clock: from one moment at which something happens to the next, until the last day is over."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock
from functools import partial
from random import Random

from sqlalchemy import select

from bench.simulate.agenda import Agenda
from bench.simulate.company import company, people
from bench.simulate.customers import Customers
from bench.simulate.demand import Demand
from bench.simulate.house import House, Tally
from bench.simulate.office import Office
from bench.simulate.post import Letter, Post, Shown
from bench.simulate.size import ZONE, Size
from bench.simulate.technicians import Technician
from bench.simulate.verdict import Verdict, verdict
from core.audience import EMAIL
from core.db import make_engine, make_sessions, transaction
from core.desk import log as desk_log
from core.model import ServiceType
from core.roster import apply_roster

UP_AT = clock(6, 30)
ASKED_FOR = 0.01
"""Of the technicians, so many ask for a day off on a working day."""


@dataclass(frozen=True)
class Report:
    """What came of it. `seconds`: of the days themselves, without the looking afterwards."""

    size: Size
    tally: Tally
    verdict: Verdict
    seconds: float
    looked_at: float

    @property
    def broken(self) -> tuple[str, ...]:
        return (*self.tally.broken, *self.verdict.broken)


def simulate(url: str, size: Size) -> Report:
    """One run on the empty database at `url`."""
    engine = make_engine(url, pool_size=2, role="simulation")
    try:
        agenda, dice = Agenda(size.begins), Random(size.seed)
        sessions = make_sessions(engine)
        with transaction(sessions) as session:
            company_id = apply_roster(session, company(size, dice), agenda)
            everybody = people(session, company_id, size)
            services = tuple(session.scalars(select(ServiceType.id).order_by(ServiceType.id)))
        days = Days(House(sessions, agenda, everybody, dice), size, services)
        began = time.monotonic()
        with _complaints(days.house.tally):
            days.run()
        took = time.monotonic() - began
        found = verdict(sessions, everybody.company_id, agenda.now)
        return Report(size, days.house.tally, found, took, time.monotonic() - began - took)
    finally:
        engine.dispose()


class Days:
    """Everybody, and whom each message reaches."""

    def __init__(self, house: House, size: Size, services: tuple[int, ...]) -> None:
        self.house, self.size = house, size
        self.post = Post(house.desk)
        self.office, self.customers = Office(house), Customers(house)
        self.technicians = {
            actor.id: Technician(house, self.office, actor) for actor in house.people.technicians
        }
        demand = Demand(house, self.office, services, size.orders)
        for day in size.working_days:
            demand.expect(day)
        for ahead in range(size.days):
            self._mornings(size.begins.date() + timedelta(days=ahead + 1))

    def run(self) -> None:
        agenda, house = self.house.agenda, self.house
        while True:
            acts, timers = agenda.next_at, house.timers_due()
            moment = min((each for each in (acts, timers) if each is not None), default=None)
            if moment is None or moment > self.size.ends:
                agenda.go_to(self.size.ends)
                return
            agenda.go_to(moment)
            if timers is not None and timers <= moment:
                house.run_timers()
            else:
                agenda.do_next()
            for news in self.post.collect():
                self._deliver(news)

    def _mornings(self, day: date) -> None:
        at = datetime.combine(day, UP_AT, ZONE)
        for each in self.technicians.values():
            self.house.agenda.at(at, each.begin_the_day)
            if day.weekday() < 5 and self.house.chance(ASKED_FOR):
                tomorrow = datetime.combine(day + timedelta(days=1), clock(), ZONE)
                wish = partial(self.office.book_time_off, each.actor, tomorrow)
                self.house.agenda.at(at + timedelta(hours=4), wish)

    def _deliver(self, news: Letter | Shown) -> None:
        if isinstance(news, Letter):
            if news.channel == EMAIL:
                self.customers.read(news)
            elif news.staff_id in self.technicians:
                self.technicians[news.staff_id].look_after(1)
            else:
                self.office.read_line(news)
        elif news.staff_id in self.technicians:
            self.technicians[news.staff_id].read(news)
        else:
            self.office.read(news)


class _Complaints(logging.Handler):
    """What the product logs as an error is a promise broken."""

    def __init__(self, tally: Tally) -> None:
        super().__init__(logging.ERROR)
        self.tally = tally

    def emit(self, record: logging.LogRecord) -> None:
        why = record.exc_info[1] if record.exc_info else ""
        self.tally.broken.append(f"log: {record.getMessage()} {why!r}")


@contextmanager
def _complaints(tally: Tally) -> Iterator[None]:
    handler = _Complaints(tally)
    desk_log.addHandler(handler)
    try:
        yield
    finally:
        desk_log.removeHandler(handler)
