"""A mail room for tests: answers to our notifications are journaled and read the way the worker does it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import notifications
from core.db import transaction
from core.model import Card, CardKind, Event, InboundMessage, Notification
from core.tokens import ReplyToken, ReplyTokens
from inbound.authenticate import Authenticator
from inbound.envelope import Envelope
from inbound.journal import Journal
from inbound.worker import Reader
from outbound.approval import approval_words
from tests.cast import Cast
from tests.inbound.signed import signer, zone

CARA = "cara@acmefoods.example"
TOKENS = ReplyTokens(b"k" * 32, "desk.test")


@dataclass
class Mailroom:
    cast: Cast
    tokens: ReplyTokens = TOKENS
    authenticator: Authenticator = field(default_factory=lambda: Authenticator(zone()))
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def journal(self) -> Journal:
        return Journal(self.cast.desk.sessions, self.tokens)

    @property
    def reader(self) -> Reader:
        return Reader(self.cast.desk, self.tokens, self.authenticator)

    def asked(self, order: int, name: str) -> Notification:
        """The newest mail of that name about the work order."""
        return [told for told in self.cast.told(name, order) if told.channel == "email"][-1]

    def address(self, notification: Notification) -> str:
        return self.tokens.address(ReplyToken(notification.company_id, notification.id))

    def code_in(self, mail: Notification) -> str:
        """The six digits in a mail that has a one-time code."""
        outgoing = self.cast.run(lambda session: notifications.claim(session, mail.company_id, mail.id))
        code = approval_words(outgoing, self.tokens, None)["code"]
        assert code is not None
        return code.replace(" ", "")

    def letter(self, to: str, text: str, sender: str = CARA, **headers: str) -> bytes:
        """A mail as the sender's own provider sends it: signed, where the provider signs."""
        raw = self.unsigned(to, text, sender, **headers)
        return signer().sign(raw, sender.rpartition("@")[2].strip(">"))

    def unsigned(self, to: str, text: str, sender: str = CARA, **headers: str) -> bytes:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, to, "Re: Your visit"
        message["Message-ID"] = f"<{next(self.numbers)}@acmefoods.example>"
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        message.set_content(text)
        return message.as_bytes(policy=SMTP)

    def post(self, raw: bytes, to: str, sender: str = CARA, peer: str = "127.0.0.1") -> int:
        """Journal one message, unread; its id."""
        envelope = Envelope(sender, (to,), raw, peer, "smtp", self.cast.clock())
        with transaction(self.cast.desk.sessions) as session:
            [message_id] = self.journal.keep(session, [envelope])
        return message_id

    def post_all(self, raws: list[bytes], to: str, sender: str = "") -> list[int]:
        """Journal many at once, as they come in a flood; their ids."""
        now = self.cast.clock()
        envelopes = [Envelope(sender, (to,), raw, "127.0.0.1", "smtp", now) for raw in raws]
        with transaction(self.cast.desk.sessions) as session:
            return self.journal.keep(session, envelopes)

    def receive(self, raw: bytes, to: str, sender: str = CARA) -> InboundMessage:
        """Journal and read one message."""
        message_id = self.post(raw, to, sender)
        self.reader.read(self.cast.company_id, message_id)
        return self.message(message_id)

    def reply(
        self, notification: Notification, text: str, sender: str = CARA, **headers: str
    ) -> InboundMessage:
        """An answer to one of our mails, journaled and read."""
        to = self.address(notification)
        return self.receive(self.letter(to, text, sender, **headers), to, sender)

    def message(self, message_id: int) -> InboundMessage:
        def read(session: Session) -> InboundMessage:
            return session.scalars(select(InboundMessage).where(InboundMessage.id == message_id)).one()

        found: InboundMessage = self.cast.run(read)
        return found

    def events(self, order: int) -> list[str]:
        """Names of what happened to the work order, oldest first."""

        def read(session: Session) -> list[str]:
            rows = session.execute(select(Event.name, Event.work_order_id).order_by(Event.id)).all()
            wanted = session.scalar(
                select(Notification.work_order_id)
                .where(Notification.context["order"]["number"].as_integer() == order)
                .limit(1)
            )
            return [name for name, work_order_id in rows if work_order_id == wanted]

        found: list[str] = self.cast.run(read)
        return found

    def triage_cards(self) -> list[int]:
        """Ids of the messages that have a triage card."""

        def read(session: Session) -> list[int]:
            asked = select(Card.inbound_message_id).where(Card.kind == CardKind.TRIAGE).order_by(Card.id)
            return [found for found in session.scalars(asked) if found is not None]

        found: list[int] = self.cast.run(read)
        return found
