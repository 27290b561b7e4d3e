"""Who is told that something changed: the browser's event stream and everybody who waits for a mail."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

ChangeType = Literal["message", "message_changed", "fault"]


@dataclass(frozen=True)
class Change:
    """`seq` counts up; `message` is the id of the message, or 0 where the whole mailbox is meant."""

    seq: int
    type: ChangeType
    mailbox: str
    message: int


class Changes:
    """A broadcast to any number of listeners. A listener gets what happens from its subscription on."""

    def __init__(self) -> None:
        self._seq = 0
        self._listeners: set[asyncio.Queue[Change | None]] = set()
        self._closed = False

    def publish(self, kind: ChangeType, mailbox: str, message: int = 0) -> None:
        self._seq += 1
        for listener in self._listeners:
            listener.put_nowait(Change(self._seq, kind, mailbox, message))

    @contextmanager
    def subscribe(self) -> Iterator[asyncio.Queue[Change | None]]:
        """A queue of changes; None in it means that no more will come."""
        queue: asyncio.Queue[Change | None] = asyncio.Queue()
        if self._closed:
            queue.put_nowait(None)
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def close(self) -> None:
        """Ends every stream and every wait, so that a server can shut down."""
        self._closed = True
        for listener in self._listeners:
            listener.put_nowait(None)

    def reopen(self) -> None:
        self._closed = False
