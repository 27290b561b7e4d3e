"""The imap role: reads mailboxes into the journal.

A role of its own beside smtp: it reaches out instead of listening, its host needs the mailboxes' passwords, and one
host is enough. Several do no harm: what one has kept the other finds in the journal.
"""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

from app.house import House
from app.mailboxes import mailboxes_in
from app.roles.smtp import Counting
from core.settings import IMAP_CONNECTIONS
from inbound.intake.imap import MailboxReader
from inbound.journal import Journal


@contextlib.asynccontextmanager
async def imap(house: House) -> AsyncIterator[None]:
    """Reads for the length of the block; a message under way is kept before it ends. Raises SettingsInvalid."""
    path = house.settings.imap_mailboxes
    mailboxes = mailboxes_in(path) if path else ()
    stopping = threading.Event()
    with (
        house.pool("imap", IMAP_CONNECTIONS) as pool,
        ThreadPoolExecutor(len(mailboxes) or 1, "imap-reader") as threads,
    ):
        journal = Counting(Journal(pool.sessions, house.tokens), house.metrics)
        readers = [
            MailboxReader(
                mailbox=each,
                journal=journal,
                clock=house.clock,
                max_bytes=house.settings.smtp_max_bytes,
                stopping=stopping,
            )
            for each in mailboxes
        ]
        loop = asyncio.get_running_loop()
        running = [loop.run_in_executor(threads, reader.run) for reader in readers]
        try:
            yield
        finally:
            stopping.set()
            await asyncio.gather(*running)
