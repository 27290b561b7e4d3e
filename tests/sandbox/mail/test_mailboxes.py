"""The mailboxes over real wires: SMTP in, SMTP out, faults, bounces, and what a restart keeps."""

import asyncio
import json
from email import message_from_bytes, policy
from typing import Any

import aiohttp
import aiosmtplib
import pytest

from sandbox.mail.changes import Changes
from sandbox.mail.client import MailApiError, NoMailError
from sandbox.mail.shapes import BY_NAME
from sandbox.mail.store import MailStore
from tests.sandbox.mail.letters import ORGANIZER, REPLY_TO, confirmation_request
from tests.sandbox.mail.world import Listener, World

CARA = "cara@acmefoods.example"


def parsed(raw: bytes | str | None) -> Any:
    assert isinstance(raw, bytes)
    return message_from_bytes(raw, policy=policy.default)


async def test_cara_reads_what_was_sent_to_her(world: World) -> None:
    await world.deliver()
    mail = await world.client.mailbox(CARA).wait_for(subject="please confirm")
    assert mail.subject == "Please confirm: Acme HQ – Thursday, Nov 26 [WO-1042]"
    assert "fire alarm panel" in mail.text
    assert "<p>Hello Cara," in mail.html
    assert mail.reply_to == REPLY_TO
    assert [(one["name"], one["content_type"]) for one in mail.raw["attachments"]] == [
        ("invite.ics", "application/ics")
    ]


async def test_the_invite_is_read_out(world: World) -> None:
    await world.deliver()
    invite = (await world.client.mailbox(CARA).wait_for()).invite
    assert invite == {
        "method": "REQUEST",
        "uid": "wo-1042-visit-1@northgate.example",
        "sequence": 3,
        "summary": "Fire alarm inspection at Acme HQ",
        "location": "1200 W Fulton Market, Chicago",
        "start": "2026-11-26T20:00:00+00:00",
        "end": "2026-11-26T22:00:00+00:00",
        "organizer": ORGANIZER,
        "attendees": [CARA],
    }


async def test_the_source_is_the_bytes_that_came_over_the_wire(world: World) -> None:
    await world.deliver()
    mailbox = world.client.mailbox(CARA)
    source = await mailbox.source((await mailbox.wait_for()).id)
    assert source.replace(b"\r\n", b"\n") == confirmation_request()


@pytest.mark.parametrize("shape", list(BY_NAME))
async def test_an_answer_reaches_truckroll_by_smtp(world: World, listener: Listener, shape: str) -> None:
    await world.deliver()
    mailbox = world.client.mailbox(CARA)
    mail = await mailbox.wait_for()
    sent = await mailbox.reply(mail.id, "yes that works", shape)
    envelope = await listener.next()
    assert (envelope.mail_from, envelope.rcpt_tos) == (CARA, [REPLY_TO])
    assert parsed(envelope.original_content).get_body(("plain",)).get_content().startswith("yes that works")
    assert sent.delivery == "delivered"
    assert (await mailbox.message(mail.id)).raw["done"] == ["replied"]


@pytest.mark.parametrize("answer", ["accepted", "tentative", "declined"])
async def test_an_answered_invite_goes_to_its_organizer(
    world: World, listener: Listener, answer: str
) -> None:
    await world.deliver()
    mailbox = world.client.mailbox(CARA)
    await mailbox.rsvp((await mailbox.wait_for()).id, answer, comment="ring twice")
    envelope = await listener.next()
    calendar = next(
        part for part in parsed(envelope.original_content).walk() if part.get_param("method") == "REPLY"
    )
    ics = calendar.get_payload(decode=True).replace(b"\r\n ", b"").decode()
    assert envelope.rcpt_tos == [ORGANIZER]
    assert f"PARTSTAT={answer.upper()}" in ics
    assert "COMMENT:ring twice" in ics


async def test_an_out_of_office_has_no_envelope_sender_and_goes_to_the_one_of_the_mail(
    world: World, listener: Listener
) -> None:
    await world.deliver(sender="bounce+abc@mail.northgate.example")
    mailbox = world.client.mailbox(CARA)
    await mailbox.out_of_office((await mailbox.wait_for()).id)
    envelope = await listener.next()
    assert (envelope.mail_from, envelope.rcpt_tos) == ("<>", ["bounce+abc@mail.northgate.example"])


