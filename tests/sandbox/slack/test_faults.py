"""Bad days on demand: limits, lost answers, deliveries twice, late, or not at all."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.slack.conftest import House


async def post(house: House, text: str) -> Any:
    return await house.web.chat_postMessage(channel="C0DISPATCH", text=text)


async def test_one_message_per_second_and_channel_when_asked_for(house: House) -> None:
    await house.slack.fault("rate_limit", channel="C0DISPATCH")
    await post(house, "one")
    with pytest.raises(SlackApiError) as limited:
        await post(house, "two")
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "1"
    await house.web.chat_postMessage(channel="U0DORA", text="another channel")
    house.clock.now += 1
    await post(house, "two")
    assert [message["text"] for message in await house.dora.messages()] == ["one", "two"]
    assert await house.slack.violations() == []


LOST = (
    # how       what the caller meets
    ("close",   aiohttp.ClientError),
    ("500",     SlackApiError),
    ("hang",    TimeoutError),
)  # fmt: skip


@pytest.mark.parametrize(("how", "error"), LOST)
async def test_the_post_is_there_though_its_answer_was_lost(
    house: House, how: str, error: type[Exception]
) -> None:
    house.web.timeout = 1
    await house.slack.fault("drop_response", method="chat.postMessage", how=how)
    metadata = {"event_type": "card", "event_payload": {"key": "WO-1"}}
    with pytest.raises(error):
        await house.web.chat_postMessage(channel="C0DISPATCH", text="once", metadata=metadata)
    read = await house.web.conversations_history(channel="C0DISPATCH", include_all_metadata=True)
    assert [message["metadata"] for message in read["messages"]] == [metadata]
    await post(house, "the next answer arrives")


async def test_calls_are_limited_refused_and_slowed_as_often_as_asked(house: House) -> None:
    await house.slack.fault("ratelimited", method="chat.postMessage", retry_after=7, times=1)
    await house.slack.fault("error", method="chat.postMessage", error="internal_error", status=500, times=1)
    with pytest.raises(SlackApiError) as limited:
        await post(house, "one")
    assert limited.value.response.headers["Retry-After"] == "7"
    with pytest.raises(SlackApiError, match="internal_error"):
        await post(house, "two")
    await post(house, "three")
    assert [message["text"] for message in await house.dora.messages()] == ["three"]


DELIVERIES: tuple[tuple[dict[str, Any], list[str | None], list[str]], ...] = (
    # fault                                         attempts' errors            retry headers the app saw
    ({"kind": "duplicate", "delivery": "command"},  [None, None],               ["1"]),
    ({"kind": "ack_lost", "delivery": "command"},   ["ack_lost"],               []),
    ({"kind": "unreachable"},                       ["unreachable"],            []),
    ({"kind": "duplicate", "delivery": "event"},    [None],                     []),
)  # fmt: skip


@pytest.mark.parametrize(("fault", "errors", "headers"), DELIVERIES)
async def test_deliveries_come_twice_or_not_at_all(
    house: House, fault: dict[str, Any], errors: list[str | None], headers: list[str]
) -> None:
    await house.slack.fault(**fault)
    outcome = await house.dora.command("/wo hello")
    assert [attempt["error"] for attempt in outcome.attempts] == errors
    assert house.seen_headers("x-slack-retry-num") == headers


async def test_a_late_command_finds_its_trigger_expired(house: House) -> None:
    await house.slack.fault("late", delivery="command", seconds=0.1)
    house.clock.step = 2.0  # every look at the clock finds it two seconds on
    outcome = await house.dora.command("/wo form")
    assert outcome.acked is False
    assert (await house.slack.calls("views.open"))[0]["response"]["error"] == "expired_trigger_id"


async def test_a_fault_is_listed_until_it_has_happened(house: House) -> None:
    fault = await house.slack.fault("error", method="auth.test", times=2)
    listed = (await house.slack.request("GET", "/faults"))["faults"]
    assert listed == [
        {
            "id": fault,
            "kind": "error",
            "left": 2,
            "method": "auth.test",
            "error": "internal_error",
            "status": 200,
        }
    ]
    await house.slack.request("DELETE", f"/faults/{fault}")
    assert (await house.slack.request("GET", "/faults"))["faults"] == []


NONSENSE = (
    {"kind": "earthquake"},
    {"kind": "late", "method": "chat.update"},
    {"kind": "drop_response", "how": "explode"},
)


@pytest.mark.parametrize("row", NONSENSE)
async def test_a_fault_that_makes_no_sense_is_refused_with_a_sentence(
    house: House, row: dict[str, Any]
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{house.slack.base_url}/control/faults", json=row) as answer,
    ):
        body = await answer.json()
    assert (answer.status, body["error"]) == (422, "bad_request")
    assert " " in body["message"]
