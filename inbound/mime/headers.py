"""Header values as a person would read them: encoded words, addresses, identifiers, dates.

Everything works on one value of bounded length in linear time and answers something for any input.
"""

import re
from base64 import b64decode
from binascii import a2b_qp
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import getaddresses, parsedate_to_datetime

from inbound.mail import Address
from inbound.mime.charsets import decode_text, storable

MAX_VALUE = 16 * 1024
MAX_ADDRESSES = 200
MAX_IDENTIFIERS = 100

# RFC 2047, tolerating a stray question mark inside the word, which is why its length is bounded; where the next word begins
# it has ended, or a long value of beginnings alone would be read again from each of them.
ENCODED_WORD = re.compile(
    r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?((?:[^?=]|=(?!\?[^=])|\?(?!=)){0,2000})\?="
)
# Begins where blanks begin, and only there: a long run of them without a line end is looked at once.
FOLD = re.compile(r"(?<![ \t])[ \t]*+(?:\r?\n[ \t]*+)+|\r")
IDENTIFIER = re.compile(r"<([^<>\s]{1,998})>")
ANGLED = re.compile(r"<([^\s<>\"(),:;\[\]]{1,64}@[^\s<>\"(),:;@\[\]]{1,253})>")
BARE_ADDRESS = re.compile(r"[^\s<>\"(),:;\[\]]{1,64}@[^\s<>\"(),:;@\[\]]{1,253}")

HEADER_LINE = re.compile(rb"[!-9;-~]{1,200}:|[ \t]")
ENVELOPE_LINE = re.compile(rb">?From ")
KNOWN_HEADER = re.compile(
    rb"(?i)(?:from|to|subject|date|message-id|mime-version|content-type|received|reply-to|in-reply-to)[ \t]*:"
)


def mended(raw: bytes) -> bytes:
    """The message with stray lines among its headers made part of the header above them.

    The library takes such a line for the start of the text and never sees the sender below it.
    """
    end = min((at for at in (raw.find(b"\n\n"), raw.find(b"\n\r\n")) if at >= 0), default=-1)
    lines = raw[:end].split(b"\n") if end >= 0 else []
    stray = [number for number, line in enumerate(lines) if not HEADER_LINE.match(line)]
    stray = [number for number in stray if number or not ENVELOPE_LINE.match(lines[number])]
    known = [number for number, line in enumerate(lines) if KNOWN_HEADER.match(line)]
    if not stray or not known or stray[0] > known[-1]:
        return raw
    for number in stray:
        if number < known[-1]:
            lines[number] = (b" " if number else b"X-Unreadable: ") + lines[number]
    return b"\n".join(lines) + raw[end:]


def read_value(raw: str) -> str:
    """The header as text: unfolded, encoded words decoded, raw eight-bit bytes guessed."""
    return storable(_decode_words(FOLD.sub(" ", raw[:MAX_VALUE]))).strip(" \t")


def _decode_words(value: str) -> str:
    """Neighbouring words of one character set are joined before decoding: senders cut letters in two."""
    out: list[str] = []
    pending, charset, end = b"", "", 0
    for word in ENCODED_WORD.finditer(value):
        gap = value[end : word.start()]
        if gap.strip(" \t") or not pending or word[1].lower() != charset:
            out.append(decode_text(pending, charset))
            out.append(_plain(gap) if gap.strip(" \t") or not end else "")
            pending = b""
        charset, end = word[1].lower(), word.end()
        pending += _word_bytes(word[2].lower(), word[3])
    return "".join(out) + decode_text(pending, charset) + _plain(value[end:])


def _plain(text: str) -> str:
    return text if text.isascii() else decode_text(text.encode("utf-8", "surrogateescape"))


def _word_bytes(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "surrogateescape")
    if encoding == "q":
        return a2b_qp(data.replace(b" ", b"_"), header=True)
    compact = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    if len(compact) % 4 == 1:
        compact = compact[:-1]
    return b64decode(compact + b"=" * (-len(compact) % 4))


def read_addresses(values: Iterable[str]) -> tuple[Address, ...]:
    """The addresses of one header's values in order, at most `MAX_ADDRESSES`."""
    found: list[Address] = []
    for value in values:
        found.extend(_addresses_in(FOLD.sub(" ", value[:MAX_VALUE])))
        if len(found) >= MAX_ADDRESSES:
            break
    return tuple(found[:MAX_ADDRESSES])


def _addresses_in(value: str) -> Iterator[Address]:
    try:
        pairs = getaddresses([value])
    except (RecursionError, IndexError, ValueError, TypeError, AttributeError):
        pairs = []
    usable = [(name, email) for name, email in pairs if BARE_ADDRESS.fullmatch(email)]
    if _misled(value, [email for _, email in usable]):
        usable = []
    for name, email in usable:
        yield Address(read_value(name), storable(email))
    if not usable and value.strip():
        yield _salvaged(read_value(value))


def _misled(value: str, emails: list[str]) -> bool:
    """Whether an @ in an unquoted name was taken for the address that stands in the brackets."""
    angled = ANGLED.findall(value)
    return any(email not in emails for email in angled) or (
        len(angled) == 1 < len(emails) and "," not in value
    )


def _salvaged(value: str) -> Address:
    """What can be seen in a malformed address: the address if there is one, and the words before it."""
    match = ANGLED.search(value) or BARE_ADDRESS.search(value)
    name = value[: match.start()] if match else re.sub(r"[^(]{0,500}\(([^()]{0,500})\)", r"\1", value)
    return Address(name.strip(" \t<>\"'"), storable(match[0].strip("<>")) if match else "")


def read_identifiers(values: Iterable[str]) -> tuple[str, ...]:
    """Message-IDs without brackets, split also on commas and spaces; the last `MAX_IDENTIFIERS` are kept."""
    found: dict[str, None] = {}
    for value in values:
        text = storable(FOLD.sub(" ", value[: 4 * MAX_VALUE]))
        for identifier in IDENTIFIER.findall(text) or re.split(r"[\s,]+", text):
            if "@" in identifier:
                found[identifier.strip("<>")] = None
    return tuple(found)[-MAX_IDENTIFIERS:]


def read_date(value: str) -> datetime | None:
    """An aware time, UTC where the sender gave no zone; None for anything unreadable."""
    try:
        sent = parsedate_to_datetime(value[:200])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return sent.replace(tzinfo=UTC) if sent.tzinfo is None else sent
