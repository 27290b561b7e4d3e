"""What runs in the other processes of a race: each has an engine of its own and waits at the line with the others."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.synchronize import Barrier

from sqlalchemy import text

from core.commands import Command
from core.db import make_engine, make_sessions, transaction
from core.desk import Desk
from core.people import Actor
from core.refusals import Refusal

PATIENCE = 60.0
"""Seconds a process waits for the others before the race counts as broken."""


@dataclass(frozen=True)
class Delivery:
    """One message or click, which may be delivered more than once."""

    actor: Actor
    command: Command
    key: str
    at: datetime | None = None
    """What the clock of whoever delivers it shows; None: that of the start."""


@dataclass(frozen=True)
class Outcome:
    key: str
    events: tuple[str, ...] = ()
    repeated: bool = False
    refused: str | None = None
    seconds: float = 0.0
    """How long the Desk took."""
    order: int | None = None


@dataclass
class _Racer:
    """A process's own."""

    desk: Desk
    line: Barrier
    start: datetime
    now: datetime


_racers: list[_Racer] = []


def come_to_the_line(url: str, line: Barrier, now: datetime) -> None:
    """Called once in each process."""
    engine = make_engine(url, pool_size=1, role="race")
    racer = _Racer(Desk(make_sessions(engine)), line, now, now)
    racer.desk.clock = lambda: racer.now
    _racers.append(racer)


def run(deliveries: Sequence[Delivery]) -> list[Outcome]:
    """Gives all of them to the Desk, one after the other, once everybody is at the line."""
    (racer,) = _racers
    racer.line.wait(PATIENCE)
    return [_deliver(racer, each) for each in deliveries]


def run_calls(calls: Sequence[tuple[Actor, Sequence[Command], str]]) -> list[int]:
    """Gives all of them to the Desk without waiting for anybody; the numbers of their work orders."""
    (racer,) = _racers
    racer.now = racer.start
    return [racer.desk.do(actor, commands, key).order or 0 for actor, commands, key in calls]


def run_timers(_place: int) -> int:
    """Runs timers until none is due, from the moment everybody is at the line; how many commands it gave."""
    (racer,) = _racers
    racer.line.wait(PATIENCE)
    given = 0
    while (due := racer.desk.next_timer()) is not None and due <= racer.now:
        given += racer.desk.run_timers()
    return given


def _deliver(racer: _Racer, delivery: Delivery) -> Outcome:
    racer.now, began = delivery.at or racer.start, time.perf_counter()
    number = delivery.command.order
    try:
        done = racer.desk.do(delivery.actor, [delivery.command], delivery.key)
    except Refusal as refusal:
        took = time.perf_counter() - began
        return Outcome(delivery.key, refused=refusal.code, seconds=took, order=number)
    took = time.perf_counter() - began
    return Outcome(delivery.key, done.events, done.repeated, seconds=took, order=number)


def run_naively(claim: tuple[int, int | None]) -> bool:
    """Takes visit `claim[0]` for technician `claim[1]` the way it is not done: look, then write. Whether it "won"."""
    (racer,) = _racers
    visit_id, technician_id = claim
    racer.line.wait(PATIENCE)
    with transaction(racer.desk.sessions) as session:
        found = text("select technician_id from visits where id = :id")
        is_free = session.scalar(found, {"id": visit_id}) is None
        racer.line.wait(PATIENCE)  # everybody has looked before anybody writes: nothing forbids it
        if is_free:
            taken = text("update visits set technician_id = :technician where id = :id")
            session.execute(taken, {"id": visit_id, "technician": technician_id})
        return is_free
