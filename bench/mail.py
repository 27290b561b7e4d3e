"""Messages accepted per second: Truckroll's SMTP listener, which commits before it says 250, against a bare sink.

Both are processes of their own. The messages are answers as Gmail writes them to mails of ours, with valid tokens and
4 to 6 KB long, each with a Message-ID of its own; a connection sends one after the other without pipelining.
"""

import asyncio
import functools
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import select

from bench.ground import Office, in_days, office
from bench.measure import Result, in_turns
from bench.processes import free_port, program, script, serve
from core import commands as c
from core import notifications
from core.db import transaction
from core.model import Contact, Notification, Site
from core.tokens import ReplyTokens
from outbound.compose import MailIdentity, compose, reply_address_of
from sandbox.mail.reading import read_letter
from sandbox.mail.shapes import gmail
from sandbox.mail.shapes.wire import Sender

DOMAIN = "northgate.example"
SECRET = "k" * 32
CONNECTIONS = (1, 10, 50)
ORDERS = 24
SECONDS = 2.0  # of each round
WORDS = "Yes, that works for us.\n\nThe gate is open from seven, please ask for me at the reception."


@dataclass(frozen=True)
class Letter:
    """An answer that is ready to be sent; `mark` in it becomes a number of its own."""

    sender: str
    to: str
    raw: bytes
    mark: bytes

    def numbered(self, number: int) -> "Letter":
        return replace(self, raw=self.raw.replace(self.mark, b"<%012d@mail.gmail.com>" % number))


def results(database_url: str) -> Iterator[Result]:
    """Accepted messages per second at each number of connections."""
    letters = _letters(database_url)
    ours, bare = free_port(), free_port()
    numbers = count(1)
    with program(serve("smtp"), _settings(database_url, ours)), program(script("bench.bare_smtp", bare)):
        for connections in CONNECTIONS:
            load = functools.partial(_load, letters, numbers, connections)
            rates = in_turns(functools.partial(load, ours), functools.partial(load, bare))
            yield Result(f"mail: {connections} connection{'s' * (connections > 1)}", *rates, "messages/s")


def _settings(url: str, port: int) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "SECRET_KEY": SECRET,
        "MAIL_DOMAIN": DOMAIN,
        "SMTP_LISTEN_PORT": str(port),
        "LOG_FORMAT": "json",
    }


def _letters(url: str) -> list[Letter]:
    """Answers to the first mail about each of some work orders."""
    with office(url) as house:
        with transaction(house.sessions) as session:
            sites = session.scalars(select(Site.id).order_by(Site.id)).all()
        for number in range(ORDERS):
            house.new_order(sites[number % len(sites)], c.Schedule(window=in_days(3 + number)))
        return [answer(house, mail_id, WORDS) for mail_id in first_mails(house)]


def first_mails(house: Office) -> list[int]:
    """The ids of all mail to customers there is."""
    with transaction(house.sessions) as session:
        return list(session.scalars(select(Notification.id).where(Notification.channel == "email")))


def answer(house: Office, mail_id: int, words: str) -> Letter:
    """What its recipient writes with Gmail when they answer that mail."""
    tokens = ReplyTokens(SECRET.encode(), DOMAIN)
    with transaction(house.sessions) as session:
        told = notifications.claim(session, house.company_id, mail_id)
        assert told is not None
        name = session.scalar(select(Contact.name).where(Contact.email == told.address))
    sent = compose(told, tokens, MailIdentity(None))
    sender = Sender(name or "", told.address or "", "America/Chicago")
    raw = gmail.reply(sent, words, sender, datetime.now(UTC))
    mark = read_letter(raw).message_id.encode()
    return Letter(sender.email, reply_address_of(told, tokens), raw, mark)


def _load(letters: list[Letter], numbers: Iterator[int], connections: int, port: int) -> float:
    return asyncio.run(_connections(letters, numbers, connections, port))


async def _connections(letters: list[Letter], numbers: Iterator[int], connections: int, port: int) -> float:
    began = time.perf_counter()
    until = began + SECONDS
    accepted = await asyncio.gather(*(_connection(letters, numbers, port, until) for _ in range(connections)))
    return sum(accepted) / (time.perf_counter() - began)


async def _connection(letters: list[Letter], numbers: Iterator[int], port: int, until: float) -> int:
    line = Line(*await asyncio.open_connection("127.0.0.1", port))
    await line.answered(b"220")
    await line.say(b"EHLO bench.example\r\n", b"250")
    accepted = 0
    while time.perf_counter() < until:
        number = next(numbers)
        await line.hand_over(letters[number % len(letters)].numbered(number))
        accepted += 1
    line.writer.close()
    return accepted


@dataclass(frozen=True)
class Line:
    """The client's side of one SMTP connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def say(self, words: bytes, expected: bytes) -> None:
        self.writer.write(words)
        await self.answered(expected)

    async def answered(self, expected: bytes) -> None:
        line = await self.reader.readline()
        while line[3:4] == b"-":
            line = await self.reader.readline()
        assert line.startswith(expected), line

    async def hand_over(self, letter: Letter) -> None:
        """One message, from MAIL to the 250 that takes responsibility."""
        await self.say(f"MAIL FROM:<{letter.sender}>\r\n".encode(), b"250")
        await self.say(f"RCPT TO:<{letter.to}>\r\n".encode(), b"250")
        await self.say(b"DATA\r\n", b"354")
        await self.say(letter.raw.replace(b"\r\n.", b"\r\n..") + b".\r\n", b"250")