async def test_a_forwarded_mail_arrives_at_the_colleague_who_can_answer_it(
    world: World, listener: Listener
) -> None:
    await world.deliver()
    mailbox = world.client.mailbox(CARA)
    await mailbox.forward((await mailbox.wait_for()).id, "bob@acmefoods.example", "Can you?")
    bobs = world.client.mailbox("bob@acmefoods.example")
    forwarded = await bobs.wait_for(text="can you?")
    assert "bob@acmefoods.example" in [one["address"] for one in await world.client.mailboxes()]
    await bobs.reply(forwarded.id, "I can", "outlook")
    answer = await world.client.mailbox(CARA).wait_for(text="I can")
    assert answer.raw["from"] == {"name": "Bob", "address": "bob@acmefoods.example"}
    assert not listener.received


async def test_a_new_mail_goes_to_the_office(world: World, listener: Listener) -> None:
    await world.client.mailbox(CARA).write("Boiler leaks", "Please send somebody.")
    envelope = await listener.next()
    assert envelope.rcpt_tos == ["service@northgate.example"]
    assert parsed(envelope.original_content)["Subject"] == "Boiler leaks"


async def test_raw_bytes_go_out_as_they_are(world: World, listener: Listener) -> None:
    raw = b"From: Mallory <cara@acmefoods.example>\r\nSubject: caf\xc3\xa9\r\n\r\nyes\r\n"
    await world.client.mailbox(CARA).send_raw(raw, REPLY_TO, sender="mallory@evil.example")
    envelope = await listener.next()
    assert (envelope.mail_from, envelope.original_content) == ("mallory@evil.example", raw)


async def test_mail_for_nobodys_domain_is_refused(world: World) -> None:
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
        await world.deliver(to="eve@elsewhere.example")
    assert refused.value.recipients[0].code == 550


# fmt: off
REFUSALS = (
    ("defer",  451),
    ("refuse", 550),
)
# fmt: on


@pytest.mark.parametrize(("kind", "code"), REFUSALS)
async def test_a_mailbox_misbehaves_once_and_then_behaves(world: World, kind: str, code: int) -> None:
    mailbox = world.client.mailbox(CARA)
    await mailbox.misbehave(kind)
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
        await world.deliver()
    await world.deliver()
    assert refused.value.recipients[0].code == code
    assert len(await mailbox.messages()) == 1


async def test_a_bounce_comes_back_to_the_envelope_sender_as_a_report(
    world: World, listener: Listener
) -> None:
    mailbox = world.client.mailbox(CARA)
    await mailbox.misbehave("bounce", times=None)
    await world.deliver()
    envelope = await listener.next()
    report = parsed(envelope.original_content)
    assert (envelope.mail_from, envelope.rcpt_tos) == ("<>", [REPLY_TO])
    assert report.get_content_type() == "multipart/report"
    assert await mailbox.messages() == []
    await mailbox.behave()
    await world.deliver()
    assert len(await mailbox.messages()) == 1


async def test_a_bounce_is_never_bounced(world: World, listener: Listener) -> None:
    mailbox = world.client.mailbox(CARA)
    await mailbox.misbehave("bounce")
    await world.deliver(sender="")
    await world.deliver()
    await mailbox.wait_for()
    assert not listener.received


async def test_an_answer_that_truckroll_puts_off_is_tried_again(world: World, listener: Listener) -> None:
    await world.deliver()
    mailbox = world.client.mailbox(CARA)
    listener.answer = "451 4.3.0 The database is away"
    sent = await mailbox.reply((await mailbox.wait_for()).id, "yes")
    assert (sent.delivery, sent.raw["delivery"]["reply"]) == ("deferred", "451 4.3.0 The database is away")
    listener.answer = "250 2.0.0 OK"
    await listener.next()
    await settled(world, sent.id, "delivered")


async def test_an_answer_that_truckroll_refuses_comes_back_to_cara(world: World, listener: Listener) -> None:
    await world.deliver()
    mailbox = world.client.mailbox(CARA)
    listener.answer = "550 5.1.1 No such token"
    sent = await mailbox.reply((await mailbox.wait_for()).id, "yes")
    returned = await mailbox.wait_for(subject="undelivered mail")
    assert sent.delivery == "refused"
    assert "No such token" in returned.text


