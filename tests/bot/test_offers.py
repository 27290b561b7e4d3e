"""Offers in direct messages: exactly one wins, and everybody sees how it ended (journey 3)."""

import asyncio

import pytest

from core import commands as c
from core import queries
from core.model import OfferStatus
from tests.bot.conftest import DISPATCH, Office
from tests.cast import FRIDAY


async def offered(office: Office) -> int:
    """A scheduled work order, offered to Tom and Tina by Dora."""
    number = office.cast.scheduled_order()
    said = await office.dora.command(f"/wo offer {number} @tom @tina")
    assert "WO-1 is offered to Tom Tran, Tina Torres until Mon, Nov 23, 9:30 am." in said.text
    return number


async def test_the_first_to_accept_gets_it_and_the_other_sees_who_and_when(office: Office) -> None:
    """L37."""
    number = await offered(office)
    hers, his = await office.card("Can you take", office.tina), await office.card("Can you take", office.tom)
    office.cast.clock.forward(minutes=11)
    await office.tina.click(hers, "offer.accept")
    await office.settle()
    assert "It's yours: Thu, Nov 26" in str((await office.card("WO-1", office.tina))["blocks"]) + str(
        await office.tina.messages(await office.tina.dm())
    )
    lost = next(row for row in await office.tom.messages(await office.tom.dm()) if row["ts"] == his["ts"])
    assert "Tina Torres took this at 9:11 am." in str(lost["blocks"])
    assert "action_id" not in str([row for row in lost["blocks"] if row["type"] == "actions"])
    assert any("Tina Torres took it" in line for line in await office.thread())
    technician = office.cast.read(office.cast.dora, queries.order(number)).technician
    assert technician is not None
    assert technician.name == "Tina Torres"


async def test_of_two_taps_at_once_exactly_one_wins(open_office: object) -> None:
    office: Office = await open_office(works=True)  # type: ignore[operator]  # the fixture's opener
    await offered(office)
    hers, his = await office.card("Can you take", office.tina), await office.card("Can you take", office.tom)
    await asyncio.gather(office.tina.click(hers, "offer.accept"), office.tom.click(his, "offer.accept"))
    order = office.cast.read(office.cast.dora, queries.order(1))
    assert sorted(offer.status for offer in order.offers) == [OfferStatus.ACCEPTED, OfferStatus.LOST]
    assert order.technician is not None
    loser = office.tom if order.technician.name == "Tina Torres" else office.tina
    assert f"{order.technician.name} took WO-1 at 9:00 am." in await office.ephemeral(loser, await loser.dm())


async def test_a_late_tap_on_a_card_that_has_changed_is_answered(office: Office) -> None:
    await offered(office)
    his = await office.card("Can you take", office.tom)
    actions = next(row for row in his["blocks"] if row["type"] == "actions")
    await office.tina.click(await office.card("Can you take", office.tina), "offer.accept")
    await office.settle()
    await office.tom.click(his, "offer.accept", stale=True, block=actions)
    assert "Tina Torres took WO-1" in await office.ephemeral(office.tom, await office.tom.dm())


async def test_a_double_click_accepts_once(office: Office) -> None:
    await offered(office)
    his = await office.card("Can you take", office.tom)
    actions = next(row for row in his["blocks"] if row["type"] == "actions")
    await office.slack.fault("duplicate", delivery="block_actions")
    await office.tom.click(his, "offer.accept")
    await office.tom.click(his, "offer.accept", stale=True, block=actions)
    assert "WO-1 is already yours." in await office.ephemeral(office.tom, await office.tom.dm())
    order = office.cast.read(office.cast.dora, queries.order(1))
    assert [offer.status for offer in order.offers].count(OfferStatus.ACCEPTED) == 1


async def test_declining_asks_why_and_the_last_one_escalates(office: Office) -> None:
    """S0.43, S0.44, L38, L40."""
    await offered(office)
    for user, why in ((office.tom, "too far"), (office.tina, "other")):
        await user.click(await office.card("Can you take", user), "form.decline_offer")
        view = await user.modal()
        if why == "other":
            refused = await user.submit(view, {"why": why})
            assert "Say the reason in your own words." in refused.body["errors"]["words"]
            await user.submit(view, {"why": why, "words": "at the dentist"})
        else:
            await user.submit(view, {"why": why})
    escalation = await office.card("Nobody took")
    assert "Tom Tran declined: too far" in str(escalation["blocks"])
    assert "Tina Torres declined: at the dentist" in str(escalation["blocks"])
    assert "U0DORA" in str(escalation["blocks"])
    await office.settle()
    assert "You declined this: too far." in str(await office.tom.messages(await office.tom.dm()))


async def test_one_is_asked_after_the_other(office: Office) -> None:
    """Journey 3, S0.43, L38: decline with a reason, next, accept."""
    office.cast.scheduled_order()
    said = await office.dora.command("/wo offer 1 @tom @tina 1 at a time")
    assert "WO-1 is offered to Tom Tran until Mon, Nov 23, 9:30 am." in said.text
    his = await office.card("Can you take", office.tom)
    declined = await office.tom.command("/wo decline 1 too far")
    assert "WO-1 is not for you." in declined.text
    await office.tina.click(await office.card("Can you take", office.tina), "offer.accept")
    await office.settle()
    ended = next(row for row in await office.tom.messages(await office.tom.dm()) if row["ts"] == his["ts"])
    assert "You declined this: too far." in str(ended["blocks"])
    lines = await office.thread()
    assert "Tom Tran declined the offer: too far." in lines
    assert any(line.startswith("Tina Torres took it: ") for line in lines)


