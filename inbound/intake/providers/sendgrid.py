"""SendGrid: Inbound Parse with "post the raw, full MIME message" posts a form with `email` and `envelope`.

Proven by the user and password in the webhook's address. Its signed webhooks (ECDSA) are not read: they would need a
library for elliptic curves and prove no more.
"""

import json

from inbound.intake.providers import Post, Posted, Unreadable
from inbound.intake.providers.forms import fields_of
from inbound.intake.providers.login import check_login


class SendGrid:
    """`login` is `user:password`, as in the webhook's address."""

    def __init__(self, login: str) -> None:
        self._login = login

    async def __call__(self, post: Post) -> Posted | None:
        check_login(post, self._login)
        fields = fields_of(post)
        raw = fields.get("email")
        if raw is None:
            raise Unreadable("It has no email field: check “post the raw, full MIME message”.")
        sender, recipients = _envelope(fields.get("envelope", b"{}"))
        return Posted(raw, sender, recipients)


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
