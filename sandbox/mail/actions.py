"""What the owner of a mailbox can do with a mail: answer, forward, be away, accept the invite, write a new one."""

from dataclasses import dataclass, replace

from sandbox.mail.config import MailConfig, domain_of
from sandbox.mail.outbox import Outbox, Outgoing
from sandbox.mail.shapes import BY_NAME, wire
from sandbox.mail.shapes.calendar import NoInviteError, Response, rsvp
from sandbox.mail.shapes.forward import Note, forward
from sandbox.mail.shapes.fresh import Draft, new_mail
from sandbox.mail.shapes.vacation import out_of_office
from sandbox.mail.store import MailStore, StoredMail


class CannotDoError(Exception):
    """A sentence that says why a person could not have done this with this mail."""


@dataclass(frozen=True)
class Envelope:
    """A mail made elsewhere, to be sent byte by byte as it is (forged senders, broken MIME)."""

    sender: str
    recipient: str
    raw: bytes


@dataclass(frozen=True)
class Actions:
    config: MailConfig
    store: MailStore
    outbox: Outbox

    async def reply(self, mail: StoredMail, text: str, shape: str) -> StoredMail:
        """Answers to the mail's Reply-To (or From) in the words and the shape given."""
        _, recipient = wire.reply_recipient(mail.letter)
        if not recipient:
            raise CannotDoError("This mail names nobody to answer: it has neither a Reply-To nor a From.")
        raw = BY_NAME[shape].compose(mail.raw, text, self._sender(mail), self.config.clock())
        return await self._send(mail, "replied", Outgoing(mail.mailbox, mail.mailbox, recipient, raw))

    async def forward(self, mail: StoredMail, note: Note) -> StoredMail:
        raw = forward(mail.raw, note, self._sender(mail), self.config.clock())
        return await self._send(mail, "forwarded", Outgoing(mail.mailbox, mail.mailbox, note.to, raw))

    async def out_of_office(self, mail: StoredMail, text: str) -> StoredMail:
        """The automatic answer of somebody who is away, to the envelope sender."""
        if not mail.sender:
            raise CannotDoError(
                "This mail has an empty envelope sender, so nothing may answer it automatically."
            )
        raw = out_of_office(mail.raw, text, self._sender(mail), self.config.clock())
        return await self._send(mail, "out of office", Outgoing(mail.mailbox, "", mail.sender, raw))

    async def rsvp(self, mail: StoredMail, response: Response) -> StoredMail:
        """Answers the calendar invite to its ORGANIZER."""
        try:
            raw = rsvp(mail.raw, response, self._sender(mail), self.config.clock())
        except NoInviteError as no_invite:
            raise CannotDoError(str(no_invite)) from no_invite
        invite = mail.letter.invite
        recipient = invite.organizer if invite else ""
        return await self._send(mail, response.answer, Outgoing(mail.mailbox, mail.mailbox, recipient, raw))

    async def write(self, address: str, draft: Draft) -> StoredMail:
        raw = self._signed(new_mail(draft, self.config.owner(address).sender, self.config.clock()), address)
        return await self.outbox.send(Outgoing(address, address, draft.to, raw))

    async def send_raw(self, address: str, envelope: Envelope) -> StoredMail:
        return await self.outbox.send(Outgoing(address, envelope.sender, envelope.recipient, envelope.raw))

    def see(self, mail: StoredMail, *, seen: bool) -> StoredMail:
        return mail if mail.seen == seen else self.store.change(mail.id, seen=seen)

    def _signed(self, raw: bytes, mailbox: str) -> bytes:
        """As the owner's provider signs all their mail."""
        signer = self.config.signer
        return signer.sign(raw, domain_of(mailbox)) if signer else raw

    def _sender(self, mail: StoredMail) -> wire.Sender:
        return self.config.owner(mail.mailbox).sender

    async def _send(self, mail: StoredMail, what: str, outgoing: Outgoing) -> StoredMail:
        sent = await self.outbox.send(replace(outgoing, raw=self._signed(outgoing.raw, outgoing.mailbox)))
        self.store.mark_done(mail.id, what)
        return sent
