"""The bot as it runs: bolt over real HTTP with real signatures, a real PostgreSQL, the real job engine, the strict stand-in."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
import yaml
from slack_bolt.async_app import AsyncApp
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.routing import Mount

from app.engine import Engine, Task
from bot.app import BotConfig, build_app, slack_route
from bot.deliver import tasks
from bot.socket import slack_socket
from core.db import Sessions, make_engine, make_sessions, transaction
from core.desk import AsyncDesk
from sandbox import sample
from sandbox.slack import Identity, SandboxChannel, SandboxUser, SlackSandbox, SlackSandboxConfig
from sandbox.slack.client import SandboxClient, UserClient
from tests.cast import Cast, TestClock, assemble

PATIENCE = 20.0  # seconds before a condition that does not come is a failure
ROOT = Path(__file__).parents[2]
DISPATCH = sample.DISPATCH.slack_channel_id
CONFIG = BotConfig(bot_token="xoxb-office", signing_secret="signed-in-the-office", app_token="xapp-office")
NEWCOMER = SandboxUser("U0NEW", "nora", "Nora Nord", "nora@northgate.example")


@dataclass
class Office:
    """Everything running, and the people at their keyboards."""

    cast: Cast
    slack: SandboxClient
    base: str
    sandbox: SlackSandbox
    dora: UserClient = field(init=False)
    sue: UserClient = field(init=False)
    tom: UserClient = field(init=False)
    tina: UserClient = field(init=False)
    nora: UserClient = field(init=False)

    def __post_init__(self) -> None:
        self.dora, self.sue = self._at("U0DORA"), self._at("U0SUE")
        self.tom, self.tina, self.nora = self._at("U0TOM"), self._at("U0TINA"), self._at("U0NEW")

    def _at(self, user_id: str) -> UserClient:
        return self.slack.user(user_id, DISPATCH)

    async def settle(self) -> None:
        """Returns when every job is done, or dead."""
        await until(lambda: self.jobs("status in ('todo', 'doing')") == 0)

    def jobs(self, where: str) -> int:
        with transaction(self.cast.desk.sessions) as session:
            return int(
                session.execute(text(f"select count(*) from procrastinate_jobs where {where}")).scalar_one()
            )

    async def card(self, words: str = "WO-1", user: UserClient | None = None) -> dict[str, Any]:
        """The newest message for everybody with these words, in the dispatch channel or in direct messages."""
        channel, reader = (await user.dm() if user else DISPATCH), user or self.dora

        async def look() -> dict[str, Any] | None:
            said = [row for row in await reader.messages(channel) if not row["ephemeral"]]
            found = [row for row in said if words in f"{row['text']} {row['blocks']}"]
            return found[-1] if found else None

        return await self.slack.wait_for(look)

    async def thread(self, words: str = "WO-1") -> list[str]:
        """The words of the lines under a card, once all jobs are done."""
        await self.settle()
        card = await self.card(words)
        return [row["text"] for row in (await self.dora.messages(DISPATCH, card["ts"]))[1:]]

    async def ephemeral(self, user: UserClient, channel: str = DISPATCH) -> str:
        """The newest message that only this person sees."""

        async def look() -> str | None:
            seen = [row["text"] for row in await user.messages(channel) if row["ephemeral"]]
            return str(seen[-1]) if seen else None

        return await self.slack.wait_for(look)


OpenOffice = Callable[..., Awaitable[Office]]


@pytest.fixture
def sessions(database_url: str) -> Iterator[Sessions]:
    engine = make_engine(database_url, pool_size=8, role="test")
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
async def open_office(database_url: str, sessions: Sessions) -> AsyncIterator[OpenOffice]:
    """Opens an office: `socket_mode`, `works` (whether jobs are run)."""
    async with AsyncExitStack() as stack:

        async def open_(*, socket_mode: bool = False, works: bool = True) -> Office:
            cast = assemble(sessions, TestClock())
            return await stack.enter_async_context(
                _office(cast, database_url, socket_mode=socket_mode, works=works)
            )

        yield open_


@pytest.fixture
async def office(open_office: OpenOffice) -> Office:
    return await open_office()


@asynccontextmanager
async def _office(cast: Cast, url: str, *, socket_mode: bool, works: bool) -> AsyncIterator[Office]:
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    base = f"http://127.0.0.1:{door.getsockname()[1]}"
    config = replace(CONFIG, api_url=f"{base}/fake-slack/api/")
    sandbox = SlackSandbox(_sandbox(None if socket_mode else f"{base}/slack/events"))
    async with AsyncExitStack() as stack:
        desk = AsyncDesk(cast.desk, stack.enter_context(ThreadPoolExecutor(6)))
        bolt = build_app(desk, config)
        await stack.enter_async_context(_served(sandbox, bolt, config, door))
        slack = await stack.enter_async_context(SandboxClient(f"{base}/fake-slack"))
        if socket_mode:
            await stack.enter_async_context(slack_socket(bolt, config))
        if works:
            await stack.enter_async_context(_working(url, desk, config))
        yield Office(cast, slack, base, sandbox)
        faults = [row for row in await slack.violations() if row["kind"] != "app_unreachable"]
        assert faults == [], "the stand-in saw something a correct app never sends"


def _sandbox(request_url: str | None) -> SlackSandboxConfig:
    people = tuple(
        SandboxUser(each.slack_user_id, each.handle, each.name, each.email) for each in sample.STAFF
    )
    members = (*sample.DISPATCH.member_ids, NEWCOMER.id)
    return SlackSandboxConfig(
        manifest=yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8")),
        users=(*people, NEWCOMER),
        channels=(SandboxChannel(DISPATCH, "dispatch", members=members),),
        signing_secret=CONFIG.signing_secret,
        bot_token=CONFIG.bot_token,
        app_token=CONFIG.app_token or "",
        request_url=request_url,
        retry_delays=(0.0, 0.05, 0.05),
        identity=Identity(team_id=sample.COMPANY.slack_team_id),
    )


@asynccontextmanager
async def _served(
    sandbox: SlackSandbox, bolt: AsyncApp, config: BotConfig, door: socket.socket
) -> AsyncIterator[None]:
    routes = [slack_route(bolt, config), Mount("/fake-slack", sandbox.asgi)]
    settings = uvicorn.Config(
        Starlette(routes=routes), log_level="error", lifespan="off", ws="websockets-sansio"
    )
    server = uvicorn.Server(settings)
    await sandbox.start()
    serving = asyncio.create_task(server.serve(sockets=[door]))
    try:
        await until(lambda: server.started)
        yield
    finally:
        await sandbox.stop()
        server.should_exit = True
        await serving


@asynccontextmanager
async def _working(url: str, desk: AsyncDesk, config: BotConfig) -> AsyncIterator[None]:
    table = {
        name: Task(run, on_dead=on_dead)
        for name, (run, on_dead) in tasks(desk, *[config.client(config.bot_token)] * 2).items()
    }

    async def posted_elsewhere(company_id: int, notification_id: int) -> None:
        """Mail is another edge's business; here it is only taken off the queue."""

    engine = Engine(url, {**table, "mail.send": Task(posted_elsewhere)}, concurrency=4, drain=0.5)
    work = asyncio.create_task(engine.run())
    try:
        yield
    finally:
        engine.stop()
        await work


async def until(condition: Callable[[], bool]) -> None:
    """Waits for a condition that is bound to come."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come"
        await asyncio.sleep(0.02)
