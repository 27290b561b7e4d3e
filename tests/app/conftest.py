"""An engine on a fresh database, and a diary in which its tasks write what they did."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager

import pytest

from app.engine import Engine, Task
from core.db import Sessions, make_engine, make_sessions, transaction
from core.jobs import Job, defer
from tests.app.support import Run


@pytest.fixture
def sessions(database_url: str) -> Iterator[Sessions]:
    engine = make_engine(database_url, pool_size=3, role="test")
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
def deferred(sessions: Sessions) -> Callable[..., None]:
    """Defers jobs and commits."""

    def defer_and_commit(*jobs: Job) -> None:
        with transaction(sessions) as session:
            defer(session, *jobs)

    return defer_and_commit


@pytest.fixture
def running(database_url: str) -> Run:
    """Runs an engine with a table of tasks for the length of a block, then drains it."""

    @asynccontextmanager
    async def run(tasks: Mapping[str, Task]) -> AsyncIterator[Engine]:
        engine = Engine(database_url, tasks, concurrency=4, drain=0.5)
        work = asyncio.create_task(engine.run())
        try:
            yield engine
        finally:
            engine.stop()
            await work

    return run
