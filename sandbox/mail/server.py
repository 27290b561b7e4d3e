"""The mailboxes' front door: an SMTP listener that takes mail for the customers' domains and nothing else.

It runs in the caller's event loop (`loop.create_server`), not in a thread of its own, and closes the connections
that are still open when it stops.
"""

import asyncio
import weakref
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from sandbox.mail.config import MailConfig, domain_of
from sandbox.mail.faults import ANSWERS, Faults
from sandbox.mail.outbox import Outbox
from sandbox.mail.shapes.bounce import Failure
from sandbox.mail.store import Arrival, MailStore

_HOST_NAME = "mx.sandbox.example"
_SIZE_LIMIT = 64 * 1024 * 1024


class _Protocol(SMTP):
    line_length_limit = (
        100_000  # long lines are the sender's fault to be seen in the mailbox, not refused here
    )

    def close(self) -> None:
        if self.transport is not None:
            self.transport.close()


class MailListener:
    """Accepts, stores, and bounces on demand. `await start()` gives the port it listens on."""

    def __init__(self, config: MailConfig, store: MailStore, faults: Faults, outbox: Outbox) -> None:
        self._config = config
        self._store = store
        self._faults = faults
        self._outbox = outbox
        self._server: asyncio.Server | None = None
        self._open: weakref.WeakSet[_Protocol] = weakref.WeakSet()
        self._bounces: set[asyncio.Task[Any]] = set()

    async def start(self) -> int:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            self._protocol, self._config.smtp_host, self._config.smtp_port
        )
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def stop(self) -> None:
        if self._server is None:
            return
        self._server.close()
        for protocol in list(self._open):
            protocol.close()
        await self._server.wait_closed()
        await asyncio.gather(*self._bounces)

    def _protocol(self) -> _Protocol:
        protocol = _Protocol(
            self,
            hostname=_HOST_NAME,
            ident="sandbox",
            data_size_limit=_SIZE_LIMIT,
            enable_SMTPUTF8=True,
            loop=asyncio.get_running_loop(),
        )
        self._open.add(protocol)
        return protocol

    # aiosmtpd finds these hooks by name and passes these arguments
    async def handle_RCPT(  # noqa: N802 - aiosmtpd's signature
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if domain_of(address) not in self._config.domains:
            return "550 5.7.1 No such customer in the sandbox: relaying denied"
        fault = self._faults.take(address.casefold(), "defer", "refuse")
        if fault is not None:
            return ANSWERS[fault.kind]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Recipient OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        raw = envelope.original_content or b""
        sender = (envelope.mail_from or "").removeprefix("<>")  # how aiosmtpd spells the empty sender
        for recipient in envelope.rcpt_tos:
            self._deliver(raw, sender, recipient.casefold())
        return "250 2.0.0 Delivered"

    def _deliver(self, raw: bytes, sender: str, recipient: str) -> None:
        fault = self._faults.take(recipient, "bounce")
        if fault is None:
            self._store.add(Arrival(recipient, "inbox", sender, recipient, raw), self._config.clock())
        elif sender:  # a message with an empty sender is never bounced (RFC 5321 §6.1)
            failure = Failure(recipient, sender, ANSWERS["bounce"].split()[1], ANSWERS["bounce"])
            task = asyncio.create_task(self._outbox.report_bounce(raw, failure))
            self._bounces.add(task)
            task.add_done_callback(self._bounces.discard)
