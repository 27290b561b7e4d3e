"""Our own check of DKIM signatures (RFC 6376), by dkimpy.

A signature that covers only a part of the text (`l=`) counts for nothing: anything could stand below it.
"""

import logging
import re
from collections.abc import Iterator

import dkim

from inbound.authentication.domains import ascii_domain, same_organisation
from inbound.authentication.resolver import Patience, Resolver, Unanswered, texts
from inbound.authentication.verdict import Checked, Result

MOST_SIGNATURES = 5
SMALLEST_KEY = 1024
"""Bits; verifiers must not accept less (RFC 8301 §3.2)."""
MOST_BLANKS = 50_000_000
"""The library's patterns take a time that grows with the square of a run of blanks: sum of squares at most."""
MOST_LINES = 1_000_000
"""It also holds a copy of every line: three times what 25 MB of attachments have."""
MOST_HEAD_LINES = 20_000
"""And it joins the lines of one header one by one, in a time that grows with the square of their number."""
_BLANKS = re.compile(rb"[ \t]{2,}")
_SIGNATURE = re.compile(rb"(?i)(?:\A|\n)dkim-signature[ \t]*:")
_DOMAIN = re.compile(rb"(?:^|;)\s{0,100}d\s{0,100}=\s{0,100}([^;\s]{1,255})")

# What the library says of a bad signature is not for the log: one would write it with every forged mail.
_quiet = logging.getLogger("truckroll.dkim")
_quiet.addHandler(logging.NullHandler())
_quiet.propagate = False


def check_signatures(raw: bytes, resolver: Resolver, domain: str = "") -> tuple[Checked, ...]:
    """The verdict on each signature, those in the name of `domain` first; none for a message without. Never raises.

    Only these count for it, so they have questions of their own: other people's signatures cannot use them up.
    """
    if _SIGNATURE.search(raw, 0, _end_of_head(raw)) is None or _is_exhausting(raw):
        return ()
    try:
        message = dkim.DKIM(raw, logger=_quiet, minkey=SMALLEST_KEY)
        signers = [_signer(value) for name, value in message.headers if name.lower() == b"dkim-signature"]
    except Exception:  # noqa: BLE001 - the library raises many kinds on hostile headers
        return (Checked(Result.ERROR),)
    own = [number for number, signer in enumerate(signers) if domain and same_organisation(domain, signer)]
    others = [number for number in range(len(signers)) if number not in own]
    asking = (*((number, Patience(resolver)) for number in own), *_sharing(others, Patience(resolver)))
    return tuple(_check(message, number, patience) for number, patience in asking[:MOST_SIGNATURES])


def _sharing(numbers: list[int], patience: Patience) -> Iterator[tuple[int, Patience]]:
    return ((number, patience) for number in numbers)


def _signer(header: bytes) -> str:
    found = _DOMAIN.search(header)
    return ascii_domain(found[1].decode("ascii", "replace")) if found else ""


def _check(message: dkim.DKIM, number: int, resolver: Resolver) -> Checked:
    silent: list[Unanswered] = []

    def key(name: bytes, timeout: float = 0) -> bytes | None:
        del timeout  # the resolver has its own
        try:
            found = texts(resolver, name.decode("ascii").rstrip("."))
        except Unanswered as silence:
            silent.append(silence)
            return None
        return found[0] if found else None

    message.domain = None
    try:
        genuine = message.verify(number, dnsfunc=key)
        partial = b"l" in message.signature_fields
    except dkim.DKIMException:
        genuine, partial = False, False
    except Exception:  # noqa: BLE001 - as above
        return Checked(Result.ERROR)
    domain = ascii_domain((message.domain or b"").decode("ascii", "replace"))
    if silent:
        return Checked(Result.UNKNOWN, domain)
    if genuine and partial:
        return Checked(Result.NEUTRAL, domain)
    return Checked(Result.PASS if genuine else Result.FAIL, domain)


def _end_of_head(raw: bytes) -> int:
    ends = (raw.find(blank) for blank in (b"\n\n", b"\n\r\n"))
    return min((at for at in ends if at >= 0), default=len(raw))


def _is_exhausting(raw: bytes) -> bool:
    if raw.count(b"\n") > MOST_LINES or raw.count(b"\n", 0, _end_of_head(raw)) > MOST_HEAD_LINES:
        return True
    return sum(len(run[0]) ** 2 for run in _BLANKS.finditer(raw)) > MOST_BLANKS
