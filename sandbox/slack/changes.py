"""Tells whoever watches that something changed, and knows when nothing is going on any more."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from sandbox.slack.json_types import JSON

CLOSED = None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the workspace; `user` is set where only that user can see it."""

    seq: int
    type: str
    channel: str | None = None
    ts: str | None = None
    user: str | None = None
    view: str | None = None

    def to_json(self) -> JSON:
        return asdict(self)


@dataclass
class Changes:
    """The feed of changes, and the count of what is under way (calls being answered, deliveries awaiting their ack)."""

    seq: int = 0
    last: float = field(default_factory=time.monotonic)
    under_way: dict[int, str] = field(default_factory=dict)
    on_change: Callable[[], None] = lambda: None
    _watchers: set[asyncio.Queue[Change | None]] = field(default_factory=set)
    _tokens: int = 0

    def publish(
        self,
        kind: str,
        channel: str | None = None,
        ts: str | None = None,
        *,
        user: str | None = None,
        view: str | None = None,
    ) -> None:
        self.seq += 1
        self.last = time.monotonic()
        change = Change(self.seq, kind, channel, ts, user, view)
        for queue in self._watchers:
            queue.put_nowait(change)
        self.on_change()

    @contextmanager
    def watch(self) -> Iterator[asyncio.Queue[Change | None]]:
        """A queue of the changes from now on; None in it means that the stand-in is closing."""
        queue: asyncio.Queue[Change | None] = asyncio.Queue()
        self._watchers.add(queue)
        try:
            yield queue
        finally:
            self._watchers.discard(queue)

    @contextmanager
    def busy(self, what: str) -> Iterator[None]:
        """Marks `what` as under way, so that nobody takes the silence meanwhile for quiet."""
        self._tokens += 1
        token = self._tokens
        self.under_way[token] = what
        try:
            yield
        finally:
            del self.under_way[token]
            self.last = time.monotonic()

    async def wait_quiet(self, quiet: float, within: float) -> bool:
        """True once nothing changed and nothing was under way for `quiet` seconds; False after `within` seconds."""
        end = time.monotonic() + within
        while True:
            now = time.monotonic()
            if not self.under_way and now - self.last >= quiet:
                return True
            if now >= end:
                return False
            rest = quiet if self.under_way else quiet - (now - self.last)
            await asyncio.sleep(min(max(rest, 0.005), end - now, 0.05))

    def close(self) -> None:
        for queue in self._watchers:
            queue.put_nowait(CLOSED)
