"""The SMTP conversation, where aiosmtpd's own is not strict or not kind enough.

Promises: the message ends at CRLF.CRLF and nowhere else, and one with a bare line feed is refused (otherwise two
servers may see two different messages: SMTP smuggling); a message may be as long as the size limit with lines of
any length, held in memory once; too much is answered 552 5.3.4 after the data as RFC 5321 4.2.5 wants; every phase
has a time-out; no answer carries an exception's text; LMTP gets one answer per recipient (RFC 2033 4.2).
"""

import asyncio
import re
import ssl
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, AnyStr
from uuid import uuid4

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, syntax

from inbound.intake.enhanced import with_code
from inbound.intake.limits import LOOPBACK, Limits, Login, Network

log = structlog.get_logger(__name__)

COMMAND_BYTES = 2048
TOO_MUCH = (
    "552 5.3.4 This message is larger than the {limit} bytes accepted here; send it without the attachments."
)
BARE_LF_REFUSED = "550 5.5.2 Line feeds without carriage returns are refused; end every line with CRLF."
BUSY = "452 4.3.1 Too much mail is being received at once; try again in a minute."
OVERRUN_FACTOR = 4

TIMED_OUT = b"421 4.4.2 Nothing came for too long; closing the connection.\r\n"

PLAIN_ADDRESS = re.compile(
    r"<([A-Za-z0-9_+=-]+(?:\.[A-Za-z0-9_+=-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)>(?: +([^()]*))?", re.ASCII
)
END_LINE = b".\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """Where and how to listen. Durations in seconds, sizes in bytes; `allowed_peers` empty means anybody.

    With a `login` every sender must log in, over TLS only (RFC 4954). `unlimited_peers` may hold any number of sessions
    and send any number of messages.
    """

    host: str = "127.0.0.1"
    port: int = 0
    lmtp: bool = False
    hostname: str = "localhost"
    max_message_bytes: int = 25 * 2**20
    max_bytes_in_flight: int = 256 * 2**20
    max_recipients: int = 100
    max_sessions: int = 200
    idle_seconds: float = 120
    data_seconds: float = 600
    commit_seconds: float = 60
    allowed_peers: tuple[Network, ...] = ()
    sessions_per_peer: int = 50
    messages_per_minute: int = 600
    unlimited_peers: tuple[Network, ...] = LOOPBACK
    login: Login | None = None
    tls: ssl.SSLContext | None = None
    require_tls: bool = False


@dataclass(slots=True)
class Load:
    """What one listener is busy with right now, and who keeps it busy."""

    limits: Limits
    sessions: int = 0
    bytes_in_flight: int = 0
    transports: set[asyncio.BaseTransport] = field(default_factory=set)


class Conversation(SMTP):
    """One connection. Refuses at the door, reads DATA by itself, and turns our own faults into 451."""

    line_length_limit = 64 * 1024  # how much is read at once; message lines may be longer

    def __init__(
        self,
        handler: Any,
        settings: SmtpSettings,
        load: Load,
        door: Callable[[Any], str | None],
    ) -> None:
        super().__init__(
            handler,
            data_size_limit=settings.max_message_bytes,
            enable_SMTPUTF8=True,
            hostname=settings.hostname,
            ident="Truckroll",
            tls_context=settings.tls,
            require_starttls=settings.require_tls,
            timeout=settings.idle_seconds,
            auth_required=settings.login is not None,
            auth_exclude_mechanism=() if settings.login else ("LOGIN", "PLAIN"),
            authenticator=settings.login,
            loop=asyncio.get_running_loop(),
        )
        # The library keeps this on the class and clears it for everybody at each connection.
        self.command_size_limits = defaultdict(lambda: COMMAND_BYTES)
        self._settings = settings
        self._load = load
        self._door = door
        self.wrong_logins = 0

    async def _handle_client(self) -> None:
        assert self.session is not None
        assert self.transport is not None
        transport = self.transport
        refusal = self._door(self.session.peer)
        if refusal:
            await self.push(refusal)
            transport.close()
            return
        peer = self.session.peer
        self._load.sessions += 1
        self._load.limits.connected(peer)
        self._load.transports.add(transport)
        try:
            await super()._handle_client()
        except ConnectionError:
            log.info("smtp.hung_up")
        finally:
            self._load.sessions -= 1
            self._load.limits.left(peer)
            self._load.transports.discard(transport)

    def _timeout_cb(self) -> None:
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.write(TIMED_OUT)
            self.transport.close()

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """Address and parameters of MAIL and RCPT; the library's reader, for any address, takes fifty times as long."""
        plain = PLAIN_ADDRESS.fullmatch(arg.strip())
        if plain is not None:
            return plain[1], plain[2] or ""
        found: tuple[str | None, str | None] = super()._getaddr(arg)
        return found

    def _getparams(self, params: Sequence[str]) -> dict[str, str | bool] | None:
        """Who offers AUTH takes AUTH= at MAIL, and need not believe it (RFC 4954 5)."""
        found: dict[str, str | bool] | None = super()._getparams(params)
        if found is not None and self._settings.login is not None:
            found.pop("AUTH", None)
        return found

    async def handle_exception(self, error: Exception) -> str:
        """The answer to a fault of ours: always temporary, never with the exception's text."""
        incident = uuid4().hex[:8]
        log.error("smtp.failed", incident=incident, exc_info=error)
        return f"451 4.3.0 Something went wrong on our side; try again later (reference {incident})."

    @syntax("DATA")
    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802 - the library finds commands by this name
        """Read one message and answer only when the handler has."""
        if await self.check_helo_needed() or await self._refused_for_sequence(arg):
            return
        assert self.envelope is not None
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        content, answer = await self._read_message()
        self._reset_timeout(self._settings.commit_seconds + self._settings.idle_seconds)
        try:
            if answer is None:
                self.envelope.content = self.envelope.original_content = content
                answer = str(await self._call_handler_hook("DATA"))
        finally:
            self._load.bytes_in_flight -= len(content)
        answers = len(self.envelope.rcpt_tos) if self._settings.lmtp else 1
        self.envelope = self._create_envelope()
        await self.push("\r\n".join([answer] * answers))

    async def _refused_for_sequence(self, arg: str | None) -> bool:
        assert self.envelope is not None
        if arg:
            await self.push("501 5.5.4 DATA takes no argument.")
        elif not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 Send RCPT TO first.")
        return bool(arg) or not self.envelope.rcpt_tos

    async def _read_message(self) -> tuple[bytes, str | None]:
        """The message without its dots, or nothing and the answer that refuses it.

        The bytes returned are counted in the listener's load until the caller takes them off.
        """
        deadline = time.monotonic() + self._settings.data_seconds
        content, total, refusal = bytearray(), 0, None
        try:
            while not _ended(content, total):
                left = deadline - time.monotonic()
                self._reset_timeout(max(0.001, min(self._settings.idle_seconds, left)))
                chunk = await self._read_chunk()
                total += len(chunk)
                content += chunk
                self._load.bytes_in_flight += len(chunk)
                refusal = self._too_much(total) or refusal
                if refusal:
                    self._forget(content)
            if refusal is None and content.count(b"\n") != content.count(b"\r\n"):
                refusal = BARE_LF_REFUSED
        except BaseException:
            self._load.bytes_in_flight -= len(content)
            raise
        message = b"" if refusal else _without_dots(content)
        self._load.bytes_in_flight += len(message) - len(content)
        return message, refusal

    async def _read_chunk(self) -> bytes:
        """Bytes up to and including the next `.CRLF`, or as many as fit; never past the end of the message."""
        try:
            return await self._reader.readuntil(b".\r\n")
        except asyncio.LimitOverrunError as overrun:
            return await self._reader.read(overrun.consumed)

    def _too_much(self, total: int) -> str | None:
        """Why the rest need not be kept. Nobody sends several times the limit in good faith: those are cut off."""
        limit = self._settings.max_message_bytes
        if total > limit * OVERRUN_FACTOR:
            self._writer.write(TOO_MUCH.format(limit=limit).encode() + b"\r\n")
            raise ConnectionResetError("far more data than the size limit")
        if total > limit + len(END_LINE):
            return TOO_MUCH.format(limit=limit)
        return BUSY if self._load.bytes_in_flight > self._settings.max_bytes_in_flight else None

    def _forget(self, content: bytearray) -> None:
        """Drop what was read, except what is needed to see the end."""
        surplus = max(0, len(content) - len(b"\r\n" + END_LINE))
        self._load.bytes_in_flight -= surplus
        del content[:surplus]

    async def push(self, status: AnyStr) -> None:
        """Send an answer; those of the library get their enhanced codes, and its size refusal our sentence."""
        if not isinstance(status, str):
            await super().push(status)
        elif status.startswith("552 Error: message size"):
            await super().push(TOO_MUCH.format(limit=self._settings.max_message_bytes))
        else:
            await super().push(with_code(status, self.hostname))


class LmtpConversation(Conversation, LMTP):
    """The same over LMTP: LHLO instead of EHLO, and one answer per recipient after DATA."""


def _ended(content: bytearray, total: int) -> bool:
    return content.endswith(b"\r\n.\r\n") or (total == len(END_LINE) and content == END_LINE)


def _without_dots(content: bytearray) -> bytes:
    """The message itself: the final dot line gone, doubled dots single (RFC 5321 4.5.2)."""
    body = bytes(content[: -len(END_LINE)])
    if body.startswith(b"."):
        body = body[1:]
    return body.replace(b"\r\n.", b"\r\n")
