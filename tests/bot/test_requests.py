"""A customer wants another time: the coordinator sees it and answers with one click (journey 2)."""

from core import commands as c
from core import queries
from core.model import Confirmation
from tests.bot.conftest import DISPATCH, Office
from tests.cast import FRIDAY, window

SATURDAY = window(28, 9, 11)


def wish(office: Office, *proposals: c.Window, words: str = "Friday at 9 would be better") -> None:
    """Cara answers the question about her visit."""
    order = office.cast.read(office.cast.dora, queries.order(1))
    office.cast.do(
        office.cast.cara,
        c.RequestReschedule(order=1, for_rev=order.schedule_rev, words=words, proposals=proposals),
    )


async def test_accepting_the_proposed_time(office: Office) -> None:
    """S0.27, S0.42, L25."""
    office.cast.scheduled_order()
    wish(office, FRIDAY, SATURDAY)
    card = await office.card("would like another time")
    assert "Friday at 9 would be better" in str(card["blocks"])
    await office.dora.click(card, "request.accept.2")
    order = office.cast.read(office.cast.dora, queries.order(1))
    assert order.window is not None
    assert (order.window.start, order.confirmation) == (SATURDAY.start, Confirmation.CONFIRMED)
    await office.settle()
    answered = next(row for row in await office.dora.messages(DISPATCH) if row["ts"] == card["ts"])
    assert "Accepted. The visit is now Sat, Nov 28, 9:00–11:00 am." in str(answered["blocks"])


async def test_declining_it_with_words_for_the_customer(office: Office) -> None:
    """L26."""
    office.cast.scheduled_order()
    wish(office, FRIDAY)
    card = await office.card("would like another time")
    await office.dora.click(card, "form.decline_proposal")
    await office.dora.submit(await office.dora.modal(), {"reason": "We are full on Friday"})
    await office.settle()
    answered = next(row for row in await office.dora.messages(DISPATCH) if row["ts"] == card["ts"])
    assert "Declined: We are full on Friday. The visit stays Thu, Nov 26" in str(answered["blocks"])
    assert office.cast.read(office.cast.dora, queries.order(1)).confirmation is Confirmation.REQUESTED


async def test_a_click_on_an_older_wish_does_not_accept_the_newer_one(office: Office) -> None:
    office.cast.scheduled_order()
    wish(office, FRIDAY)
    card = await office.card("would like another time")
    actions = next(row for row in card["blocks"] if row["type"] == "actions")
    wish(office, SATURDAY, words="Sorry, Saturday at 9")
    await office.dora.click(card, "request.accept.1", stale=True, block=actions)
    assert "has written again since" in await office.ephemeral(office.dora)
    order = office.cast.read(office.cast.dora, queries.order(1))
    assert order.confirmation is Confirmation.CHANGE_REQUESTED


async def test_a_wish_without_a_clear_time_offers_the_form(office: Office) -> None:
    office.cast.scheduled_order()
    wish(office, words="Could we do some other day?")
    card = await office.card("would like another time")
    assert "No clear time in it" in str(card["blocks"])
    await office.dora.click(card, "form.reschedule")
    filled = {"date": "2026-11-27", "start": "09:00", "end": "11:00", "reason": "as agreed on the phone"}
    done = await office.dora.submit(await office.dora.modal(), filled)
    assert "WO-1 is moved to Fri, Nov 27" in str(done.body["view"]["blocks"])
    await office.settle()
    closed = next(row for row in await office.dora.messages(DISPATCH) if row["ts"] == card["ts"])
    assert "No longer open." in str(closed["blocks"])


async def test_a_technician_may_not_answer_for_the_office(office: Office) -> None:
    office.cast.scheduled_order()
    office.cast.do(office.cast.dora, c.Assign(order=1, technician_id=office.cast.tom.technician_id or 0))
    wish(office, FRIDAY)
    await office.tom.click(await office.card("would like another time"), "request.accept.1")
    assert "only a dispatcher" in await office.ephemeral(office.tom)


async def test_the_customer_can_be_sent_free_times_instead(office: Office) -> None:
    """S0.42, L24, journey 2: real free times, for the customer to pick one by its number."""
    office.cast.scheduled_order()
    wish(office, words="Could we do some other day?")
    await office.dora.click(await office.card("would like another time"), "request.propose")
    await office.settle()
    (mail,) = [told for told in office.cast.told("slots-proposed", 1) if told.channel == "email"]
    assert len(mail.context["event"]["slots"]) == 3
    assert any(
        "sent the customer free times: 1. Tuesday, November 24" in line
        for line in await office.thread("looked after by")
    )


async def test_setting_off_all_the_same_takes_a_reason(office: Office) -> None:
    """L49: the refusal of the button names the next step, which is typed; the history shows the reason."""
    cast = office.cast
    number = cast.scheduled_order()
    cast.do(cast.dora, c.Assign(order=number, technician_id=cast.tom.technician_id or 0))
    wish(office, FRIDAY)
    await office.tom.click(await office.card("Your job: ", office.tom), "do.depart")
    refused = await office.ephemeral(office.tom, await office.tom.dm())
    assert "asked for another time" in refused
    assert f"/wo depart WO-{number} --override he rang, come at 9" in refused
    await office.tom.command(f"/wo depart WO-{number} --override he rang, come at 9")
    shown = await office.dora.command(f"/wo history WO-{number}")
    assert "Tom Tran set off: “he rang, come at 9”" in str(shown.ack["blocks"])
