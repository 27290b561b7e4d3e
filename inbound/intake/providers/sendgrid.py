"""SendGrid: Inbound Parse with "post the raw, full MIME message" posts a form with `email` and `envelope`.

Proven by the signature of a security policy (ECDSA over the timestamp and the whole post), by the user and password in
the webhook's address, or by both: whatever is set up here must fit.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from inbound.intake.providers import Post, Posted, Unproven, Unreadable
from inbound.intake.providers.age import check_age
from inbound.intake.providers.forms import fields_of
from inbound.intake.providers.login import check_login

SIGNATURE = "x-twilio-email-event-webhook-signature"
TIMESTAMP = "x-twilio-email-event-webhook-timestamp"
TRIES_FOR = timedelta(days=3)


class BadKey(ValueError):
    """It is no public key for ECDSA; the text says why."""


class SendGrid:
    """`login` is `user:password`, as in the webhook's address; `key` is the policy's public key in base64.

    One of the two must be there. Raises BadKey.
    """

    def __init__(self, login: str = "", key: str = "") -> None:
        assert login or key
        self._login = login
        self._key = read_key(key) if key else None

    def check_headers(self, headers: Mapping[str, str]) -> None:
        if self._login:
            check_login(headers, self._login)
        if self._key is not None:
            _signature_in(headers)

    async def __call__(self, post: Post) -> Posted | None:
        self.check_headers(post.headers)
        if self._key is not None:
            _check_signature(post, self._key)
        fields = fields_of(post)
        raw = fields.get("email")
        if raw is None:
            raise Unreadable("It has no email field: check “post the raw, full MIME message”.")
        sender, recipients = _envelope(fields.get("envelope", b"{}"))
        return Posted(raw, sender, recipients)


def read_key(written: str) -> EllipticCurvePublicKey:
    """The public key in base64 of its DER form, with or without PEM's lines around it. Raises BadKey."""
    lines = [line for line in written.strip().splitlines() if not line.startswith("-----")]
    try:
        key = load_der_public_key(base64.b64decode("".join(lines), validate=True))
    except ValueError as error:
        raise BadKey(f"It is no public key: {error}") from None
    if not isinstance(key, EllipticCurvePublicKey):
        raise BadKey("It is a public key of another kind than ECDSA's.")
    return key


def is_signed(text: bytes, signature: bytes, key: EllipticCurvePublicKey) -> bool:
    """Whether `signature` (DER) over `text` was made with the private half of `key`."""
    try:
        key.verify(signature, text, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def _signature_in(headers: Mapping[str, str]) -> bytes:
    try:
        signature = base64.b64decode(headers.get(SIGNATURE, ""), validate=True)
    except (binascii.Error, ValueError):
        signature = b""
    if not signature:
        raise Unproven("it is not signed: attach a security policy with a signature to the parse setting")
    return signature


def _check_signature(post: Post, key: EllipticCurvePublicKey) -> None:
    timestamp = post.headers.get(TIMESTAMP, "")
    if not is_signed(timestamp.encode() + post.body, _signature_in(post.headers), key):
        raise Unproven("the signature is wrong: compare WEBHOOK_SENDGRID_KEY with the policy's public key")
    check_age(timestamp, post.received_at, TRIES_FOR)


def _envelope(written: bytes) -> tuple[str | None, tuple[str, ...]]:
    try:
        said = json.loads(written)
        recipients = said.get("to") or ()
        sender = said.get("from")
    except (ValueError, AttributeError):
        raise Unreadable("Its envelope is no JSON.") from None
    listed = recipients if isinstance(recipients, list) else [recipients] if recipients else []
    return sender if isinstance(sender, str) else None, tuple(
        str(each) for each in listed if "@" in str(each)
    )
