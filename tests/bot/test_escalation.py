"""Nobody takes a visit: the card says why for everybody, and each of its ways out works (journey 3, N.17, L40)."""

from typing import Any

import pytest
from sqlalchemy import select

from core import commands as c
from core import queries
from core.model import DeclineReason, ItemKind, OfferStatus, Technician
from tests.bot.conftest import DISPATCH, Office
from tests.cast import Cast, window

AT_TWO = window(26, 14, 15)


def only(cast: Cast, *first_names: str) -> None:
    """Nobody else goes out any more."""

    def change(session: Any) -> None:
        for each in session.scalars(select(Technician)):
            each.active = each.name.split()[0] in first_names

    cast.run(change)


def busy(cast: Cast, *technicians: str) -> None:
    for name in technicians:
        number = cast.scheduled_order(AT_TWO)
        technician_id = getattr(cast, name).technician_id
        cast.do(cast.sue, c.Assign(order=number, technician_id=technician_id))


def nobody_takes(cast: Cast, number: int) -> None:
    """It is offered to whoever can go, the best first, and all say that they have no time."""
    cast.do(cast.dora, c.OfferVisit(order=number))
    people = {each.technician_id: each for each in (cast.tom, cast.tina)}
    while asked := [
        each for each in cast.read(cast.dora, queries.order(number)).offers if each.status is OfferStatus.OPEN
    ]:
        person = people[asked[0].technician.technician_id]
        cast.do(person, c.DeclineOffer(order=number, reason=DeclineReason.SCHEDULE_CONFLICT))


async def escalated(office: Office, number: int) -> dict[str, Any]:
    nobody_takes(office.cast, number)
    return await office.card(f"WO-{number}: nobody took it")


async def shows(office: Office, card: dict[str, Any]) -> str:
    """The same card as it is once all jobs are done."""
    await office.settle()
    return str(next(row for row in await office.dora.messages(DISPATCH) if row["ts"] == card["ts"])["blocks"])


async def test_the_card_says_why_for_everybody_and_what_can_be_done(office: Office) -> None:
    """P.5, N.17."""
    only(office.cast, "Tom", "Tina", "Raj")
    number = office.cast.scheduled_order(AT_TWO)
    cast = office.cast
    raj = cast.run(lambda session: session.scalar(select(Technician.id).where(Technician.name == "Raj Rao")))
    cast.do(cast.dora, c.ExcludeTechnician(order=number, technician_id=raj, reason="was late"))
    said = str((await escalated(office, number))["blocks"])
    assert "Tom Tran declined: schedule conflict" in said
    assert "Tina Torres declined: schedule conflict" in said
    assert "Acme Foods asked not to have Raj Rao." in said
    assert "Assign Tom Tran anyway…" in said
    assert "Offer Tue, Nov 24, 8:00–9:00 am" in said
    assert "I'm on it" in said
    assert "U0DORA" in said


async def test_the_history_blames_nobody_that_nobody_took_it(office: Office) -> None:
    only(office.cast, "Tom", "Tina")
    number = office.cast.scheduled_order(AT_TWO)
    await escalated(office, number)
    told = str((await office.dora.command(f"/wo history {number}")).ack["blocks"])
    assert "nobody took it" in told
    assert "Tran nobody" not in told


async def test_somebody_who_is_free_is_assigned_by_one_tap(office: Office) -> None:
    only(office.cast, "Tom", "Tina")
    number = office.cast.scheduled_order(AT_TWO)
    cast = office.cast
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=(cast.tom.technician_id or 0,)))
    cast.do(cast.tom, c.DeclineOffer(order=number, reason=DeclineReason.TOO_FAR))
    card = await office.card(f"WO-{number}: nobody took it")
    assert "Assign Tina Torres" in str(card["blocks"])
    await office.dora.click(card, "escalation.assign")
    assert "Tina Torres has it now." in await shows(office, card)
    assert f"WO-{number}" in str(await office.tina.messages(await office.tina.dm()))


async def test_going_against_the_plan_is_a_supervisors_and_needs_a_reason(office: Office) -> None:
    """I5: recorded."""
    only(office.cast, "Tom", "Tina")
    busy(office.cast, "tom", "tina")
    number = office.cast.scheduled_order(AT_TWO)
    card = await escalated(office, number)
    assert "Tom Tran has WO-" in str(card["blocks"])
    await office.dora.click(card, "escalation.anyway")
    assert "Tom Tran has WO-" in str(await office.dora.modal())
    refused = await office.dora.submit(await office.dora.modal(), {"override": "nobody else"})
    assert "Only a supervisor" in str(refused.body)
    await office.sue.click(card, "escalation.anyway")
    await office.sue.submit(await office.sue.modal(), {"override": "the alarm rings all day"})
    assert "Tom Tran has it now." in await shows(office, card)
    lines = office.cast.read(office.cast.dora, queries.history(number))
    assert any(line.data.get("override") == "the alarm rings all day" for line in lines)


