"""What the listener's tests share: a journal one can slow down or break, and a raw SMTP connection."""

import asyncio
import smtplib
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from inbound.envelope import Envelope
from inbound.intake.batches import StoreUnavailable
from inbound.intake.protocol import SmtpSettings
from inbound.intake.smtp import AddressCheck, Listener, listen

NOW = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)
MAIL = b"From: cara@example.org\r\nSubject: Re: your visit\r\n\r\nYes, that works.\r\n"

Serve = Callable[..., AbstractAsyncContextManager[Listener]]


class Journal:
    """A store that remembers what it was given, batch by batch, and can be slow or away."""

    def __init__(self) -> None:
        self.batches: list[list[Envelope]] = []
        self.may_commit = threading.Event()
        self.may_commit.set()
        self.entered = threading.Semaphore(0)
        self.away = False

    def __call__(self, envelopes: Sequence[Envelope]) -> None:
        self.entered.release()
        assert self.may_commit.wait(30)
        if self.away:
            raise StoreUnavailable
        if any(b"poison" in envelope.raw for envelope in envelopes):
            raise ValueError("secret detail of the database")
        self.batches.append(list(envelopes))

    @property
    def kept(self) -> list[Envelope]:
        return [envelope for batch in self.batches for envelope in batch]


def addresses(address: str) -> AddressCheck:
    local, _, domain = address.rpartition("@")
    if domain.lower() != "desk.test":
        return AddressCheck.NOT_OUR_DOMAIN
    return AddressCheck.OURS if local.split("+")[0] == "reply" else AddressCheck.NO_SUCH_MAILBOX


@asynccontextmanager
async def listening(
    journal: Journal, executor: ThreadPoolExecutor, **settings: Any
) -> AsyncIterator[Listener]:
    listener = await listen(SmtpSettings(**settings), journal, executor, addresses, lambda: NOW)
    try:
        yield listener
    finally:
        await listener.close()


class Line:
    """A raw SMTP connection that says exactly what it is told to."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.greeting = ""

    async def answer(self) -> str:
        lines = []
        while True:
            line = (await asyncio.wait_for(self.reader.readline(), 20)).decode()
            lines.append(line.rstrip("\r\n"))
            if len(line) < 4 or line[3] != "-":
                return "\n".join(lines)

    async def say(self, words: str | bytes) -> str:
        self.writer.write(words if isinstance(words, bytes) else words.encode() + b"\r\n")
        await self.writer.drain()
        return await self.answer()

    async def open_data(self, *recipients: str, hello: str = "EHLO") -> None:
        await self.say(f"{hello} client.test")
        assert (await self.say("MAIL FROM:<cara@example.org>")).startswith("250")
        for recipient in recipients or ("reply+abc@desk.test",):
            assert (await self.say(f"RCPT TO:<{recipient}>")).startswith("250")
        assert (await self.say("DATA")).startswith("354")


@asynccontextmanager
async def connected(listener: Listener) -> AsyncIterator[Line]:
    reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
    line = Line(reader, writer)
    try:
        line.greeting = await line.answer()
        yield line
    finally:
        writer.close()


def send(port: int, raw: bytes = MAIL, to: str = "reply+abc@desk.test") -> dict[str, tuple[int, bytes]]:
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as client:
        return client.sendmail("cara@example.org", [to], raw)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - the condition lies in the listener, which signals nobody
            await asyncio.sleep(0.01)
