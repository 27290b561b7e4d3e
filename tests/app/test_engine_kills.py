"""A worker that is killed in the middle of a job loses nothing, and the job runs again soon."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import migrations
from app.engine import Engine, Task
from app.postgres import EmbeddedPostgres
from core.db import Sessions, is_reachable, make_engine, make_sessions, transaction
from core.jobs import Job, defer
from tests.app.support import PATIENCE, Run, count, until

REPOSITORY = Path(__file__).parents[2]
WORKER = """
import asyncio, sys
from app.engine import Engine, Task

async def hang(**_args):
    print("begun", flush=True)
    await asyncio.sleep(600)

asyncio.run(Engine(sys.argv[1], {"write": Task(hang)}, concurrency=4).run())
"""


@pytest.fixture
def lines() -> list[str]:
    """What the tasks of a test wrote."""
    return []


@pytest.fixture
def tasks(lines: list[str]) -> dict[str, Task]:
    async def write(line: str) -> None:
        lines.append(line)

    return {"write": Task(write)}


def kill_a_worker_in_the_middle_of(jobs: int, url: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WORKER, url], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout
        for _job in range(jobs):
            assert worker.stdout.readline() == "begun\n"
        worker.send_signal(signal.SIGKILL)


async def test_the_jobs_of_a_killed_worker_run_again_in_their_order(
    database_url: str, sessions: Sessions, running: Run, tasks: dict[str, Task], lines: list[str]
) -> None:
    with transaction(sessions) as session:
        defer(session, *(Job("write", {"line": f"{lane}{n}"}, lane=lane) for n in range(3) for lane in "ab"))
    kill_a_worker_in_the_middle_of(2, database_url)
    assert count(sessions, "status = 'doing'") == 2
    async with running(tasks):
        await until(lambda: count(sessions, "true") == 0)
    assert [line for line in lines if line[0] == "a"] == ["a0", "a1", "a2"]
    assert [line for line in lines if line[0] == "b"] == ["b0", "b1", "b2"]


async def test_the_engine_works_on_when_the_database_comes_back(
    own_server: EmbeddedPostgres, tasks: dict[str, Task], lines: list[str]
) -> None:
    url = own_server.url()
    migrations.upgrade(url)
    database = make_engine(url, pool_size=1, role="test")
    sessions = make_sessions(database)
    engine = Engine(url, tasks, concurrency=2, drain=0.5)
    work = asyncio.create_task(engine.run())
    for line in ("before", "after"):
        is_reachable(database)  # drops the connection that died with the server
        with transaction(sessions) as session:
            defer(session, Job("write", {"line": line}))
        await until(lambda: count(sessions, "true") == 0)
        own_server.stop()
        own_server.start()
    engine.stop()
    await work
    database.dispose()
    assert lines == ["before", "after"]


async def test_an_engine_can_be_stopped_while_the_database_is_away(tasks: dict[str, Task]) -> None:
    engine = Engine("postgresql://nobody@127.0.0.1:1/nothing", tasks, concurrency=1)
    work = asyncio.create_task(engine.run())
    await asyncio.sleep(0)
    engine.stop()
    await asyncio.wait_for(work, PATIENCE)


async def test_a_cancelled_engine_drains(
    database_url: str, sessions: Sessions, deferred: Callable[..., None]
) -> None:
    finished = asyncio.Event()
    begun = asyncio.Event()

    async def work() -> None:
        begun.set()
        await asyncio.sleep(0.2)
        finished.set()

    engine = asyncio.create_task(Engine(database_url, {"work": Task(work)}, concurrency=1).run())
    deferred(Job("work", {}))
    await asyncio.wait_for(begun.wait(), PATIENCE)
    engine.cancel()
    with pytest.raises(asyncio.CancelledError):
        await engine
    assert finished.is_set()
    assert count(sessions, "true") == 0
