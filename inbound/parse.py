"""Bytes to `InboundMail`. Never raises, whatever the bytes are, and never holds a thread for long.

The library only sees the message's outline (`inbound.mime.outline`): attachments are set aside and put back as they
were. An outline over `CONFINE_OVER` bytes is read in a process of its own with limits on time and memory, because a
thread that loses itself in crafted MIME cannot be stopped. What could not be read is named in `defects`; sender,
subject and identifiers are there even then.
"""

from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from inbound.confined import Beyond, run_confined
from inbound.mail import Address, InboundMail
from inbound.mime.charsets import decode_text
from inbound.mime.headers import mended, read_addresses, read_date, read_identifiers, read_value
from inbound.mime.html import html_to_text
from inbound.mime.outline import Outline, outline
from inbound.mime.parts import PARSER_FAULTS, Contents, read_parts, type_of
from inbound.mime.tnef import CONTENT_TYPES, MOST_FILES, unpacked

CONFINE_OVER = 256 * 1024
MAX_HEADERS = 500
MAX_TEXT = 1024 * 1024
MAX_PACKETS = 20
"""Packets of Outlook's that are opened; `MOST_FILES` come out of all of them, and the packets themselves always stay."""
RECIPIENT_HEADERS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")


def parse(raw: bytes) -> InboundMail:
    """The message as values; at worst its first headers and a defect that says why."""
    found = outline(raw)
    return _whole(_read_outline(found.skeleton), found)


def _read_outline(skeleton: bytes) -> InboundMail:
    if len(skeleton) <= CONFINE_OVER:
        return parse_here(skeleton)
    try:
        parsed = run_confined("inbound.parse:parse_here", skeleton)
    except Beyond as beyond:
        return _headers_only(skeleton, str(beyond))
    return (
        parsed if isinstance(parsed, InboundMail) else _headers_only(skeleton, "the parser gave no message")
    )


def _whole(mail: InboundMail, found: Outline) -> InboundMail:
    """The mail with what was set aside back in its attachments."""
    attachments = tuple(replace(each, content=found.restored(each.content)) for each in mail.attachments)
    defects = tuple(dict.fromkeys((*mail.defects, *found.defects)))
    return _unpacked(replace(mail, attachments=attachments, defects=defects))


def _unpacked(mail: InboundMail) -> InboundMail:
    """The mail with what Outlook had packed up beside it, and in place of a text that is missing."""
    packets = [each.content for each in mail.attachments if each.content_type in CONTENT_TYPES]
    room = MOST_FILES
    for packet in packets[:MAX_PACKETS]:
        each = unpacked(packet, room)
        room -= len(each.files)
        mail = replace(mail, attachments=(*mail.attachments, *each.files))
        if not mail.text.strip() and not mail.html:
            page, text = each.page[:MAX_TEXT], each.text[:MAX_TEXT]
            shown = text or (html_to_text(page) if page else "")
            mail = replace(mail, text=shown, html=page, text_is_from_html=bool(page) and not text)
    return mail


def parse_here(raw: bytes) -> InboundMail:
    """The same in this process, whatever the size; attachments set aside are left so."""
    try:
        message = message_from_bytes(mended(raw), policy=compat32)
        return _read(message, read_parts(message))
    except PARSER_FAULTS as fault:
        return _headers_only(raw, f"unreadable structure: {type(fault).__name__}")


def _headers_only(raw: bytes, why: str) -> InboundMail:
    """Headers by the library, the body as it stands: for messages whose structure is beyond reading."""
    head, _, body = raw[:CONFINE_OVER].replace(b"\r\n", b"\n").partition(b"\n\n")
    contents = Contents(texts=[decode_text(body)], defects=[why])
    try:
        return _read(message_from_bytes(_flattened(head) + b"\n\n", policy=compat32), contents)
    except PARSER_FAULTS:
        return InboundMail(text=contents.texts[0], defects=(why, "unreadable headers"))


def _flattened(head: bytes) -> bytes:
    """The headers without those that would make the library look for parts."""
    lines = head.split(b"\n")
    return b"\n".join(
        line for line in lines if not line.lower().startswith((b"content-type", b"mime-version"))
    )


def _read(message: Message, contents: Contents) -> InboundMail:
    raw_headers = [(key.lower(), str(value)) for key, value in message.raw_items()][:MAX_HEADERS]

    def values(name: str) -> list[str]:
        return [value for key, value in raw_headers if key == name.lower()]

    def first(name: str) -> str:
        return next(iter(values(name)), "")

    html = "\n".join(contents.htmls)[:MAX_TEXT]
    text = "\n".join(contents.texts)[:MAX_TEXT]
    only_html = bool(html) and not text.strip()
    senders = read_addresses(values("From") or values("Sender"))
    recipients = read_addresses(value for name in RECIPIENT_HEADERS for value in values(name))
    return InboundMail(
        message_id=next(iter(read_identifiers([first("Message-ID")])), ""),
        in_reply_to=read_identifiers(values("In-Reply-To")),
        references=read_identifiers(values("References")),
        sender=senders[0] if senders else Address("", ""),
        senders=len(senders),
        reply_to=read_addresses(values("Reply-To")),
        recipients=tuple(dict.fromkeys(address.email for address in recipients if address.email)),
        subject=read_value(first("Subject")),
        sent_at=read_date(first("Date")),
        text=html_to_text(html) if only_html else text,
        html=html,
        text_is_from_html=only_html,
        attachments=tuple(contents.attachments),
        calendars=tuple(contents.calendars),
        reports=tuple(contents.reports),
        content_type=type_of(message),
        headers=tuple((key, read_value(value)) for key, value in raw_headers),
        defects=tuple(dict.fromkeys(contents.defects)),
    )
