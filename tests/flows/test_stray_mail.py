"""Journey 9: whatever comes by mail lands where a person would want it; none of it changes state, none of it is lost."""

from collections.abc import Awaitable, Callable
from email.message import EmailMessage

import pytest

from core.model import MessageStatus
from sandbox.mail.client import MailMessage
from tests.flows.office import BOOKED, MAILBOX, PATIENCE, Office, letter, shown, signed

CARA = "Cara Cole <cara@acmefoods.example>"

Sends = Callable[[Office, MailMessage], Awaitable[MailMessage]]


async def out_of_office(office: Office, asked: MailMessage) -> MailMessage:
    return await office.cara.out_of_office(asked.id, "Yes, I am out of the office until Monday.")


async def our_own_mail_sent_back(office: Office, asked: MailMessage) -> MailMessage:
    return await office.cara.send_raw(await office.cara.source(asked.id), asked.reply_to)


async def over_a_mailing_list(office: Office, asked: MailMessage) -> MailMessage:
    raw = letter(CARA, asked.reply_to, "yes that works", List_Id="<all.acmefoods.example>", Precedence="list")
    return await office.cara.send_raw(raw, asked.reply_to)


async def report_about_a_stranger(office: Office, _asked: MailMessage) -> MailMessage:
    raw = letter("MAILER-DAEMON@mx.example", MAILBOX, "could not be delivered", Auto_Submitted="auto-replied")
    return await office.cara.send_raw(raw, MAILBOX, sender="")


MACHINES = (our_own_mail_sent_back, over_a_mailing_list, report_about_a_stranger)


@pytest.mark.parametrize("send", MACHINES)
async def test_mail_from_a_machine_is_kept_and_answered_by_nobody(office: Office, send: Sends) -> None:
    number, asked = await office.asked_order()
    before, seen = office.facts(number), office.outcomes()
    cards = len(await office.dora.messages())

    sent = await send(office, asked)

    assert sent.delivery == "delivered"
    await office.settle()
    assert office.outcomes() == [*seen, MessageStatus.IGNORED]
    assert office.facts(number) == before
    assert await office.cara.messages(after=sent.id) == [], "a machine gets no answer"
    assert len(await office.dora.messages()) == cards, "nobody is bothered"


async def test_an_out_of_office_note_is_one_line_in_the_thread_and_answered_by_nobody(office: Office) -> None:
    number, asked = await office.asked_order()
    seen, cards = office.outcomes(), len(await office.dora.messages())
    sent = await out_of_office(office, asked)
    await office.settle()
    assert office.outcomes() == [*seen, MessageStatus.KEPT]
    assert await office.cara.messages(after=sent.id) == [], "a machine gets no answer"
    assert len(await office.dora.messages()) == cards, "nobody is bothered"
    assert any("automatic answer" in line for line in await office.thread(number))


async def empty_reply(office: Office, asked: MailMessage) -> MailMessage:
    return await office.cara.reply(asked.id, "", "gmail")


async def forwarded_to_the_office(office: Office, asked: MailMessage) -> MailMessage:
    return await office.cara.forward(asked.id, MAILBOX, "Is this for us? I never ordered an inspection.")


async def question(office: Office, asked: MailMessage) -> MailMessage:
    return await office.cara.reply(
        asked.id, "What does it cost, and does somebody have to be there?", "apple"
    )


async def new_mail(office: Office, _asked: MailMessage) -> MailMessage:
    return await office.cara.write("The gate", "We have a new gate code: 9921.")


async def broken_mime(office: Office, asked: MailMessage) -> MailMessage:
    head = (
        f"From: {CARA}\r\nTo: {asked.reply_to}\r\nSubject: =?utf-9?Q?Re=\r\nContent-Type: multipart/mixed\r\n"
    )
    body = b"\r\n--\r\nContent-Transfer-Encoding: base64\r\n\r\n\xff\xfe=====\x00yes\r\n--never closed\r\n"
    return await office.cara.send_raw(signed(head.encode() + body), asked.reply_to)


async def from_a_colleague(office: Office, asked: MailMessage) -> MailMessage:
    raw = letter("Bob <bob@acmefoods.example>", asked.reply_to, "yes that works")
    return await office.cara.send_raw(raw, asked.reply_to, sender="bob@acmefoods.example")


FOR_A_PERSON = (
    # what comes               why a person reads it
    (empty_reply,              "The reply has no new text."),
    (forwarded_to_the_office,  "“i never ordered an inspection” is not a phrase we act on."),
    (question,                 "It only asks something."),
    (new_mail,                 "It answers no message of ours that we can recognise."),
    (broken_mime,              "The reply has no new text."),
    (from_a_colleague,         "It came from bob@acmefoods.example, but we had asked cara@acmefoods.example."),
)  # fmt: skip


