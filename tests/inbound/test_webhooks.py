"""Mail that providers post: proven or refused, byte for byte in the journal before the answer says so."""

import base64
import hashlib
import hmac
import json
import subprocess
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from dkim.crypto import RSASSA_PKCS1_v1_5_sign, parse_pem_private_key
from sqlalchemy import select
from sqlalchemy.orm import undefer
from starlette.applications import Starlette

from core.db import transaction
from core.model import InboundMessage
from core.tokens import ReplyToken
from inbound.envelope import Envelope
from inbound.intake.batches import Batches, StoreUnavailable
from inbound.intake.providers import Provider, Unproven
from inbound.intake.providers.mailgun import Mailgun
from inbound.intake.providers.postmark import Postmark
from inbound.intake.providers.sendgrid import SendGrid
from inbound.intake.providers.ses import Ses
from inbound.intake.providers.sns import fetch
from inbound.intake.webhooks import Webhooks
from inbound.journal import Journal
from tests.cast import MONDAY_NINE
from tests.inbound.mailroom import TOKENS, Mailroom

KEY, LOGIN, TOPIC = "signing-key", "truckroll:hunter2", "arn:aws:sns:eu-west-1:1:mail"
CERTIFICATE_URL = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem"
SUBSCRIBE_URL = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=x"
LARGEST = 200_000
BOUNDARY = "xYzZY"
NOW = f"{MONDAY_NINE:%Y-%m-%dT%H:%M:%S.000Z}"


@dataclass
class Shelf:
    """The real journal, which can be away or broken."""

    journal: Journal
    fault: Exception | None = None

    def __call__(self, envelopes: Sequence[Envelope]) -> None:
        if self.fault is not None:
            raise self.fault
        self.journal(envelopes)


