"""Commands through the Desk against the same SQL by bare psycopg, at 1 and 8 clients.

The baseline runs the very statements that the Desk sent, recorded for each client from a call of the same kind about
the client's own work order, with fresh keys, in one transaction each: what is left over is the price of rules, rows
and Python. Each client is a thread with a connection of its own, opened before the clock starts, on both sides.
"""

import functools
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import Engine, event

from bench.measure import Result, in_turns
from core import commands as c
from core.db import driver_url, make_engine, make_sessions
from tests.cast import FRIDAY, THURSDAY, Cast, TestClock, assemble

SECONDS = 1.2  # of each round
CLIENTS = (1, 8)
FRESH: dict[str, Callable[[], str]] = {
    "key": lambda: f"bench:{uuid.uuid4()}",
    "message_key": lambda: uuid.uuid4().hex,
}

Statement = tuple[str, Any]
Make = Callable[[int, int], c.Command]


def results(database_url: str) -> Iterator[Result]:
    """Notes (the smallest command) and reschedules (which tell a customer, a technician and dispatch)."""
    engine = make_engine(database_url, pool_size=max(CLIENTS), role="bench")
    cast = assemble(make_sessions(engine), TestClock())
    for name, make in (("note", _note), ("reschedule", _reschedule)):
        for clients in CLIENTS:
            numbers = [_order(cast) for _ in range(clients)]
            recorded = [_record(engine, cast, make, number) for number in numbers]
            rates = in_turns(
                functools.partial(_desk_rate, cast, make, numbers),
                functools.partial(_bare_rate, database_url, recorded),
            )
            yield Result(f"desk: {name}, {clients} client{'s' * (clients > 1)}", *rates, "commands/s")
    engine.dispose()


def _order(cast: Cast) -> int:
    assert cast.tom.technician_id is not None
    return cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id))


def _note(number: int, turn: int) -> c.Command:
    return c.Note(order=number, text=f"note {turn}")


def _reschedule(number: int, turn: int) -> c.Command:
    return c.Reschedule(order=number, window=FRIDAY if turn % 2 else THURSDAY, reason="bench")


def _rate(clients: Sequence[Callable[[int], object]]) -> float:
    """Calls per second of all clients together; each client's call is told its turn, from 1."""
    with ThreadPoolExecutor(len(clients)) as pool:
        began = time.perf_counter()
        turns = sum(pool.map(functools.partial(_call_until, began + SECONDS), clients))
        return turns / (time.perf_counter() - began)


def _call_until(until: float, call: Callable[[int], object]) -> int:
    turn = 0
    while time.perf_counter() < until:
        turn += 1
        call(turn)
    return turn


def _desk_rate(cast: Cast, make: Make, numbers: Sequence[int]) -> float:
    def client(number: int, turn: int) -> None:
        cast.desk.do(cast.dora, [make(number, turn)], f"bench:{uuid.uuid4()}")

    return _rate([functools.partial(client, number) for number in numbers])


@dataclass
class _Recorder:
    statements: list[Statement] = field(default_factory=list)

    def __call__(self, *sent: Any) -> None:
        """SQLAlchemy's before_cursor_execute: connection, cursor, statement, parameters, context, many."""
        self.statements.append((sent[2], sent[3]))


def _record(engine: Engine, cast: Cast, make: Make, number: int) -> list[Statement]:
    cast.desk.do(cast.dora, [make(number, 1)], f"bench:{uuid.uuid4()}")  # fills the caches
    recorder = _Recorder()
    event.listen(engine, "before_cursor_execute", recorder)
    cast.desk.do(cast.dora, [make(number, 2)], f"bench:{uuid.uuid4()}")
    event.remove(engine, "before_cursor_execute", recorder)
    return recorder.statements


def _bare_rate(database_url: str, recorded: Sequence[list[Statement]]) -> float:
    connections = [psycopg.connect(driver_url(database_url)) for _ in recorded]
    try:
        return _rate(
            [
                functools.partial(_bare_call, connection, statements)
                for connection, statements in zip(connections, recorded, strict=True)
            ]
        )
    finally:
        for connection in connections:
            connection.close()


def _bare_call(connection: psycopg.Connection[Any], statements: list[Statement], _turn: int) -> None:
    change_id = None
    for sql, values in statements:
        cursor = connection.execute(sql, _fresh(values, change_id))
        rows = cursor.fetchall() if cursor.description else []
        change_id = change_id or rows[0][0]
    connection.commit()


def _fresh(values: Any, change_id: int | None) -> Any:
    """The recorded parameters, with what must differ from call to call made anew."""
    if not isinstance(values, dict):
        return values
    made = {
        name: FRESH[stem]() if (stem := name.split("__")[0]) in FRESH else value
        for name, value in values.items()
    }
    return made | {name: change_id for name in made if name.split("__")[0] == "change_id"}
