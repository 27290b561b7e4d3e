"""A notification → the bytes of its mail. Pure: composing twice gives the same bytes.

Every part is 7-bit (quoted-printable or base64), boundaries come from the message key, the date is the notification's.
"""

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from core.mailmarks import LOOP_HEADER
from core.notifications import Outgoing
from core.tokens import ReplyToken, ReplyTokens
from outbound import headers
from outbound.approval import approval_words
from outbound.render import Words, words
from outbound.threads import subject_in_thread, thread_headers
from outbound.unsubscribe import unsubscribe_headers

if TYPE_CHECKING:
    from outbound.invite import Invite

POLICY = SMTP.clone(refold_source="none")  # values come folded from outbound.headers


@dataclass(frozen=True)
class MailIdentity:
    """Whom our mail is from. Without an address it is the company's own mailbox, without a name the company's.

    `pages` is where customers reach our pages, without a slash at the end; without it mail has no links.
    """

    from_address: str | None = None
    from_name: str | None = None
    pages: str | None = None


def compose(outgoing: Outgoing, tokens: ReplyTokens, identity: MailIdentity) -> bytes:
    """The mail, CRLF line ends. Raises headers.Unsendable for an address that mail cannot go to."""
    reply_address = reply_address_of(outgoing, tokens)
    message = EmailMessage(policy=POLICY)
    for name, value in _headers(outgoing, tokens, identity, reply_address).items():
        message.set_raw(name, value)
    said = words(outgoing, reply_address, approval_words(outgoing, tokens, identity.pages))
    message.set_raw("Subject", headers.subject(subject_in_thread(outgoing, said.subject)))
    _fill(message, said, _invite(outgoing, tokens))
    _fix_boundaries(message, outgoing.message_key)
    return message.as_bytes()


def _invite(outgoing: Outgoing, tokens: ReplyTokens) -> "Invite | None":
    if not outgoing.context.get("invite"):
        return None
    from outbound.invite import invite  # noqa: PLC0415 - the calendar library is slow to load

    return invite(outgoing, tokens)


def reply_address_of(outgoing: Outgoing, tokens: ReplyTokens) -> str:
    """Where answers and bounces go: one address per recipient and question."""
    return tokens.address(ReplyToken(outgoing.company_id, outgoing.id))


def _headers(
    outgoing: Outgoing, tokens: ReplyTokens, identity: MailIdentity, reply_address: str
) -> dict[str, str]:
    company = identity.from_name or outgoing.context["company"]["name"]
    sender = identity.from_address or f"{outgoing.sender_mailbox}@{tokens.domain}"
    contact = outgoing.context["contact"]
    return {
        "From": headers.mailbox("From", company, sender),
        "To": headers.mailbox("To", contact["name"] if contact else "", outgoing.address or ""),
        "Reply-To": headers.mailbox("Reply-To", company, reply_address),
        "Date": format_datetime(outgoing.created_at),
        "Message-ID": headers.message_id(outgoing.message_key, tokens.domain),
        **thread_headers(outgoing, tokens.domain),
        # No program answers us by itself: RFC 3834 §5, and Exchange's own word for it.
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        LOOP_HEADER: tokens.domain,
        **unsubscribe_headers(outgoing, tokens, identity.pages, reply_address),
        "MIME-Version": "1.0",
    }


def _fill(message: EmailMessage, said: Words, calendar: "Invite | None") -> None:
    """Text, HTML and the invite as alternatives; the invite once more as a file, for programs that only show those."""
    message.set_content(said.text, cte="quoted-printable")
    message.add_alternative(said.html, subtype="html", cte="quoted-printable")
    if calendar is None:
        return
    message.add_alternative(
        calendar.ics, subtype="calendar", cte="base64", params={"method": calendar.method}
    )
    message.add_attachment(
        calendar.ics.encode(), maintype="application", subtype="ics", filename="invite.ics"
    )


def _fix_boundaries(message: EmailMessage, key: str) -> None:
    """Boundaries that are the same every time; `=_` occurs in no quoted-printable or base64 text (RFC 2045 §6.7)."""
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{key}_{number}")
    for part in message.walk():
        if part is not message:
            del part["MIME-Version"]  # belongs to the whole message only (RFC 2045 §4)
