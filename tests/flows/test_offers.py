"""Journey 3: a visit is offered to technicians; exactly one gets it, or the coordinator hears why nobody did."""

import asyncio
import re

from tests.flows.office import PATIENCE, Message, Office, actions_of, shown


async def offered_order(office: Office) -> int:
    """A work order with a window, offered to Tom and Tina."""
    number, _ = await office.asked_order()
    said = await office.wo(f"offer WO-{number} @tom @tina")
    assert said.startswith(f"WO-{number} is offered to Tom Tran, Tina Torres until "), said
    return number


async def test_of_two_taps_at_the_same_moment_exactly_one_wins(office: Office) -> None:
    number = await offered_order(office)
    people = {"Tom Tran": office.tom, "Tina Torres": office.tina}
    cards = {name: await office.card(number, "Can you take", user) for name, user in people.items()}

    await asyncio.gather(*(user.click(cards[name], "offer.accept") for name, user in people.items()))

    await office.settle()
    technician = office.order(number).technician
    assert technician is not None
    [loser] = set(people) - {technician.name}
    assert "It's yours: " in await offer_as_shown(office, cards[technician.name], technician.name)
    lost = await offer_as_shown(office, cards[loser], loser)
    assert re.search(rf"{technician.name} took this at \d+:\d\d [ap]m\.", lost), lost
    refused = await office.whispered(people[loser], await people[loser].dm())
    assert f"{technician.name} took WO-{number} at " in refused
    lines = await office.thread(number)
    assert [line for line in lines if " took it: " in line] == [
        next(line for line in lines if line.startswith(technician.name))
    ]
    assert f"Technician  {technician.name}" in shown(await office.order_card(number))


async def test_the_winner_gets_the_brief_and_walks_the_job_to_its_end(office: Office) -> None:
    """S0.2, S0.28, L49, L50, L51: the office offers, Tom goes, Cara reads about it."""
    number = await offered_order(office)
    await office.tom.click(await office.card(number, "Can you take", office.tom), "offer.accept")
    brief = await office.card(number, "Your job: ", office.tom)
    assert "+1 312 555 0131" in shown(brief)
    assert "Gate code 4411" in shown(brief)
    last = max(each.id for each in await office.cara.messages())
    await office.tom.click(brief, "do.depart")
    brief = await with_button(office, number, "do.arrive")
    # Once he is there, nobody is told any more that he is coming.
    await office.cara.wait_for(subject="on the way", text=f"WO-{number} ", after=last)
    for step, after in (("do.arrive", "do.start"), ("do.start", "do.done")):
        await office.tom.click(brief, step)
        brief = await with_button(office, number, after)
    await office.tom.click(brief, "do.done")
    await office.card(number, "Done. Thank you!", office.tom)
    await office.cara.wait_for(subject="Done:", text=f"WO-{number} ", after=last)
    assert "Status  Completed" in shown(await office.card(number, "Status  Completed"))


async def test_the_last_to_decline_leaves_it_to_the_coordinator_with_the_reasons(office: Office) -> None:
    number = await offered_order(office)
    for user, why, words in ((office.tom, "too far", ""), (office.tina, "other", "at the dentist")):
        await user.click(await office.card(number, "Can you take", user), "form.decline_offer")
        answer = await user.submit(await user.modal(), {"why": why, "words": words or None})
        assert answer.body.get("errors") in ({}, None)
        await office.card(number, "You declined this", user)

    escalation = shown(await office.card(number, "Nobody took"))
    assert "Tom Tran declined: too far" in escalation
    assert "Tina Torres declined: at the dentist" in escalation
    assert "U0DORA please decide." in escalation
    assert "Offer again" in escalation

    await office.wo(f"assign WO-{number} @tina")
    assert "Tina Torres has it now." in shown(await office.card(number, "Nobody took it at first."))


async def test_a_tap_on_an_offer_that_was_withdrawn_is_answered(office: Office) -> None:
    number = await offered_order(office)
    card = await office.card(number, "Can you take", office.tom)
    buttons = next(each for each in card["blocks"] if each["type"] == "actions")
    await office.wo(f"cancel WO-{number} customer closed the site")
    await office.settle()
    await office.tom.click(card, "offer.accept", stale=True, block=buttons)
    refused = await office.whispered(office.tom, await office.tom.dm())
    cancelled = rf"WO-{number} was cancelled at \d+:\d\d [ap]m by Dora Diaz: customer closed the site\."
    assert re.search(cancelled, refused), refused
    assert office.order(number).technician is None


async def offer_as_shown(office: Office, card: Message, name: str) -> str:
    """The words of an offer's message as they are now."""
    user = {"Tom Tran": office.tom, "Tina Torres": office.tina}[name]
    now = next(each for each in await user.messages(card["channel"]) if each["ts"] == card["ts"])
    assert actions_of(now) == [], "an offer that is over has no buttons"
    return shown(now)


async def with_button(office: Office, number: int, action: str) -> Message:
    """Tom's assignment, once it has that button."""

    async def look() -> Message | None:
        card = await office.card(number, "Your job: ", office.tom)
        return card if action in actions_of(card) else None

    return await office.slack.wait_for(look, PATIENCE)
