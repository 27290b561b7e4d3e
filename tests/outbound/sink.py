"""A relay for tests: a real SMTP server that keeps what it takes, and refuses, stalls or breaks off on demand."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from outbound.relay import Relay

USER, PASSWORD = "northgate", "correct horse"
QUEUED = "250 2.0.0 Ok: queued as 4F7A1"
Broken = Callable[[SMTP], str]


def hang_up(server: SMTP) -> str:
    """The connection breaks after the last line: the sender never learns what became of the mail."""
    assert isinstance(server.transport, asyncio.WriteTransport)
    server.transport.abort()
    return QUEUED


@dataclass
class Sink:
    """What it took, by attempt: (envelope sender, recipient, bytes). The answers are used up one by one."""

    taken: list[tuple[str, str, bytes]] = field(default_factory=list)
    sender_answers: list[str] = field(default_factory=list)
    recipient_answers: list[str] = field(default_factory=list)
    data_answers: list[str | Broken] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    relay: Relay = field(
        default_factory=lambda: Relay("127.0.0.1", 0, "mail.northgate.example", starttls=False)
    )

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's names
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.sender_answers.pop(0) if self.sender_answers else "250 OK"
        if answer.startswith("2"):
            envelope.mail_from = address
        return answer

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.recipient_answers.pop(0) if self.recipient_answers else "250 OK"
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.data_answers.pop(0) if self.data_answers else QUEUED
        if callable(answer) or answer.startswith("2"):
            assert isinstance(envelope.original_content, bytes)
            self.taken.append((str(envelope.mail_from), envelope.rcpt_tos[0], envelope.original_content))
        return answer(server) if callable(answer) else answer

    def check_login(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _way: str, given: Any
    ) -> AuthResult:
        assert isinstance(given, LoginPassword)
        self.logins.append(given.login.decode())
        known = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=known, handled=False)  # not handled: aiosmtpd words the answer


@asynccontextmanager
async def listening(tls: ssl.SSLContext | None = None, *, login: bool = False) -> AsyncIterator[Sink]:
    """A sink on a free port of this machine; with `tls` it offers STARTTLS and insists on it."""
    sink = Sink()
    loop = asyncio.get_running_loop()

    def protocol() -> SMTP:
        return SMTP(
            sink,
            hostname="relay.test",
            tls_context=tls,
            require_starttls=tls is not None,
            authenticator=sink.check_login,
            auth_required=login,
            auth_require_tls=tls is not None,
            loop=loop,
        )

    server = await loop.create_server(protocol, "127.0.0.1", 0)
    sink.relay = replace(sink.relay, port=server.sockets[0].getsockname()[1])
    try:
        yield sink
    finally:
        server.close()
        await server.wait_closed()
