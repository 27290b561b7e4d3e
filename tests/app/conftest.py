"""An engine on a fresh database, and a diary in which its tasks write what they did."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.engine import Engine, Task
from app.postgres import FOR_TESTS, EmbeddedPostgres
from core.db import Sessions, make_engine, make_sessions, transaction
from core.jobs import Job, defer
from tests.app.support import Diary, Run


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


@pytest.fixture
def own_server() -> Iterator[EmbeddedPostgres]:
    """A server this test alone uses, and may stop."""
    home = Path(tempfile.mkdtemp(prefix="truckroll-db-"))
    home.chmod(0o711)
    with EmbeddedPostgres(home / "data", FOR_TESTS) as server:
        yield server
    shutil.rmtree(home)


@pytest.fixture
def diary() -> Diary:
    return Diary()
