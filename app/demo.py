"""`truckroll demo`: the whole of Truckroll with a stand-in Slack and mailboxes in the browser.

The same roles as in production on an embedded database of its own; only the addresses differ.
"""

import asyncio
import socket
import webbrowser
from pathlib import Path

import structlog
from pydantic import SecretStr
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route

import migrations
from app.database import database
from app.house import House
from app.manifest import manifest
from app.roles.web import PortTaken, listen
from app.secret_key import secret_key
from app.serve import running, stop_on_signals
from app.single import only_one
from core.db import make_engine, make_sessions, transaction
from core.settings import ProcessRole, Settings
from sandbox import sample
from sandbox.mail.config import MailConfig
from sandbox.mail.sandbox import MailSandbox
from sandbox.mail.signing import SigningKey
from sandbox.page.app import page_app
from sandbox.seed import seed
from sandbox.slack import Identity, SandboxChannel, SandboxUser, SlackSandbox, SlackSandboxConfig

log = structlog.stdlib.get_logger(__name__)

BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-sandbox", "xapp-sandbox", "sandbox-signing-secret"
ROLES = frozenset({ProcessRole.WEB, ProcessRole.SMTP, ProcessRole.WORKER})


def run(settings: Settings, port: int, browser: bool) -> None:  # noqa: FBT001 - the command line's own word
    """Until Ctrl-C. The page's address is printed when it is ready to use."""
    listener = _listen(settings, port)
    mail_port = _free_port()
    chosen = _settings(settings, listener.getsockname()[1], mail_port)
    with only_one(settings.truckroll_data / "demo-sandbox", _page(chosen)), database(chosen) as url:
        migrations.upgrade(url)
        _seed(url)
        asyncio.run(_demo(chosen, url, listener, browser=browser))


async def _demo(settings: Settings, url: str, listener: socket.socket, *, browser: bool) -> None:
    house = House(settings, url, secret_key(settings))
    stop_on_signals(house)
    slack, mail = _sandbox(settings)
    await mail.start()
    routes = [Mount("/sandbox", page_app(slack.asgi, mail.asgi)), Route("/", _to_the_page)]
    await slack.start()
    async with running(house, ROLES, listener, routes):
        page = _page(settings)
        print(f"\n  Truckroll is ready: {page}\n  Stop it with Ctrl-C.\n", flush=True)  # noqa: T201 - for the person
        if browser:
            await asyncio.to_thread(webbrowser.open, page)
        await house.stopping.wait()
        # Streams to the page would hold the web server open.
        await slack.stop()
        await mail.stop()
    if house.failure is not None:
        raise house.failure


def _page(settings: Settings) -> str:
    return f"{settings.public_address}/sandbox/"


async def _to_the_page(_request: object) -> RedirectResponse:
    return RedirectResponse("/sandbox/")


def _listen(settings: Settings, port: int) -> socket.socket:
    """On `port`, or on any free one when it is taken: a demo should start."""
    try:
        return listen(settings.host, port)
    except PortTaken:
        return listen(settings.host, 0)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _settings(settings: Settings, port: int, mail_port: int) -> Settings:
    """The visitor's settings with every address of the outside world replaced by the sandbox's."""
    return settings.model_copy(
        update={
            "port": port,
            "database_url": None,
            "truckroll_data": settings.truckroll_data / "demo",
            "mail_domain": sample.COMPANY.office_email.partition("@")[2],
            "mail_from": None,
            "smtp_listen_host": "127.0.0.1",
            "smtp_listen_port": _free_port(),
            "lmtp_listen_port": None,
            "smtp_auth_user": None,
            "smtp_relay_host": "127.0.0.1",
            "smtp_relay_port": mail_port,
            "smtp_relay_user": None,
            "smtp_relay_starttls": False,
            "slack_bot_token": SecretStr(BOT_TOKEN),
            "slack_signing_secret": SecretStr(SIGNING_SECRET),
            "slack_app_token": None,
            "slack_api_url": f"http://127.0.0.1:{port}/sandbox/slack/api/",
            "public_url": f"http://{settings.host}:{port}",
            "mail_authserv_id": None,
            "dns_zone_file": _zone(settings.truckroll_data),
            "roles": ROLES,
        }
    )


def _mailboxes(data: Path, settings: Settings) -> MailConfig:
    """The customers' mailboxes, which sign what their owners write."""
    kept = data / "demo-sandbox"
    return MailConfig(
        inbound_host="127.0.0.1",
        inbound_port=settings.smtp_listen_port,
        folder=kept / "mail",
        smtp_port=settings.smtp_relay_port,
        key=SigningKey.kept_in(kept),
    )


def _zone(data: Path) -> Path:
    """What the sample customers' domains publish about their mail, in the place of DNS."""
    kept = data / "demo-sandbox"
    signer = MailConfig("", 0, key=SigningKey.kept_in(kept)).signer
    assert signer is not None
    return signer.publish(kept)


def _seed(url: str) -> None:
    engine = make_engine(url, pool_size=1, role="seed")
    try:
        with transaction(make_sessions(engine)) as session:
            seed(session)
    finally:
        engine.dispose()


def _sandbox(settings: Settings) -> tuple[SlackSandbox, MailSandbox]:
    kept: Path = settings.truckroll_data.with_name("demo-sandbox")
    slack = SlackSandbox(
        SlackSandboxConfig(
            manifest=manifest(),
            users=[
                SandboxUser(
                    id=person.slack_user_id,
                    name=person.handle,
                    real_name=person.name,
                    email=person.email,
                    title=person.title,
                    tz=sample.COMPANY.zone,
                    phone=person.phone,
                )
                for person in sample.STAFF
            ],
            channels=[
                SandboxChannel(
                    id=channel.slack_channel_id,
                    name=channel.name,
                    members=channel.member_ids,
                    topic=channel.topic,
                    has_app=channel.has_bot,
                )
                for channel in sample.CHANNELS
            ],
            signing_secret=SIGNING_SECRET,
            bot_token=BOT_TOKEN,
            app_token=APP_TOKEN,
            request_url=f"http://127.0.0.1:{settings.port}/slack/events",
            state_file=kept / "slack.json",
            identity=Identity(
                team_id=sample.COMPANY.slack_team_id,
                team_name=sample.COMPANY.name,
                team_domain=sample.COMPANY.slack_domain,
                bot_user_id=sample.BOT_USER_ID,
            ),
        )
    )
    return slack, MailSandbox(_mailboxes(kept.parent, settings))
