"""The engine shares its tables with whoever defers jobs: what it locks must not wait for its event loop."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from sqlalchemy import text

from app.engine import Task
from core.db import Sessions, transaction
from core.jobs import Job
from tests.app.support import Deferred, Diary, Run, count

JOBS = 8
HELD_UP = 0.01  # seconds: how long somebody else keeps the event loop, again and again
STATES = text(
    "select state from pg_stat_activity where datname = current_database() and application_name = 'truckroll engine'"
)


async def test_a_job_engine_whose_event_loop_is_busy_leaves_no_transaction_open(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    deferred(*(Job("write", {"line": str(number)}) for number in range(JOBS)))
    over = Event()
    with ThreadPoolExecutor(1) as beside:
        states = beside.submit(_states_of_its_connections, sessions, over)
        try:
            async with running({"write": Task(diary.write)}):
                while len(diary.lines) < JOBS or count(sessions, "true"):
                    time.sleep(HELD_UP)  # noqa: ASYNC251 - this is the busy loop
                    await asyncio.sleep(0)
        finally:
            over.set()
    seen = states.result()
    assert "idle" in seen, "nobody looked while it ran"
    assert not {state for state in seen if state.startswith("idle in transaction")}


def _states_of_its_connections(sessions: Sessions, over: Event) -> set[str]:
    """All that PostgreSQL said of them until it was `over`."""
    seen: set[str] = set()
    while not over.wait(HELD_UP / 10):
        with transaction(sessions) as session:
            seen.update(state for state in session.scalars(STATES) if state is not None)
    return seen
