"""Mailboxes over real SMTP, their API over real HTTP, and a listener in Truckroll's place that keeps everything."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import uvicorn
from aiosmtpd.smtp import SMTP
from starlette.applications import Starlette
from starlette.routing import Mount

from sandbox.mail import MailConfig, MailSandbox
from sandbox.mail.client import MailClient
from tests.sandbox.mail.letters import NOW
from tests.sandbox.mail.world import Listener, World


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    loop = asyncio.get_running_loop()
    here = Listener()
    server = await loop.create_server(
        lambda: SMTP(here, hostname="truckroll.test", loop=loop), "127.0.0.1", 0
    )
    here.port = server.sockets[0].getsockname()[1]
    yield here
    server.close()
    await server.wait_closed()


@pytest.fixture
async def world(listener: Listener, tmp_path: Path) -> AsyncIterator[World]:
    config = MailConfig(
        "127.0.0.1", listener.port, folder=tmp_path / "mail", clock=lambda: NOW, retry_seconds=0.05
    )
    sandbox = MailSandbox(config)
    await sandbox.start()
    with socket.create_server(("127.0.0.1", 0)) as web:
        server = uvicorn.Server(
            uvicorn.Config(
                Starlette(routes=[Mount("/any/prefix", sandbox.asgi)]), log_level="warning", lifespan="off"
            )
        )
        serving = asyncio.create_task(server.serve(sockets=[web]))
        base = f"http://127.0.0.1:{web.getsockname()[1]}/any/prefix"
        async with MailClient(base) as client:
            yield World(sandbox, client, config, base)
        await sandbox.stop()
        server.should_exit = True
        await serving
