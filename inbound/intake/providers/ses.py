"""Amazon SES: a receipt rule with an SNS action posts messages of up to 150 KB through a topic of ours.

Anybody with an account at Amazon can have a post signed; the topic's name is what makes it ours. A topic that asks
whether we want its mail is told yes.
"""

import base64
import binascii
import json
from typing import Any

from inbound.intake.providers import Post, Posted, Unproven, Unreadable
from inbound.intake.providers.sns import Fetch, check_signature, fetch

MOST_CERTIFICATES = 8


class Ses:
    """`topic` is the topic's ARN; `get` fetches Amazon's certificates and confirmations."""

    def __init__(self, topic: str, get: Fetch = fetch) -> None:
        self._topic = topic
        self._get = get
        self._certificates: dict[str, bytes] = {}

    async def __call__(self, post: Post) -> Posted | None:
        said = _object(post.body)
        if said.get("TopicArn") != self._topic:
            raise Unproven("it is from another topic than WEBHOOK_SES_TOPIC")
        check_signature(said, await self._certificate(str(said.get("SigningCertURL"))))
        if said["Type"] == "SubscriptionConfirmation":
            await self._get(str(said.get("SubscribeURL")))
            return None
        return _received(_object(str(said.get("Message")).encode()))

    async def _certificate(self, address: str) -> bytes:
        if address not in self._certificates:
            fetched = await self._get(address)
            if len(self._certificates) >= MOST_CERTIFICATES:
                self._certificates.clear()
            self._certificates[address] = fetched
        return self._certificates[address]


def _received(news: dict[str, Any]) -> Posted:
    """The message in a notice. Raises Unreadable for a notice without one."""
    receipt, content = news.get("receipt"), news.get("content")
    if not isinstance(receipt, dict) or not isinstance(content, str):
        raise Unreadable("It has no content: let the receipt rule have an SNS action.")
    action, mail = receipt.get("action") or {}, news.get("mail") or {}
    encoded = str(action.get("encoding", "UTF8")).upper() == "BASE64"
    try:
        raw = base64.b64decode(content) if encoded else content.encode("utf-8", "surrogatepass")
    except (binascii.Error, ValueError):
        raise Unreadable("Its content is no base64.") from None
    source = mail.get("source")
    recipients = tuple(str(each) for each in receipt.get("recipients") or () if "@" in str(each))
    return Posted(raw, source.strip("<>") if isinstance(source, str) else None, recipients)


def _object(written: bytes) -> dict[str, Any]:
    try:
        said = json.loads(written)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Unreadable("The post is no JSON object.")
    return said
