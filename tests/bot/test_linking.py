"""Somebody Truckroll does not know is shown the way in; people it knows have a Home."""

from sqlalchemy import update

from core.model import Staff
from tests.bot.conftest import Office


async def test_a_stranger_is_told_how_to_get_in(office: Office) -> None:
    said = await office.nora.command("/wo list")
    assert "Truckroll does not know you yet." in said.text
    assert "form.link_me" in str(said.ack["blocks"])


async def test_a_newcomer_links_by_their_slack_address(office: Office) -> None:
    nora = Staff(
        company_id=office.cast.company_id,
        name="Nora Nord",
        email="nora@northgate.example",
        roles=["dispatcher"],
    )
    office.cast.run(lambda session: session.add(nora))
    await office.nora.command("/wo list")
    said = await office.slack.wait_for(lambda: office.nora.find("Link your Slack account"))
    await office.nora.click(said, "form.link_me")
    await office.nora.submit(await office.nora.modal())
    told = await office.card("You are linked as Nora Nord.", office.nora)
    assert told["from"] == "bot"
    assert "Work orders" in (await office.nora.command("/wo list")).text


async def test_an_address_nobody_has_is_said_plainly(office: Office) -> None:
    await office.nora.open_home()
    home = await office.slack.wait_for(office.nora.home)
    await office.nora.click(home, "form.link_me")
    await office.nora.submit(await office.nora.modal())
    told = await office.card("Nobody in the staff list has the address nora@northgate.example", office.nora)
    assert "Ask your dispatcher" in told["text"]


async def test_one_cannot_take_the_place_of_somebody_linked_already(office: Office) -> None:
    taken = update(Staff).where(Staff.name == "Bill Boyd").values(email="nora@northgate.example")
    office.cast.run(lambda session: session.execute(taken))
    await office.nora.open_home()
    await office.nora.click(await office.slack.wait_for(office.nora.home), "form.link_me")
    await office.nora.submit(await office.nora.modal())
    await office.card("or they are linked already", office.nora)


async def test_home_shows_a_technician_their_jobs(office: Office) -> None:
    office.cast.scheduled_order()
    await office.dora.command("/wo assign 1 @tom")
    await office.tom.open_home()
    home = await office.slack.wait_for(office.tom.home)
    assert "Your jobs" in str(home["blocks"])
    assert "WO-1" in str(home["blocks"])
    assert "form.new" not in str(home["blocks"])


async def test_home_shows_a_dispatcher_what_needs_action(office: Office) -> None:
    office.cast.scheduled_order()
    await office.dora.open_home()
    home = await office.slack.wait_for(office.dora.home)
    said = str(home["blocks"])
    assert said.index("Waiting for the customer") < said.index("WO-1")
    await office.dora.click(home, "form.new")
    assert (await office.dora.modal())["callback_id"] == "form.new"
