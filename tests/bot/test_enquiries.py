"""Mail that asks for work becomes a work order with a form; the files that came with it come when asked for."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from core import commands as c
from core import queries
from core.model import Attachment, Confirmation, Contact, Enquiry, InboundMessage, MessageStatus, WorkOrder
from core.notifications import claim
from core.refusals import Refusal
from sandbox.slack.client import UserClient
from tests.bot.conftest import DISPATCH, Office
from tests.cast import THURSDAY
from tests.inbound.mailroom import CARA, Mailroom
from tests.inbound.parcels import PDF, logo, parcel, photo, unsigned

OFFICE = "service@desk.test"
BOB = "Bob Baker <bob@bakery.example>"
LEAK = ("leak.jpg", "image/jpeg", photo())


def write(office: Office, raw: bytes, sender: str = CARA) -> InboundMessage:
    """A mail to the office's own address, journaled and read."""
    return Mailroom(office.cast).receive(raw, OFFICE, sender)


async def asked(office: Office, words: str) -> dict[str, Any]:
    """The triage card with these words."""
    return await office.card(words)


async def form(office: Office, card: dict[str, Any], user: UserClient | None = None) -> dict[str, Any]:
    await (user or office.dora).click(card, "triage.new")
    return await (user or office.dora).modal()


def initial(view: dict[str, Any]) -> dict[str, str]:
    """What the form is filled in with, by field."""
    found = {}
    for block in view["blocks"]:
        element = block.get("element", {})
        value = element.get("initial_value") or (element.get("initial_option") or {}).get("text", {}).get(
            "text"
        )
        if value:
            found[block["block_id"]] = value
    return found


async def at_acme(user: UserClient, view: dict[str, Any]) -> dict[str, str]:
    """What a dispatcher fills in: a repair at Acme HQ."""
    [choice] = await user.suggestions(view, "site", "Acme HQ")
    return {"type": "repair", "site": choice["value"]}


async def make(office: Office, card: dict[str, Any], **given: str) -> None:
    """Dora makes a work order of it, at Acme HQ."""
    view = await form(office, card)
    await office.dora.submit(view, await at_acme(office.dora, view) | given)
    await office.settle()


async def test_a_contacts_mail_becomes_a_work_order_and_is_answered_in_its_conversation(
    office: Office,
) -> None:
    """L1: text, files, contact and conversation come along; the answer's subject and references are the mail's own."""
    raw = parcel(
        OFFICE,
        "Our pump in the basement leaks. Can you come this week?",
        LEAK,
        subject="Re: The pump leaks",
        inline=(("image001.png", logo()),),
        Message_ID="<pump@acmefoods.example>",
        References="<first@acmefoods.example>",
        In_Reply_To="<first@acmefoods.example>",
    )
    write(office, raw)
    card = await asked(office, "Our pump in the basement leaks")
    assert "Cara Cole, Acme Foods" in str(card["blocks"])
    assert "Files: leak.jpg (59 KB)" in str(card["blocks"])
    view = await form(office, card)
    assert initial(view) == {
        "title": "The pump leaks",
        "description": "Our pump in the basement leaks. Can you come this week?",
    }
    await office.dora.submit(view, await at_acme(office.dora, view))
    await office.settle()
    order = office.cast.read(office.cast.dora, queries.order(1))
    assert (order.title, order.description[:8], order.type) == ("The pump leaks", "Our pump", "repair")
    assert order.contact is not None
    assert order.contact.email == CARA
    assert [each.words for each in office.cast.read(office.cast.dora, queries.files(1))] == [
        "leak.jpg (59 KB)"
    ]
    settled = next(row for row in await office.dora.messages(DISPATCH) if row["ts"] == card["ts"])
    assert "Settled: made into a work order by Dora Diaz" in str(settled["blocks"])
    [line] = await office.thread("WO-1 ")
    assert (
        "made this from the mail of Cara Cole, “Re: The pump leaks”, which came with leak.jpg (59 KB)" in line
    )
    [mail] = office.cast.told("request-received")
    out = office.cast.run(lambda session: claim(session, mail.company_id, mail.id))
    assert (out.address, out.answers.subject, out.answers.message_id) == (
        CARA,
        "Re: The pump leaks",
        "pump@acmefoods.example",
    )
    assert out.answers.thread == ("first@acmefoods.example",)


