"""Which addresses are ours, and whose: asked by the listener at RCPT and by the journal for the company."""

import base64
import binascii
import functools
import struct
from collections.abc import Iterable

from core.tokens import PREFIX
from inbound.intake.smtp import AddressCheck

TOKEN_LENGTH = 40
COMPANY = struct.Struct(">I")


class OurAddresses:
    """The listener's address book: reply addresses of any token, genuine or not, and the companies' mailboxes.

    A reply with a wrong token is taken in, because a person shall see it; what is not shaped like one is refused.
    """

    def __init__(self, domain: str, mailboxes: Iterable[str] = ()) -> None:
        self._domain = domain.lower()
        self._mailboxes = frozenset(mailbox.lower() for mailbox in mailboxes)

    def __call__(self, address: str) -> AddressCheck:
        local, _, domain = address.lower().rpartition("@")
        if domain != self._domain:
            return AddressCheck.NOT_OUR_DOMAIN
        ours = local in self._mailboxes or claimed_company(address, self._domain) is not None
        return AddressCheck.OURS if ours else AddressCheck.NO_SUCH_MAILBOX

    def learn(self, mailboxes: Iterable[str]) -> None:
        """The companies' mailboxes as they are now."""
        self._mailboxes = frozenset(mailbox.lower() for mailbox in mailboxes)


@functools.lru_cache(maxsize=1024)
def claimed_company(address: str, domain: str) -> int | None:
    """The company that a reply address names, proven or not; None for what has not the shape of one.

    Good enough to choose whose triage a message goes to, never to act.
    """
    local, _, host = address.strip().lower().rpartition("@")
    token = local.removeprefix(PREFIX)
    if host != domain.lower() or token == local or len(token) != TOKEN_LENGTH:
        return None
    try:
        raw = base64.b32decode(token.upper())
    except (binascii.Error, ValueError):
        return None
    return int(COMPANY.unpack(raw[: COMPANY.size])[0])


def mailbox_of(address: str, domain: str) -> str | None:
    """The local part of an address in our domain."""
    local, _, host = address.strip().lower().rpartition("@")
    return local if host == domain.lower() else None
