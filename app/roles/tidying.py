"""What the worker role does once an hour: raw mail that has been kept long enough is deleted."""

import asyncio
from datetime import timedelta

import structlog

from core.db import DatabaseDown
from core.desk import AsyncDesk
from core.retention import forget_raw

log = structlog.stdlib.get_logger(__name__)

EVERY = 3600.0
"""Seconds between two looks."""


async def keep_tidy(desk: AsyncDesk, days: int | None) -> None:
    """Deletes raw mail older than `days`, for ever; with None nothing is ever deleted."""
    while days is not None:
        try:
            await tidy(desk, days)
        except DatabaseDown as away:
            log.warning("raw mail is deleted later", why=str(away))
        await asyncio.sleep(EVERY)
    await asyncio.Event().wait()


async def tidy(desk: AsyncDesk, days: int) -> int:
    """One look: a step at a time, so that no transaction is long. How many messages it was."""
    before, gone = desk.clock() - timedelta(days=days), 0
    while step := await desk.run(lambda session: forget_raw(session, before)):
        gone += step
    if gone:
        log.info("mail.raw_deleted", messages=gone, days=days)
    return gone
