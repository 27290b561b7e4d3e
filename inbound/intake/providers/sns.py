"""Amazon's message service: is a post really signed by it?

The certificate is taken from Amazon's own host over HTTPS, which vouches for it; what it is good for is this one RSA
signature (PKCS #1 v1.5 over SHA-1 or SHA-256) of the parts in the documented order.
"""

import asyncio
import base64
import binascii
import hashlib
import re
import ssl
import urllib.request
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from dkim.crypto import RSASSA_PKCS1_v1_5_verify, UnparsableKeyError, parse_public_key

from inbound.intake.providers import Unproven
from inbound.intake.providers.der import elements

AMAZON = re.compile(r"https://sns\.[a-z0-9-]{1,30}\.amazonaws\.com(\.cn)?/[\x21-\x7e]*")
TIMEOUT = 10.0
LARGEST_PAGE = 64 * 1024
DIGESTS = {"1": hashlib.sha1, "2": hashlib.sha256}
SIGNED: Mapping[str, tuple[str, ...]] = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": (
        "Message",
        "MessageId",
        "SubscribeURL",
        "Timestamp",
        "Token",
        "TopicArn",
        "Type",
    ),
}
VERSION_TAG = 0xA0  # stands first in a certificate, where it stands at all
PUBLIC_KEY_PLACE = 5  # after serial, algorithm, issuer, validity and subject (RFC 5280 4.1)

Fetch = Callable[[str], Awaitable[bytes]]


async def fetch(address: str) -> bytes:
    """A page of Amazon's. Raises Unproven for another host, OSError when it does not answer."""
    if not AMAZON.fullmatch(address):
        raise Unproven("it names a certificate or page that is not on Amazon's host")
    return await asyncio.to_thread(_fetched, address)


def _fetched(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=TIMEOUT) as answer:  # noqa: S310 - https and Amazon's, see `fetch`
        page: bytes = answer.read(LARGEST_PAGE)
        return page


def check_signature(said: Mapping[str, Any], certificate: bytes) -> None:
    """`certificate` is PEM. Raises Unproven."""
    names = SIGNED.get(str(said.get("Type")))
    digest = DIGESTS.get(str(said.get("SignatureVersion")))
    if names is None or digest is None:
        raise Unproven("it is signed in a way that nobody documents")
    text = "".join(f"{name}\n{said[name]}\n" for name in names if said.get(name) is not None)
    try:
        signature = base64.b64decode(str(said.get("Signature")), validate=True)
        key = parse_public_key(_public_key(certificate))
        right = RSASSA_PKCS1_v1_5_verify(digest(text.encode()), signature, key)
    except (binascii.Error, ValueError, IndexError, UnparsableKeyError):
        right = False
    if not right:
        raise Unproven("Amazon's signature is wrong")


def _public_key(pem: bytes) -> bytes:
    """The subjectPublicKeyInfo of a certificate, DER. Raises ValueError or IndexError."""
    certificate = ssl.PEM_cert_to_DER_cert(pem.decode("ascii", "strict").strip())
    ((_, whole, _),) = elements(certificate)
    _, to_be_signed, _ = next(elements(whole))
    parts = [element for tag, _, element in elements(to_be_signed) if tag != VERSION_TAG]
    return parts[PUBLIC_KEY_PLACE]
