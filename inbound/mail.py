"""A parsed message: plain frozen values that every later step reads and none changes."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """A display name as shown and an address as written; either may be empty."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part that is not the message's own text. `content_id` is without its angle brackets."""

    name: str
    content_type: str
    content: bytes
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """An iCalendar part; `method` is in capitals (REPLY, COUNTER, …) or empty."""

    method: str
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """A machine-readable part about another message: delivery status (RFC 3464), feedback (RFC 5965),
    disposition (RFC 8098), or the returned message itself. `content_type` is lower case.
    """

    content_type: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMail:
    """What one message says. Identifiers are without angle brackets; `sent_at` is aware or None;
    `text` is made from `html` when the message has no plain text; `senders` counts the addresses in From, which should be one; `defects` say what could not be read.
    """

    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sender: Address = Address("", "")
    senders: int = 0
    reply_to: tuple[Address, ...] = ()
    recipients: tuple[str, ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    text: str = ""
    html: str = ""
    text_is_from_html: bool = False
    attachments: tuple[Attachment, ...] = ()
    calendars: tuple[CalendarPart, ...] = ()
    reports: tuple[Report, ...] = ()
    content_type: str = "text/plain"
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    defects: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """The first value of that header, decoded, or an empty string; the name's case does not matter."""
        return next(iter(self.all_headers(name)), "")

    def all_headers(self, name: str) -> tuple[str, ...]:
        """Every value of that header, topmost first."""
        wanted = name.lower()
        return tuple(value for key, value in self.headers if key == wanted)
