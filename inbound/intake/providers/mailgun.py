"""Mailgun: routes that forward to an address ending in `mime` post `body-mime`, signed with the webhook signing key.

The signature covers a timestamp and a token, not the message; so a token proves one message only, and not for long.
"""

import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Mapping
from datetime import timedelta

from inbound.intake.providers import Post, Posted, Unproven, Unreadable
from inbound.intake.providers.age import check_age
from inbound.intake.providers.forms import fields_of

TRIES_FOR = timedelta(hours=8)
MOST_TOKENS = 100_000


class Mailgun:
    """Knows the tokens of its own process; a second process judges by the timestamp alone."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()
        self._used: OrderedDict[bytes, bytes] = OrderedDict()

    def check_headers(self, headers: Mapping[str, str]) -> None:
        """The signature is in the form."""

    async def __call__(self, post: Post) -> Posted | None:
        fields = fields_of(post)
        timestamp, token = fields.get("timestamp", b""), fields.get("token", b"")
        self._check(timestamp + token, fields.get("signature", b""))
        check_age(timestamp, post.received_at, TRIES_FOR)
        raw = fields.get("body-mime")
        if raw is None:
            raise Unreadable("It has no body-mime: let the route's address end in /mime.")
        self._use(token, hashlib.sha256(raw).digest())
        sender = fields.get("sender")
        recipients = fields.get("recipient", b"").decode("utf-8", "replace").split(",")
        return Posted(
            raw,
            None if sender is None else sender.decode("utf-8", "replace"),
            tuple(each.strip() for each in recipients if "@" in each),
        )

    def _check(self, signed: bytes, signature: bytes) -> None:
        right = hmac.new(self._key, signed, hashlib.sha256).hexdigest().encode()
        if not hmac.compare_digest(right, signature.strip().lower()):
            raise Unproven("the signature is wrong: compare WEBHOOK_MAILGUN_KEY with Mailgun's signing key")

    def _use(self, token: bytes, content: bytes) -> None:
        """The same message may be posted again, another one under the same token may not."""
        if self._used.setdefault(token, content) != content:
            raise Unproven("its token was used for another message")
        while len(self._used) > MOST_TOKENS:
            self._used.popitem(last=False)
