"""`truckroll doctor`: one line per thing that must be right, and what to do about each that is not.

What this file promises: nothing is changed and nothing is sent; what is not configured is said to be off, not
failed; the order is the order in which a newcomer sets things up. Secrets are never printed.
"""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import aiosmtplib
import psycopg
import typer
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

import migrations
from app.database import database
from app.mailboxes import mailboxes_in
from app.manifest import bot_scopes
from app.postgres_programs import PostgresUnavailable
from core.db import driver_url
from core.settings import ProcessRole, Settings, SettingsInvalid, connections
from inbound.intake.mailboxes import FAILURES, try_out

OLDEST_POSTGRES = 15
SECONDS = 10  # for anything on the network
PORT_SECONDS = 2  # for a port on this machine


class State(StrEnum):
    OK = "ok"
    OFF = "off"
    FAILED = "FAILED"


@dataclass(frozen=True)
class Finding:
    """What was found about `subject`; for a failure `said` ends with what to do."""

    subject: str
    state: State
    said: str


Check = Callable[[Settings], Awaitable[Finding]]


def run(settings: Settings) -> int:
    """Print the findings; 0 when nothing failed, 1 otherwise."""
    findings = asyncio.run(examine(settings))
    for finding in findings:
        typer.echo(f"{finding.state:<7} {finding.subject:<12} {finding.said}")
    return 1 if any(finding.state is State.FAILED for finding in findings) else 0


async def examine(settings: Settings) -> list[Finding]:
    """Every finding, in the order of CHECKS."""
    return [await check(settings) for check in CHECKS]


async def _roles(settings: Settings) -> Finding:
    held = sum(connections(settings).values())
    roles = ",".join(role for role in ProcessRole if role in settings.roles)
    return Finding("settings", State.OK, f"roles {roles}; at most {held} database connections")


async def _database(settings: Settings) -> Finding:
    return await asyncio.to_thread(_ask_database, settings)


def _ask_database(settings: Settings) -> Finding:
    if not settings.database_url and not settings.truckroll_data.exists():
        said = f"embedded; the first start makes it in {settings.truckroll_data}"
        return Finding("database", State.OFF, said)
    try:
        with database(settings) as url:
            return _database_finding(url, sum(connections(settings).values()))
    except PostgresUnavailable as unavailable:
        return Finding("database", State.FAILED, str(unavailable))
    except psycopg.OperationalError as error:
        said = str(error).strip().splitlines()[0]
        return Finding("database", State.FAILED, f"{said}. Check DATABASE_URL and that the server runs.")


def _database_finding(url: str, wanted: int) -> Finding:
    with psycopg.connect(driver_url(url), connect_timeout=SECONDS) as connection:
        server = connection.info.server_version // 10000
        row = connection.execute("select current_setting('max_connections')::int").fetchone()
        allowed = row[0] if row else 0
    at, newest = migrations.current(url), migrations.head()
    problem = next(
        said
        for applies, said in (
            (
                server < OLDEST_POSTGRES,
                f"PostgreSQL {server} is too old. Use {OLDEST_POSTGRES} or newer.",
            ),
            (
                allowed < wanted,
                f"allows {allowed} connections, we may need {wanted}. Raise max_connections, or lower *_CONNECTIONS.",
            ),
            (at != newest, f"the schema is {at or 'missing'}, not {newest}. Run `truckroll migrate`."),
            (True, ""),
        )
        if applies
    )
    if problem:
        return Finding("database", State.FAILED, problem)
    return Finding("database", State.OK, f"PostgreSQL {server}, schema {at}, {allowed} connections allowed")


@dataclass(frozen=True)
class Listener:
    """A port of ours: by which setting it is chosen, and what makes a running Truckroll say its name there."""

    subject: str
    host: str
    port: int
    setting: str
    question: bytes


async def _web_port(settings: Settings) -> Finding:
    if ProcessRole.WEB not in settings.roles:
        return Finding("web port", State.OFF, "the role web is not among ROLES")
    return _listen(
        Listener("web port", settings.host, settings.port, "PORT", b"GET /healthz HTTP/1.0\r\n\r\n")
    )


async def _mailboxes(settings: Settings) -> Finding:
    if settings.imap_mailboxes is None:
        return Finding("mailboxes", State.OFF, "IMAP_MAILBOXES is not set; no mailbox is read")
    return await asyncio.to_thread(_look_into, settings.imap_mailboxes)


def _look_into(file: Path) -> Finding:
    waiting = 0
    try:
        for mailbox in mailboxes_in(file):
            try:
                waiting += try_out(mailbox)
            except FAILURES as failure:
                said = f"{mailbox.name} cannot be read ({failure}). Check its entry in {file}."
                return Finding("mailboxes", State.FAILED, said)
    except SettingsInvalid as invalid:
        return Finding("mailboxes", State.FAILED, invalid.lines[0])
    return Finding("mailboxes", State.OK, f"all can be read; {waiting} messages wait in them")


