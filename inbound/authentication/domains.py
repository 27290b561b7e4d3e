"""Domains of mail addresses: in ASCII, and to whom they belong (RFC 7489 §3.2, with the public suffix list)."""

import functools

from publicsuffixlist import PublicSuffixList


def ascii_domain(domain: str) -> str:
    """Lower case, international names in their ASCII form; empty for what is no domain."""
    written = domain.strip().rstrip(".").lower()
    if written.isascii():
        return written
    try:
        return written.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def domain_of(address: str) -> str:
    """The domain of a mail address or of an identity (`user@d`, `@d`, `d`)."""
    return ascii_domain(address.strip().strip("<>").rpartition("@")[2])


def organisation(domain: str) -> str:
    """The domain somebody registered: `my-company.co.uk` of `mail.my-company.co.uk`; a public suffix is nobody's."""
    return _suffixes().privatesuffix(domain) or ""


def same_organisation(one: str, other: str) -> bool:
    """Relaxed alignment (RFC 7489 §3.1); names that are no one's are only the same when they are equal."""
    return one == other or bool(organisation(one) and organisation(one) == organisation(other))


@functools.cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
