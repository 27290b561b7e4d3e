"""What runs in the other processes of a race: each has an engine of its own and waits at the line with the others."""

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


@dataclass(frozen=True)
class Outcome:
    key: str
    events: tuple[str, ...] = ()
    repeated: bool = False
    refused: str | None = None


@dataclass
class _Racer:
    """A process's own."""

    desk: Desk
    line: Barrier
    now: datetime


_racers: list[_Racer] = []


def come_to_the_line(url: str, line: Barrier, now: datetime) -> None:
    """Called once in each process."""
    engine = make_engine(url, pool_size=1, role="race")
    racer = _Racer(Desk(make_sessions(engine)), line, now)
    racer.desk.clock = lambda: racer.now
    _racers.append(racer)


def run(deliveries: Sequence[Delivery]) -> list[Outcome]:
    """Gives all of them to the Desk, one after the other, once everybody is at the line."""
    (racer,) = _racers
    racer.line.wait(PATIENCE)
    return [_deliver(racer.desk, each) for each in deliveries]


def run_timers(_place: int) -> int:
    """Runs timers until none is due, from the moment everybody is at the line; how many commands it gave."""
    (racer,) = _racers
    racer.line.wait(PATIENCE)
    given = 0
    while (due := racer.desk.next_timer()) is not None and due <= racer.now:
        given += racer.desk.run_timers()
    return given


def _deliver(desk: Desk, delivery: Delivery) -> Outcome:
    try:
        done = desk.do(delivery.actor, [delivery.command], delivery.key)
    except Refusal as refusal:
        return Outcome(delivery.key, refused=refusal.code)
    return Outcome(delivery.key, done.events, done.repeated)


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
