"""The whole sandbox with the small app, for a browser to look at."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
import yaml
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from sandbox import sample
from sandbox.mail import MailConfig, MailSandbox
from sandbox.page import page_app
from sandbox.slack import Identity, SandboxChannel, SandboxUser, SlackSandbox, SlackSandboxConfig
from tests.sandbox.page.small_app import SmallApp, listen_for_mail

MANIFEST = Path(__file__).parents[3] / "manifest.yml"
SIGNING_SECRET = "of the test"


def slack_config(address: str) -> SlackSandboxConfig:
    company = sample.COMPANY
    return SlackSandboxConfig(
        manifest=yaml.safe_load(MANIFEST.read_text(encoding="utf-8")),
        users=[
            SandboxUser(one.slack_user_id, one.handle, one.name, one.email, one.title, company.zone)
            for one in sample.STAFF
        ],
        channels=[
            SandboxChannel(
                one.slack_channel_id, one.name, one.member_ids, topic=one.topic, has_app=one.has_bot
            )
            for one in sample.CHANNELS
        ],
        signing_secret=SIGNING_SECRET,
        bot_token="xoxb-test",
        app_token="xapp-test",
        request_url=f"{address}/slack/events",
        identity=Identity(
            company.slack_team_id, company.name, company.slack_domain, bot_user_id=sample.BOT_USER_ID
        ),
    )


@asynccontextmanager
async def demo() -> AsyncIterator[str]:
    """The address of the page, under a prefix that is not the usual one, for as long as the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as web:
        address = f"http://127.0.0.1:{web.getsockname()[1]}"
        small = SmallApp(
            AsyncWebClient("xoxb-test", base_url=f"{address}/any/prefix/slack/api/"), SIGNING_SECRET
        )
        listener = await listen_for_mail(small)
        slack = SlackSandbox(slack_config(address))
        mail = MailSandbox(MailConfig("127.0.0.1", listener.sockets[0].getsockname()[1]))
        await slack.start()
        await mail.start()
        small.smtp_port = mail.smtp_port
        server = uvicorn.Server(
            uvicorn.Config(
                _everything(small, page_app(slack.asgi, mail.asgi)), log_level="warning", lifespan="off"
            )
        )
        serving = asyncio.create_task(server.serve(sockets=[web]))
        yield f"{address}/any/prefix/"
        await slack.stop()
        await mail.stop()
        server.should_exit = True
        await serving
        listener.close()


def _everything(small: SmallApp, page: ASGIApp) -> Starlette:
    handler = AsyncSlackRequestHandler(small.app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"]), Mount("/any/prefix", page)])
