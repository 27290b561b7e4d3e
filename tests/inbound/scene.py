"""The scene of attacks: a quote and a visit that Cara was asked about, her colleague Mel, and Eve, who knows our secret.

Cara's provider signs, and her domain asks the world to reject what is not signed; so does Mel's. Eve's own domain signs, too.
"""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from core import queries
from core.model import Confirmation, InboundMessage, Notification, Quote, QuoteStatus
from tests.cast import Cast
from tests.inbound.mailroom import CARA, Mailroom
from tests.inbound.signed import signer

EVE, MEL = "eve@evil.example", "mel@my-company.example"
ELSEWHERE = "203.0.113.66"
TOTAL = Decimal(450)


@dataclass
class Scene:
    cast: Cast
    mailroom: Mailroom
    order: int
    quote: Notification
    visit_order: int
    visit: Notification

    @property
    def token(self) -> str:
        """The reply address in the quote's mail: Eve has it, for somebody passed the mail on."""
        return self.mailroom.address(self.quote)

    def comes(self, raw: bytes, to: str | None = None, sender: str = EVE) -> InboundMessage:
        """The mail arrives from a machine of Eve's, and is read."""
        message_id = self.mailroom.post(raw, to or self.token, sender, ELSEWHERE)
        self.mailroom.reader.read(self.cast.company_id, message_id)
        return self.mailroom.message(message_id)

    def signed_by(self, domain: str, sender: str, words: str = "Approved") -> bytes:
        return signer().sign(self.mailroom.unsigned(self.token, words, sender), domain)

    def html(self, page: str, plain: str | None = None) -> bytes:
        """A genuine mail of Cara's with this page in it."""
        head = f"From: {CARA}\r\nTo: {self.token}\r\nSubject: Re: quote\r\nMIME-Version: 1.0\r\n"
        if plain is None:
            body = f"Content-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n"
        else:
            parts = (("plain", plain), ("html", page))
            said = "".join(f"--x\r\nContent-Type: text/{kind}\r\n\r\n{words}\r\n" for kind, words in parts)
            body = f"Content-Type: multipart/alternative; boundary=x\r\n\r\n{said}--x--\r\n"
        return signer().sign((head + body).encode(), "acmefoods.example")

    def untouched(self) -> bool:
        """Neither the quote nor the visit has moved."""
        statuses = self.cast.run(lambda session: set(session.scalars(select(Quote.status))))
        visit = self.cast.read(self.cast.dora, queries.order(self.visit_order))
        return statuses == {QuoteStatus.SENT} and visit.confirmation is Confirmation.REQUESTED

    def mails(self) -> list[str]:
        """The names of the mails written so far."""
        return [told.name for told in self.cast.told() if told.channel == "email"]