async def test_another_time_moves_the_visit_and_offers_it(office: Office) -> None:
    """H1: who could not go at two can on Tuesday."""
    only(office.cast, "Tom", "Tina")
    number = office.cast.scheduled_order(AT_TWO)
    card = await escalated(office, number)
    await office.dora.click(card, "escalation.time")
    await office.settle()
    order = office.cast.read(office.cast.dora, queries.order(number))
    assert order.window is not None
    assert (order.window.start, order.window.end) == (window(24, 8, 9).start, window(24, 8, 9).end)
    assert [offer.status for offer in order.offers] == [OfferStatus.OPEN]
    assert "Can you take" in str(await office.tom.messages(await office.tom.dm()))


async def test_a_time_that_is_gone_is_said_so_and_nothing_moves(office: Office) -> None:
    only(office.cast, "Tom")
    number = office.cast.scheduled_order(AT_TWO)
    nobody_takes(office.cast, number)
    card = await office.card(f"WO-{number}: nobody took it")
    taken = office.cast.scheduled_order(window(24, 8, 9))
    office.cast.do(office.cast.sue, c.Assign(order=taken, technician_id=office.cast.tom.technician_id or 0))
    await office.dora.click(card, "escalation.time")
    assert "That time is no longer free." in await office.ephemeral(office.dora)
    order = office.cast.read(office.cast.dora, queries.order(number))
    assert order.window is not None
    assert order.window.start == AT_TWO.start


async def test_a_button_from_before_a_move_does_nothing(office: Office) -> None:
    only(office.cast, "Tom", "Tina")
    number = office.cast.scheduled_order(AT_TWO)
    card = await escalated(office, number)
    actions = next(row for row in card["blocks"] if row.get("block_id") == "repairs")
    office.cast.do(office.cast.dora, c.Reschedule(order=number, window=window(27, 9, 10), reason="rain"))
    await office.settle()
    await office.dora.click(card, "escalation.time", stale=True, block=actions)
    assert "was moved since" in await office.ephemeral(office.dora)


async def test_part_of_it_becomes_a_work_order_of_its_own(office: Office) -> None:
    """L10."""
    only(office.cast, "Tom", "Tina")
    number = office.cast.scheduled_order(AT_TWO)
    for name in ("Panel", "Riser", "Hood"):
        office.cast.do(office.cast.dora, c.AddItem(order=number, kind=ItemKind.INSPECTION, name=name))
    card = await escalated(office, number)
    assert "items 2, 3 could become a work order of their own" in str(card["blocks"])
    await office.dora.click(card, "form.split")
    await office.dora.submit(await office.dora.modal(), {"items": ["2", "3"], "title": "Riser and hood"})
    phase = office.cast.read(office.cast.dora, queries.order(number + 1))
    assert phase.title == "Riser and hood"
    assert [item.name for item in phase.items] == ["Riser", "Hood"]


async def test_whoever_is_on_it_is_named_and_the_button_goes(office: Office) -> None:
    only(office.cast, "Tom", "Tina")
    number = office.cast.scheduled_order(AT_TWO)
    card = await escalated(office, number)
    await office.sue.click(card, "do.take")
    said = await shows(office, card)
    assert "Sue Shaw sees to it." in said
    assert "I'm on it" not in said


@pytest.mark.parametrize("command", ["who", "offers"])
async def test_what_dispatchers_look_at_technicians_cannot(office: Office, command: str) -> None:
    number = office.cast.scheduled_order(AT_TWO)
    office.cast.do(office.cast.dora, c.Assign(order=number, technician_id=office.cast.tom.technician_id or 0))
    said = await office.tom.command(f"/wo {command} {number if command == 'who' else ''}")
    assert "Only a dispatcher can look at that." in said.text


async def test_who_could_go_and_why_not_the_others(office: Office) -> None:
    """P.5, P.6."""
    busy(office.cast, "tina")
    number = office.cast.scheduled_order(AT_TWO)
    said = str((await office.dora.command(f"/wo who {number}")).ack)
    assert said.index("Tom Tran") < said.index("Raj Rao") < said.index("Ines Iqbal") < said.index("Not now:")
    assert "min away, 0% of the day taken" in said
    assert "Tina Torres has WO-1 2:00–3:00 pm." in said


async def test_a_customers_wish_is_typed_once(office: Office) -> None:
    number = office.cast.scheduled_order(AT_TWO)
    said = await office.dora.command(f"/wo exclude {number} @tom parked at the gate")
    assert "They are not sent to Acme Foods any more." in said.text
    assert "asked not to have Tom Tran." in str((await office.dora.command(f"/wo who {number}")).ack)  # fmt: skip
    said = await office.dora.command(f"/wo allow {number} @tom")
    assert "Acme Foods can have them again." in said.text


async def test_how_offers_have_gone(office: Office) -> None:
    """N.21."""
    number = office.cast.scheduled_order(AT_TWO)
    cast = office.cast
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=(cast.tom.technician_id or 0,)))
    cast.do(cast.tom, c.DeclineOffer(order=number, reason=DeclineReason.TOO_FAR))
    said = str((await office.dora.command("/wo offers")).ack)
    assert "1 offered: 0 accepted, 1 declined (too far 1), 0 not answered" in said
    assert "no offers" in said