async def test_mail_and_what_was_done_with_it_survive_a_restart(world: World, listener: Listener) -> None:
    await world.deliver()
    mailbox = world.client.mailbox(CARA)
    mail = await mailbox.wait_for()
    await mailbox.reply(mail.id, "yes")
    await listener.next()
    before = [(one.id, one.raw["box"], tuple(one.raw["done"])) for one in await mailbox.messages()]
    await world.sandbox.stop()
    kept = MailStore(world.config.folder, Changes()).mails(CARA)
    assert [(one.id, one.box, one.done) for one in kept] == before
    assert kept[0].letter.subject == mail.subject


async def test_the_stream_tells_of_a_new_mail(world: World) -> None:
    async with aiohttp.ClientSession() as http, http.get(f"{world.base}/stream") as stream:
        assert await stream.content.readline() == b": listening\n"
        await world.deliver()
        lines = await lines_until(stream, b"data:")
    assert b"event: message\n" in lines
    assert json.loads(lines[-1].removeprefix(b"data:"))["mailbox"] == CARA


async def test_waiting_for_a_mail_that_does_not_come_says_what_is_there(world: World) -> None:
    await world.deliver()
    with pytest.raises(NoMailError, match="Please confirm"):
        await world.client.mailbox(CARA).wait_for(subject="invoice", seconds=0.05)


async def test_reading_a_mail_changes_the_count_of_unread(world: World) -> None:
    await world.deliver()
    mail = await world.client.mailbox(CARA).wait_for()
    assert await unread(world) == 1
    await world.client.call("POST", f"/mailboxes/{CARA}/messages/{mail.id}/seen", {})
    assert await unread(world) == 0


# fmt: off
BAD_REQUESTS = (
    # path                          body                                  sentence
    ("/messages/1/reply",           {"shape": "pine"},                    "shape must be one of gmail, apple, iphone, outlook, plain."),
    ("/messages/1/reply",           {"text": 7},                          "text must be text."),
    ("/messages/1/rsvp",            {"answer": "maybe"},                  "answer must be one of accepted, tentative, declined."),
    ("/messages/1/forward",         {"to": "a@b.example\r\nBcc: x"},      "to must be one e-mail address, such as service@northgate.example."),
    ("/messages/99/reply",          {"text": "yes"},                      "This mailbox has no such message."),
    ("/raw",                        {"to": CARA, "content_base64": "?"},  "content_base64 must be the bytes of the mail in base64."),
    ("/messages/1/reply",           ["yes"],                              "The request must be a JSON object."),
)
# fmt: on


@pytest.mark.parametrize(("path", "body", "sentence"), BAD_REQUESTS)
async def test_a_request_that_makes_no_sense_says_what_to_write(
    world: World, path: str, body: Any, sentence: str
) -> None:
    await world.deliver()
    with pytest.raises(MailApiError) as refused:
        await world.client.call("POST", f"/mailboxes/{CARA}{path}", body)
    assert str(refused.value) == sentence


async def test_stopping_ends_the_streams_so_that_a_server_can_shut_down(world: World) -> None:
    async with aiohttp.ClientSession() as http, http.get(f"{world.base}/stream") as stream:
        await stream.content.readline()
        await world.sandbox.stop()
        async with asyncio.timeout(5):
            await stream.content.read()
    assert stream.content.at_eof()


async def settled(world: World, mail_id: int, state: str) -> None:
    """Waits until a mail written by Cara is in this state of delivery."""
    async with asyncio.timeout(10):
        while (await world.client.mailbox(CARA).message(mail_id)).delivery != state:  # noqa: ASYNC110 - over HTTP
            await asyncio.sleep(0.01)


async def unread(world: World) -> int:
    mailboxes = await world.client.mailboxes()
    return next(int(one["unread"]) for one in mailboxes if one["address"] == CARA)


async def lines_until(stream: aiohttp.ClientResponse, start: bytes) -> list[bytes]:
    lines: list[bytes] = []
    async with asyncio.timeout(10):
        while not lines or not lines[-1].startswith(start):
            lines.append(await stream.content.readline())
    return lines
