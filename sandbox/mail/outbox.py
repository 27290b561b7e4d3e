"""Mail written in the sandbox, on its way out by real SMTP.

Each domain of the sandbox is served by the sandbox's own listener, every other by Truckroll's. Like any mail
server it tries again after a 4xx or when nobody listens, and reports a 5xx to the writer as a bounce.
"""

import asyncio
import contextlib
from dataclasses import dataclass

import aiosmtplib

from sandbox.mail.config import MailConfig, domain_of
from sandbox.mail.shapes.bounce import Failure, delivery_report
from sandbox.mail.store import Arrival, Delivery, DeliveryState, MailStore, StoredMail

_TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True)
class Outgoing:
    """One mail to one recipient. `sender` is the envelope's: empty for automatic answers and bounces."""

    mailbox: str
    sender: str
    recipient: str
    raw: bytes


class Outbox:
    def __init__(self, config: MailConfig, store: MailStore) -> None:
        self._config = config
        self._store = store
        self._own_port = config.smtp_port
        self._retries: asyncio.Task[None] | None = None

    def start(self, own_port: int) -> None:
        """`own_port` is where the sandbox's own listener was bound. Mail left over from before goes out again."""
        self._own_port = own_port
        self._retries = asyncio.create_task(self._retry())

    async def stop(self) -> None:
        if self._retries is not None:
            self._retries.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._retries

    async def send(self, mail: Outgoing) -> StoredMail:
        """Gives the mail to its server and keeps it in the writer's "sent" with what the server said."""
        delivery = await self._deliver(mail)
        kept = self._store.add(Arrival(box="sent", **vars(mail)), self._config.clock())
        return self._settle(kept, delivery)

    async def report_bounce(self, original: bytes, failure: Failure) -> Delivery:
        """Sends a delivery report to the envelope sender of a mail that was accepted and cannot be delivered."""
        domain = domain_of(failure.recipient)
        raw = delivery_report(original, failure, f"mx.{domain}", self._config.clock())
        return await self._deliver(Outgoing("", "", failure.report_to, raw))

    def _settle(self, kept: StoredMail, delivery: Delivery) -> StoredMail:
        if delivery.state == "refused":
            self._return_to_writer(kept, delivery)
        return self._store.change(kept.id, delivery=delivery)

    def _return_to_writer(self, kept: StoredMail, delivery: Delivery) -> None:
        if not kept.sender:
            return
        failure = Failure(kept.recipient, kept.sender, _status(delivery.reply), delivery.reply)
        host = f"mx.{domain_of(kept.mailbox)}"
        raw = delivery_report(kept.raw, failure, host, self._config.clock())
        self._store.add(Arrival(kept.mailbox, "inbox", "", kept.mailbox, raw), self._config.clock())

    async def _retry(self) -> None:
        while True:
            await asyncio.sleep(self._config.retry_seconds)
            for waiting in self._store.deferred():
                mail = Outgoing(waiting.mailbox, waiting.sender, waiting.recipient, waiting.raw)
                delivery = await self._deliver(mail)
                if delivery != waiting.delivery:
                    self._settle(waiting, delivery)

    async def _deliver(self, mail: Outgoing) -> Delivery:
        here = domain_of(mail.recipient) in self._config.domains
        client = aiosmtplib.SMTP(
            hostname=self._config.smtp_host if here else self._config.inbound_host,
            port=self._own_port if here else self._config.inbound_port,
            local_hostname=f"mx.{domain_of(mail.mailbox) or 'sandbox.example'}",
            timeout=_TIMEOUT_SECONDS,
            start_tls=False,
        )
        options = [] if mail.raw.isascii() else ["BODY=8BITMIME"]
        try:
            async with client:
                _, reply = await client.sendmail(
                    mail.sender, [mail.recipient], mail.raw, mail_options=options
                )
        except aiosmtplib.SMTPRecipientsRefused as refused:
            answer = refused.recipients[0]
            return Delivery(_verdict(answer.code), f"{answer.code} {answer.message}")
        except aiosmtplib.SMTPResponseException as refused:
            return Delivery(_verdict(refused.code), f"{refused.code} {refused.message}")
        except (aiosmtplib.SMTPException, OSError) as unreachable:
            return Delivery("deferred", f"No answer from the mail server: {unreachable}")
        return Delivery("delivered", f"250 {reply}")


def _verdict(code: int) -> DeliveryState:
    # RFC 5321 §4.2.1: 4yz may succeed later, 5yz never will
    return "refused" if code >= 500 else "deferred"  # noqa: PLR2004 - the reply code's first digit


def _status(reply: str) -> str:
    """The enhanced code (RFC 3463) in an SMTP answer, "5.0.0" where it has none."""
    found = next((word for word in reply.split()[1:2] if word.count(".") == 2), None)  # noqa: PLR2004 - x.y.z
    return found or "5.0.0"
