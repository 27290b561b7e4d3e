"""Mail comes in: raw messages posted by mail providers at `/mail/webhook/…`.

A post is proven before it is believed, as far as its headers go before its body is read, and answered 2xx only after
the message is committed. A fault of ours, too much at once, a provider that is not set up yet, and a signature that
does not fit (a key mistyped here loses no mail), make the provider try again; what will never be taken, mail for nobody
we know, is answered so that it does not.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from inbound.envelope import Envelope
from inbound.intake.batches import Batches, NoSuchMailbox, StoreUnavailable
from inbound.intake.files import envelope_of
from inbound.intake.providers import Post, Posted, Provider, Unproven, Unreadable
from inbound.mime.charsets import storable

log = structlog.get_logger(__name__)

PATH = "/mail/webhook/"
GROWN = 2
"""How much larger than its message a post may be: base64, escapes, and the fields beside it."""
KNOWN: Mapping[str, str] = {
    # what must be set before a provider's posts are taken
    "mailgun": "WEBHOOK_MAILGUN_KEY",
    "postmark": "WEBHOOK_POSTMARK_LOGIN",
    "sendgrid": "WEBHOOK_SENDGRID_KEY or WEBHOOK_SENDGRID_LOGIN",
    "ses": "WEBHOOK_SES_TOPIC",
}
UNPROVEN: Mapping[str, int] = {
    # these two try again after a 5xx only; the others after a 401, too
    "sendgrid": 503,
    "ses": 503,
}
NOT_WANTED: Mapping[str, int] = {
    # what tells the provider not to try again; elsewhere any 4xx does
    "mailgun": 406,
    "postmark": 403,
}


class NotNow(Exception):
    """The post cannot be taken at the moment; the text says why."""


@dataclass(slots=True)
class Room:
    """The bytes of all posts that have not been answered. One that is alone has room, however large it is."""

    most: int
    taken: int = 0

    @contextmanager
    def part(self) -> Iterator[Callable[[int], None]]:
        """A function that takes so many bytes more until the end of the block. It raises NotNow."""
        mine = 0

        def take(size: int) -> None:
            nonlocal mine
            mine += size
            self.taken += size
            if self.taken > self.most and self.taken > mine:
                raise NotNow("other posts take all the room there is")

        try:
            yield take
        finally:
            self.taken -= mine


@dataclass(frozen=True)
class Webhooks:
    """`providers` by the last part of their address. `max_bytes` is for a message, `body_seconds` for a post to arrive."""

    providers: Mapping[str, Provider]
    batches: Batches
    clock: Callable[[], datetime]
    max_bytes: int
    body_seconds: float = 120
    room: Room = field(default_factory=lambda: Room(256 * 2**20))

    def routes(self) -> list[Route]:
        """The pages of all providers we know; one that is not set up is told so."""
        paths = [(name, f"{PATH}{name}") for name in KNOWN]
        paths.append(("mailgun", f"{PATH}mailgun/mime"))  # raw only goes to addresses with that end
        return [Route(path, self._page(name), methods=["POST"]) for name, path in paths]

    def _page(self, name: str) -> Callable[[Request], object]:
        async def page(request: Request) -> Response:
            if name not in self.providers:
                log.warning("webhook.not_set_up", provider=name, setting=KNOWN[name])
                return _answer(503, f"Mail from {name} is not taken here: {KNOWN[name]} is not set.")
            return await self._answered(name, request)

        return page

    async def _answered(self, name: str, request: Request) -> Response:
        try:
            return await self._take(name, request)
        except Unproven as why:
            log.warning("webhook.unproven", provider=name, why=str(why))
            return _answer(UNPROVEN.get(name, 401), "This post is not proven to be from the provider.")
        except Unreadable as why:
            log.warning("webhook.unreadable", provider=name, why=str(why))
            return _answer(400, str(why))
        except NoSuchMailbox:
            log.warning("webhook.for_nobody", provider=name)
            return _answer(NOT_WANTED.get(name, 400), "There is no such mailbox here.")
        except (StoreUnavailable, NotNow) as why:
            log.warning("webhook.put_off", provider=name, why=str(why) or "no database")
            return _answer(503, "The mail cannot be stored at the moment; try again later.")
        except ClientDisconnect:
            raise
        except Exception:
            incident = uuid4().hex[:8]
            log.exception("webhook.failed", provider=name, incident=incident)
            return _answer(500, f"Something went wrong on our side; try again later (reference {incident}).")

    async def _take(self, name: str, request: Request) -> Response:
        provider, headers = self.providers[name], dict(request.headers)
        provider.check_headers(headers)
        with self.room.part() as take:
            body = await self._body(request, take)
            if body is None:
                return _answer(413, f"This post is larger than {self.max_bytes * GROWN} bytes.")
            post = Post(headers, body, self.clock())
            posted = await provider(post)
            if posted is not None:
                await self.batches.put(_envelope(name, posted, post.received_at))
        return _answer(200, "Kept." if posted else "Done.")

    async def _body(self, request: Request, take: Callable[[int], None]) -> bytes | None:
        body = bytearray()
        try:
            async with asyncio.timeout(self.body_seconds):
                async for chunk in request.stream():
                    take(len(chunk))
                    body += chunk
                    if len(body) > self.max_bytes * GROWN:
                        return None
        except TimeoutError:
            raise NotNow(f"it took longer than {self.body_seconds:g} seconds to arrive") from None
        return bytes(body)


def _envelope(name: str, posted: Posted, now: datetime) -> Envelope:
    """What the provider says of the envelope; the message's own headers fill in what it leaves out."""
    sender, recipients = posted.sender, posted.recipients
    if sender is None or not recipients:
        guessed = envelope_of(posted.raw, now)
        sender, recipients = guessed.sender if sender is None else sender, recipients or guessed.recipients
    return Envelope(
        sender=storable(sender),
        recipients=tuple(map(storable, recipients)),
        raw=posted.raw,
        peer="",
        way_in=name,
        received_at=now,
    )


def _answer(status: int, words: str) -> Response:
    return PlainTextResponse(words + "\n", status)
