"""Natural batching: what queued up during the previous commit is committed together.

No timer and no waiting for more: a lone message is committed at once, a flood shares commits. Promised: every
`put` ends in exactly one of *committed*, `StoreUnavailable` or the store's own exception for that message, and a
message that the store cannot take never takes its neighbours down with it.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor

import structlog

from inbound.envelope import Envelope

log = structlog.get_logger(__name__)

Store = Callable[[Sequence[Envelope]], None]

MAX_MESSAGES = 100
MAX_BYTES = 16 * 2**20


class StoreUnavailable(Exception):
    """The journal cannot be reached now; the sender should try again later."""


class NoSuchMailbox(Exception):
    """The message is addressed to nobody we know, which only the store could tell; trying again will not help."""


class Batches:
    """Hands envelopes to a synchronous `store`, one transaction per batch, in the given executor."""

    def __init__(self, store: Store, executor: Executor) -> None:
        self._store = store
        self._executor = executor
        self._waiting: deque[tuple[Envelope, asyncio.Future[None]]] = deque()
        self._committer: asyncio.Task[None] | None = None

    async def put(self, envelope: Envelope) -> None:
        """Return when the envelope is committed; cancelling the caller does not cancel the commit.

        Raises `StoreUnavailable`, or whatever the store raised for this message alone.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((envelope, done))
        if self._committer is None:
            self._committer = asyncio.create_task(self._commit_all())
        await asyncio.shield(done)

    async def drain(self) -> None:
        """Return when everything put so far has been answered."""
        while self._committer is not None:
            await asyncio.shield(self._committer)

    async def _commit_all(self) -> None:
        try:
            while self._waiting:
                await self._commit(self._next_batch())
        finally:
            self._committer = None

    def _next_batch(self) -> list[tuple[Envelope, asyncio.Future[None]]]:
        batch = [self._waiting.popleft()]
        size = len(batch[0][0].raw)
        while self._waiting and len(batch) < MAX_MESSAGES:
            size += len(self._waiting[0][0].raw)
            if size > MAX_BYTES:
                break
            batch.append(self._waiting.popleft())
        return batch

    async def _commit(self, batch: list[tuple[Envelope, asyncio.Future[None]]]) -> None:
        error = await self._try([envelope for envelope, _ in batch])
        if error is None or len(batch) == 1 or isinstance(error, StoreUnavailable):
            for _, done in batch:
                _settle(done, error)
            return
        for envelope, done in batch:
            _settle(done, await self._try([envelope]))

    async def _try(self, envelopes: list[Envelope]) -> Exception | None:
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._executor, self._store, envelopes)
        except Exception as error:  # noqa: BLE001 - each waiting sender is told, whatever it was
            return error
        log.info("smtp.kept", messages=len(envelopes), bytes=sum(len(each.raw) for each in envelopes))
        return None


def _settle(done: asyncio.Future[None], error: Exception | None) -> None:
    if error is None:
        done.set_result(None)
        return
    done.set_exception(error)
    done.exception()  # the sender may have hung up; an answer nobody waits for is not a warning
