"""Procrastinate's worker with two of its gaps closed. Overrides what tests/app/test_engine_contract.py guards."""

import asyncio
from typing import Any

from procrastinate import jobs, worker

LOOK_AGAIN = 0.05  # seconds


class Worker(worker.Worker):
    """Never sleeps through a job, and tells which of its side tasks have died."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._side_tasks: list[asyncio.Task[Any]] = []
        self._second_look: asyncio.TimerHandle | None = None

    async def run(self) -> None:
        await super().run()  # type: ignore[no-untyped-call]  # Procrastinate leaves it without annotations

    def stop(self) -> None:
        super().stop()  # type: ignore[no-untyped-call]  # as above

    def running(self) -> set[int]:
        """The ids of the jobs this worker is busy with."""
        return {context.job.id for context in self._running_jobs.values() if context.job.id is not None}

    def is_deaf(self) -> bool:
        """Whether the listener or the heartbeat has ended. Procrastinate's own watch ends with its first side task,
        which without periodic tasks is at once.
        """
        return any(task.done() and not task.cancelled() and task.exception() for task in self._side_tasks)

    def _start_side_tasks(self) -> list[asyncio.Task[Any]]:
        self._side_tasks = super()._start_side_tasks()
        return self._side_tasks

    async def _handle_notification(self, *, channel: str, notification: jobs.Notification) -> None:
        """A notification that comes while a fetch is under way is forgotten when the fetch finds nothing; so we
        look once more a moment later.
        """
        await super()._handle_notification(channel=channel, notification=notification)
        if self._second_look is None:
            self._second_look = asyncio.get_running_loop().call_later(LOOK_AGAIN, self._look_again)

    def _look_again(self) -> None:
        self._second_look = None
        self._new_job_event.set()
