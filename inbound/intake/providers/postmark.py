"""Postmark: the inbound webhook posts JSON, with `RawEmail` where "include raw email content" is set."""

import json
from collections.abc import Mapping

from inbound.intake.providers import Post, Posted, Unreadable
from inbound.intake.providers.login import check_login


class Postmark:
    """`login` is `user:password`, as in the webhook's address."""

    def __init__(self, login: str) -> None:
        self._login = login

    def check_headers(self, headers: Mapping[str, str]) -> None:
        check_login(headers, self._login)

    async def __call__(self, post: Post) -> Posted | None:
        self.check_headers(post.headers)
        try:
            said = json.loads(post.body)
        except ValueError:
            raise Unreadable("The post is no JSON.") from None
        raw = said.get("RawEmail") if isinstance(said, dict) else None
        if not isinstance(raw, str):
            raise Unreadable("It has no RawEmail: set “include raw email content” at the inbound webhook.")
        recipient = str(said.get("OriginalRecipient") or "")
        return Posted(raw.encode("utf-8", "surrogatepass"), None, (recipient,) if "@" in recipient else ())
