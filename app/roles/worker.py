"""The worker role: jobs and timers."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping

import structlog

from app.engine import Engine, Task
from app.house import House
from app.roles.tidying import keep_tidy
from core.db import DatabaseDown
from core.desk import AsyncDesk, Desk

log = structlog.stdlib.get_logger(__name__)

LOOK_AGAIN = 1.0
"""Seconds at most between looks for due timers: another process may have set one."""


@contextlib.asynccontextmanager
async def worker(house: House, tasks: Mapping[str, Task], desk: AsyncDesk) -> AsyncIterator[None]:
    """Runs jobs and timers for the length of the block, and tidies up; running jobs may finish."""
    engine = Engine(
        house.url,
        tasks,
        house.settings.worker_connections,
        drain=house.settings.drain_seconds,
        observe=house.metrics.ran,
    )
    jobs = house.watch(asyncio.create_task(engine.run(), name="the job engine"))
    timers = house.watch(asyncio.create_task(keep_timers(desk.desk), name="the timers"))
    tidying = house.watch(
        asyncio.create_task(keep_tidy(desk, house.settings.raw_mail_days), name="tidying up")
    )
    try:
        yield
    finally:
        timers.cancel()
        tidying.cancel()
        engine.stop()
        await asyncio.wait([jobs, timers, tidying])


async def keep_timers(desk: Desk) -> None:
    """Runs due timers and sleeps until the next, for ever."""
    while True:
        try:
            await asyncio.to_thread(desk.run_timers)
            due = await asyncio.to_thread(desk.next_timer)
        except DatabaseDown as away:
            log.warning("timers wait for the database", why=str(away))
            due = None
        wait = (due - desk.clock()).total_seconds() if due else LOOK_AGAIN
        await asyncio.sleep(min(max(wait, 0.0), LOOK_AGAIN))
