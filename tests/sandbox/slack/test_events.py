"""What the app is told by itself, how often, and how quiet is known."""

import time

import aiohttp
import pytest

from sandbox.slack.courier import encode, signature
from tests.sandbox.slack.conftest import SECRET, House, OpenHouse


async def test_a_direct_message_and_its_thread_reach_the_app(either_house: House) -> None:
    house = either_house
    first = (await house.tom.write_to_app("running late")).body["message"]
    dm = await house.tom.dm()
    assert await house.slack.wait_for(lambda: house.tom.find("you wrote running late", dm))
    picture = {"name": "leak.jpg", "mimetype": "image/jpeg", "content_base64": "aGVsbG8="}
    await house.tom.write_to_app("done", thread_ts=first["ts"], files=[picture])
    await house.slack.wait_quiet()
    thread = await house.tom.messages(dm, first["ts"])
    assert [message["text"] for message in thread] == ["running late", "done", "you wrote done leak.jpg"]
    assert thread[0]["reply_count"] == 2
    assert await house.slack.violations() == []


async def test_the_app_downloads_a_file_with_its_token_and_nobody_without(house: House) -> None:
    picture = {"name": "leak.jpg", "content_base64": "aGVsbG8="}
    await house.tom.write_to_app("look", files=[picture])
    event = (await house.slack.deliveries("event"))[0]["payload"]["event"]
    address = event["files"][0]["url_private"]
    async with aiohttp.ClientSession() as session:
        async with session.get(address, headers={"Authorization": "Bearer xoxb-sandbox"}) as answer:
            assert await answer.read() == b"hello"
        async with session.get(address) as answer:
            assert answer.status == 403


async def test_mentions_and_links_are_told_where_the_app_is_a_member(house: House) -> None:
    await house.dora.post("@Truckroll see https://truckroll.example/WO-1042 please")
    await house.slack.wait_quiet()
    message = (await house.dora.messages())[-1]
    assert message["text"] == "<@U0SANDBOXBOT> see <https://truckroll.example/WO-1042> please"
    assert [row["name"] for row in message["reactions"]] == ["eyes"]
    assert "https://truckroll.example/WO-1042" in message["unfurls"]
    await house.dora.post("nobody listens here", "C0LOUNGE")
    told = [row["payload"]["event"].get("text") for row in await house.slack.deliveries("event")]
    assert "nobody listens here" not in told


async def test_an_event_that_is_not_acked_comes_again_with_slacks_headers(house: House) -> None:
    await house.dora.post("boom")
    await house.slack.wait_for(lambda: _attempts(house, 4))
    numbers = [attempt["retry_num"] for attempt in (await house.slack.deliveries("event"))[0]["attempts"]]
    assert numbers == [0, 1, 2, 3]
    assert house.seen_headers("x-slack-retry-num") == ["1", "2", "3"]
    assert house.seen_headers("x-slack-retry-reason") == ["http_error"] * 3


async def _attempts(house: House, count: int) -> bool:
    return len((await house.slack.deliveries("event"))[0]["attempts"]) >= count


async def test_what_the_manifest_does_not_subscribe_is_not_told(open_house: OpenHouse) -> None:
    house = await open_house(scopes=("chat:write", "commands"))
    outcome = await house.dora.post("hello")
    assert not outcome.delivered
    assert await house.slack.deliveries() == []


TAMPERED = (
    # what                       body appended  secret          seconds ago  status
    ("as the stand-in signs it", "",            SECRET,         0,           200),
    ("a changed body",           "&x=1",        SECRET,         0,           401),
    ("another secret",           "",            "not-ours",     0,           401),
    ("too old",                  "",            SECRET,         301,         401),
)  # fmt: skip


@pytest.mark.parametrize(
    ("appended", "secret", "ago", "status"), [row[1:] for row in TAMPERED], ids=[row[0] for row in TAMPERED]
)
async def test_bolt_accepts_our_signature_and_no_other(
    house: House, appended: str, secret: str, ago: int, status: int
) -> None:
    await house.dora.command("/wo hello")
    payload = (await house.slack.deliveries("command"))[0]["payload"]
    content_type, body = encode("command", payload)
    headers = {"Content-Type": content_type, **signature(secret, body, int(time.time()) - ago)}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{house.base}/slack/events", data=body + appended, headers=headers) as answer,
    ):
        assert answer.status == status


async def test_sockets_are_refreshed_without_losing_a_command(open_house: OpenHouse) -> None:
    house = await open_house(socket_mode=True)
    assert await house.slack.refresh_sockets() == 1
    await house.slack.wait_for(lambda: _dialled_in_again(house))
    assert (await house.dora.command("/wo hello")).acked


async def _dialled_in_again(house: House) -> bool:
    return house.sandbox.parts.sockets.connected()


async def test_the_stream_tells_each_change_to_those_who_see_it(house: House) -> None:
    seen = []
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{house.slack.base_url}/control/stream?user=U0TOM") as answer,
    ):
        await answer.content.readline()
        await house.dora.command("/wo hello")  # ephemeral to Dora: not Tom's business
        await house.dora.command("/wo loud")
        while "message" not in seen:
            line = (await answer.content.readline()).decode().strip()
            if line.startswith("event:"):
                seen.append(line.removeprefix("event: "))
    assert "ephemeral" not in seen


async def test_an_open_stream_does_not_keep_the_stand_in_from_stopping(house: House) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{house.slack.base_url}/control/stream") as answer,
    ):
        await answer.content.readline()
        await house.sandbox.stop()
        rest = await answer.content.read()
    assert rest.endswith(b"\n")


async def test_the_app_is_told_who_joined_where_the_manifest_asks_for_it(open_house: OpenHouse) -> None:
    house = await open_house(events=("member_joined_channel",))
    await house.web.conversations_join(channel="C0LOUNGE")
    await house.slack.wait_quiet()
    (delivery,) = await house.slack.deliveries("event")
    event = delivery["payload"]["event"]
    assert (event["type"], event["user"], event["channel"]) == (
        "member_joined_channel",
        "U0SANDBOXBOT",
        "C0LOUNGE",
    )


async def test_a_redirect_is_no_ack(open_house: OpenHouse) -> None:
    house = await open_house(path="/moved")
    outcome = await house.dora.command("/wo hello")
    assert (outcome.attempts[0]["status"], outcome.attempts[0]["error"]) == (307, "http_error")
