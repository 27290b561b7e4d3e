"""The same message twice is one message (I12).

The key is the envelope and a hash of what the sender wrote, without what the way here added: a second delivery over
another relay is recognised, while two people sending the same words are not mixed up. Message-ID alone would not
do: the sender chooses it.
"""

import hashlib
import re

from inbound.envelope import Envelope

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
    digest.update(_without_trace(envelope.raw))
    return digest.hexdigest()


def _address(address: str) -> bytes:
    return address.strip().lower().encode("utf-8", "surrogateescape")


def _without_trace(raw: bytes) -> bytes:
    """The message with LF line ends and without trace headers and their continuation lines."""
    head, separator, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    kept: list[bytes] = []
    dropping = False
    for line in head.split(b"\n"):
        if not line.startswith((b" ", b"\t")):
            dropping = TRACE_HEADERS.match(line) is not None
        if not dropping:
            kept.append(line)
    return b"\n".join(kept) + separator + body.rstrip(b"\n")
