"""The worker role: jobs and timers."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping

import structlog

from app.engine import Engine, Task
from app.house import House
from app.roles.tidying import keep_tidy
from core import roads
from core.db import DatabaseDown, transaction
from core.desk import AsyncDesk, Desk

log = structlog.stdlib.get_logger(__name__)

LOOK_AGAIN = 1.0
"""Seconds at most between looks for due timers: another process may have set one."""
ROADS_EVERY = 900.0
"""Seconds between questions to a road service about visits that are new."""


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
    always = [jobs, timers, tidying]
    if house.settings.routing_url is not None:
        waking = asyncio.create_task(keep_roads(desk.desk), name="the road service's wake-up")
        always.append(house.watch(waking))
    try:
        yield
    finally:
        for each in always[1:]:
            each.cancel()
        engine.stop()
        await asyncio.wait(always)


async def keep_roads(desk: Desk) -> None:
    """Has the ways of the coming days looked up every now and then, for ever."""
    while True:
        try:
            await asyncio.to_thread(_ask_for_roads, desk)
        except DatabaseDown as away:
            log.warning("the ways of the coming days wait for the database", why=str(away))
        await asyncio.sleep(ROADS_EVERY)


def _ask_for_roads(desk: Desk) -> None:
    with transaction(desk.sessions) as session:
        roads.ask(session)


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
