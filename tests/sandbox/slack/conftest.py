"""A small real bolt app and the stand-in on one real server, over HTTP and over Socket Mode."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.slack import SandboxChannel, SandboxUser, SlackSandbox, SlackSandboxConfig
from sandbox.slack.client import SandboxClient, UserClient
from tests.sandbox.slack.app import add_listeners

SECRET, BOT_TOKEN, APP_TOKEN = "signed-in-the-sandbox", "xoxb-sandbox", "xapp-sandbox"

TABS = {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False}

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Truckroll"},
    "features": {
        "bot_user": {"display_name": "Truckroll"},
        "app_home": TABS,
        "slash_commands": [
            {"command": "/wo", "description": "Work orders", "should_escape": True},
            {"command": "/plain", "description": "Takes its text as typed", "should_escape": False},
            {"command": "/unheard", "description": "No listener answers it"},
        ],
        "shortcuts": [
            {
                "name": "New work order",
                "type": "global",
                "callback_id": "new_work_order",
                "description": "Starts one",
            },
            {
                "name": "From message",
                "type": "message",
                "callback_id": "from_message",
                "description": "Starts one",
            },
        ],
        "unfurl_domains": ["truckroll.example"],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "channels:history",
                "channels:join",
                "channels:manage",
                "channels:read",
                "chat:write",
                "commands",
                "files:read",
                "files:write",
                "im:history",
                "im:write",
                "links:read",
                "links:write",
                "reactions:write",
                "users:read",
                "users:read.email",
            ]
        }
    },
    "settings": {
        "interactivity": {"is_enabled": True},
        "event_subscriptions": {
            "bot_events": ["app_home_opened", "app_mention", "link_shared", "message.channels", "message.im"]
        },
    },
}
USERS = (
    SandboxUser("U0DORA", "dora", "Dora Diaz", "dora@example.com", title="Dispatcher"),
    SandboxUser("U0TOM", "tom", "Tom Tran", "tom@example.com", title="Technician"),
    SandboxUser("U0EVE", "eve", "Eve Else", "eve@elsewhere.example"),
)
CHANNELS = (
    SandboxChannel("C0DISPATCH", "dispatch", members=("U0DORA", "U0TOM")),
    SandboxChannel("C0LOUNGE", "lounge", members=("U0DORA",), has_app=False),
    SandboxChannel("C0SECRET", "secret", members=("U0EVE",), is_private=True, has_app=False),
)


class Clock:
    """Time in the test's hands."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self.step = 0.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@dataclass
class House:
    """One running stand-in with the app that talks to it."""

    slack: SandboxClient
    web: AsyncWebClient
    sandbox: SlackSandbox
    clock: Clock
    base: str
    headers: list[dict[str, str]]
    """The headers of each request the app got over HTTP."""
    dora: UserClient = field(init=False)
    tom: UserClient = field(init=False)
    eve: UserClient = field(init=False)

    def __post_init__(self) -> None:
        self.dora = self.slack.user("U0DORA", "C0DISPATCH")
        self.tom = self.slack.user("U0TOM", "C0DISPATCH")
        self.eve = self.slack.user("U0EVE", "C0SECRET")

    def seen_headers(self, name: str) -> list[str]:
        """What the app got in a header, request by request, where it was sent."""
        return [headers[name] for headers in self.headers if name in headers]

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """A Web API call whose refusal is looked at instead of raised."""
        try:
            answer = await self.web.api_call(method, json=arguments)
        except SlackApiError as refused:
            answer = refused.response
        assert isinstance(answer.data, dict)
        return answer.data

    @asynccontextmanager
    async def slow_call(self, method: str) -> AsyncIterator[None]:
        """A call that goes on beside the body, and is waited for after it."""
        going = asyncio.create_task(self.call(method))
        async with asyncio.timeout(5):
            while f"call {method}" not in self.sandbox.parts.changes.under_way.values():  # noqa: ASYNC110  seen from outside
                await asyncio.sleep(0.01)
        yield
        await going


@dataclass(frozen=True)
class Plan:
    """How a house differs from the usual one."""

    socket_mode: bool = False
    state_file: Path | None = None
    listens: bool = True
    path: str = "/slack/events"
    scopes: tuple[str, ...] | None = None
    events: tuple[str, ...] | None = None
    tabs: dict[str, bool] | None = None


OpenHouse = Callable[..., Awaitable[House]]


@pytest.fixture
async def open_house() -> AsyncIterator[OpenHouse]:
    """Opens houses of a given plan and closes them after the test."""
    opened = []

    async def open_(**plan: Any) -> House:
        context = _house(Plan(**plan))
        opened.append(context)
        return await context.__aenter__()

    yield open_
    for context in reversed(opened):
        await context.__aexit__(None, None, None)


