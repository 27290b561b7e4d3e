"""Whom a mail is for, as far as its signatures are about that.

A header that no signature covers can be changed in, or added to, somebody's genuine mail. That a signature names a header
is believed before it is checked, because it only ever takes something away: all of them must.

The headers are read from the bytes as the check of signatures reads them, and all of them: what a reader for people
leaves out, cuts or takes apart another way could hide the very signature that passes.
"""

import re
from collections.abc import Iterator

from inbound.authentication.dkim import MOST_HEAD_LINES
from inbound.authentication.domains import ascii_domain, same_organisation
from inbound.mime.headers import read_addresses

LONGEST_DOMAIN = 256
"""One byte more than DNS has names for: a longer one is nobody's."""


def addressed(raw: bytes, domain: str) -> tuple[str, ...]:
    """The addresses in To and Cc, of those two that every signature in the name of the domain's organisation covers.

    Of several headers of a name a signature covers the lowest, so only that one counts (RFC 6376 §5.4.2). A mail without
    such signatures gives all: then it is the way here that vouches for it, or nothing does. One of which no signature is
    checked, because its headers have so many lines, gives none.
    """
    head = _head(raw)
    if head.count(b"\n") > MOST_HEAD_LINES:
        return ()
    headers = [(name.lower(), value) for name, value in _headers(head)]
    signatures = (_tags(value) for name, value in headers if name == b"dkim-signature")
    own = [_covered(tags) for tags in signatures if same_organisation(_signer(tags), domain)]
    lowest = dict(headers)
    sure = [lowest[name] for name in (b"to", b"cc") if name in lowest and all(name in each for each in own)]
    found = read_addresses(value.decode("utf-8", "surrogateescape") for value in sure)
    return tuple(address.email for address in found)


def is_ambiguous(raw: bytes) -> bool:
    """Whether the headers have a carriage return by itself, which ends a line for some programs and not for others.

    Then they may show one sender to those who check and another to those who read (RFC 5322 §2.2 forbids it).
    """
    return re.search(rb"\r(?!\n)", _head(raw)) is not None


def _head(raw: bytes) -> bytes:
    return re.split(rb"(?:\A|\r?\n)\r?\n", raw, maxsplit=1)[0]


def _headers(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and values; a line left by a mailbox file ends no header, not even within one."""
    lines = (line for line in re.split(rb"\r?\n", head) if not line.startswith(b"From "))
    for field in re.split(rb"\n(?![ \t])", b"\n".join(lines)):
        name, _, value = field.partition(b":")
        yield name, value


def _tags(signature: bytes) -> dict[bytes, bytes]:
    """RFC 6376 §3.2."""
    pairs = (tag.partition(b"=") for tag in signature.split(b";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _signer(tags: dict[bytes, bytes]) -> str:
    return ascii_domain(tags.get(b"d", b"")[:LONGEST_DOMAIN].decode("ascii", "replace"))


def _covered(tags: dict[bytes, bytes]) -> list[bytes]:
    return [name.strip() for name in tags.get(b"h", b"").lower().split(b":")]
