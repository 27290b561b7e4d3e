"""Mail comes in: raw messages posted by mail providers at `/mail/webhook/…`.

A post is proven before it is read, and answered 2xx only after the message is committed. A fault of ours, a provider
that is not set up yet, and a signature that does not fit (a key mistyped here loses no mail), make the provider try
again; what will never be taken, mail for nobody we know, is answered so that it does not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Webhooks:
    """`providers` by the last part of their address. `max_bytes` is for a message."""

    providers: Mapping[str, Provider]
    batches: Batches
    clock: Callable[[], datetime]
    max_bytes: int

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
            body = await self._body(request)
            if body is None:
                return _answer(413, f"This post is larger than {self.max_bytes * GROWN} bytes.")
            return await self._take(name, Post(dict(request.headers), body, self.clock()))

        return page

    async def _body(self, request: Request) -> bytes | None:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > self.max_bytes * GROWN:
                return None
        return bytes(body)

    async def _take(self, name: str, post: Post) -> Response:
        try:
            posted = await self.providers[name](post)
            if posted is not None:
                await self.batches.put(_envelope(name, posted, post.received_at))
        except Unproven as why:
            log.warning("webhook.unproven", provider=name, why=str(why))
            return _answer(UNPROVEN.get(name, 401), "This post is not proven to be from the provider.")
        except Unreadable as why:
            log.warning("webhook.unreadable", provider=name, why=str(why))
            return _answer(400, str(why))
        except NoSuchMailbox:
            log.warning("webhook.for_nobody", provider=name)
            return _answer(NOT_WANTED.get(name, 400), "There is no such mailbox here.")
        except StoreUnavailable:
            return _answer(503, "The mail cannot be stored at the moment; try again later.")
        except ClientDisconnect:
            raise
        except Exception:
            incident = uuid4().hex[:8]
            log.exception("webhook.failed", provider=name, incident=incident)
            return _answer(500, f"Something went wrong on our side; try again later (reference {incident}).")
        return _answer(200, "Kept." if posted else "Done.")


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
