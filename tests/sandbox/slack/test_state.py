"""The state over a restart, and the workspace as each user sees it."""

import asyncio
import json
from pathlib import Path

import pytest

from sandbox.slack.client import ControlRefused
from tests.sandbox.slack.conftest import House, OpenHouse


async def test_a_restart_keeps_messages_files_and_homes(open_house: OpenHouse, tmp_path: Path) -> None:
    state = tmp_path / "deep" / "slack.json"
    before = await open_house(state_file=state)
    await before.dora.post("still here", files=[{"name": "a.txt", "content_base64": "aGVsbG8="}])
    await before.web.chat_postEphemeral(channel="C0DISPATCH", user="U0DORA", text="for Dora")
    await before.dora.open_home()
    await before.slack.wait_for(before.dora.home)
    last = (await before.dora.messages())[-1]["ts"]
    await before.sandbox.stop()

    after = await open_house(state_file=state)
    assert [message["text"] for message in await after.dora.messages()] == ["still here", "for Dora"]
    assert [message["text"] for message in await after.tom.messages()] == ["still here"]
    assert await after.dora.home() is not None
    assert (await after.dora.post("next")).body["message"]["ts"] > last
    assert json.loads(state.read_text())["form"] == 1


async def test_the_state_is_written_while_it_runs(open_house: OpenHouse, tmp_path: Path) -> None:
    state = tmp_path / "slack.json"
    house = await open_house(state_file=state)
    await house.dora.post("soon on disk")
    await house.slack.wait_for(lambda: _written(state, "soon on disk"))


async def _written(state: Path, text: str) -> bool:
    return await asyncio.to_thread(lambda: state.exists() and text in state.read_text())


async def test_each_user_sees_their_own_side_bar(house: House) -> None:
    names = [
        [row["name"] for row in await user.conversations()] for user in (house.dora, house.tom, house.eve)
    ]
    assert names == [["dispatch", "lounge", "Truckroll"], ["dispatch", "Truckroll"], ["secret", "Truckroll"]]
    with pytest.raises(ControlRefused, match="not_in_channel"):
        await house.eve.messages("C0DISPATCH")
    with pytest.raises(ControlRefused, match="no_such_user"):
        await house.slack.user("U0NOBODY").conversations()


async def test_the_workspace_tells_what_can_be_typed(house: House) -> None:
    shown = await house.slack.workspace()
    assert [row["command"] for row in shown["commands"]] == ["/wo", "/plain", "/unheard"]
    assert [row["callback_id"] for row in shown["shortcuts"]] == ["new_work_order", "from_message"]
    assert shown["app"]["bot_user_id"] == "U0SANDBOXBOT"
    assert shown["users"][0]["title"] == "Dispatcher"


async def test_nobody_writes_to_an_app_that_only_talks(open_house: OpenHouse) -> None:
    tabs = {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": True}
    house = await open_house(tabs=tabs)
    await house.web.chat_postMessage(channel="U0TOM", text="an offer")
    assert await house.tom.find("an offer", await house.tom.dm())
    assert [row["can_write"] for row in await house.tom.conversations()] == [True, False]
    with pytest.raises(ControlRefused, match="turned off"):
        await house.tom.write_to_app("done")


async def test_an_app_without_a_messages_tab_sends_no_direct_messages(open_house: OpenHouse) -> None:
    house = await open_house(tabs={"home_tab_enabled": True})
    answer = await house.call("chat.postMessage", channel="U0TOM", text="an offer")
    assert answer["error"] == "messages_tab_disabled"


async def test_a_reset_takes_everything_back(house: House) -> None:
    await house.dora.post("forget me")
    await house.slack.fault("unreachable")
    await house.slack.reset()
    assert await house.dora.messages() == []
    assert await house.slack.deliveries() == []
    assert (await house.dora.command("/wo hello")).acked


async def test_waiting_for_quiet_says_what_is_still_under_way(house: House) -> None:
    await house.slack.fault("slow_call", method="auth.test", seconds=1.0)
    async with house.slow_call("auth.test"):
        with pytest.raises(TimeoutError, match=r"call auth\.test"):
            await house.slack.wait_quiet(0.05, timeout=0.2)
    await house.slack.wait_quiet(0.05)
