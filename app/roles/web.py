"""The web role: Slack's requests, health pages, and whatever else is mounted, on one port."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from app.house import House


class PortTaken(Exception):
    """The web server's port is in use."""


class _Server(uvicorn.Server):
    """Signals are the process's business, not the web server's."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, so that the address is known before anything is started. Raises PortTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio answers without Nagle's delay; left at 0, every answer took 40 ms longer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(512)
    except OSError as error:
        listener.close()
        raise PortTaken(
            f"Port {port} on {host} cannot be used ({error.strerror}). Set PORT to another one; 0 takes a free one."
        ) from error
    listener.setblocking(False)  # noqa: FBT003 - the socket module's own signature
    return listener


@contextlib.asynccontextmanager
async def web(house: House, listener: socket.socket, routes: Sequence[BaseRoute]) -> AsyncIterator[None]:
    """Serves `routes` for the length of the block; requests under way may finish."""
    config = uvicorn.Config(
        Starlette(routes=routes),
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="websockets-sansio",
        timeout_graceful_shutdown=max(1, int(house.settings.drain_seconds)),
        server_header=False,
    )
    server = _Server(config)
    task = house.watch(asyncio.create_task(server.serve([listener]), name="the web server"))
    try:
        while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn offers no event
            await asyncio.sleep(0.005)
        yield
    finally:
        server.should_exit = True
        await asyncio.wait([task])
