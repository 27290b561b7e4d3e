"""The same listeners by Socket Mode."""

from tests.bot.conftest import OpenOffice


async def test_a_day_over_the_socket(open_office: OpenOffice) -> None:
    office = await open_office(socket_mode=True)
    said = await office.dora.command('/wo new "Acme HQ" repair tomorrow 2-4pm "Leaking pump"')
    assert said.body["delivery"]["transport"] == "socket"
    assert "WO-1 “Leaking pump” is created for Acme HQ." in said.text
    await office.dora.command("/wo offer 1 @tom")
    await office.tom.click(await office.card("Can you take", office.tom), "offer.accept")
    await office.settle()
    assert any("Tom Tran took it" in line for line in await office.thread())


async def test_the_socket_comes_back_when_slack_asks_it_to(open_office: OpenOffice) -> None:
    office = await open_office(socket_mode=True)
    assert await office.slack.refresh_sockets() == 1

    async def connected() -> bool:
        return office.sandbox.parts.sockets.connected()

    await office.slack.wait_for(connected)
    assert "Work orders" in (await office.dora.command("/wo list")).text