async def test_the_site_is_the_one_they_had_work_at_last(office: Office) -> None:
    office.cast.new_order()
    write(office, parcel(OFFICE, "The gate is stuck.", subject="Gate"))
    view = await form(office, await asked(office, "The gate is stuck."))
    assert initial(view)["site"] == "Acme HQ – Acme Foods"


async def test_two_dispatchers_make_one_work_order_and_the_second_reads_which(office: Office) -> None:
    write(office, parcel(OFFICE, "The gate is stuck.", LEAK, subject="Gate"))
    card = await asked(office, "The gate is stuck.")
    ours, theirs = await form(office, card), await form(office, card, office.sue)
    first, second = await asyncio.gather(
        office.dora.submit(ours, await at_acme(office.dora, ours)),
        office.sue.submit(theirs, await at_acme(office.sue, theirs)),
    )
    await office.settle()
    assert office.cast.count(WorkOrder) == office.cast.count(Enquiry) == 1
    said = f"{first.ack} {second.ack}"
    assert said.count("WO-1 has this mail already.") == 1
    assert len(office.cast.told("request-received")) == 1


async def test_a_card_that_is_still_there_says_which_work_order_has_the_mail(office: Office) -> None:
    write(office, parcel(OFFICE, "The gate is stuck."))
    card = await asked(office, "The gate is stuck.")
    actions = next(row for row in card["blocks"] if row["type"] == "actions")
    await make(office, card)
    await office.sue.click(card, "triage.new", stale=True, block=actions)
    assert "WO-1 has this mail already." in await office.ephemeral(office.sue)


async def test_a_stranger_is_a_contact_only_if_somebody_says_so(office: Office) -> None:
    write(office, parcel(OFFICE, "The oven of our bakery is cold.", LEAK, sender=BOB), "bob@bakery.example")
    card = await asked(office, "The oven of our bakery is cold.")
    view = await form(office, card)
    assert "who is no contact of yours" in str(view["blocks"])
    site = (await office.dora.suggestions(view, "site", "Acme HQ"))[0]["value"]
    await office.dora.submit(view, {"type": "repair", "site": site})
    await office.settle()
    order = office.cast.read(office.cast.dora, queries.order(1))
    assert order.contact is not None
    assert order.contact.email == CARA, "the customer's own contact stays who is written to"
    assert office.cast.told("request-received") == []
    assert (
        office.cast.run(
            lambda session: session.scalars(
                select(Contact).where(Contact.email == "bob@bakery.example")
            ).all()
        )
        == []
    )
    assert "Nobody is answered" in (await office.thread("WO-1 "))[0]


async def test_a_stranger_who_is_ticked_is_added_and_answered(office: Office) -> None:
    """N.11."""
    write(office, parcel(OFFICE, "The oven is cold.", sender=BOB), "bob@bakery.example")
    view = await form(office, await asked(office, "The oven is cold."))
    site = (await office.dora.suggestions(view, "site", "Acme HQ"))[0]["value"]
    await office.dora.submit(view, {"type": "repair", "site": site, "sender": ["add"]})
    await office.settle()
    order = office.cast.read(office.cast.dora, queries.order(1))
    assert order.contact is not None
    assert (order.contact.name, order.contact.email) == ("Bob Baker", "bob@bakery.example")
    assert [told.address for told in office.cast.told("request-received")] == ["bob@bakery.example"]


async def test_a_stranger_can_become_a_new_customer(office: Office) -> None:
    """S1.11: customer, contact, site and work order in one go."""
    write(office, parcel(OFFICE, "The oven is cold.", LEAK, sender=BOB), "bob@bakery.example")
    view = await form(office, await asked(office, "The oven is cold."))
    given = {"type": "repair", "customer": "Baker's", "address": "9 Mill Rd", "sender": ["add"]}
    await office.dora.submit(view, given)
    await office.settle()
    order = office.cast.read(office.cast.dora, queries.order(1))
    assert (order.site.customer, order.site.address) == ("Baker's", "9 Mill Rd")
    assert order.contact is not None
    assert order.contact.name == "Bob Baker"
    assert len(office.cast.read(office.cast.dora, queries.files(1))) == 1