@dataclass
class Amazon:
    """Amazon's side of SNS: its key, its certificate, and the addresses somebody asked it for."""

    folder: Path
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        subprocess.run(
            [
                "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=sns.amazonaws.com",
                "-keyout", self.folder / "key.pem", "-out", self.folder / "cert.pem",
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip

    async def get(self, address: str) -> bytes:
        self.asked.append(address)
        return (self.folder / "cert.pem").read_bytes() if address == CERTIFICATE_URL else b"<ok/>"

    def signed(self, said: dict[str, Any], version: str = "2") -> dict[str, Any]:
        text = "".join(f"{name}\n{said[name]}\n" for name in sorted(said))
        digest = {"1": hashlib.sha1, "2": hashlib.sha256}[version](text.encode())
        signature = RSASSA_PKCS1_v1_5_sign(
            digest, parse_pem_private_key((self.folder / "key.pem").read_bytes())
        )
        more = {"SignatureVersion": version, "Signature": base64.b64encode(signature).decode()}
        return {**said, **more, "SigningCertURL": CERTIFICATE_URL}


@pytest.fixture(scope="module")
def amazon(tmp_path_factory: pytest.TempPathFactory) -> Amazon:
    return Amazon(tmp_path_factory.mktemp("amazon"))


@dataclass
class Door:
    """The pages, and what is behind them."""

    client: httpx.AsyncClient
    mailroom: Mailroom
    shelf: Shelf
    amazon: Amazon

    def kept(self) -> list[InboundMessage]:
        with transaction(self.mailroom.cast.desk.sessions) as session:
            query = select(InboundMessage).options(undefer(InboundMessage.raw)).order_by(InboundMessage.id)
            return list(session.scalars(query))


@pytest.fixture
async def door(mailroom: Mailroom, executor: ThreadPoolExecutor, amazon: Amazon) -> AsyncIterator[Door]:
    shelf = Shelf(Journal(mailroom.cast.desk.sessions, TOKENS))
    providers: dict[str, Provider] = {
        "mailgun": Mailgun(KEY),
        "postmark": Postmark(LOGIN),
        "sendgrid": SendGrid(LOGIN),
        "ses": Ses(TOPIC, amazon.get),
    }
    hooks = Webhooks(providers, Batches(shelf, executor), mailroom.cast.clock, LARGEST)
    transport = httpx.ASGITransport(Starlette(routes=hooks.routes()), raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="https://wo.example") as client:
        yield Door(client, mailroom, shelf, amazon)


def letter(door: Door, to: str) -> bytes:
    """With line ends and bytes that a careless form would change."""
    return (
        door.mailroom.letter(to, "Yes, that works.")
        + b"\r\n\r\nm\xfcller\n--"
        + BOUNDARY.encode()
        + b" said\r\n"
    )


def basic(login: str = LOGIN) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(login.encode()).decode()}


def form(fields: dict[str, bytes]) -> dict[str, Any]:
    parts = [
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (BOUNDARY.encode(), name.encode(), value)
        for name, value in fields.items()
    ]
    return {
        "content": b"".join(parts) + f"--{BOUNDARY}--\r\n".encode(),
        "headers": {"Content-Type": f'multipart/form-data; boundary="{BOUNDARY}"'},
    }


def by_mailgun(door: Door, raw: bytes, to: str, key: str = KEY, when: int | None = None) -> dict[str, Any]:
    stamp = str(int(MONDAY_NINE.timestamp()) if when is None else when)
    signature = hmac.new(key.encode(), f"{stamp}token".encode(), hashlib.sha256).hexdigest()
    fields = {
        "timestamp": stamp,
        "token": "token",
        "signature": signature,
        "sender": "bounce@acmefoods.example",
        "recipient": to,
    }
    return {
        "url": "/mail/webhook/mailgun/mime",
        **form({**{k: v.encode() for k, v in fields.items()}, "body-mime": raw}),
    }


def by_postmark(door: Door, raw: bytes, to: str, login: str = LOGIN) -> dict[str, Any]:
    said = {"RawEmail": raw.decode("utf-8", "replace"), "OriginalRecipient": to}
    return {"url": "/mail/webhook/postmark", "json": said, "headers": basic(login)}


def by_sendgrid(door: Door, raw: bytes, to: str, login: str = LOGIN) -> dict[str, Any]:
    posted = form(
        {"email": raw, "envelope": json.dumps({"to": [to], "from": "bounce@acmefoods.example"}).encode()}
    )
    return {"url": "/mail/webhook/sendgrid", **posted, "headers": {**posted["headers"], **basic(login)}}


def by_ses(
    door: Door, raw: bytes, to: str, *, topic: str = TOPIC, version: str = "2", when: str = NOW
) -> dict[str, Any]:
    news = {
        "notificationType": "Received",
        "mail": {"source": "bounce@acmefoods.example"},
        "receipt": {"recipients": [to], "action": {"type": "SNS", "encoding": "BASE64"}},
        "content": base64.b64encode(raw).decode(),
    }
    said = {
        "Type": "Notification",
        "MessageId": "1",
        "TopicArn": topic,
        "Timestamp": when,
        "Message": json.dumps(news),
    }
    return {"url": "/mail/webhook/ses", "json": door.amazon.signed(said, version)}


By = Callable[..., dict[str, Any]]
PROVIDERS: tuple[By, ...] = (by_mailgun, by_postmark, by_sendgrid, by_ses)


def reply_address(door: Door) -> str:
    return TOKENS.address(ReplyToken(door.mailroom.cast.company_id, 1))


@pytest.mark.parametrize("by", PROVIDERS)
async def test_a_posted_message_is_in_the_journal_byte_for_byte_when_it_is_answered(
    door: Door, by: By
) -> None:
    to = reply_address(door)
    raw = letter(door, to)
    answer = await door.client.post(**by(door, raw, to))
    assert (answer.status_code, answer.text) == (200, "Kept.\n")
    [kept] = door.kept()
    assert kept.raw == (raw.decode("utf-8", "replace").encode() if by is by_postmark else raw)
    assert kept.way_in in by.__name__
    assert kept.envelope_to == [to]
    assert kept.envelope_from == (
        "cara@acmefoods.example" if by is by_postmark else "bounce@acmefoods.example"
    )
    assert (await door.client.post(**by(door, raw, to))).status_code == 200, "tried again by the provider"
    assert len(door.kept()) == 1


HOSTILE = (b"From: " + b"(" * 3000 + b"\r\n", b"From: a\x00b@c.example\r\n", b"Cc: q\x00@b.example\r\n")


@pytest.mark.parametrize("by", PROVIDERS)
@pytest.mark.parametrize("head", HOSTILE)
async def test_a_posted_message_is_kept_whatever_its_headers_are(door: Door, by: By, head: bytes) -> None:
    to = reply_address(door)
    answer = await door.client.post(**by(door, head + b"To: us@desk.test\r\n\r\nYes\r\n", to))
    assert (answer.status_code, answer.text) == (200, "Kept.\n")
    [kept] = door.kept()
    assert kept.envelope_to == [to]


async def test_what_a_provider_says_of_the_envelope_may_hold_anything(door: Door) -> None:
    to = reply_address(door)
    post = by_postmark(door, letter(door, to), f"{to[:5]}\x00{to[5:]}")
    assert (await door.client.post(**post)).status_code == 200
    assert [kept.envelope_to for kept in door.kept()] == [[to]]


# who posts       what is wrong with it                            after what it tries again
FORGED = (
    (by_mailgun,  {"key": "another key"},                          401),
    (by_mailgun,  {"when": 1_000_000_000},                         401),
    (by_postmark, {"login": "truckroll:guessed"},                  401),
    (by_sendgrid, {"login": "somebody:hunter2"},                   503),
    (by_ses,      {"topic": "arn:aws:sns:eu-west-1:2:evil"},       503),
    (by_ses,      {"when": "2026-11-20T09:00:00.000Z"},            503),
    (by_ses,      {"when": "yesterday"},                           503),
)  # fmt: skip


@pytest.mark.parametrize(("by", "wrong", "status"), FORGED)
async def test_a_post_that_is_not_proven_is_refused_and_may_be_tried_again(
    door: Door, by: By, wrong: dict[str, Any], status: int
) -> None:
    """A key mistyped here loses no mail; SNS and SendGrid try again after a 5xx only."""
    to = reply_address(door)
    answer = await door.client.post(**by(door, letter(door, to), to, **wrong))
    assert answer.status_code == status
    assert "not proven" in answer.text
    assert door.kept() == []


async def test_a_token_of_mailgun_proves_one_message_only(door: Door) -> None:
    to = reply_address(door)
    assert (await door.client.post(**by_mailgun(door, letter(door, to), to))).status_code == 200
    other = door.mailroom.letter(to, "approved, go ahead")
    assert (await door.client.post(**by_mailgun(door, other, to))).status_code == 401
    assert len(door.kept()) == 1


async def test_a_word_changed_after_amazon_signed_is_noticed(door: Door) -> None:
    to = reply_address(door)
    post = by_ses(door, letter(door, to), to)
    post["json"]["Message"] = post["json"]["Message"].replace("acmefoods", "acmefrauds")
    assert (await door.client.post(**post)).status_code == 503


async def test_amazons_older_signature_is_read_too(door: Door) -> None:
    to = reply_address(door)
    assert (await door.client.post(**by_ses(door, letter(door, to), to, version="1"))).status_code == 200


async def test_a_topic_that_asks_is_told_that_we_want_its_mail(door: Door) -> None:
    said = {
        "Type": "SubscriptionConfirmation", "MessageId": "1", "TopicArn": TOPIC, "Timestamp": NOW,
        "Message": "Do you?", "Token": "x", "SubscribeURL": SUBSCRIBE_URL,
    }  # fmt: skip
    answer = await door.client.post("/mail/webhook/ses", json=door.amazon.signed(said))
    assert (answer.status_code, answer.text) == (200, "Done.\n")
    assert door.amazon.asked[-1] == SUBSCRIBE_URL


# what a forged notice would like us to fetch
ELSEWHERE = (
    "https://sns.eu-west-1.amazonaws.com.evil.example/cert.pem",
    "http://sns.eu-west-1.amazonaws.com/cert.pem",
    "https://evil.example/sns.eu-west-1.amazonaws.com/cert.pem",
    "https://sns.eu-west-1.amazonaws.com@evil.example/cert.pem",
    "https://sns.s3.amazonaws.com/SimpleNotificationService-1.pem",
    "https://sns.s3-us-west-2.amazonaws.com/SimpleNotificationService-1.pem",
    "https://sns.s3-website-eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
    "https://sns.eu-west-1.s3.amazonaws.com/SimpleNotificationService-1.pem",
    "file:///etc/passwd",
)


@pytest.mark.parametrize("address", ELSEWHERE)
async def test_nothing_is_fetched_from_a_host_that_is_not_amazons(address: str) -> None:
    with pytest.raises(Unproven):
        await fetch(address)


@pytest.mark.parametrize(
    ("fault", "status"), [(StoreUnavailable(), 503), (ValueError("secret detail of the database"), 500)]
)
async def test_a_fault_of_ours_makes_the_provider_try_again(
    door: Door, fault: Exception, status: int
) -> None:
    to = reply_address(door)
    post = by_mailgun(door, letter(door, to), to)
    door.shelf.fault = fault
    answer = await door.client.post(**post)
    assert answer.status_code == status
    assert "secret" not in answer.text
    door.shelf.fault = None
    assert (await door.client.post(**post)).status_code == 200
    assert len(door.kept()) == 1


@pytest.mark.parametrize(
    ("by", "status"), [(by_mailgun, 406), (by_postmark, 403), (by_sendgrid, 400), (by_ses, 400)]
)
async def test_mail_for_nobody_is_not_tried_again(door: Door, by: By, status: int) -> None:
    answer = await door.client.post(**by(door, door.mailroom.letter("x@else.example", "?"), "x@else.example"))
    assert answer.status_code == status


async def test_a_post_that_is_far_too_large_is_refused(door: Door) -> None:
    answer = await door.client.post(
        "/mail/webhook/postmark", content=b"x" * (2 * LARGEST + 1), headers=basic()
    )
    assert answer.status_code == 413


async def test_a_genuine_post_without_the_raw_message_says_what_to_set(door: Door) -> None:
    answer = await door.client.post("/mail/webhook/postmark", json={"TextBody": "yes"}, headers=basic())
    assert answer.status_code == 400
    assert "include raw email content" in answer.text


async def test_a_provider_that_is_not_known_has_no_page(door: Door) -> None:
    assert (await door.client.post("/mail/webhook/sparkpost", content=b"x")).status_code == 404
