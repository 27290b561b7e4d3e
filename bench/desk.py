"""Commands through the Desk against the same SQL by bare psycopg, at 1 and 8 clients.

The baseline runs the very statements that the Desk sent, recorded from a call of the same kind, with
fresh keys, in one transaction each: what is left over is the price of rules, rows and Python.
"""

import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import Engine, event

from bench.measure import Result
from core import commands as c
from core.db import driver_url, make_engine, make_sessions
from tests.cast import FRIDAY, THURSDAY, Cast, TestClock, assemble

CALLS = 400
CLIENTS = (1, 8)
FRESH = {"key": lambda: f"bench:{uuid.uuid4()}", "message_key": lambda: uuid.uuid4().hex}

Statement = tuple[str, Any]


def results(database_url: str) -> Iterator[Result]:
    """Notes (the smallest command) and reschedules (which tell a customer, a technician and dispatch)."""
    engine = make_engine(database_url, pool_size=max(CLIENTS), role="bench")
    cast = assemble(make_sessions(engine), TestClock())
    for name, make in (("note", _note), ("reschedule", _reschedule)):
        for clients in CLIENTS:
            numbers = [_order(cast) for _ in range(clients)]
            statements = _record(engine, cast, make, numbers[0])
            ours = _rate(
                clients, lambda client, make=make, numbers=numbers: _desk_calls(cast, make, numbers[client])
            )
            bare = _rate(clients, lambda _client, sent=statements: _bare_calls(database_url, sent))
            yield Result(f"desk: {name}, {clients} client{'s' * (clients > 1)}", ours, bare, "commands/s")
    engine.dispose()


def _order(cast: Cast) -> int:
    assert cast.tom.technician_id is not None
    return cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id))


def _note(number: int, turn: int) -> c.Command:
    return c.Note(order=number, text=f"note {turn}")


def _reschedule(number: int, turn: int) -> c.Command:
    return c.Reschedule(order=number, window=FRIDAY if turn % 2 else THURSDAY, reason="bench")


def _rate(clients: int, work: Callable[[int], int]) -> float:
    """Calls per second of all clients together."""
    with ThreadPoolExecutor(clients) as pool:
        began = time.perf_counter()
        calls = sum(pool.map(work, range(clients)))
        return calls / (time.perf_counter() - began)


def _desk_calls(cast: Cast, make: Callable[[int, int], c.Command], number: int) -> int:
    for turn in range(1, CALLS + 1):
        cast.desk.do(cast.dora, [make(number, turn)], f"bench:{uuid.uuid4()}")
    return CALLS


@dataclass
class _Recorder:
    statements: list[Statement] = field(default_factory=list)

    def __call__(
        self, _connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, _many: bool
    ) -> None:
        self.statements.append((sql, values))


def _record(
    engine: Engine, cast: Cast, make: Callable[[int, int], c.Command], number: int
) -> list[Statement]:
    cast.desk.do(cast.dora, [make(number, 1)], f"bench:{uuid.uuid4()}")  # fills the caches
    recorder = _Recorder()
    event.listen(engine, "before_cursor_execute", recorder)
    cast.desk.do(cast.dora, [make(number, 2)], f"bench:{uuid.uuid4()}")
    event.remove(engine, "before_cursor_execute", recorder)
    return recorder.statements


def _bare_calls(database_url: str, statements: list[Statement]) -> int:
    with psycopg.connect(driver_url(database_url)) as connection:
        for _ in range(CALLS):
            _bare_call(connection, statements)
            connection.commit()
    return CALLS


def _bare_call(connection: psycopg.Connection[Any], statements: list[Statement]) -> None:
    change_id = None
    for sql, values in statements:
        cursor = connection.execute(sql, _fresh(values, change_id))  # type: ignore[arg-type]  # recorded text
        rows = cursor.fetchall() if cursor.description else []
        change_id = change_id or rows[0][0]


def _fresh(values: Any, change_id: int | None) -> Any:
    if not isinstance(values, dict):
        return values
    made = {
        name: FRESH[stem]() if (stem := name.split("__")[0]) in FRESH else value
        for name, value in values.items()
    }
    return made | {name: change_id for name in made if name.split("__")[0] == "change_id"}
