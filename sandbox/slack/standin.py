"""The stand-in itself: puts the parts together, answers over ASGI, starts and stops."""

import asyncio

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.slack import persistence
from sandbox.slack.changes import Changes
from sandbox.slack.config import SlackSandboxConfig
from sandbox.slack.control.routes import routes
from sandbox.slack.courier import Courier, Deadlines
from sandbox.slack.faults import Faults
from sandbox.slack.ids import Ids
from sandbox.slack.manifest import read_manifest
from sandbox.slack.parts import Background, Parts
from sandbox.slack.record import Record
from sandbox.slack.sockets import Sockets
from sandbox.slack.tickets import Tickets
from sandbox.slack.web.addresses import Download, ResponseUrls, Upload
from sandbox.slack.web.endpoint import WebApi
from sandbox.slack.workspace import Workspace

SAVE_AFTER_SECONDS = 0.5


class SlackSandbox:
    """A Slack workspace in one ASGI app (`.asgi`), to be mounted under any prefix or served alone."""

    def __init__(self, config: SlackSandboxConfig) -> None:
        self.config = config
        self.parts = _assemble(config)
        self.asgi: ASGIApp = self._answer
        self._app = _application(self.parts)
        self._saving: asyncio.TimerHandle | None = None

    async def start(self) -> None:
        """Loads the kept state and opens the way to the app. To be called on the loop that serves `.asgi`."""
        if self.config.state_file is not None:
            persistence.load(self.parts.workspace, self.config.state_file)
        self.parts.changes.on_change = self._save_soon
        await self.parts.courier.start()

    async def stop(self) -> None:
        """Ends streams, sockets and background work, and keeps the state. To be called before the server shuts down."""
        self.parts.changes.close()
        await self.parts.sockets.close()
        await self.parts.background.stop()
        await self.parts.courier.stop()
        self.save()

    def save(self) -> None:
        """Writes the state now."""
        if self._saving is not None:
            self._saving.cancel()
            self._saving = None
        if self.config.state_file is not None:
            persistence.save(self.parts.workspace, self.config.state_file)

    def _save_soon(self) -> None:
        if self.config.state_file is not None and self._saving is None:
            self._saving = asyncio.get_running_loop().call_later(SAVE_AFTER_SECONDS, self.save)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            self.parts.base = self.config.public_url or _base_of(scope)
        await self._app(scope, receive, send)


def _base_of(scope: Scope) -> str:
    """The address under which the stand-in was just called, mount included, without a slash at the end."""
    host = Headers(scope=scope).get("host", "localhost")
    scheme = {"ws": "http", "wss": "https"}.get(scope["scheme"], scope["scheme"])
    return f"{scheme}://{host}{scope.get('root_path', '')}".rstrip("/")


def _assemble(config: SlackSandboxConfig) -> Parts:
    ids, changes, record = Ids(config.clock), Changes(), Record(config.clock)
    sockets, faults = Sockets(config.identity, record), Faults(ids)
    deadlines = Deadlines(config.ack_seconds, config.retry_delays)
    courier = Courier(
        config.signing_secret, config.request_url, deadlines, changes, record, faults, sockets, ids
    )
    return Parts(
        config=config,
        manifest=read_manifest(config.manifest),
        ids=ids,
        changes=changes,
        workspace=Workspace(config, ids, changes),
        tickets=Tickets(config.clock),
        faults=faults,
        record=record,
        sockets=sockets,
        courier=courier,
        background=Background(),
        base=config.public_url or "",
    )


def _application(parts: Parts) -> Starlette:
    return Starlette(
        routes=[
            Route("/api/{method}", WebApi(parts).answer, methods=["GET", "POST"]),
            WebSocketRoute("/link/ws", parts.sockets.serve),
            Route("/response/{id}", ResponseUrls(parts).answer, methods=["POST"]),
            Route("/upload/{file}", Upload(parts).answer, methods=["POST", "PUT"]),
            Route("/files/{file}/{name}", Download(parts).answer, methods=["GET"]),
            Mount("/control", routes=routes(parts)),
        ]
    )
