"""Amazon's message service: is a post really signed by it?

The certificate is taken from Amazon's own host over HTTPS, which vouches for it; what it is good for is this one RSA
signature (PKCS #1 v1.5 over SHA-1 or SHA-256) of the parts in the documented order.
"""

import asyncio
import base64
import re
import urllib.request
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.x509 import load_pem_x509_certificate

from inbound.intake.providers import Unproven

_HOST = r"https://sns\.[a-z]{2}(?:-[a-z]{1,12}){1,3}-\d{1,2}\.amazonaws\.com(?:\.cn)?"
AMAZON = re.compile(_HOST + r"/[\x21-\x7e]*")
"""A region stands there: other names under this domain, such as sns.s3, are places that anybody can rent."""
CERTIFICATE = re.compile(_HOST + r"/SimpleNotificationService-[A-Za-z0-9]{1,64}\.pem")
TIMEOUT = 10.0
LARGEST_PAGE = 64 * 1024
DIGESTS = {"1": SHA1, "2": SHA256}
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

Fetch = Callable[[str], Awaitable[bytes]]


async def fetch(address: str) -> bytes:
    """A page of Amazon's. Raises Unproven for another host, OSError when it does not answer."""
    if not AMAZON.fullmatch(address):
        raise Unproven("it names a certificate or page that is not on Amazon's host")
    return await asyncio.to_thread(page_at, address)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Another place is another host's word."""

    def redirect_request(self, *_redirect: Any) -> None:
        return None


def page_at(address: str) -> bytes:
    """The page itself; one that sends elsewhere is an OSError."""
    with urllib.request.build_opener(_NoRedirect).open(address, timeout=TIMEOUT) as answer:
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
        key = load_pem_x509_certificate(certificate).public_key()
        if not isinstance(key, RSAPublicKey):
            raise Unproven("the certificate is of a kind that Amazon does not use")
        key.verify(signature, text.encode(), PKCS1v15(), digest())
    except (ValueError, InvalidSignature):
        raise Unproven("Amazon's signature is wrong") from None
