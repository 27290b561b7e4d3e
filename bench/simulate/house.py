"""The doors of the product as everybody in a simulated day uses them: commands, reads, timers, each told and timed.

Now and then a delivery comes twice, as Slack and mail servers have it: what was done is not done again, what was
refused is refused for the same reason.
"""

import functools
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from bench.simulate.agenda import Agenda
from bench.simulate.company import People
from bench.simulate.size import ZONE
from core import commands as c
from core.db import Sessions
from core.desk import Desk, Done
from core.people import Actor
from core.queries import Query
from core.refusals import Refusal

T = TypeVar("T")

TWICE = 0.12
"""Of the deliveries, so many come again, the last of them minutes later."""
LATE_TIMERS = (0.0,) * 7 + (5.0, 20.0, 90.0)
"""Seconds by which the program that runs timers is behind: people act in between."""
OPENS, CLOSES = 7, 19
"""When somebody is in the office, on its clock."""


@dataclass
class Tally:
    """What happened, counted. `broken`: what must not happen, in words."""

    applied: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    repeated: int = 0
    timers: int = 0
    accepts: list[float] = field(default_factory=list)
    """Seconds the Desk took for each accept that won."""
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Spent in the Desk, by command; in reads and timers."""
    broken: list[str] = field(default_factory=list)

    @property
    def calls(self) -> int:
        return self.applied.total() + self.refused.total() + self.repeated

    def observe(self, command: str, outcome: str, seconds: float) -> None:
        """The Desk's own measurement of one call."""
        self.seconds[command] += seconds
        if command == c.AcceptOffer.__name__ and outcome == "applied":
            self.accepts.append(seconds)


class House:
    """The Desk, its clock, the people, and the lot by which they decide."""

    def __init__(self, sessions: Sessions, agenda: Agenda, people: People, dice: Random) -> None:
        self.agenda, self.people, self.dice, self.tally = agenda, people, dice, Tally()
        self.desk = Desk(sessions, agenda, self.tally.observe)
        self._delivered = 0
        self._timers_late = timedelta()

    @property
    def now(self) -> datetime:
        return self.agenda.now

    def chance(self, of: float) -> bool:
        return self.dice.random() < of

    def soon(self, minutes: float) -> float:
        """About so many minutes, now and then far more."""
        return min(self.dice.expovariate(1 / minutes), 6 * minutes)

    def in_the_office(self, minutes: float) -> datetime:
        """So many minutes from now, or after the office opens if that is not while somebody is in."""
        at = (self.now + timedelta(minutes=minutes)).astimezone(ZONE)
        if OPENS <= at.hour < CLOSES:
            return at
        morning = at.replace(hour=OPENS, minute=0, second=0, microsecond=0)
        return morning + timedelta(days=at.hour >= CLOSES, minutes=self.soon(20))

    def give(self, actor: Actor, *commands: c.Command) -> Done | Refusal:
        """One call; a refusal is an answer like another."""
        self._delivered += 1
        key = f"simulated:{self._delivered}"
        first = self._deliver(actor, commands, key)
        if self.chance(TWICE):
            again = functools.partial(self._again, actor, commands, key, first)
            if isinstance(first, Refusal):
                again()  # the senders try again at once, or not at all: it was answered
            else:
                self.agenda.after(self.dice.uniform(0, 3), again)
        return first

    def read(self, actor: Actor, query: Query[T]) -> T:
        began = time.perf_counter()
        try:
            return self.desk.read(actor, query)
        finally:
            self.tally.seconds["(reads)"] += time.perf_counter() - began

    def timers_due(self) -> datetime | None:
        """When timers will be run next: a little behind, now and then."""
        due = self.desk.next_timer()
        return due + self._timers_late if due is not None else None

    def run_timers(self) -> None:
        began = time.perf_counter()
        given = self.desk.run_timers()
        self.tally.seconds["(timers)"] += time.perf_counter() - began
        self.tally.timers += given
        self._timers_late = timedelta(seconds=self.dice.choice(LATE_TIMERS))

    def _again(self, actor: Actor, commands: Sequence[c.Command], key: str, first: Done | Refusal) -> None:
        """I12."""
        second = self._deliver(actor, commands, key)
        if isinstance(first, Done) and isinstance(second, Done):
            if not second.repeated or _result(first) != _result(second):
                self.tally.broken.append(f"{commands} came twice and did something twice: {first}, {second}")
        elif isinstance(first, Done) or isinstance(second, Done) or first.code != second.code:
            self.tally.broken.append(f"{commands} came twice and was answered differently: {first}, {second}")

    def _deliver(self, actor: Actor, commands: Sequence[c.Command], key: str) -> Done | Refusal:
        name = type(commands[0]).__name__
        try:
            done = self.desk.do(actor, commands, key)
        except Refusal as refusal:
            self.tally.refused[f"{name} {refusal.code}"] += 1
            return refusal
        except Exception as bug:
            logging.getLogger(__name__).exception("%s", commands)
            self.tally.broken.append(f"{actor.name}: {commands} failed: {bug!r}")
            return Refusal(repr(bug))
        if done.repeated:
            self.tally.repeated += 1
        else:
            self.tally.applied[name] += 1
        return done


def _result(done: Done) -> tuple[int | None, int | None, tuple[str, ...]]:
    return done.order, done.version, done.events
