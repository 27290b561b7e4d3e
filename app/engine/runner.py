"""One run of one job: the task's own code inside, and what the engine makes of its outcome."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from procrastinate import App, JobContext, RetryDecision
from procrastinate import jobs as procrastinate_jobs
from procrastinate.retry import BaseRetryStrategy

from app.engine.store import Store
from app.engine.task import Again, Dead, Task, verdict
from core.jobs import DeadJob, TryAgain

logger = logging.getLogger(__name__)

Observe = Callable[[str, str, float], None]
"""Told the task, its outcome (done, again, dead, requeued, joined) and the seconds it took."""

UNEXPECTED_WAIT = timedelta(seconds=2)


class Strategy(BaseRetryStrategy):
    """Reads the runner's verdict from the exception. Also every task's reason not to be aborted by a drain."""

    def get_retry_decision(
        self, *, exception: BaseException, job: procrastinate_jobs.Job
    ) -> RetryDecision | None:
        """None for a dead job. An exception of the engine's own (the database went away) is tried again."""
        del job
        if isinstance(exception, Dead):
            return None
        after = UNEXPECTED_WAIT
        if isinstance(exception, Again):
            after = exception.after
        elif isinstance(exception, asyncio.CancelledError):
            after = timedelta()
        return RetryDecision(retry_at=datetime.now(UTC) + after)


class Runner:
    """Runs the jobs of a table of tasks."""

    def __init__(self, tasks: Mapping[str, Task], store: Store, observe: Observe) -> None:
        self._tasks = tasks
        self._store = store
        self._observe = observe

    def register(self, app: App) -> None:
        """Makes the tasks known to Procrastinate."""
        for name in self._tasks:
            app.task(name=name, pass_context=True, retry=Strategy())(self._entry(name))

    def _entry(self, name: str) -> Callable[..., Awaitable[None]]:
        async def entry(context: JobContext, **args: Any) -> None:
            await self._run(name, context.job, args)

        return entry

    async def _run(self, name: str, row: procrastinate_jobs.Job, args: dict[str, Any]) -> None:
        task = self._tasks[name]
        began = time.monotonic()
        try:
            await task.run(**args)
        except (Exception, asyncio.CancelledError) as error:
            said = verdict(error, row.attempts + 1, task, random.random())  # noqa: S311 - spreads load, no secret
            self._observe(name, type(said).__name__.lower(), time.monotonic() - began)
            if isinstance(said, Dead):
                await self._store.note(row, said.why)
                await self.bury(_dead(row, said.why))
                raise said from error
            if row.queueing_lock is not None:
                # What failed as a bug of ours may fail for ever: only that job pays, not its lane.
                first = isinstance(error, TryAgain | asyncio.CancelledError)
                await self._store.again_once(row, said.why, said.after, first=first)
                return
            if isinstance(error, asyncio.CancelledError):
                raise
            await self._store.note(row, said.why)
            raise said from error
        self._observe(name, "done", time.monotonic() - began)

    async def bury(self, job: DeadJob) -> None:
        """Tells the task's `on_dead`; what that raises is logged, because the job is dead all the same."""
        task = self._tasks.get(job.task)
        if task is None or task.on_dead is None:
            return
        try:
            await task.on_dead(job)
        except Exception:
            logger.exception("on_dead of %s failed for job %s", job.task, job.id)


def _dead(row: procrastinate_jobs.Job, why: str) -> DeadJob:
    assert row.id is not None
    return DeadJob(row.id, row.task_name, row.task_kwargs, row.lock, row.attempts + 1, why, None)
