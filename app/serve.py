"""`truckroll serve`: starts the parts it was told to run, waits for SIGTERM, and lets running work finish.

Order of stopping: first nothing new is taken in (web, socket, listeners), then the worker finishes what it
began, then connections close. The embedded server stops when its last user is gone.
"""

import asyncio
import contextlib
import functools
import signal
import socket
from collections.abc import AsyncIterator, Collection, Sequence

import structlog
from sqlalchemy import text
from starlette.routing import BaseRoute

import migrations
from app import health
from app.database import database
from app.house import House, Pool
from app.roles.imap import imap
from app.roles.smtp import smtp
from app.roles.web import listen, web
from app.roles.worker import worker
from app.secret_key import secret_key
from app.tasks import bot_config, tasks
from app.webhooks import webhook_routes
from bot.app import build_app, slack_route
from bot.socket import slack_socket
from core import jobs
from core.db import transaction
from core.settings import ProcessRole, Settings
from portal.approval import ApprovalPage
from portal.stopping import StopPage

log = structlog.stdlib.get_logger(__name__)


def run(settings: Settings, roles: Collection[ProcessRole]) -> None:
    """Until told to stop. Raises what the process cannot run with or without."""
    listener = listen(settings.host, settings.port) if ProcessRole.WEB in roles else None
    with database(settings) as url:
        migrations.upgrade(url)
        asyncio.run(_serve(settings, url, roles, listener))


async def _serve(
    settings: Settings, url: str, roles: Collection[ProcessRole], listener: socket.socket | None
) -> None:
    house = House(settings, url, secret_key(settings))
    stop_on_signals(house)
    async with running(house, roles, listener):
        log.info("ready", roles=sorted(roles), web=settings.public_address if listener else None)
        await house.stopping.wait()
        log.info("stopping")
    if house.failure is not None:
        raise house.failure


def stop_on_signals(house: House) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, house.stopping.set)


@contextlib.asynccontextmanager
async def running(
    house: House,
    roles: Collection[ProcessRole],
    listener: socket.socket | None,
    more_routes: Sequence[BaseRoute] = (),
) -> AsyncIterator[dict[str, int]]:
    """The roles, ready; yields the ports that were chosen, by name. Stopped in the reverse order."""
    ports: dict[str, int] = {}
    async with contextlib.AsyncExitStack() as stack:
        if ProcessRole.WORKER in roles:
            pool = stack.enter_context(house.pool("worker", house.settings.worker_connections))
            await stack.enter_async_context(worker(house, tasks(house, pool), pool.desk))
        if ProcessRole.SMTP in roles:
            listeners = await stack.enter_async_context(smtp(house))
            ports["smtp"] = listeners[0].port
        if ProcessRole.IMAP in roles:
            await stack.enter_async_context(imap(house))
        if {ProcessRole.WEB, ProcessRole.SLACK_SOCKET} & set(roles):
            await _edges_people_use(house, roles, listener, more_routes, stack)
        try:
            yield ports
        finally:
            house.stopping.set()


async def _edges_people_use(
    house: House,
    roles: Collection[ProcessRole],
    listener: socket.socket | None,
    more_routes: Sequence[BaseRoute],
    stack: contextlib.AsyncExitStack,
) -> None:
    """Web and socket share a pool and one bolt app: the same listeners, whichever way Slack comes."""
    pool = stack.enter_context(house.pool("web", house.settings.web_connections))
    config = bot_config(house.settings)
    app = build_app(pool.desk, config) if config else None
    if listener is not None:
        slack = [slack_route(app, config)] if app and config and config.signing_secret else []
        pages = (*ApprovalPage(pool.desk, house.tokens).routes(), *StopPage(pool.desk, house.tokens).routes())
        routes = [*slack, *pages, *webhook_routes(house, pool), *_health(house, pool), *more_routes]
        await stack.enter_async_context(web(house, listener, routes))
    if app and config and ProcessRole.SLACK_SOCKET in roles:
        await stack.enter_async_context(slack_socket(app, config))


def _health(house: House, pool: Pool) -> list[BaseRoute]:
    async def database_answers() -> str | None:
        await pool.desk.run(lambda session: session.execute(text("select 1")))
        return None

    async def schema_is_current() -> str | None:
        at = await asyncio.get_running_loop().run_in_executor(
            pool.threads, functools.partial(migrations.current, house.url)
        )
        return None if at == migrations.head() else f"the schema is at {at}; run `truckroll migrate`"

    async def a_worker_lives() -> str | None:
        alive = await pool.desk.run(lambda session: session.scalar(text(WORKERS_ALIVE)))
        return None if alive else "no worker runs; start one with --roles worker"

    async def dead_jobs() -> int:
        counted: int = await asyncio.get_running_loop().run_in_executor(pool.threads, _dead_jobs, pool)
        return counted

    checks = {"database": database_answers, "migrations": schema_is_current, "worker": a_worker_lives}
    return list(health.routes(checks, house.metrics, dead_jobs))


WORKERS_ALIVE = (
    "select count(*) from procrastinate_workers where last_heartbeat > now() - interval '8 seconds'"
)


def _dead_jobs(pool: Pool) -> int:
    with transaction(pool.sessions) as session:
        return jobs.counts(session)["dead"]
