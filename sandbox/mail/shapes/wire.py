"""The bytes of a mail as real programs write them: headers, encoded bodies, parts. Pure.

Python's own generator would give every message the same dialect, so each client's composer lays out its headers
and parts itself with these helpers. Lines end in CRLF (RFC 5322 §2.1) and nothing but ASCII leaves here, because
every client modelled encodes: names as encoded words (RFC 2047), bodies as quoted-printable or base64.
"""

import base64
import hashlib
import quopri
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr
from zoneinfo import ZoneInfo

from sandbox.mail.reading import Letter

Headers = Sequence[tuple[str, str]]

_ALREADY_REPLY = re.compile(r"^\s*re\s*:", re.IGNORECASE)


@dataclass(frozen=True)
class Sender:
    """Who writes: the name and address their program signs with, and the IANA zone their clock shows."""

    name: str
    email: str
    zone: str

    def at_home(self, when: datetime) -> datetime:
        """The same moment on the writer's own clock."""
        return when.astimezone(ZoneInfo(self.zone))


def fingerprint(*ingredients: bytes | str | datetime) -> str:
    """64 hex digits that depend on everything given: ids and boundaries that differ per message, yet are pure."""
    digest = hashlib.sha256()
    for ingredient in ingredients:
        if isinstance(ingredient, datetime):
            ingredient = ingredient.isoformat()  # noqa: PLW2901 - the one shape that hashing takes
        digest.update(ingredient if isinstance(ingredient, bytes) else ingredient.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def header_block(headers: Headers) -> bytes:
    """Header lines in the order given, long ones already folded; what is not ASCII (a broken id) becomes "?"."""
    return b"".join(f"{name}: {value}\r\n".encode("ascii", "replace") for name, value in headers)


def words(name: str, value: str, charset: str = "utf-8") -> str:
    """An unstructured header value, as encoded words where it needs them, folded at 78 columns."""
    try:
        value.encode("ascii")
    except UnicodeEncodeError:
        return Header(value, charset, header_name=name, maxlinelen=76).encode(linesep="\r\n")
    return Header(value, header_name=name, maxlinelen=78).encode(linesep="\r\n")


def mailbox(name: str, email: str, charset: str = "utf-8") -> str:
    """`Renée <renee@…>` with the name quoted or encoded as needed; the bare address when there is no name."""
    return formataddr((name, email), charset) if name else email


def date(when: datetime) -> str:
    return format_datetime(when)


def reply_recipient(letter: Letter) -> tuple[str, str]:
    """Name and address an answer goes to: Reply-To, or From where there is none (RFC 5322 §3.6.2)."""
    return letter.reply_to[0] if letter.reply_to else letter.sender


def reply_subject(letter: Letter) -> str:
    """The subject with one "Re: ", never two."""
    return letter.subject if _ALREADY_REPLY.match(letter.subject) else f"Re: {letter.subject}"


def references(letter: Letter) -> str:
    """The thread so far and the message answered, one id per folded line (RFC 5322 §3.6.4)."""
    return "\r\n ".join([*letter.references, letter.message_id])


def crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def quoted_printable(text: str, charset: str) -> bytes:
    """RFC 2045 §6.7, lines of at most 76 columns."""
    lines = text.replace("\r\n", "\n").encode(charset).split(b"\n")
    return b"\r\n".join(quopri.encodestring(line).replace(b"\n", b"\r\n") for line in lines)


def base64_lines(data: bytes) -> bytes:
    """RFC 2045 §6.8, lines of 76 columns."""
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def part(headers: Headers, body: bytes) -> bytes:
    return header_block(headers) + b"\r\n" + body


def multipart(boundary: str, parts: Iterable[bytes]) -> bytes:
    """The body of a multipart: each part after its boundary line, and the closing line."""
    opened = b"".join(b"--%s\r\n%s\r\n" % (boundary.encode("ascii"), one) for one in parts)
    return opened + b"--%s--\r\n" % boundary.encode("ascii")