async def _smtp_port(settings: Settings) -> Finding:
    if ProcessRole.SMTP not in settings.roles:
        return Finding("SMTP port", State.OFF, "the role smtp is not among ROLES")
    host, port = settings.smtp_listen_host, settings.smtp_listen_port
    return _listen(Listener("SMTP port", host, port, "SMTP_LISTEN_PORT", b"QUIT\r\n"))


async def _lmtp_port(settings: Settings) -> Finding:
    host, port = settings.smtp_listen_host, settings.lmtp_listen_port
    if port is None or ProcessRole.SMTP not in settings.roles:
        return Finding(
            "LMTP port", State.OFF, "set LMTP_LISTEN_PORT to take mail from a mail server of yours"
        )
    return _listen(Listener("LMTP port", host, port, "LMTP_LISTEN_PORT", b"QUIT\r\n"))


def _listen(listener: Listener) -> Finding:
    where = f"{listener.host}:{listener.port}"
    try:
        family, kind, *_, address = socket.getaddrinfo(listener.host, listener.port, type=socket.SOCK_STREAM)[
            0
        ]
        with contextlib.closing(socket.socket(family, kind)) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
            trial.listen()
    except OSError as error:
        if error.errno == errno.EADDRINUSE and _is_truckroll(listener):
            return Finding(listener.subject, State.OK, f"{where}: Truckroll is running there")
        what_to_do = f"Stop what uses it, or choose another {listener.setting}."
        return Finding(listener.subject, State.FAILED, f"{where}: {error.strerror}. {what_to_do}")
    return Finding(listener.subject, State.OK, f"{where} is free")


def _is_truckroll(listener: Listener) -> bool:
    address = (listener.host, listener.port)
    with (
        contextlib.suppress(OSError),
        socket.create_connection(address, timeout=PORT_SECONDS) as line,
        line.makefile("rb") as answer,
    ):
        line.sendall(listener.question)
        return b"Truckroll" in answer.read(4096)
    return False


async def _relay(settings: Settings) -> Finding:
    if not settings.smtp_relay_host:
        return Finding("mail relay", State.OFF, "set SMTP_RELAY_HOST to send mail")
    password = settings.smtp_relay_password
    where = f"{settings.smtp_relay_host}:{settings.smtp_relay_port}"
    client = aiosmtplib.SMTP(
        hostname=settings.smtp_relay_host,
        port=settings.smtp_relay_port,
        username=settings.smtp_relay_user,
        password=password.get_secret_value() if password else None,
        start_tls=settings.smtp_relay_starttls,
        timeout=SECONDS,
    )
    try:
        async with client:
            await client.noop()
    except (aiosmtplib.SMTPException, OSError) as error:
        return Finding(
            "mail relay", State.FAILED, f"{where}: {_first_line(error)}. Check the SMTP_RELAY_… settings."
        )
    return Finding(
        "mail relay", State.OK, f"{where} answers{' and knows us' if settings.smtp_relay_user else ''}"
    )


async def _slack(settings: Settings) -> Finding:
    if not settings.slack_bot_token:
        return Finding("Slack", State.OFF, "set SLACK_BOT_TOKEN to connect a workspace")
    client = AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url, timeout=SECONDS
    )
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        code = error.response.get("error", "unknown error")
        return Finding(
            "Slack", State.FAILED, f"refused the token: {code}. Install the app anew, set SLACK_BOT_TOKEN."
        )
    except (SlackClientError, OSError, TimeoutError) as error:
        return Finding(
            "Slack", State.FAILED, f"{settings.slack_api_url}: {_first_line(error)}. Check the network."
        )
    return _scopes(answer.headers, f"workspace {answer.get('team')}, bot {answer.get('user')}")


def _scopes(headers: dict[str, str], who: str) -> Finding:
    granted = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), "")
    missing = bot_scopes() - {scope.strip() for scope in granted.split(",")}
    if missing:
        said = f"{who}, but without {', '.join(sorted(missing))}. Update the app from manifest.yml and reinstall it."
        return Finding("Slack", State.FAILED, said)
    return Finding("Slack", State.OK, who)


async def _socket_mode(settings: Settings) -> Finding:
    if not settings.slack_app_token:
        return Finding(
            "Socket Mode", State.OFF, "set SLACK_APP_TOKEN to reach Slack without a public address"
        )
    client = AsyncWebClient(base_url=settings.slack_api_url, timeout=SECONDS)
    try:
        await client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
    except (SlackClientError, OSError, TimeoutError) as error:
        what_to_do = "Check SLACK_APP_TOKEN, and that Socket Mode is on in the app's settings."
        return Finding("Socket Mode", State.FAILED, f"{_first_line(error)}. {what_to_do}")
    return Finding("Socket Mode", State.OK, "Slack would open a socket")


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")


CHECKS: tuple[Check, ...] = (
    _roles,
    _database,
    _web_port,
    _smtp_port,
    _mailboxes,
    _lmtp_port,
    _relay,
    _slack,
    _socket_mode,
)
