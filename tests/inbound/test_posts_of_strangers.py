"""Posts of whoever finds the page: nobody's mail waits for them, and they take no more than their share."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from inbound.intake.batches import Batches
from inbound.intake.providers import Provider
from inbound.intake.providers.mailgun import Mailgun
from inbound.intake.providers.postmark import Postmark
from inbound.intake.providers.sendgrid import SendGrid
from inbound.intake.webhooks import Room, Webhooks
from inbound.journal import Journal
from tests.inbound.mailroom import TOKENS, Mailroom
from tests.inbound.test_signed_posts import SIGNATURE, Twilio
from tests.inbound.test_webhooks import (
    BOUNDARY,
    KEY,
    LOGIN,
    Amazon,
    Door,
    Shelf,
    basic,
    by_sendgrid,
    form,
    letter,
    reply_address,
)

LARGEST = 500_000


@pytest.fixture(scope="module")
def twilio(tmp_path_factory: pytest.TempPathFactory) -> Twilio:
    return Twilio(tmp_path_factory.mktemp("twilio"))


@pytest.fixture(scope="module")
def amazon(tmp_path_factory: pytest.TempPathFactory) -> Amazon:
    return Amazon(tmp_path_factory.mktemp("amazon"))


Open = Callable[..., AbstractAsyncContextManager[Door]]


@pytest.fixture
def opened(mailroom: Mailroom, executor: ThreadPoolExecutor, amazon: Amazon) -> Open:
    @asynccontextmanager
    async def open_door(sendgrid: SendGrid | None = None, **settings: Any) -> AsyncIterator[Door]:
        shelf = Shelf(Journal(mailroom.cast.desk.sessions, TOKENS))
        providers: dict[str, Provider] = {
            "mailgun": Mailgun(KEY),
            "postmark": Postmark(LOGIN),
            "sendgrid": sendgrid or SendGrid(LOGIN),
        }
        hooks = Webhooks(providers, Batches(shelf, executor), mailroom.cast.clock, LARGEST, **settings)
        transport = httpx.ASGITransport(Starlette(routes=hooks.routes()))
        async with httpx.AsyncClient(transport=transport, base_url="https://wo.example") as client:
            yield Door(client, mailroom, shelf, amazon)

    return open_door


@pytest.fixture
async def door(opened: Open) -> AsyncIterator[Door]:
    async with opened() as door:
        yield door


@dataclass
class Slow:
    """A body that arrives in two halves; the second comes when somebody says so."""

    content: bytes
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        half = len(self.content) // 2
        yield self.content[:half]
        self.begun.set()
        await self.go_on.wait()
        yield self.content[half:]


def large(door: Door, words: str) -> dict[str, Any]:
    to = reply_address(door)
    return by_sendgrid(door, door.mailroom.letter(to, words + "\n" + "x" * 100_000), to)


async def test_more_posts_at_once_than_fit_are_put_off(opened: Open) -> None:
    room = Room(150_000)
    async with opened(room=room) as door:
        first, second = large(door, "First."), large(door, "Second.")
        slow = Slow(first["content"])
        under_way = asyncio.create_task(door.client.post(**{**first, "content": slow}))
        await slow.begun.wait()
        assert room.taken == len(slow.content) // 2
        assert (await door.client.post(**second)).status_code == 503
        slow.go_on.set()
        assert (await under_way).status_code == 200, "what has begun goes on"
        assert (await door.client.post(**second)).status_code == 200, "tried again by the provider"
        assert room.taken == 0
        assert len(door.kept()) == 2


async def test_a_post_that_is_alone_has_room_whatever_its_size(opened: Open) -> None:
    async with opened(room=Room(1)) as door:
        assert (await door.client.post(**large(door, "Large."))).status_code == 200


async def test_a_post_that_never_ends_is_given_up(opened: Open) -> None:
    room = Room(1_000_000)
    async with opened(room=room, body_seconds=0.05) as door:
        post = large(door, "Never.")
        answer = await door.client.post(**{**post, "content": Slow(post["content"])})
        assert (answer.status_code, room.taken) == (503, 0)


# who posts     with which headers                what the answer is, before the body has come
AT_THE_DOOR: tuple[tuple[str, Mapping[str, str], int], ...] = (
    ("postmark", {},                               401),
    ("postmark", basic("truckroll:guessed"),       401),
    ("sendgrid", {},                               503),
    ("sendgrid", basic("truckroll:guessed"),       503),
    ("sendgrid", basic(),                          503),
    ("sendgrid", {**basic(), SIGNATURE: "&"},      503),
)  # fmt: skip


@pytest.mark.parametrize(("provider", "headers", "status"), AT_THE_DOOR)
async def test_what_can_be_refused_by_its_headers_is_not_read(
    opened: Open, twilio: Twilio, provider: str, headers: Mapping[str, str], status: int
) -> None:
    body = Slow(b"--" * 1000)
    async with opened(SendGrid(LOGIN, twilio.public)) as door:
        answer = await door.client.post(f"/mail/webhook/{provider}", content=body, headers=dict(headers))
    assert (answer.status_code, "not proven" in answer.text) == (status, True)
    assert not body.begun.is_set()


# what the only part of a form is made of, as long as a post may be
HEAVY = (
    b"content-disposition:",
    b"content-disposition:\r\n",
    b'content-disposition: name="',
    b"content-disposition: name=",
    b"; name=",
    b"\r\n",
)


@pytest.mark.parametrize("piece", HEAVY)
async def test_a_form_made_to_be_slow_is_read_at_once_and_refused(door: Door, piece: bytes) -> None:
    start = f"--{BOUNDARY}\r\nX: ".encode()
    heavy = start + piece * ((2 * LARGEST - len(start)) // len(piece))
    answer = await door.client.post(
        "/mail/webhook/mailgun", content=heavy, headers={"Content-Type": form({})["headers"]["Content-Type"]}
    )
    assert answer.status_code == 401


# how the head of a form's part may be written                                           whether it names a field
NAMING = (
    ('CONTENT-DISPOSITION: form-data;name="{}"',                                          True),
    ('X: y\r\nContent-Disposition: form-data; name="{}"; filename="a"',                   True),
    ('Content-Disposition: form-data; filename="a"; name="{}"\r\nContent-Type: text/plain', True),
    ('X: Content-Disposition: form-data; name="{}"',                                      False),
    ('Content-Disposition: form-data; filename="{}"',                                     False),
    (f'X: {"y" * 5000}\r\nContent-Disposition: form-data; name="{{}}"',                   False),
)  # fmt: skip


@pytest.mark.parametrize(("head", "is_field"), NAMING)
async def test_a_field_is_named_at_the_start_of_a_line_of_its_head(
    door: Door, head: str, *, is_field: bool
) -> None:
    to = reply_address(door)
    post = by_sendgrid(door, letter(door, to), to)
    named = b'Content-Disposition: form-data; name="email"'
    post["content"] = post["content"].replace(named, head.format("email").encode())
    assert (await door.client.post(**post)).status_code == (200 if is_field else 400)
