"""The world around Truckroll: Slack's stand-in and the customers' mailboxes, on real ports of one web server.

It runs on a thread with an event loop of its own, so that it outlives the tests that use it and keeps answering while a
test waits for a program to start or to end.
"""

import asyncio
import contextlib
import functools
import socket
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
import yaml
from starlette.applications import Starlette
from starlette.routing import Mount

from sandbox import sample
from sandbox.mail import MailConfig, MailSandbox
from sandbox.mail.signing import SigningKey
from sandbox.slack import Identity, SandboxChannel, SandboxUser, SlackSandbox, SlackSandboxConfig

BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-flows", "xapp-flows", "signed-in-the-flows"
MANIFEST = Path(__file__).parents[2] / "manifest.yml"
STARTING_SECONDS = 30.0


@dataclass(frozen=True)
class Town:
    """Where everything is. `web` and `smtp` are the ports kept for Truckroll; `relay` takes its mail.

    `by_socket`: Slack delivers over Socket Mode, and never to `web`.
    """

    address: str
    web: int
    smtp: int
    relay: int
    by_socket: bool
    zone: Path
    """What the customers' domains publish, in the place of DNS."""

    @property
    def slack(self) -> str:
        return f"{self.address}/slack"

    @property
    def mail(self) -> str:
        return f"{self.address}/mail"


@contextlib.contextmanager
def town(*, by_socket: bool) -> Iterator[Town]:
    """The world for the length of the block."""
    with contextlib.ExitStack() as stack:
        web, smtp = (stack.enter_context(kept_port()) for _ in range(2))
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="truckroll-town-"))
        server = _Server(web, smtp, by_socket=by_socket)
        assert server.mail_config.signer is not None
        zone = server.mail_config.signer.publish(Path(folder))
        thread = threading.Thread(target=lambda: asyncio.run(server.run()), name="town")
        thread.start()
        try:
            assert server.started.wait(STARTING_SECONDS), "the sandbox did not start"
            yield Town(server.address, web, smtp, server.relay, by_socket, zone)
        finally:
            server.stop()
            thread.join()


@contextlib.contextmanager
def kept_port() -> Iterator[int]:
    """A port that nobody else is given meanwhile, and that a program of ours may listen on again and again."""
    with socket.socket() as keeper:
        # Bound and not listening: a listener with the same option may join, an automatic choice does not.
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind(("127.0.0.1", 0))
        yield keeper.getsockname()[1]


@functools.cache
def signing_key() -> SigningKey:
    """Small, for it need not keep a secret: made in a moment."""
    return SigningKey.generate(1024)


class _Server:
    def __init__(self, web: int, smtp: int, *, by_socket: bool) -> None:
        self._slack_config = slack_config(None if by_socket else f"http://127.0.0.1:{web}/slack/events")
        self.mail_config = MailConfig("127.0.0.1", smtp, retry_seconds=0.2, key=signing_key())
        self.started = threading.Event()
        self.address, self.relay = "", 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        self._loop = asyncio.get_running_loop()
        slack, mail = SlackSandbox(self._slack_config), MailSandbox(self.mail_config)
        await slack.start()
        await mail.start()
        self.relay = mail.smtp_port
        with socket.create_server(("127.0.0.1", 0)) as door:
            self.address = f"http://127.0.0.1:{door.getsockname()[1]}"
            server = _uvicorn(slack, mail)
            serving = asyncio.create_task(server.serve(sockets=[door]))
            self.started.set()  # the door is open: whoever comes early waits in its queue
            await self._stopping.wait()
            await slack.stop()
            await mail.stop()
            server.should_exit = True
            await serving

    def stop(self) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)


class _Quiet(uvicorn.Server):
    """Signals belong to the tests' own process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _uvicorn(slack: SlackSandbox, mail: MailSandbox) -> uvicorn.Server:
    app = Starlette(routes=[Mount("/slack", slack.asgi), Mount("/mail", mail.asgi)])
    return _Quiet(uvicorn.Config(app, log_level="error", lifespan="off", ws="websockets-sansio"))


def slack_config(request_url: str | None) -> SlackSandboxConfig:
    """The sample company's workspace, which delivers to `request_url` (None: by socket only)."""
    manifest: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    company = sample.COMPANY
    return SlackSandboxConfig(
        manifest=manifest,
        users=[
            SandboxUser(each.slack_user_id, each.handle, each.name, each.email, each.title, company.zone)
            for each in sample.STAFF
        ],
        channels=[
            SandboxChannel(
                each.slack_channel_id, each.name, each.member_ids, topic=each.topic, has_app=each.has_bot
            )
            for each in sample.CHANNELS
        ],
        signing_secret=SIGNING_SECRET,
        bot_token=BOT_TOKEN,
        app_token=APP_TOKEN,
        request_url=request_url,
        retry_delays=(0.0, 0.1, 0.1),
        identity=Identity(
            company.slack_team_id, company.name, company.slack_domain, bot_user_id=sample.BOT_USER_ID
        ),
    )