async def test_a_form_without_a_place_says_what_is_missing(office: Office) -> None:
    write(office, parcel(OFFICE, "The oven is cold.", sender=BOB), "bob@bakery.example")
    view = await form(office, await asked(office, "The oven is cold."))
    answer = await office.dora.submit(view, {"type": "repair"})
    assert answer.ack["errors"] == {"site": "Choose the site, or name the new customer."}
    assert office.cast.count(WorkOrder) == 0


async def test_what_they_sent_after_it_comes_along(office: Office) -> None:
    """Like "forgot the photo": a second mail of the conversation, before anybody looked at the first."""
    write(office, parcel(OFFICE, "The gate is stuck.", subject="Gate", Message_ID="<g1@acmefoods.example>"))
    again = parcel(
        OFFICE, "Forgot the photo!", LEAK, subject="Re: Gate", In_Reply_To="<g1@acmefoods.example>"
    )
    later = write(office, again)
    await make(office, await asked(office, "The gate is stuck."))
    assert [each.name for each in office.cast.read(office.cast.dora, queries.files(1))] == ["leak.jpg"]
    assert Mailroom(office.cast).message(later.id).status is MessageStatus.SETTLED


async def test_what_they_send_later_is_kept_with_the_work_order_and_does_nothing(office: Office) -> None:
    """E0: their own conversation proves nothing, so a person sees it, with one click for the files."""
    write(office, parcel(OFFICE, "The gate is stuck.", subject="Gate", Message_ID="<g1@acmefoods.example>"))
    await make(office, await asked(office, "The gate is stuck."))
    write(
        office,
        parcel(
            OFFICE, "Here is the photo. Please cancel nothing.", LEAK, References="<g1@acmefoods.example>"
        ),
    )
    card = await asked(office, "Here is the photo.")
    assert "It goes on from their mail that WO-1 has" in str(card["blocks"])
    assert office.cast.read(office.cast.dora, queries.files(1)) == ()
    await office.dora.click(card, "triage.keep_files")
    await office.settle()
    assert [each.name for each in office.cast.read(office.cast.dora, queries.files(1))] == ["leak.jpg"]
    stranger = parcel(
        OFFICE, "I know your id", References="<g1@acmefoods.example>", sender="eve@else.example"
    )
    assert write(office, stranger, "eve@else.example").work_order_id is None


async def test_the_whole_of_a_long_mail_is_kept(office: Office) -> None:
    text = "The pump leaks. " + "It drips and drips. " * 300
    write(office, parcel(OFFICE, text))
    view = await form(office, await asked(office, "The pump leaks."))
    assert len(initial(view)["description"]) <= 3000
    await office.dora.submit(view, await at_acme(office.dora, view))
    await office.settle()
    noted = [
        each for each in office.cast.read(office.cast.dora, queries.history(1)) if each.name == "order.noted"
    ]
    assert " ".join(str(noted[0].data["text"]).split()) == " ".join(text.split())


async def test_files_come_as_direct_messages_to_whoever_asks(office: Office) -> None:
    write(office, parcel(OFFICE, "The gate is stuck.", LEAK, ("plan.pdf", "application/pdf", PDF)))
    card = await asked(office, "The gate is stuck.")
    await office.dora.click(card, "triage.files")
    assert "They come as direct messages" in await office.ephemeral(office.dora)
    await office.settle()
    assert await sent_to(office, office.dora) == ["leak.jpg", "plan.pdf"]
    await make(office, card)
    said = await office.dora.command("/wo files WO-1")
    assert "leak.jpg (59 KB), from cara@acmefoods.example" in str(said.ack)
    refused = await office.tina.command("/wo files WO-1")
    assert "There is no WO-1" in refused.text