async def test_a_yes_after_the_time_becomes_a_card_with_one_button(office: Office) -> None:
    """§8: nobody has it, so whoever dispatches decides."""
    await offered(office)
    his = await office.card("Can you take", office.tom)
    buttons = next(row for row in his["blocks"] if row["type"] == "actions")
    office.cast.clock.forward(minutes=31)
    office.cast.desk.run_timers()
    await office.settle()
    await office.tom.click(his, "offer.accept", stale=True, block=buttons)
    assert "The offer of WO-1 had run out." in await office.ephemeral(office.tom, await office.tom.dm())
    late = await office.card("Tom Tran accepted at 9:31 am, after the offer had run out.")
    await office.dora.click(late, "offer.assign")
    await office.settle()
    closed = next(row for row in await office.dora.messages(DISPATCH) if row["ts"] == late["ts"])
    assert "Tom Tran has it now." in str(closed["blocks"])


async def test_offers_taken_back_end_without_a_word(office: Office) -> None:
    """L41: the message says whose doing it was."""
    await offered(office)
    his = await office.card("Can you take", office.tom)
    said = await office.dora.command("/wo withdraw 1")
    assert "Nobody is asked about WO-1 any more." in said.text
    await office.settle()
    mails = await office.tom.messages(await office.tom.dm())
    assert "This offer was taken back (Dora Diaz, 9:00 am)." in str(
        [row for row in mails if row["ts"] == his["ts"]]
    )
    assert mails[-1]["ts"] == his["ts"]


async def test_whoever_sees_to_an_escalation_stops_the_chain(office: Office) -> None:
    """P.42."""
    await offered(office)
    office.cast.clock.forward(minutes=31)
    office.cast.desk.run_timers()
    escalation = await office.card("Nobody took")
    await office.settle()  # timers run in this thread: nothing may be under way that needs it
    office.cast.clock.forward(minutes=10)
    office.cast.desk.run_timers()
    assert any(
        "Please decide, or take it: /wo take WO-1" in line.replace("`", "")
        for line in await office.thread("Status")
    )
    await office.sue.click(await office.card("Nobody took"), "do.take")
    await office.settle()
    closed = next(row for row in await office.dora.messages(DISPATCH) if row["ts"] == escalation["ts"])
    assert "Sue Shaw sees to it." in str(closed["blocks"])
    office.cast.clock.forward(hours=1)
    office.cast.desk.run_timers()
    assert len(office.cast.told("escalated-further")) == 1


async def test_offering_again_from_the_escalation(office: Office) -> None:
    await offered(office)
    office.cast.clock.forward(minutes=31)
    office.cast.desk.run_timers()
    escalation = await office.card("Nobody took")
    assert "Tom Tran did not answer in time" in str(escalation["blocks"])
    await office.dora.click(escalation, "form.offer")
    view = await office.dora.modal()
    (tom,) = await office.dora.suggestions(view, "technicians", "tom")
    await office.dora.submit(view, {"technicians": [tom["value"]]})
    again = await office.card("Can you take", office.tom)
    await office.tom.click(again, "offer.accept")
    await office.settle()
    closed = next(row for row in await office.dora.messages(DISPATCH) if row["ts"] == escalation["ts"])
    assert "Tom Tran has it now." in str(closed["blocks"])


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (c.Reschedule(order=1, window=FRIDAY, reason="parts"), "moved to another time"),
        (c.Cancel(order=1, reason="duplicate"), "The work order was cancelled (Dora Diaz, 9:00 am)."),
    ],
    ids=["moved", "cancelled"],
)
async def test_an_offer_overtaken_by_the_office_says_so(
    office: Office, command: c.Command, words: str
) -> None:
    await offered(office)
    his = await office.card("Can you take", office.tom)
    office.cast.do(office.cast.dora, command)
    await office.settle()
    ended = next(row for row in await office.tom.messages(await office.tom.dm()) if row["ts"] == his["ts"])
    assert words in str(ended["blocks"])


async def test_a_technicians_day_by_buttons(office: Office) -> None:
    """S0.28, L49, L50, L51, L60."""
    number = office.cast.scheduled_order()
    office.cast.do(office.cast.dora, c.Assign(order=number, technician_id=office.cast.tom.technician_id or 0))
    for action in ("do.depart", "do.arrive", "do.start", "do.done"):
        await office.settle()
        await office.tom.click(await office.card("WO-1", office.tom), action)
    await office.settle()
    assert "Done. Thank you!" in str(await office.tom.messages(await office.tom.dm()))
    assert office.cast.read(office.cast.dora, queries.order(number)).status == "Completed"


async def test_the_technician_who_is_replaced_is_told(office: Office) -> None:
    office.cast.scheduled_order()
    await office.dora.command("/wo assign 1 @tom")
    await office.dora.command("/wo assign 1 @tina")
    await office.settle()
    said = [row["text"] for row in await office.tom.messages(await office.tom.dm())]
    assert any("is no longer yours: Tina Torres has it now." in each for each in said)
    assert any("Tina Torres has this now." in each for each in said)
