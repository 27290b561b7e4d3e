"""Mail comes in: the SMTP and LMTP listener.

Who we are to a sender: RCPT refuses malformed and unknown addresses at once with an enhanced code (the authoritative
check is the worker's); DATA answers 250 only after the message is committed; a fault of ours is always 4xx and a
fault of theirs always 5xx, so that nothing is lost and nothing is tried for ever. A sender who hangs up while we
commit sends the message again later; the journal's dedupe key makes the two one.

No address and no word of a message is logged at info level.
"""

import asyncio
import logging
import re
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

import structlog

from inbound.envelope import Envelope
from inbound.intake.batches import Batches, NoSuchMailbox, Store, StoreUnavailable
from inbound.intake.enhanced import OFFERED
from inbound.intake.limits import Limits, within
from inbound.intake.protocol import Conversation, LmtpConversation, Load, SmtpSettings

log = structlog.get_logger(__name__)

MAX_ADDRESS = 254
WELL_FORMED = re.compile(r"[^\s@<>\x00-\x1f\x7f]{1,64}@[^\s@<>\x00-\x1f\x7f]{1,253}\Z")


class AddressCheck(StrEnum):
    """What the address book says about a recipient before the message is read."""

    OURS = "ours"
    NO_SUCH_MAILBOX = "no such mailbox"
    NOT_OUR_DOMAIN = "not our domain"


Addresses = Callable[[str], AddressCheck]

RCPT_REFUSALS = {
    AddressCheck.NO_SUCH_MAILBOX: "550 5.1.1 There is no such mailbox here; check the address you are writing to.",
    AddressCheck.NOT_OUR_DOMAIN: "550 5.7.1 This server takes no mail for that domain.",
}
MALFORMED = "553 5.1.3 That is not an email address."
TOO_MANY_RECIPIENTS = "452 4.5.3 Too many recipients in one message; send the rest in another one."
TOO_MANY_SESSIONS = "421 4.3.2 Too many connections at the moment; try again in a minute."
TOO_MANY_FROM_YOU = "421 4.7.0 Your address has too many connections open; try again in a minute."
TOO_MANY_MESSAGES = (
    "450 4.7.1 Your address has sent too many messages within a minute; try again in a minute."
)
PEER_REFUSED = "554 5.7.1 This server does not accept mail from your address."
ACCEPTED = "250 2.0.0 Kept."
UNAVAILABLE = "451 4.3.0 The mail cannot be stored at the moment; try again later (reference {incident})."


@dataclass(frozen=True, slots=True)
class IntakeHandler:
    """aiosmtpd's hooks: judge recipients, journal messages."""

    settings: SmtpSettings
    batches: Batches
    addresses: Addresses
    clock: Callable[[], datetime]
    limits: Limits

    async def handle_EHLO(  # noqa: N802 - the library finds hooks by name and shape
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        """Offer AUTH only where there is a login: otherwise who may write is decided per message."""
        del server, envelope
        session.host_name = hostname
        offered = [*responses[:-1], *OFFERED, responses[-1]]
        if self.settings.login is not None:
            return offered
        return [line for line in offered if not line.startswith("250-AUTH")]

    async def handle_MAIL(  # noqa: N802 - the library finds hooks by name and shape
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Put off a sender who has sent enough for this minute."""
        del server
        if not self.limits.may_send(session.peer):
            return TOO_MANY_MESSAGES
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802 - the library finds hooks by name and shape
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Refuse early what could never be delivered."""
        del server, session, options
        if len(address) > MAX_ADDRESS or not WELL_FORMED.match(address):
            return MALFORMED
        if len(envelope.rcpt_tos) >= self.settings.max_recipients:
            return TOO_MANY_RECIPIENTS
        verdict = self.addresses(storable(address))
        if verdict is not AddressCheck.OURS:
            return RCPT_REFUSALS[verdict]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - as above
        """250 after the commit; whatever goes wrong here is ours, hence 451 and a reference."""
        del server
        message = Envelope(
            sender=storable(envelope.mail_from.removeprefix("<").removesuffix(">")),
            recipients=tuple(storable(address) for address in envelope.rcpt_tos),
            raw=envelope.original_content,
            peer=str(session.peer[0]) if session.peer else "",
            way_in="lmtp" if self.settings.lmtp else "smtp",
            received_at=self.clock(),
        )
        try:
            async with asyncio.timeout(self.settings.commit_seconds):
                await self.batches.put(message)
        except NoSuchMailbox:
            return RCPT_REFUSALS[AddressCheck.NO_SUCH_MAILBOX]
        except Exception as error:  # noqa: BLE001 - left uncaught the library would answer with its text
            return _sorry(error, size=len(message.raw))
        return ACCEPTED


def _sorry(error: Exception, size: int) -> str:
    incident = uuid4().hex[:8]
    expected = isinstance(error, (StoreUnavailable, TimeoutError))
    log.error("smtp.not_stored", incident=incident, bytes=size, exc_info=None if expected else error)
    return UNAVAILABLE.format(incident=incident)


def storable(address: str) -> str:
    """The address as text a database takes: undecodable bytes replaced, no NUL."""
    return address.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\x00", "")


@dataclass(slots=True)
class Listener:
    """A running listener: `port` is the one it got, `close` stops it without losing what it had begun."""

    server: asyncio.Server
    port: int
    batches: Batches
    load: Load

    async def close(self, grace_seconds: float = 5) -> None:
        """Take no new connection, let messages under way finish within the grace, hang up on the rest."""
        self.server.close()
        try:
            async with asyncio.timeout(grace_seconds):
                await self.batches.drain()
        except TimeoutError:
            log.warning("smtp.closed_while_committing")
        for transport in tuple(self.load.transports):
            transport.close()
        await self.server.wait_closed()


async def listen(
    settings: SmtpSettings,
    store: Store,
    executor: Executor,
    addresses: Addresses,
    clock: Callable[[], datetime],
) -> Listener:
    """Start listening in the running loop. `store` runs in `executor`, one transaction per call, and raises
    `StoreUnavailable` when the database is away. `clock` gives aware times.
    """
    # The library names senders and recipients at info level.
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    limits = Limits(
        settings.sessions_per_peer, settings.messages_per_minute, time.monotonic, settings.unlimited_peers
    )
    batches, load = Batches(store, executor), Load(limits)
    handler = IntakeHandler(settings, batches, addresses, clock, limits)
    conversation = LmtpConversation if settings.lmtp else Conversation
    door = _door(settings, load)
    server = await asyncio.get_running_loop().create_server(
        lambda: conversation(handler, settings, load, door), settings.host, settings.port, backlog=512
    )
    return Listener(server, server.sockets[0].getsockname()[1], batches, load)


def _door(settings: SmtpSettings, load: Load) -> Callable[[Any], str | None]:
    """Who may not come in, and the sentence that says so; None is welcome."""

    def refuse(peer: Any) -> str | None:
        if settings.allowed_peers and not within(peer, settings.allowed_peers):
            return PEER_REFUSED
        if not load.limits.may_connect(peer):
            return TOO_MANY_FROM_YOU
        return TOO_MANY_SESSIONS if load.sessions >= settings.max_sessions else None

    return refuse