async def test_applying_an_unverified_reply_brings_its_files(office: Office) -> None:
    """N.11, E1: from a colleague nobody knows; the card shows what came along, and so do order and assignment."""
    assert office.cast.tom.technician_id is not None
    office.cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=office.cast.tom.technician_id))
    mailroom = Mailroom(office.cast)
    to = mailroom.address(mailroom.asked(1, "confirmation-request"))
    raw = parcel(
        to, "yes that works", LEAK, ("plan.pdf", "application/pdf", PDF), sender="bob@elsewhere.example"
    )
    mailroom.receive(raw, to, "bob@elsewhere.example")
    card = await asked(office, "It came from bob@elsewhere.example")
    await office.dora.click(card, "triage.apply")
    await office.settle()
    assert office.cast.read(office.cast.dora, queries.order(1)).confirmation is Confirmation.CONFIRMED
    words = "1 photo, 1 other file: /wo files WO-1"
    assert words in str((await office.card("looked after by"))["blocks"])
    assert words in str((await office.card("WO-1", office.tom))["blocks"])
    assert "Dora Diaz for Cara Cole sent leak.jpg (59 KB), plan.pdf (9 bytes)." in " ".join(
        await office.thread("looked after by")
    )
    said = await office.tom.command("/wo files WO-1")
    assert "leak.jpg (59 KB), from bob@elsewhere.example" in str(said.ack)


async def test_counting_an_unclear_reply_as_a_yes_keeps_its_files(office: Office) -> None:
    """A click settles the mail; what is left loose by then is deleted with the raw mail one day."""
    assert office.cast.tom.technician_id is not None
    office.cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=office.cast.tom.technician_id))
    mailroom = Mailroom(office.cast)
    to = mailroom.address(mailroom.asked(1, "confirmation-request"))
    raw = parcel(to, "see the photo, the gate code is 4411", LEAK, sender="bob@elsewhere.example")
    mailroom.receive(raw, to, "bob@elsewhere.example")
    card = await asked(office, "It came from bob@elsewhere.example")
    await office.dora.click(card, "triage.confirm")
    await office.settle()
    assert office.cast.read(office.cast.dora, queries.order(1)).confirmation is Confirmation.CONFIRMED
    assert "Dora Diaz sent leak.jpg (59 KB)." in " ".join(await office.thread("looked after by"))
    said = await office.tom.command("/wo files WO-1")
    assert "leak.jpg (59 KB), from bob@elsewhere.example" in str(said.ack)


async def sent_to(office: Office, user: UserClient) -> list[str]:
    said = await user.messages(await user.dm())
    return [file["name"] for row in said for file in row["files"]]


async def test_a_forged_sender_is_said_so_on_the_card(office: Office) -> None:
    """Cara's domain disowns what is not signed; a person may still make work of it, and the answer goes to her."""
    write(office, unsigned(OFFICE, "Please come and open the safe.", LEAK))
    card = await asked(office, "Please come and open the safe.")
    assert "Careful: " in str(card["blocks"])
    await make(office, card)
    assert [told.address for told in office.cast.told("request-received")] == [CARA]


async def test_a_technician_is_not_asked_to_read_triage(office: Office) -> None:
    write(office, parcel(OFFICE, "The gate is stuck.", LEAK))
    card = await asked(office, "The gate is stuck.")
    for action in ("triage.new", "triage.files"):
        await office.tom.click(card, action)
        assert "There is no such message." in await office.ephemeral(office.tom)
    assert await sent_to(office, office.tom) == []


async def test_another_company_sees_nothing_of_it(office: Office) -> None:
    message = write(office, parcel(OFFICE, "The gate is stuck.", LEAK))
    file_ids = office.cast.run(lambda session: list(session.scalars(select(Attachment.id))))
    assert office.cast.read(office.cast.eve, queries.contents(file_ids)) == ()
    assert office.cast.read(office.cast.eve, queries.message_files(message.id)) == ()
    with pytest.raises(Refusal, match="There is no such message"):
        office.cast.read(office.cast.eve, queries.enquiry(message.id))
    with pytest.raises(Refusal, match="There is no such message"):
        office.cast.do(
            office.cast.eve,
            c.Create(
                new_customer=c.NewCustomer(company_name="E", address="1 St"), type="repair", title="Mine"
            ),
            c.TakeUpEnquiry(message_id=message.id),
        )
    assert office.cast.count(WorkOrder) == 0
