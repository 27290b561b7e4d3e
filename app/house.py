"""What the parts of one process share: the database, the secret, the clock, the Desk of each role."""

import asyncio
import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from app.metrics import Metrics
from core.clock import Clock, system_clock
from core.db import Sessions, make_engine, make_sessions
from core.desk import AsyncDesk, Desk
from core.settings import Settings
from core.tokens import ReplyTokens


@dataclass(frozen=True)
class Pool:
    """One role's own connections, and as many threads: no role can take another's."""

    sessions: Sessions
    threads: ThreadPoolExecutor
    desk: AsyncDesk


@dataclass
class House:
    """`url` is the database's. `failure` is why the process stops when nobody told it to."""

    settings: Settings
    url: str
    secret: bytes
    clock: Clock = system_clock
    metrics: Metrics = field(default_factory=Metrics)

    def __post_init__(self) -> None:
        self.tokens = ReplyTokens(self.secret, self.settings.mail_domain)
        self.stopping = asyncio.Event()
        self.failure: BaseException | None = None

    @contextlib.contextmanager
    def pool(self, role: str, connections: int) -> Iterator[Pool]:
        """Connections and threads for `role` for the length of the block."""
        engine = make_engine(self.url, pool_size=connections, role=role)
        sessions = make_sessions(engine)
        threads = ThreadPoolExecutor(connections, thread_name_prefix=role)
        try:
            yield Pool(sessions, threads, AsyncDesk(Desk(sessions, self.clock, self._observe), threads))
        finally:
            threads.shutdown()
            engine.dispose()

    def watch(self, task: asyncio.Task[None]) -> asyncio.Task[None]:
        """Stops the process when `task` ends before it was told to: half a process helps nobody."""
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        if self.stopping.is_set() or task.cancelled():
            return
        self.failure = task.exception() or RuntimeError(f"{task.get_name()} ended by itself")
        self.stopping.set()

    def _observe(self, command: str, outcome: str, seconds: float) -> None:
        self.metrics.commands.labels(command, outcome).inc()
        self.metrics.command_seconds.labels(command).observe(seconds)
