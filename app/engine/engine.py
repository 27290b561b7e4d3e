"""The supervised worker: runs until it is told to stop, whatever the database does meanwhile.

Several engines, in one process or on many hosts, share the work of one database. Each says every two seconds that it
lives, and takes back the jobs of those that have not for eight. An engine holds CONNECTIONS connections, apart from
those its tasks use.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from typing import Any

from procrastinate import App
from procrastinate.exceptions import ConnectorException
from procrastinate.psycopg_connector import PsycopgConnector
from psycopg import AsyncConnection
from psycopg import Error as DriverError
from psycopg_pool import AsyncConnectionPool

from app.engine.runner import Observe, Runner
from app.engine.store import Store
from app.engine.task import Task
from app.engine.worker import Worker
from core.db import CONNECT_WAIT, driver_url

logger = logging.getLogger(__name__)

POOL = 3
CONNECTIONS = POOL + 1  # one listens
HEARTBEAT = 2.0  # seconds
POLL = 1.0  # seconds: how late a job that waits for its next attempt may be noticed
OPENING = 5.0  # seconds to wait for a connection
RESTART = 1.0  # seconds between the end of one worker and the start of the next
NEVER = 10**6  # seconds: our heartbeat replaces Procrastinate's, which ends at its first failure

AWAY = (ConnectorException, DriverError, OSError)


def _unobserved(_task: str, _outcome: str, _seconds: float) -> None:
    return


async def _commit_each_statement(connection: AsyncConnection[Any]) -> None:
    """Ended from here, a transaction would hold its locks until the event loop is free, and the Desk wait for them."""
    await connection.set_autocommit(True)


class Engine:
    """Runs the jobs of the database at `url` by the table `tasks`, at most `concurrency` at once.

    `drain` is how many seconds running jobs may take after stop(); what is left then is cut short and run again
    later. `observe` is told of every run.
    """

    def __init__(
        self,
        url: str,
        tasks: Mapping[str, Task],
        concurrency: int,
        *,
        drain: float = 20.0,
        observe: Observe = _unobserved,
    ) -> None:
        self._url = url
        self._tasks = tasks
        self._concurrency = concurrency
        self._drain = drain
        self._observe = observe
        self._worker: Worker | None = None
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Fetches nothing more; run() returns when the running jobs are done or `drain` is over."""
        self._stopping.set()
        if self._worker:
            self._worker.stop()

    async def run(self) -> None:
        """Works until stop() or cancellation; both drain. Never ends because of the database."""
        while not self._stopping.is_set():
            try:
                async with self._connected() as connector:
                    await self._work(connector)
            except AWAY as error:
                logger.warning("The job worker lost the database and will be back: %s", error)
            except Exception:
                logger.exception("The job worker failed and will be back")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), RESTART)

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncIterator[PsycopgConnector]:
        pool = AsyncConnectionPool(
            driver_url(self._url),
            min_size=1,
            max_size=POOL,
            timeout=OPENING,
            open=False,
            kwargs={"application_name": "truckroll engine", "connect_timeout": CONNECT_WAIT},
            configure=_commit_each_statement,
            check=AsyncConnectionPool.check_connection,
        )
        connector = PsycopgConnector()
        try:
            await pool.open(wait=True, timeout=OPENING)
            await connector.open_async(pool)
            yield connector
        finally:
            await pool.close()

    async def _work(self, connector: PsycopgConnector) -> None:
        store = Store(connector)
        runner = Runner(self._tasks, store, self._observe)
        app = App(connector=connector)
        runner.register(app)
        worker = Worker(
            app,
            concurrency=self._concurrency,
            fetch_job_polling_interval=POLL,
            shutdown_graceful_timeout=self._drain,
            delete_jobs="successful",
            install_signal_handlers=False,
            update_heartbeat_interval=NEVER,
        )
        self._worker = worker
        keeper = asyncio.create_task(self._keep(worker, store, runner))
        try:
            if not self._stopping.is_set():
                await worker.run()
        finally:
            self._worker = None
            keeper.cancel()
            await asyncio.wait([keeper])

    async def _keep(self, worker: Worker, store: Store, runner: Runner) -> None:
        """The heartbeat and the sweep, also while the worker drains."""
        unclaimed: set[int] = set()
        while True:
            if worker.is_deaf():
                worker.stop()
            try:
                thought = await store.beat(worker.worker_id)
                # Not running it in two beats: the outcome of the run could not be written down.
                orphans, unclaimed = unclaimed & (thought - worker.running()), thought - worker.running()
                await self._sweep(store, runner, orphans)
            except AWAY as error:
                logger.warning("The job worker's heartbeat failed and will be tried again: %s", error)
            await asyncio.sleep(HEARTBEAT)

    async def _sweep(self, store: Store, runner: Runner, orphans: set[int]) -> None:
        for swept in await store.sweep(orphans):
            logger.warning("Job %s of %s lost its worker: %s", swept.job.id, swept.job.task, swept.outcome)
            self._observe(swept.job.task, swept.outcome, 0.0)
            if swept.outcome == "dead":
                await runner.bury(swept.job)
