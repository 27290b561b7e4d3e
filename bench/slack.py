"""Signed slash commands over HTTP: Truckroll's web role against a bolt app that only acks.

Both are processes of their own behind the same server and adapter; the client keeps its connections, signs each
request as Slack does and measures from the first byte sent to the last one received.
"""

import asyncio
import hashlib
import hmac
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median, quantiles
from urllib.parse import urlencode

from sqlalchemy import select

from bench.ground import in_days, office
from bench.measure import ROUNDS, Result
from bench.processes import free_port, program, script, serve
from bot.app import PATH
from core import commands as c
from core.db import transaction
from core.model import Site
from sandbox import sample

SECRET = "bench-signing-secret"
ORDERS = 40
SECONDS = 1.5  # of each round
CLIENTS = (1, 8)
READ, WRITE = "/wo list", "/wo note"
WORDS = {READ: "list", WRITE: "note 1 the key is at the reception"}
SHOWS = {READ: b"WO-", WRITE: b"WO-1"}
"""What a true answer of ours holds, so that a refusal is never measured as a success."""


def results(database_url: str) -> Iterator[Result]:
    """For each command and number of clients: commands per second, p50 and p99 in milliseconds."""
    _seed(database_url)
    ours, bare = free_port(), free_port()
    with (
        program(serve("web"), _settings(database_url, ours)),
        program(script("bench.bare_bolt", bare, SECRET)),
    ):
        for typed in (READ, WRITE):
            asyncio.run(_check(ours, typed))
            for clients in CLIENTS:
                yield from _compared(typed, clients, Turns(ours), Turns(bare))


@dataclass
class Turns:
    """The rounds of one server."""

    port: int
    rates: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def take(self, typed: str, clients: int) -> None:
        began = time.perf_counter()
        taken = asyncio.run(_clients(self.port, typed, clients))
        self.rates.append(len(taken) / (time.perf_counter() - began))
        self.seconds += taken

    def milliseconds(self, percent: int) -> float:
        return quantiles(self.seconds, n=100)[percent - 1] * 1000


def _compared(typed: str, clients: int, ours: Turns, bare: Turns) -> Iterator[Result]:
    for _ in range(ROUNDS):
        ours.take(typed, clients)
        bare.take(typed, clients)
    name = f"slack: {typed}, {clients} client{'s' * (clients > 1)}"
    yield Result(f"{name}, rate", median(ours.rates), median(bare.rates), "commands/s")
    for percent in (50, 99):
        yield Result(f"{name}, p{percent}", ours.milliseconds(percent), bare.milliseconds(percent), "ms")


def _seed(url: str) -> None:
    with office(url) as house:
        with transaction(house.sessions) as session:
            sites = session.scalars(select(Site.id).order_by(Site.id)).all()
        for number in range(ORDERS):
            house.new_order(sites[number % len(sites)], c.Schedule(window=in_days(3 + number % 20)))


def _settings(url: str, port: int) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "SECRET_KEY": "k" * 32,
        "PORT": str(port),
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": SECRET,
        "LOG_FORMAT": "json",
    }


async def _check(port: int, typed: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = await _typed(reader, writer, _request(typed))
    writer.close()
    assert SHOWS[typed] in body, body


async def _clients(port: int, typed: str, clients: int) -> list[float]:
    """How long each command took, of all clients together."""
    until = time.perf_counter() + SECONDS
    found = await asyncio.gather(*(_client(port, typed, until) for _ in range(clients)))
    return [seconds for each in found for seconds in each]


async def _client(port: int, typed: str, until: float) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    taken: list[float] = []
    while time.perf_counter() < until:
        request = _request(typed)
        began = time.perf_counter()
        await _typed(reader, writer, request)
        taken.append(time.perf_counter() - began)
    writer.close()
    return taken


async def _typed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> bytes:
    """The body of the answer; every answer must be a 200."""
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    assert head.startswith(b"http/1.1 200"), head
    _, _, rest = head.partition(b"content-length:")
    return await reader.readexactly(int(rest.split(b"\r\n", 1)[0]))


def _request(typed: str) -> bytes:
    """A slash command as Slack sends it, with a trigger id of its own."""
    body = urlencode(
        {
            "team_id": sample.COMPANY.slack_team_id,
            "team_domain": sample.COMPANY.slack_domain,
            "channel_id": sample.DISPATCH.slack_channel_id,
            "channel_name": sample.DISPATCH.name,
            "user_id": sample.SUE.slack_user_id,
            "user_name": sample.SUE.handle,
            "command": "/wo",
            "text": WORDS[typed],
            "api_app_id": "A0BENCH",
            "is_enterprise_install": "false",
            "response_url": "https://hooks.slack.example/commands/1/2",
            "trigger_id": uuid.uuid4().hex,
        }
    ).encode()
    now = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{now}:".encode() + body, hashlib.sha256).hexdigest()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nX-Slack-Request-Timestamp: {now}\r\nX-Slack-Signature: v0={digest}\r\n\r\n"
    )
    return head.encode() + body