@pytest.mark.parametrize(("send", "why"), FOR_A_PERSON)
async def test_mail_that_is_unclear_waits_for_a_person(office: Office, send: Sends, why: str) -> None:
    number, asked = await office.asked_order()
    before, seen = office.facts(number), office.outcomes()

    sent = await send(office, asked)

    assert sent.delivery == "delivered"
    await office.triage(why)
    assert office.outcomes() == [*seen, MessageStatus.TRIAGE]
    assert office.facts(number) == before


async def test_a_mail_that_nobody_could_place_is_linked_with_two_clicks(office: Office) -> None:
    number, asked = await office.asked_order()
    await new_mail(office, asked)
    card = await office.triage("It answers no message of ours")
    await office.dora.click(card, "form.link_message")
    view = await office.dora.modal()
    [choice] = [
        each
        for each in await office.dora.suggestions(view, "work_order", f"WO-{number}")
        if each["value"] == str(number)
    ]
    await office.dora.click(view, "work_order", choice["value"])
    await office.dora.submit(view)
    assert f"Dora Diaz linked a message to WO-{number}." in await office.thread(number)


async def test_mail_that_comes_back_is_shown_and_the_address_is_not_used_again(office: Office) -> None:
    walt = office.mail.mailbox("walt@prairie9.example")
    await walt.misbehave("bounce")
    number = await office.new_order(site="Prairie Middle School")
    await office.wo(f"schedule WO-{number} {BOOKED.typed} 2-4pm")
    card = await office.slack.wait_for(lambda: office.dora.find(f"Mail about WO-{number}"), PATIENCE)
    assert "Our mail to walt@prairie9.example came back" in shown(card)
    order = await office.slack.wait_for(lambda: office.dora.find("did not reach the customer"), PATIENCE)
    assert f"WO-{number}" in shown(order)
    assert "mail comes back" in shown(order)
    assert any("stop writing there" in line for line in await office.thread(number))
    refused = await office.wo(f"ask WO-{number}")
    assert refused == (
        f"Mail to Walt Becker came back. Correct the address: `/wo address WO-{number} new@example.com`."
    )
    await walt.behave()


async def test_a_reply_to_a_cancelled_order_is_answered_and_changes_nothing(office: Office) -> None:
    office.forget_answers()
    number, asked = await office.asked_order()
    await office.wo(f"cancel WO-{number} customer closed the site")
    told = await office.cara.wait_for(subject="Cancelled", text=f"WO-{number} ", after=asked.id)
    await office.settle()
    before, seen = office.facts(number), office.outcomes()

    await office.cara.reply(asked.id, "yes that works", "outlook")

    answer = await office.cara.wait_for(subject="About your message", text=f"WO-{number} ", after=told.id)
    assert "This work has been cancelled" in answer.text
    await office.settle()
    assert office.outcomes() == [*seen, MessageStatus.KEPT]
    assert office.facts(number) == before
    assert any("wrote, and nothing was changed" in line for line in await office.thread(number))


async def test_a_message_of_thirty_megabytes_comes_back_to_its_writer(office: Office) -> None:
    number, asked = await office.asked_order()
    before, seen = office.facts(number), office.outcomes()
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = CARA, asked.reply_to, "Photos"
    message.set_content("yes that works")
    raw = message.as_bytes() + b"\n" + (b"x" * 76 + b"\n") * (30 * 2**20 // 77)

    sent = await office.cara.send_raw(raw, asked.reply_to)

    assert sent.raw["delivery"]["reply"].startswith("552 5.3.4"), sent.raw["delivery"]
    returned = await office.cara.wait_for(subject="Undelivered", after=asked.id)
    assert "552 5.3.4" in returned.text
    await office.settle()
    assert office.outcomes() == seen
    assert office.facts(number) == before


async def test_the_same_mail_delivered_twice_is_one_mail(office: Office) -> None:
    number, asked = await office.asked_order()
    seen = office.outcomes()
    raw = signed(letter(CARA, asked.reply_to, "yes that works"))
    for _ in range(2):
        assert (await office.cara.send_raw(raw, asked.reply_to)).delivery == "delivered"
    await office.cara.wait_for(subject="Confirmed", text=f"WO-{number} ", after=asked.id)
    await office.settle()
    assert office.outcomes() == [*seen, MessageStatus.APPLIED]


async def test_mail_for_nobody_comes_back_to_its_writer(office: Office) -> None:
    sent = await office.cara.write("Hello", "Is anybody there?", to="nobody@northgate.example")
    assert sent.raw["delivery"]["reply"].startswith("550 5.1.1")
    assert sent.delivery == "refused"
    await office.cara.wait_for(subject="Undelivered", after=sent.id)
