"""What the tests of the engine share: waiting for a condition, and looking at its tables."""

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

from sqlalchemy import text

from app.engine import Engine, Task
from core.db import Sessions, transaction
from core.jobs import DeadJob

PATIENCE = 30.0  # seconds before a condition that does not come is a failure

Deferred = Callable[..., None]
Run = Callable[[Mapping[str, Task]], AbstractAsyncContextManager[Engine]]


class Diary:
    """What the tasks of a test did, in order."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.buried: list[DeadJob] = []

    async def write(self, line: str) -> None:
        self.lines.append(line)

    async def bury(self, job: DeadJob) -> None:
        self.buried.append(job)

    def fails(self, error: Exception, times: int = 1_000) -> Callable[..., "asyncio.Future[None]"]:
        """A task that notes its runs and raises `error` in the first so many."""

        async def run(line: str) -> None:
            self.lines.append(line)
            if self.lines.count(line) <= times:
                raise error

        return run  # type: ignore[return-value]


def wrote(diary: Diary, *lines: str) -> Callable[[], bool]:
    return lambda: diary.lines == list(lines)


async def until(condition: Callable[[], bool]) -> None:
    """Waits for a condition that is bound to come."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come"
        await asyncio.sleep(0.01)


def count(sessions: Sessions, what: str) -> int:
    """How many jobs there are `where` …"""
    with transaction(sessions) as session:
        return int(
            session.execute(text(f"select count(*) from procrastinate_jobs where {what}")).scalar_one()
        )


def answer(sessions: Sessions, question: str) -> Any:
    """The one value a question has for an answer."""
    with transaction(sessions) as session:
        return session.execute(text(question)).scalar_one()


def execute(sessions: Sessions, statement: str) -> None:
    with transaction(sessions) as session:
        session.execute(text(statement))
