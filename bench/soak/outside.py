"""The world outside: the customers' mail server, which keeps every copy it is given, and the Slack stand-in.

Both live in this process and outlive every worker that is killed.
"""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

import uvicorn
from aiosmtpd.smtp import SMTP
from starlette.applications import Starlette
from starlette.routing import Mount

from app.manifest import manifest
from app.roles.web import listen
from sandbox import sample
from sandbox.slack import Identity, SandboxChannel, SandboxUser, SlackSandbox, SlackSandboxConfig

BOT_TOKEN, SIGNING_SECRET = "xoxb-soak", "soak-signing-secret"
LIMIT = 64 * 2**20


@dataclass
class Mailboxes:
    """Every mail that was handed over: recipient → bytes, in the order of arrival."""

    mails: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    port: int = 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        for recipient in envelope.rcpt_tos:
            self.mails[recipient.lower()].append(envelope.original_content)
        return "250 2.0.0 Delivered"

    def copies(self) -> dict[tuple[str, str], list[bytes]]:
        """All mails by recipient and Message-ID."""
        found: dict[tuple[str, str], list[bytes]] = defaultdict(list)
        for recipient, mails in self.mails.items():
            for raw in mails:
                found[recipient, str(message_from_bytes(raw)["Message-ID"]).strip()].append(raw)
        return found


@dataclass(frozen=True)
class Outside:
    mailboxes: Mailboxes
    slack: SlackSandbox
    slack_url: str


@contextlib.asynccontextmanager
async def outside() -> AsyncIterator[Outside]:
    """Both, running."""
    async with _mailboxes() as mailboxes, _slack() as (slack, url):
        yield Outside(mailboxes, slack, url)


@contextlib.asynccontextmanager
async def _mailboxes() -> AsyncIterator[Mailboxes]:
    kept, loop = Mailboxes(), asyncio.get_running_loop()
    open_lines: set[SMTP] = set()

    def line() -> SMTP:
        made = SMTP(kept, data_size_limit=LIMIT, loop=loop)
        open_lines.add(made)
        return made

    server = await loop.create_server(line, "127.0.0.1", 0, backlog=512)
    kept.port = server.sockets[0].getsockname()[1]
    try:
        yield kept
    finally:
        server.close()
        for each in open_lines:
            if each.transport is not None:
                each.transport.close()
        await server.wait_closed()


@contextlib.asynccontextmanager
async def _slack() -> AsyncIterator[tuple[SlackSandbox, str]]:
    slack = SlackSandbox(_workspace())
    door = listen("127.0.0.1", 0)
    config = uvicorn.Config(
        Starlette(routes=[Mount("/slack", slack.asgi)]),
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="websockets-sansio",
    )
    server = uvicorn.Server(config)
    await slack.start()
    serving = asyncio.create_task(server.serve([door]))
    try:
        yield slack, f"http://127.0.0.1:{door.getsockname()[1]}/slack/api/"
    finally:
        await slack.stop()
        server.should_exit = True
        await serving


def _workspace() -> SlackSandboxConfig:
    """The sample company's. Nothing is sent to the app: nobody types here."""
    return SlackSandboxConfig(
        manifest=manifest(),
        users=[SandboxUser(each.slack_user_id, each.handle, each.name, each.email) for each in sample.STAFF],
        channels=[
            SandboxChannel(sample.DISPATCH.slack_channel_id, "dispatch", members=sample.DISPATCH.member_ids)
        ],
        signing_secret=SIGNING_SECRET,
        bot_token=BOT_TOKEN,
        app_token="xapp-soak",
        request_url=None,
        identity=Identity(team_id=sample.COMPANY.slack_team_id),
    )
