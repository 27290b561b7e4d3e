"""Procrastinate's worker with two of its gaps closed. Overrides what tests/app/test_engine_contract.py guards."""

import asyncio
from collections.abc import Iterable
from typing import Any

from procrastinate import App, jobs, manager, worker


class Wakeups(asyncio.Event):
    """Set by every notification. Procrastinate clears it after every fetch, and with it the notification that came
    while that fetch was under way; this one stays set then, so that the worker looks once more.
    """

    def __init__(self) -> None:
        super().__init__()
        self._since_fetch = False

    def fetching(self) -> None:
        """A fetch begins: it will see whatever was notified until now."""
        self._since_fetch = False

    def set(self) -> None:
        self._since_fetch = True
        super().set()

    def clear(self) -> None:
        if not self._since_fetch:
            super().clear()


class Fetching(manager.JobManager):
    """Procrastinate's statements, telling `wakeups` when a fetch begins."""

    def __init__(self, app: App, wakeups: Wakeups) -> None:
        super().__init__(app.connector)
        self._wakeups = wakeups

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> jobs.Job | None:
        self._wakeups.fetching()
        return await super().fetch_job(queues, worker_id)


class Worker(worker.Worker):
    """Never sleeps through a job, and tells when its side tasks have died."""

    def __init__(self, app: App, **options: Any) -> None:
        super().__init__(app, **options)
        wakeups = Wakeups()
        self._new_job_event = wakeups
        app.job_manager = Fetching(app, wakeups)
        self._side_tasks: list[asyncio.Task[Any]] = []

    async def run(self) -> None:
        await super().run()  # type: ignore[no-untyped-call]  # Procrastinate leaves it without annotations

    def stop(self) -> None:
        super().stop()  # type: ignore[no-untyped-call]  # as above

    def running(self) -> set[int]:
        """The ids of the jobs this worker is busy with."""
        return {context.job.id for context in self._running_jobs.values() if context.job.id is not None}

    def is_deaf(self) -> bool:
        """Whether the listener or another side task has failed. Procrastinate's own watch over them ends with the
        first that ends, and the one for periodic tasks, of which there are none, ends at once.
        """
        return any(task.done() and not task.cancelled() and task.exception() for task in self._side_tasks)

    def _start_side_tasks(self) -> list[asyncio.Task[Any]]:
        self._side_tasks = super()._start_side_tasks()
        return self._side_tasks
