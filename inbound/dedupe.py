"""The same message twice is one message (I12).

The key is the envelope and a hash of what the sender wrote, without what the way here added: a second delivery over
another relay is recognised, while two people sending the same words are not mixed up. Message-ID alone would not
do: the sender chooses it.
"""

import hashlib
import re

from inbound.envelope import Envelope

MAX_TRACED = 256 * 1024
"""Bytes of headers that are looked through for those of the way here; nobody writes more."""
TRACE_HEADERS = re.compile(
    rb"(?:received(?:-spf)?|return-path|delivered-to|x-delivered-to|x-original-to|envelope-to|x-envelope-[\w-]+"
    rb"|authentication-results(?:-original)?|arc-[\w-]+|dkim-signature|domainkey-[\w-]+"
    rb"|x-received|x-spam-[\w-]+|x-virus-[\w-]+|x-google-[\w-]+|x-gm-[\w-]+|x-forwarded-(?:to|for|encrypted)"
    rb"|x-ms-exchange-[\w-]+|x-forefront-[\w-]+|x-microsoft-antispam[\w-]*|x-[\w-]*trace[\w-]*|x-ham-report"
    rb"|x-scanned-by|x-proofpoint-[\w-]+|x-barracuda-[\w-]+|x-mimecast-[\w-]+)[ \t]*:",
    re.IGNORECASE,
)


def dedupe_key(envelope: Envelope) -> str:
    """64 hexadecimal digits; equal for two deliveries of one message, different for two messages."""
    digest = hashlib.sha256()
    digest.update(_address(envelope.sender))
    for recipient in sorted({_address(address) for address in envelope.recipients}):
        digest.update(b"\x00" + recipient)
    digest.update(b"\x00\x00")
    _update(digest, envelope.raw)
    return digest.hexdigest()


def _address(address: str) -> bytes:
    return address.strip().lower().encode("utf-8", "surrogateescape")


def _update(digest: "hashlib._Hash", raw: bytes) -> None:
    """With the message in LF line ends and without trace headers. A message is large, so as little of it is copied as can be."""
    text = raw.replace(b"\r\n", b"\n")
    end = text.find(b"\n\n")
    body = end + 2 if end >= 0 else len(text)
    head_end = end if end >= 0 else len(text)
    traced = max(text.rfind(b"\n", 0, MAX_TRACED), 0) if head_end > MAX_TRACED else head_end
    digest.update(_without_trace(text[:traced]))
    digest.update(memoryview(text)[traced : _last_line(text, body)])


def _last_line(text: bytes, start: int) -> int:
    """Where the last line that is not empty ends, `start` if there is none after it."""
    end = len(text)
    while end > start:
        piece = text[max(start, end - MAX_TRACED) : end]
        if words := piece.rstrip(b"\n"):
            return end - len(piece) + len(words)
        end -= len(piece)
    return start


def _without_trace(head: bytes) -> bytes:
    """The headers without those of the way here and their continuation lines."""
    kept: list[bytes] = []
    dropping = False
    for line in head.split(b"\n"):
        if not line.startswith((b" ", b"\t")):
            dropping = TRACE_HEADERS.match(line) is not None
        if not dropping:
            kept.append(line)
    return b"\n".join(kept)
