"""The smtp role: listeners that keep mail in the journal before they say 250."""

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.house import House, Pool
from app.listening import mail_listeners
from app.metrics import Metrics
from core.db import DatabaseDown, Sessions, transaction
from core.model import Company
from inbound.addresses import OurAddresses
from inbound.envelope import Envelope
from inbound.intake.smtp import Listener, listen
from inbound.journal import Journal

LEARN_EVERY = 30.0
"""Seconds between looks for new companies."""


@contextlib.asynccontextmanager
async def smtp(house: House) -> AsyncIterator[tuple[Listener, ...]]:
    """Listens for the length of the block; messages under way are kept before it ends."""
    with house.pool("smtp", house.settings.smtp_connections) as pool:
        addresses = OurAddresses(house.settings.mail_domain, await _mailboxes(pool))
        learning = house.watch(asyncio.create_task(_learn(pool, addresses), name="the address book"))
        store = Counting(Journal(pool.sessions, house.tokens), house.metrics)
        listeners = [
            await listen(settings, store, pool.threads, addresses, house.clock)
            for settings in mail_listeners(house.settings)
        ]
        try:
            yield tuple(listeners)
        finally:
            learning.cancel()
            await asyncio.gather(*(each.close() for each in listeners))


@dataclass(frozen=True)
class Counting:
    """The journal, counted: what it keeps is accepted."""

    journal: Journal
    metrics: Metrics

    def __call__(self, envelopes: Sequence[Envelope]) -> None:
        self.journal(envelopes)
        for envelope in envelopes:
            self.metrics.mail_accepted.labels(envelope.way_in).inc()

    def came_from(self, places: Sequence[str]) -> set[str]:
        return self.journal.came_from(places)


async def _learn(pool: Pool, addresses: OurAddresses) -> None:
    while True:
        await asyncio.sleep(LEARN_EVERY)
        with contextlib.suppress(DatabaseDown):
            addresses.learn(await _mailboxes(pool))


async def _mailboxes(pool: Pool) -> list[str]:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool.threads, functools.partial(_read_mailboxes, pool.sessions))


def _read_mailboxes(sessions: Sessions) -> list[str]:
    with transaction(sessions) as session:
        return list(session.scalars(select(Company.mailbox)))
