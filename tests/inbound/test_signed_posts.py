"""SendGrid's signed posts, providers that are not set up, and mail that Amazon put into a store of its own."""

import base64
import json
import subprocess
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from pydantic import ValidationError
from starlette.applications import Starlette

from core.intake_settings import IntakeSettings
from core.model import MessageStatus
from inbound.intake.batches import Batches
from inbound.intake.providers import Provider
from inbound.intake.providers.sendgrid import BadKey, SendGrid, is_signed, read_key
from inbound.intake.providers.ses import Ses
from inbound.intake.providers.sns import page_at
from inbound.intake.webhooks import Webhooks
from inbound.journal import Journal
from tests.cast import MONDAY_NINE
from tests.inbound.mailroom import CARA, TOKENS, Mailroom
from tests.inbound.test_webhooks import (
    ELSEWHERE,
    LARGEST,
    LOGIN,
    SUBSCRIBE_URL,
    TOPIC,
    Amazon,
    Door,
    Shelf,
    basic,
    by_sendgrid,
)

SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature"
TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp"

Open = Callable[[Mapping[str, Provider]], AbstractAsyncContextManager[Door]]


@dataclass(frozen=True)
class Twilio:
    """SendGrid's side: a key on P-256, made and used by openssl."""

    folder: Path

    def __post_init__(self) -> None:
        self._openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", str(self._key))

    @property
    def public(self) -> str:
        return base64.b64encode(
            self._openssl("ec", "-in", str(self._key), "-pubout", "-outform", "DER")
        ).decode()

    def sign(self, text: bytes) -> bytes:
        (self.folder / "text").write_bytes(text)
        return self._openssl("dgst", "-sha256", "-sign", str(self._key), str(self.folder / "text"))

    def signed(self, post: dict[str, Any], seconds_ago: float = 0) -> dict[str, Any]:
        """The post with SendGrid's two headers."""
        stamp = str(int(MONDAY_NINE.timestamp() - seconds_ago))
        signature = base64.b64encode(self.sign(stamp.encode() + post["content"])).decode()
        return {**post, "headers": {**post["headers"], SIGNATURE: signature, TIMESTAMP: stamp}}

    @property
    def _key(self) -> Path:
        return self.folder / "key.pem"

    def _openssl(self, *words: str) -> bytes:
        return subprocess.run(["openssl", *words], check=True, capture_output=True).stdout


@pytest.fixture(scope="module")
def twilio(tmp_path_factory: pytest.TempPathFactory) -> Twilio:
    return Twilio(tmp_path_factory.mktemp("twilio"))


@pytest.fixture(scope="module")
def amazon(tmp_path_factory: pytest.TempPathFactory) -> Amazon:
    return Amazon(tmp_path_factory.mktemp("amazon"))


@pytest.fixture
def opened(mailroom: Mailroom, executor: ThreadPoolExecutor, amazon: Amazon) -> Open:
    @asynccontextmanager
    async def open_door(providers: Mapping[str, Provider]) -> AsyncIterator[Door]:
        shelf = Shelf(Journal(mailroom.cast.desk.sessions, TOKENS))
        hooks = Webhooks(providers, Batches(shelf, executor), mailroom.cast.clock, LARGEST)
        transport = httpx.ASGITransport(Starlette(routes=hooks.routes()))
        async with httpx.AsyncClient(transport=transport, base_url="https://wo.example") as client:
            yield Door(client, mailroom, shelf, amazon)

    return open_door


def unsigned(door: Door) -> dict[str, Any]:
    to = door.mailroom.address(
        door.mailroom.asked(door.mailroom.cast.scheduled_order(), "confirmation-request")
    )
    return by_sendgrid(door, door.mailroom.letter(to, "Yes, that works."), to)


async def test_a_post_that_sendgrid_signed_is_taken(opened: Open, twilio: Twilio) -> None:
    async with opened({"sendgrid": SendGrid(key=twilio.public)}) as door:
        answer = await door.client.post(**twilio.signed(unsigned(door)))
        assert (answer.status_code, answer.text) == (200, "Kept.\n")
        assert [kept.way_in for kept in door.kept()] == ["sendgrid"]


def without_signature(post: dict[str, Any]) -> dict[str, Any]:
    return {**post, "headers": {k: v for k, v in post["headers"].items() if k != SIGNATURE}}


