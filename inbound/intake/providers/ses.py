"""Amazon SES: a receipt rule with an SNS action posts messages of up to 150 KB through a topic of ours.

A rule with an S3 action only posts that a message came: that is kept for a person, with the place where the message is.
The same topic may tell of bounces of, and complaints about, the mail that we send through SES.

Anybody with an account at Amazon can have a post signed; the topic's name is what makes it ours. A topic that asks
whether we want its mail is told yes.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from inbound.intake.providers import Post, Posted, Unproven, Unreadable
from inbound.intake.providers.age import check_age
from inbound.intake.providers.elsewhere import mail_that_lies
from inbound.intake.providers.notices import ABOUT_US, kind_of, report
from inbound.intake.providers.sns import CERTIFICATE, Fetch, check_signature, fetch

MOST_CERTIFICATES = 8
TRIES_FOR = timedelta(hours=1)
"""The longest that a topic repeats a post to a page."""


class Ses:
    """`topic` is the topic's ARN; `get` fetches Amazon's certificates and confirmations."""

    def __init__(self, topic: str, get: Fetch = fetch) -> None:
        self._topic = topic
        self._get = get
        self._certificates: dict[str, bytes] = {}

    def check_headers(self, headers: Mapping[str, str]) -> None:
        """The signature is in the notice."""

    async def __call__(self, post: Post) -> Posted | None:
        said = _object(post.body)
        if said.get("TopicArn") != self._topic:
            raise Unproven("it is from another topic than WEBHOOK_SES_TOPIC")
        check_signature(said, await self._certificate(str(said.get("SigningCertURL"))))
        check_age(str(said.get("Timestamp")), post.received_at, TRIES_FOR)
        if said["Type"] == "SubscriptionConfirmation":
            await self._get(str(said.get("SubscribeURL")))
            return None
        news = _object(str(said.get("Message")).encode())
        return report(news) if kind_of(news) in ABOUT_US else _received(news)

    async def _certificate(self, address: str) -> bytes:
        if not CERTIFICATE.fullmatch(address):
            raise Unproven("it names a certificate that is not one of Amazon's")
        if address not in self._certificates:
            fetched = await self._get(address)
            if len(self._certificates) >= MOST_CERTIFICATES:
                self._certificates.clear()
            self._certificates[address] = fetched
        return self._certificates[address]


def _received(news: dict[str, Any]) -> Posted:
    """The message in a notice. Raises Unreadable for a notice without one."""
    receipt, mail = news.get("receipt"), news.get("mail") or {}
    if not isinstance(receipt, dict) or not isinstance(mail, dict):
        raise Unreadable("It is no notice of a received mail: let the receipt rule have an SNS action.")
    source = mail.get("source")
    recipients = tuple(str(each) for each in receipt.get("recipients") or () if "@" in str(each))
    return Posted(_raw(news, receipt), source.strip("<>") if isinstance(source, str) else None, recipients)


def _raw(news: dict[str, Any], receipt: dict[str, Any]) -> bytes:
    content, action = news.get("content"), receipt.get("action") or {}
    if not isinstance(content, str) and str(action.get("type")) == "S3":
        place = f"s3://{action.get('bucketName')}/{action.get('objectKey')}"
        return mail_that_lies(place, (news.get("mail") or {}).get("headers") or ())
    if not isinstance(content, str):
        raise Unreadable("It has no content: let the receipt rule have an SNS action.")
    if str(action.get("encoding", "UTF8")).upper() != "BASE64":
        return content.encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(content)
    except (binascii.Error, ValueError):
        raise Unreadable("Its content is no base64.") from None


def _object(written: bytes) -> dict[str, Any]:
    try:
        said = json.loads(written)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Unreadable("The post is no JSON object.")
    return said
