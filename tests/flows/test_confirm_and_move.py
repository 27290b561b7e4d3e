"""Journeys 1 and 2: the customer says yes, or names a better time, in the shapes their mail programs write."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from core.model import Confirmation
from tests.flows.office import BOOKED, OTHER, Office, actions_of, shown

DETROIT = ZoneInfo("America/Detroit")
YES = (
    # shape     what they write
    ("gmail",   "Yes, that works for us. Thank you!"),
    ("apple",   "Yes that works, see you then"),
    ("iphone",  "Yes"),
    ("outlook", "Hello Dora,\n\nyes, that works.\n\nCara Cole\nFacilities manager – Acme Foods™"),
    ("plain",   "Yes please.\n\n– Cara"),
)  # fmt: skip
ANOTHER_TIME = (
    ("gmail",   f"Sorry, {OTHER.written} between 9 and 11 would be better."),
    ("apple",   f"Can we do {OTHER.written} from 9 to 11 am instead?"),
    ("outlook", f"That does not work for us. Could you come on {OTHER.written}, 9-11am instead?"),
)  # fmt: skip


@pytest.mark.parametrize(("shape", "words"), YES)
async def test_a_yes_by_mail_confirms_the_visit(office: Office, shape: str, words: str) -> None:
    """S0.5, S0.23, S0.24, S0.25, L29."""
    number, asked = await office.asked_order()
    assert "1200 W Fulton Market" in asked.text
    assert "Annual fire inspection" in asked.text
    assert asked.invite is not None
    assert asked.invite["method"] == "REQUEST"

    await office.cara.reply(asked.id, words, shape)

    receipt = await office.cara.wait_for(subject="Confirmed", text=f"WO-{number} ", after=asked.id)
    assert "Thank you. Our visit is confirmed" in receipt.text
    assert "Confirmed" in shown(await office.card(number, "Status  Confirmed"))
    [said] = [line for line in await office.thread(number) if "confirmed" in line]
    assert said.startswith(f"Cara Cole confirmed {BOOKED.written}, 2:00–4:00 pm: “")
    order = office.order(number)
    assert order.confirmation is Confirmation.CONFIRMED
    assert order.confirmed_at is not None


@pytest.mark.parametrize(("shape", "words"), ANOTHER_TIME)
async def test_another_time_by_mail_is_accepted_with_one_click(
    office: Office, shape: str, words: str
) -> None:
    """S0.26, S0.27, S0.37, S0.40, L23, L25."""
    number, asked = await office.asked_order()
    await office.wo(f"assign WO-{number} @tom")
    await office.cara.reply(asked.id, "yes that works", "gmail")
    receipt = await office.cara.wait_for(subject="Confirmed", text=f"WO-{number} ", after=asked.id)
    assert asked.invite is not None

    await office.cara.reply(receipt.id, words, shape)

    understood = f"{OTHER.shown}, 9:00–11:00 am"
    request = await office.card(number, "would like another time")
    assert f"Understood: {understood}." in shown(request)
    assert office.order(number).confirmation is Confirmation.CHANGE_REQUESTED, "the old yes no longer counts"
    heard = await office.cara.wait_for(
        subject="wish for another time", text=f"WO-{number} ", after=receipt.id
    )
    assert "2:00" in heard.text, "what stays reserved is said"

    await office.dora.click(request, "request.accept.1")

    moved = await office.cara.wait_for(subject="Moved as you asked", text=f"WO-{number} ", after=heard.id)
    assert moved.invite is not None
    assert moved.invite["uid"] == asked.invite["uid"]
    assert moved.invite["sequence"] == asked.invite["sequence"] + 1
    await office.settle()
    assert "Accepted. The visit is now" in shown(await office.card(number, "would like another time"))
    card = shown(await office.order_card(number))
    assert "confirmed by the customer" in card
    assert understood in card
    told = [
        each for each in await office.tom.messages(await office.tom.dm()) if "has moved to" in each["text"]
    ]
    assert [f"WO-{number} " in each["text"] for each in told].count(True) == 1, "the technician is told once"


@pytest.mark.parametrize(
    ("answer", "status", "confirmation"),
    [("accepted", "Confirmed", Confirmation.CONFIRMED), ("declined", "Declined", Confirmation.DECLINED)],
)
async def test_an_answer_to_the_calendar_invite_counts_like_words(
    office: Office, answer: str, status: str, confirmation: Confirmation
) -> None:
    """L29, L31."""
    number, asked = await office.asked_order()
    await office.cara.rsvp(asked.id, answer)
    await office.settle()
    assert office.order(number).confirmation is confirmation
    [said] = [line for line in await office.thread(number) if "in the calendar" in line]
    assert f"{answer.capitalize()} in the calendar" in said


async def test_a_tentative_answer_to_the_invite_is_asked_about_once_and_then_for_a_person(
    office: Office,
) -> None:
    office.forget_answers()
    number, asked = await office.asked_order()
    before = office.facts(number)
    await office.cara.rsvp(asked.id, "tentative")
    answer = await office.cara.wait_for(subject="About your message", text=f"WO-{number} ", after=asked.id)
    assert "You marked our visit as tentative" in answer.text
    await office.cara.rsvp(asked.id, "tentative")
    card = await office.triage("Tentative was pressed on our calendar invite.")
    assert office.facts(number) == before
    await office.dora.click(card, "triage.dismiss")
    await office.settle()
    assert "Settled: dismissed by Dora Diaz." in shown(await office.card(number, "Settled"))


async def test_a_yes_to_the_old_time_does_not_confirm_the_new_one(office: Office) -> None:
    number, asked = await office.asked_order()
    await office.wo(f"reschedule WO-{number} {OTHER.typed} 9-11 roof work")
    again = await office.cara.wait_for(subject="New time", text=f"WO-{number} ", after=asked.id)
    before = office.facts(number)

    await office.cara.reply(asked.id, "yes that works", "gmail")

    answer = await office.cara.wait_for(subject="About your message", after=again.id)
    assert "That was about an earlier time; the visit is now on" in answer.text
    await office.settle()
    assert office.facts(number) == before
    await office.cara.reply(again.id, "yes that works", "outlook")
    await office.cara.wait_for(subject="Confirmed", text=f"WO-{number} ", after=again.id)


async def test_the_card_offers_what_can_be_done_next(office: Office) -> None:
    number = await office.new_order()
    assert actions_of(await office.card(number, "Status")) == ["form.schedule", "form.assign", "order.more"]


async def test_times_are_the_sites_own_and_letters_beyond_ascii_survive(office: Office) -> None:
    number = await office.new_order("Prüfung „Kessel“ №1", site="Müller Brewhouse")
    said = await office.wo(f"schedule WO-{number} {BOOKED.typed} 2-4pm")
    assert "Jörg Müller is asked to confirm." in said
    joerg = office.mail.mailbox("joerg@muellerbrewing.example")
    asked = await joerg.wait_for(subject="Müller Brewhouse", text=f"WO-{number} ")
    assert "Prüfung „Kessel“ №1" in asked.text
    assert asked.invite is not None
    two_in_detroit = BOOKED.at.replace(hour=14, minute=0, second=0, microsecond=0, tzinfo=DETROIT)
    assert datetime.fromisoformat(asked.invite["start"]) == two_in_detroit
    assert f"{BOOKED.shown}, 2:00–4:00 pm (Detroit time)" in shown(await office.card(number, "2:00"))
    await joerg.reply(asked.id, "Yes, that works.\n\nGrüße,\nJörg", "outlook")
    await joerg.wait_for(subject="Confirmed", text=f"WO-{number} ", after=asked.id)
    assert any(line.startswith("Jörg Müller confirmed ") for line in await office.thread(number))
