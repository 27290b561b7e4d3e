"""The parts of a message, each put where it belongs: text, HTML, calendar, report or attachment.

Depth and number of parts are bounded; what lies beyond is named in the defects and left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.message import Message

from inbound.mail import Attachment, CalendarPart, Report
from inbound.mime.charsets import decode_text, storable
from inbound.mime.headers import read_value
from inbound.mime.outline import MARK, tagged

MAX_DEPTH = 20
MAX_PARTS = 300

REPORT_TYPES = frozenset({
    "message/delivery-status",
    "message/global-delivery-status",
    "message/feedback-report",
    "message/disposition-notification",
    "message/global-disposition-notification",
    "text/rfc822-headers",
    "message/global-headers",
})  # fmt: skip
CALENDAR_TYPES = frozenset({"text/calendar", "application/ics"})
# What the standard library is known to raise on crafted parts.
PARSER_FAULTS = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
    OverflowError,
    MessageError,
)


@dataclass(slots=True)
class Contents:
    """What was found so far."""

    texts: list[str] = field(default_factory=list)
    htmls: list[str] = field(default_factory=list)
    calendars: list[CalendarPart] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)


def read_parts(message: Message) -> Contents:
    """Every leaf of the message, sorted. Returned mails inside reports are read as reports, not as text."""
    contents = Contents()
    for part, in_report in _leaves(message, contents.defects):
        try:
            _sort_in(part, in_report, contents)
        except PARSER_FAULTS as fault:
            contents.defects.append(f"unreadable part: {type(fault).__name__}")
    return contents


def _leaves(message: Message, defects: list[str]) -> Iterator[tuple[Message, bool]]:
    stack: list[tuple[Message, int, bool]] = [(message, 0, False)]
    seen = 0
    while stack:
        part, depth, in_report = stack.pop()
        seen += 1
        if seen > MAX_PARTS or depth > MAX_DEPTH:
            defects.append("too many parts" if seen > MAX_PARTS else "parts nested too deeply")
            if seen > MAX_PARTS:
                return
            continue
        defects.extend(type(defect).__name__ for defect in part.defects)
        content_type = type_of(part)
        children = part.get_payload()
        if content_type.startswith("multipart/") and isinstance(children, list):
            in_report = in_report or content_type == "multipart/report"
            stack.extend(
                (child, depth + 1, in_report) for child in reversed(children) if isinstance(child, Message)
            )
        else:
            yield part, in_report


def type_of(part: Message) -> str:
    """The content type in lower case; text/plain when it cannot be read (RFC 2045 5.2)."""
    try:
        return part.get_content_type().lower()
    except PARSER_FAULTS:
        return "text/plain"


def _sort_in(part: Message, in_report: bool, contents: Contents) -> None:  # noqa: FBT001 - one flag, named
    content_type = type_of(part)
    if content_type.startswith("multipart/"):  # announced, but without any part in it
        content_type = "text/plain"
    if content_type in REPORT_TYPES or (in_report and content_type == "message/rfc822"):
        contents.reports.append(Report(content_type, storable(_inner_text(part))))
        return
    name = _name_of(part)
    attached = _disposition(part) == "attachment"
    if content_type in CALENDAR_TYPES:
        text = _text_of(part)
        contents.calendars.append(CalendarPart(_method_of(part, text), text))
    elif content_type == "text/plain" and not attached and not name:
        contents.texts.append(_text_of(part))
        return
    elif content_type == "text/html" and not attached and not name:
        contents.htmls.append(_text_of(part))
        return
    if content_type not in CALENDAR_TYPES or name:
        contents.attachments.append(_attachment(part, content_type, name))


def _text_of(part: Message) -> str:
    return decode_text(_bytes_of(part), _parameter(part, "charset")).replace("\r\n", "\n")


def _bytes_of(part: Message) -> bytes:
    if part.is_multipart():
        return _inner_text(part).encode("utf-8", "surrogateescape")
    encoding = str(part.get("Content-Transfer-Encoding", ""))
    if encoding != encoding.strip():  # the library would not recognise it and hand out the encoded bytes
        part.replace_header("Content-Transfer-Encoding", encoding.strip())
    try:
        data = part.get_payload(decode=True)
    except PARSER_FAULTS:
        data = None
    if isinstance(data, bytes):
        return data
    return str(part.get_payload() or "").encode("utf-8", "surrogateescape")


def _inner_text(part: Message) -> str:
    """The text of a message inside a message, headers included; its parts joined by empty lines."""
    payload = part.get_payload()
    if not isinstance(payload, list):
        return decode_text(_bytes_of(part))
    inner = []
    for message in payload:
        if not isinstance(message, Message):
            continue
        try:
            inner.append(message.as_bytes())
        except PARSER_FAULTS:
            inner.append(
                b"\n".join(f"{key}: {value}".encode("utf-8", "replace") for key, value in message.raw_items())
            )
    return decode_text(b"\n".join(inner))


def _attachment(part: Message, content_type: str, name: str) -> Attachment:
    return Attachment(
        name=name or ("message.eml" if content_type == "message/rfc822" else ""),
        content_type=content_type,
        content=_set_aside(part) or _bytes_of(part),
        content_id=read_value(str(part.get("Content-ID", ""))).strip("<> "),
        inline=_disposition(part) == "inline",
    )


def _set_aside(part: Message) -> bytes | None:
    """A body whose bytes the outline holds: its transfer encoding is undone where they are put back."""
    payload = part.get_payload()
    if not isinstance(payload, str) or MARK not in payload:
        return None
    return tagged(payload.encode("utf-8", "surrogateescape"), str(part.get("Content-Transfer-Encoding", "")))


def _name_of(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except PARSER_FAULTS:
        name = ""
    return "".join(char for char in read_value(name) if char.isprintable())[:255]


def _disposition(part: Message) -> str:
    try:
        return str(part.get_content_disposition() or "")
    except PARSER_FAULTS:
        return ""


def _parameter(part: Message, name: str) -> str:
    try:
        value = part.get_param(name, "")
    except PARSER_FAULTS:
        return ""
    return str(value[2] if isinstance(value, tuple) else value)


def _method_of(part: Message, text: str) -> str:
    for line in text[:4096].splitlines():
        key, _, value = line.partition(":")
        if key.strip().upper() == "METHOD":
            return value.strip().upper()
    return _parameter(part, "method").strip().upper()
