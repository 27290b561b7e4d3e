"""Slash commands: what the app hears, and what the person sees of its answer or its failure."""

import pytest

from sandbox.slack.client import ControlRefused
from tests.sandbox.slack.conftest import House, OpenHouse

ANSWERS = (
    # typed          what Dora sees, and who else does
    ("/wo hello",    "heard: hello",                                      "nobody"),
    ("/wo loud",     "for all",                                           "Tom too"),
    ("/wo blocks",   "three",                                             "nobody"),
    ("/wo later",    "answered later",                                    "nobody"),
    ("/nonsense",    "/nonsense is not a valid command.",                 "nobody"),
    ("/unheard",     '/unheard failed with the error "dispatch_failed"',  "nobody"),
    ("/wo boom",     '/wo failed with the error "dispatch_failed"',       "nobody"),
    ("/wo bad",      '/wo failed with the error "invalid_command_response"', "nobody"),
)  # fmt: skip


@pytest.mark.parametrize(("typed", "seen", "others"), ANSWERS)
async def test_the_person_reads_the_answer_and_others_only_what_is_for_all(
    house: House, typed: str, seen: str, others: str
) -> None:
    await house.dora.command(typed)
    message = await house.slack.wait_for(lambda: house.dora.find(seen))
    assert message["ephemeral"] is (others == "nobody")
    assert (await house.tom.find(seen) is not None) is (others == "Tom too")


async def test_a_command_is_heard_over_http_and_over_a_socket(either_house: House) -> None:
    outcome = await either_house.dora.command("/wo hello there")
    assert outcome.acked
    assert outcome.text == "heard: hello there"
    assert await either_house.slack.violations() == []


async def test_an_app_that_takes_too_long_fails_with_a_time_out(either_house: House) -> None:
    outcome = await either_house.dora.command("/wo slow")
    assert outcome.attempts[0]["error"] == "timeout"
    assert outcome.user_sees == {"kind": "ephemeral", "text": '/wo failed with the error "operation_timeout"'}
    assert [row["kind"] for row in await either_house.slack.violations("no_ack")] == ["no_ack"]
    await either_house.slack.wait_quiet(1.0)


async def test_a_command_to_an_app_that_does_not_listen_fails_to_dispatch(open_house: OpenHouse) -> None:
    house = await open_house(listens=False)
    outcome = await house.dora.command("/wo hello")
    assert outcome.attempts[0]["error"] == "unreachable"
    assert "dispatch_failed" in str(outcome.user_sees)


async def test_mentions_are_marked_up_only_where_the_command_asks_for_it(house: House) -> None:
    marked = await house.dora.command("/wo assign @Tom & see #dispatch")
    plain = await house.dora.command("/plain assign @Tom & <b>")
    assert marked.text == "heard: assign <@U0TOM|tom> &amp; see <#C0DISPATCH|dispatch>"
    assert plain.text == "assign @Tom &amp; &lt;b&gt;"


async def test_a_command_is_refused_in_a_thread_and_reaches_nobody(house: House) -> None:
    posted = (await house.dora.post("a thread")).body["message"]
    body = {"channel": "C0DISPATCH", "text": "/wo hello", "thread_ts": posted["ts"]}
    refused = await house.slack.request("POST", "/users/U0DORA/command", body)
    assert refused["user_sees"]["text"] == "/wo is not supported in threads. Sorry!"
    assert refused["delivery"] is None


async def test_nobody_types_where_they_are_not(house: House) -> None:
    with pytest.raises(ControlRefused, match="not_in_channel"):
        await house.eve.command("/wo hello", channel="C0DISPATCH")