@pytest.fixture
async def house(open_house: OpenHouse) -> House:
    return await open_house()


@pytest.fixture(params=["http", "socket"])
async def either_house(open_house: OpenHouse, request: pytest.FixtureRequest) -> House:
    """The same house reached over HTTP, and over Socket Mode."""
    return await open_house(socket_mode=request.param == "socket")


@asynccontextmanager
async def _house(plan: Plan) -> AsyncIterator[House]:
    # with the protocol named, asyncio turns off Nagle's 40 ms on what it accepts
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.bind(("127.0.0.1", 0))
    base = f"http://127.0.0.1:{door.getsockname()[1]}"
    clock = Clock()
    sandbox = SlackSandbox(_config(plan, base, clock))
    web = AsyncWebClient(token=BOT_TOKEN, base_url=f"{base}/fake-slack/api/", retry_handlers=[])
    app = AsyncApp(signing_secret=SECRET, client=web, process_before_response=True)
    add_listeners(app)
    headers: list[dict[str, str]] = []
    async with _served(sandbox, _noting(app, headers), door), SandboxClient(f"{base}/fake-slack") as slack:
        sockets = await _dial_in(app, base) if plan.socket_mode else None
        yield House(slack, web, sandbox, clock, base, headers)
        if sockets is not None:
            await sockets.close_async()  # type: ignore[no-untyped-call]  # bolt leaves it so


def _config(plan: Plan, base: str, clock: Clock) -> SlackSandboxConfig:
    door = base if plan.listens else "http://127.0.0.1:9"
    return SlackSandboxConfig(
        manifest=_manifest(plan),
        users=USERS,
        channels=CHANNELS,
        signing_secret=SECRET,
        bot_token=BOT_TOKEN,
        app_token=APP_TOKEN,
        request_url=None if plan.socket_mode else f"{door}{plan.path}",
        state_file=plan.state_file,
        clock=clock,
        ack_seconds=0.4,
        retry_delays=(0.0, 0.05, 0.05),
    )


def _manifest(plan: Plan) -> dict[str, Any]:
    """The usual manifest; with other scopes nothing is subscribed that would need the usual ones."""
    subscribed = plan.events or (
        () if plan.scopes else MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    )
    settings = {"interactivity": {"is_enabled": True}, "event_subscriptions": {"bot_events": subscribed}}
    scopes = plan.scopes or MANIFEST["oauth_config"]["scopes"]["bot"]
    features = {**MANIFEST["features"], "app_home": plan.tabs or TABS}
    return {
        **MANIFEST,
        "features": features,
        "settings": settings,
        "oauth_config": {"scopes": {"bot": scopes}},
    }


@asynccontextmanager
async def _served(sandbox: SlackSandbox, app: ASGIApp, door: socket.socket) -> AsyncIterator[None]:
    routes = [
        Route("/slack/events", app, methods=["POST"]),
        Route("/moved", _moved, methods=["POST"]),
        Mount("/fake-slack", sandbox.asgi),
    ]
    settings = uvicorn.Config(
        Starlette(routes=routes), log_level="error", lifespan="off", ws="websockets-sansio"
    )
    server = uvicorn.Server(settings)
    # started and stopped by hand: uvicorn's own loop looks for its end only every tenth of a second
    settings.load()
    server.lifespan = settings.lifespan_class(settings)
    await sandbox.start()
    await server.startup(sockets=[door])
    yield
    await sandbox.stop()
    await server.shutdown(sockets=[door])


async def _moved(_request: Request) -> RedirectResponse:
    return RedirectResponse("/slack/events")


def _noting(app: AsyncApp, headers: list[dict[str, str]]) -> ASGIApp:
    """The app behind bolt's own adapter, its requests' headers noted on the way in."""
    bolt = AsyncSlackRequestHandler(app, path="/slack/events")

    class Noting:
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            headers.append(dict(Headers(scope=scope)))
            await bolt(scope, receive, send)  # type: ignore[arg-type]  # bolt's idea of a scope

    return Noting()


async def _dial_in(app: AsyncApp, base: str) -> AsyncSocketModeHandler:
    web = AsyncWebClient(token=APP_TOKEN, base_url=f"{base}/fake-slack/api/")
    sockets = AsyncSocketModeHandler(app, APP_TOKEN, web_client=web, ping_interval=0.2)
    await sockets.connect_async()  # type: ignore[no-untyped-call]  # bolt leaves it so
    return sockets