def with_another_word(post: dict[str, Any]) -> dict[str, Any]:
    return {**post, "content": post["content"].replace(b"Yes, that works.", b"Approved, go on")}


def with_another_hour(post: dict[str, Any]) -> dict[str, Any]:
    return {**post, "headers": {**post["headers"], TIMESTAMP: str(int(MONDAY_NINE.timestamp()) + 1)}}


def with_nonsense(post: dict[str, Any]) -> dict[str, Any]:
    return {
        **post,
        "headers": {
            **post["headers"],
            SIGNATURE: base64.b64encode(b"0\x06\x02\x01\x00\x02\x01\x00").decode(),
        },
    }


@pytest.mark.parametrize("changed", [without_signature, with_another_word, with_another_hour, with_nonsense])
async def test_a_post_that_sendgrid_did_not_sign_like_this_is_refused(
    opened: Open, twilio: Twilio, changed: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    async with opened({"sendgrid": SendGrid(key=twilio.public)}) as door:
        answer = await door.client.post(**changed(twilio.signed(unsigned(door))))
        assert (answer.status_code, door.kept()) == (503, [])


async def test_a_signed_post_is_tried_again_for_days_and_not_played_again_later(
    opened: Open, twilio: Twilio
) -> None:
    async with opened({"sendgrid": SendGrid(key=twilio.public)}) as door:
        post, days = unsigned(door), timedelta(days=1).total_seconds()
        assert (await door.client.post(**twilio.signed(post, 4 * days))).status_code == 503
        assert (await door.client.post(**twilio.signed(post, 2 * days))).status_code == 200
        assert (await door.client.post(**twilio.signed(post))).status_code == 200
        assert len(door.kept()) == 1, "the same mail again is the same mail"


async def test_with_a_login_as_well_both_must_fit(opened: Open, twilio: Twilio) -> None:
    async with opened({"sendgrid": SendGrid(LOGIN, twilio.public)}) as door:
        post = unsigned(door)
        assert (await door.client.post(**post)).status_code == 503
        signed = twilio.signed(post)
        stranger = {**signed, "headers": {**signed["headers"], **basic("truckroll:guessed")}}
        assert (await door.client.post(**stranger)).status_code == 503
        assert (await door.client.post(**signed)).status_code == 200


def test_many_texts_signed_by_openssl_are_told_from_others(twilio: Twilio) -> None:
    key = read_key(twilio.public)
    for number in range(20):
        text = number.to_bytes(4, "big") * number
        signature = twilio.sign(text)
        assert is_signed(text, signature, key)
        assert not is_signed(text + b"\0", signature, key)
        assert not is_signed(text, signature + b"\0", key)
        assert not is_signed(text, signature[:-1], key)


@pytest.mark.parametrize(
    "written", ["", "not base64!", "aGVsbG8=", "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE" + "A" * 86 + "=="]
)
def test_what_is_no_public_key_is_said_to_be_none(written: str) -> None:
    with pytest.raises(BadKey):
        read_key(written)


def test_a_key_cut_short_in_the_settings_is_named() -> None:
    with pytest.raises(ValidationError, match="is no public key; write the one of the policy"):
        IntakeSettings(webhook_sendgrid_key="MFkwEwYHKoZIzj0CAQ")


# who posts          what is missing here
NOT_SET_UP = (
    ("mailgun",      "WEBHOOK_MAILGUN_KEY"),
    ("mailgun/mime", "WEBHOOK_MAILGUN_KEY"),
    ("postmark",     "WEBHOOK_POSTMARK_LOGIN"),
    ("sendgrid",     "WEBHOOK_SENDGRID_KEY"),
    ("ses",          "WEBHOOK_SES_TOPIC"),
)  # fmt: skip


@pytest.mark.parametrize(("provider", "setting"), NOT_SET_UP)
async def test_a_provider_that_is_not_set_up_is_told_so_and_tries_again(
    opened: Open, provider: str, setting: str
) -> None:
    async with opened({}) as door:
        answer = await door.client.post(f"/mail/webhook/{provider}", content=b"x")
        assert answer.status_code == 503
        assert setting in answer.text
        assert door.kept() == []


def notice(amazon: Amazon, to: str, content: dict[str, Any]) -> dict[str, Any]:
    """What SES tells of a mail."""
    news = {
        "notificationType": "Received",
        "mail": {
            "source": CARA,
            "headers": [
                {"name": "From", "value": f"Cara Cole <{CARA}>"},
                {"name": "To", "value": to},
                {"name": "Subject", "value": "Re: Your visit\r\nBcc: everybody@else.example"},
                {"name": "Content-Type", "value": "text/plain"},
                {"name": "Message-ID", "value": "<big-1@acmefoods.example>"},
            ],
        },
        "receipt": {"recipients": [to], **content},
    }
    said = {
        "Type": "Notification", "MessageId": "1", "TopicArn": TOPIC, "Timestamp": f"{MONDAY_NINE:%Y-%m-%dT%H:%M:%S.000Z}",
        "Message": json.dumps(news),
    }  # fmt: skip
    return amazon.signed(said)


async def test_a_mail_that_amazon_put_elsewhere_waits_for_a_person_and_says_where_it_is(
    opened: Open, amazon: Amazon, mailroom: Mailroom
) -> None:
    order = mailroom.cast.scheduled_order()
    to = mailroom.address(mailroom.asked(order, "confirmation-request"))
    action = {"type": "S3", "bucketName": "mail-in", "objectKey": "northgate/abc123"}
    async with opened({"ses": Ses(TOPIC, amazon.get)}) as door:
        post = notice(amazon, to, {"action": action})
        for _ in range(2):
            assert (await door.client.post("/mail/webhook/ses", json=post)).text == "Kept.\n"
        [kept] = door.kept()
    assert b"s3://mail-in/northgate/abc123" in kept.raw
    assert b"\r\nBcc:" not in kept.raw
    mailroom.reader.read(mailroom.cast.company_id, kept.id)
    message = mailroom.message(kept.id)
    assert (message.status, message.new_text) == (MessageStatus.TRIAGE, "")
    assert message.steps["parse"]["attachments"] == ["where-the-mail-is.txt"]
    assert message.steps["correlate"]["order"] == f"WO-{order}"
    assert mailroom.triage_cards() == [message.id]


async def test_a_notice_of_something_else_says_what_to_set(opened: Open, amazon: Amazon) -> None:
    async with opened({"ses": Ses(TOPIC, amazon.get)}) as door:
        post = notice(amazon, "service@desk.test", {"action": {"type": "Lambda"}})
        answer = await door.client.post("/mail/webhook/ses", json=post)
        assert (answer.status_code, "SNS action" in answer.text) == (400, True)


# what a post would like us to take Amazon's certificate from
NO_CERTIFICATES = (
    *ELSEWHERE,
    SUBSCRIBE_URL,
    "https://sns.eu-west-1.amazonaws.com/mine.pem",
    "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem?x=.pem",
)
REGIONS = (
    "us-east-1.amazonaws.com",
    "ap-southeast-2.amazonaws.com",
    "us-gov-west-1.amazonaws.com",
    "cn-north-1.amazonaws.com.cn",
)


@pytest.mark.parametrize("address", NO_CERTIFICATES)
async def test_no_certificate_is_asked_for_that_is_not_amazons(
    opened: Open, amazon: Amazon, address: str
) -> None:
    post, asked = notice(amazon, "service@desk.test", {"action": {"type": "S3"}}), len(amazon.asked)
    async with opened({"ses": Ses(TOPIC, amazon.get)}) as door:
        answer = await door.client.post("/mail/webhook/ses", json={**post, "SigningCertURL": address})
        assert (answer.status_code, amazon.asked[asked:], door.kept()) == (503, [], [])


@pytest.mark.parametrize("region", REGIONS)
async def test_amazons_certificate_is_asked_for_in_every_region(
    opened: Open, amazon: Amazon, region: str
) -> None:
    address = f"https://sns.{region}/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"
    post, asked = notice(amazon, "service@desk.test", {"action": {"type": "S3"}}), len(amazon.asked)
    async with opened({"ses": Ses(TOPIC, amazon.get)}) as door:
        await door.client.post("/mail/webhook/ses", json={**post, "SigningCertURL": address})
    assert amazon.asked[asked:] == [address]


class SentElsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(302)
        self.send_header("Location", "/there")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Nothing."""


def test_a_page_that_sends_elsewhere_is_no_page() -> None:
    with HTTPServer(("127.0.0.1", 0), SentElsewhere) as server:
        Thread(target=server.handle_request).start()
        with pytest.raises(OSError, match="302"):
            page_at(f"http://127.0.0.1:{server.server_port}/")
