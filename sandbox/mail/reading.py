"""Raw bytes of a mail → what a mail program shows of it. Pure; never fails, whatever the bytes are.

This is the customer's side of the wire, so it reads independently of how Truckroll writes.
"""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any

from icalendar import Calendar

NamedAddress = tuple[str, str]  # display name, address

_MAILTO = re.compile("^mailto:", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Attachment:
    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True)
class Invite:
    """What the calendar part asks (RFC 5546). `start` and `end` are ISO 8601 with their offset."""

    method: str
    uid: str
    sequence: int
    summary: str
    location: str
    start: str
    end: str
    organizer: str
    attendees: tuple[str, ...]
    raw: bytes


@dataclass(frozen=True)
class Letter:
    """A mail as its reader sees it; addresses are (name, address) pairs, ids keep their angle brackets."""

    headers: tuple[tuple[str, str], ...]
    subject: str
    sender: NamedAddress
    to: tuple[NamedAddress, ...]
    reply_to: tuple[NamedAddress, ...]
    message_id: str
    references: tuple[str, ...]
    date: datetime | None
    text: str
    html: str
    attachments: tuple[Attachment, ...]
    invite: Invite | None


def read_letter(raw: bytes) -> Letter:
    message: Any = message_from_bytes(raw, policy=policy.default)
    html = _body(message, "html")
    return Letter(
        headers=_headers(message, raw),
        subject=_header(message, "Subject"),
        sender=next(iter(_addresses(message, "From")), ("", "")),
        to=_addresses(message, "To"),
        reply_to=_addresses(message, "Reply-To"),
        message_id=_header(message, "Message-ID"),
        references=tuple(_header(message, "References").split()),
        date=_date(message),
        text=_body(message, "plain") or text_of_html(html),
        html=html,
        attachments=tuple(_attachments(message)),
        invite=_invite(message),
    )


def _headers(message: EmailMessage, raw: bytes) -> tuple[tuple[str, str], ...]:
    try:
        return tuple((name, str(value)) for name, value in message.items())
    except Exception:  # noqa: BLE001 - the standard parser raises many kinds on hostile headers
        return tuple(
            (name, str(value)) for name, value in message_from_bytes(raw, policy=policy.compat32).items()
        )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except Exception:  # noqa: BLE001 - the standard parser raises many kinds on hostile headers
        return ""


def _addresses(message: EmailMessage, name: str) -> tuple[NamedAddress, ...]:
    return tuple((shown, address) for shown, address in getaddresses([_header(message, name)]) if address)


def _date(message: EmailMessage) -> datetime | None:
    try:
        when = parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, OverflowError):
        return None
    return when if when.tzinfo else None


def _body(message: EmailMessage, kind: str) -> str:
    found = None
    with contextlib.suppress(Exception):  # a malformed tree has no body rather than no reader
        found = message.get_body((kind,))
    return _text(found) if found is not None else ""


def _text(part: Any) -> str:
    data = part.get_payload(decode=True) or b""
    charset = part.get_content_charset("utf-8")
    try:
        text = data.decode(charset, "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    return str(text).replace("\r\n", "\n")


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    for part in message.walk():
        if part.is_multipart() or part.get_content_disposition() != "attachment":
            continue
        data = part.get_payload(decode=True)
        yield Attachment(
            name=part.get_filename() or "attachment",
            content_type=part.get_content_type(),
            data=data if isinstance(data, bytes) else b"",
        )


def _invite(message: EmailMessage) -> Invite | None:
    for part in message.walk():
        if part.get_content_type() in ("text/calendar", "application/ics"):
            data = part.get_payload(decode=True)
            with contextlib.suppress(Exception):  # a broken calendar part is shown as no invite
                return read_invite(data if isinstance(data, bytes) else b"")
    return None


def read_invite(ics: bytes) -> Invite:
    """The first event of a calendar object. Raises ValueError or KeyError if it has none."""
    calendar: Any = Calendar.from_ical(ics.decode("utf-8", "replace"))
    event = calendar.walk("VEVENT")[0]
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    return Invite(
        method=str(calendar.get("METHOD", "PUBLISH")).upper(),
        uid=str(event["UID"]),
        sequence=int(event.get("SEQUENCE", 0)),
        summary=str(event.get("SUMMARY", "")),
        location=str(event.get("LOCATION", "")),
        start=_moment(event, "DTSTART"),
        end=_moment(event, "DTEND"),
        organizer=calendar_address(event.get("ORGANIZER", "")),
        attendees=tuple(calendar_address(attendee) for attendee in attendees),
        raw=ics,
    )


def calendar_address(value: object) -> str:
    """`mailto:cara@…` → the bare address, its letters as they are: a token's case is part of it."""
    return _MAILTO.sub("", str(value).strip())


def _moment(event: Any, name: str) -> str:
    value = getattr(event.get(name), "dt", None)
    return value.isoformat() if isinstance(value, date) else ""


class _TextOfHtml(HTMLParser):
    BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "table"})
    SILENT = frozenset({"style", "script", "head", "title"})

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - HTMLParser's
        self._silent += tag in self.SILENT
        if tag in self.BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self.SILENT

    def handle_data(self, data: str) -> None:
        if self._silent <= 0:
            self.pieces.append(_SPACE.sub(" ", data))


def text_of_html(html: str) -> str:
    """A readable text of a mail that has no text part: a line per block, no markup."""
    reader = _TextOfHtml()
    reader.feed(html)
    lines = (line.strip() for line in "".join(reader.pieces).split("\n"))
    return "\n".join(line for line in lines if line)
