"""Posts of whoever finds the page: nobody's mail waits for them, and they take no more than their share."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from starlette.applications import Starlette

from inbound.intake.batches import Batches
from inbound.intake.providers import Provider
from inbound.intake.providers.mailgun import Mailgun
from inbound.intake.providers.sendgrid import SendGrid
from inbound.intake.webhooks import Webhooks
from inbound.journal import Journal
from tests.inbound.mailroom import TOKENS, Mailroom
from tests.inbound.test_webhooks import (
    BOUNDARY,
    KEY,
    LOGIN,
    Amazon,
    Door,
    Shelf,
    by_sendgrid,
    form,
    letter,
    reply_address,
)

LARGEST = 500_000


@pytest.fixture(scope="module")
def amazon(tmp_path_factory: pytest.TempPathFactory) -> Amazon:
    return Amazon(tmp_path_factory.mktemp("amazon"))


@pytest.fixture
async def door(mailroom: Mailroom, executor: ThreadPoolExecutor, amazon: Amazon) -> AsyncIterator[Door]:
    shelf = Shelf(Journal(mailroom.cast.desk.sessions, TOKENS))
    providers: dict[str, Provider] = {"mailgun": Mailgun(KEY), "sendgrid": SendGrid(LOGIN)}
    hooks = Webhooks(providers, Batches(shelf, executor), mailroom.cast.clock, LARGEST)
    transport = httpx.ASGITransport(Starlette(routes=hooks.routes()))
    async with httpx.AsyncClient(transport=transport, base_url="https://wo.example") as client:
        yield Door(client, mailroom, shelf, amazon)


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
