"""Both ends of the wire: a real listener in Truckroll's place, and the mailboxes with their API in use."""

import asyncio
from dataclasses import dataclass, field

import aiosmtplib
from aiosmtpd.smtp import SMTP, Envelope, Session

from sandbox.mail import MailConfig, MailSandbox
from sandbox.mail.client import MailClient
from tests.sandbox.mail.letters import REPLY_TO, confirmation_request


@dataclass
class Listener:
    """Truckroll's mail listener as far as the mailboxes can see it: accepts, keeps, or answers what it is told to."""

    port: int = 0
    answer: str = "250 2.0.0 OK"
    received: list[Envelope] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        if self.answer.startswith("250"):
            self.received.append(envelope)
            self.arrived.set()
        return self.answer

    async def next(self) -> Envelope:
        """The mail that arrives next (or already did)."""
        async with asyncio.timeout(10):
            await self.arrived.wait()
        self.arrived.clear()
        return self.received[-1]


@dataclass
class World:
    sandbox: MailSandbox
    client: MailClient
    config: MailConfig
    base: str

    async def deliver(
        self, raw: bytes | None = None, to: str = "cara@acmefoods.example", sender: str = REPLY_TO
    ) -> None:
        """Truckroll's side: one mail over real SMTP."""
        async with aiosmtplib.SMTP(
            hostname="127.0.0.1",
            port=self.sandbox.smtp_port,
            start_tls=False,
            local_hostname="truckroll.test",
        ) as smtp:
            await smtp.sendmail(sender, [to], raw or confirmation_request())
