"""Clicks and choices in messages: what the app is told, and what becomes of the message."""

from typing import Any

import pytest

from sandbox.slack.client import ControlRefused
from tests.sandbox.slack.app import CARD
from tests.sandbox.slack.conftest import House
from tests.sandbox.slack.kit import actions, button, section


async def card(house: House) -> dict[str, Any]:
    await house.dora.command("/wo card")
    return await house.slack.wait_for(lambda: house.dora.find("Leaking pump"))


async def test_a_click_updates_the_card_in_place_for_everybody(either_house: House) -> None:
    shown = await card(either_house)
    outcome = await either_house.tom.click(shown, "accept")
    assert outcome.acked
    changed = await either_house.slack.wait_for(lambda: either_house.dora.find("accepted 7 by tom"))
    assert (changed["ts"], changed["edited"]) == (shown["ts"], True)
    assert await either_house.slack.violations() == []


async def test_the_payload_has_the_shape_of_slacks(house: House) -> None:
    shown = await card(house)
    await house.tom.click(shown, "accept")
    payload = (await house.slack.deliveries("block_actions"))[0]["payload"]
    assert payload["container"] == {
        "type": "message",
        "message_ts": shown["ts"],
        "channel_id": "C0DISPATCH",
        "is_ephemeral": False,
    }
    assert payload["message"]["ts"] == shown["ts"]
    assert payload["user"] == {"id": "U0TOM", "username": "tom", "name": "tom", "team_id": "T0SANDBOX"}
    assert payload["channel"] == {"id": "C0DISPATCH", "name": "dispatch"}
    action = payload["actions"][0]
    assert (action["action_id"], action["block_id"], action["value"]) == ("accept", "steps", "7")
    assert {"trigger_id", "response_url", "team", "state", "api_app_id"} <= set(payload)


async def test_the_original_is_replaced_and_deleted_through_the_response_url(house: House) -> None:
    shown = await card(house)
    await house.dora.click(shown, "replace")
    replaced = await house.slack.wait_for(lambda: house.tom.find("replaced"))
    assert replaced["ts"] == shown["ts"]
    shown = await card(house)
    await house.dora.click(shown, "remove")
    await house.slack.wait_quiet()
    assert shown["ts"] not in [message["ts"] for message in await house.tom.messages()]


async def test_a_response_url_works_five_times_and_only_its_person_reads_it(house: House) -> None:
    await house.dora.click(await card(house), "five_times")
    await house.slack.wait_for(lambda: house.dora.find("whisper 5"))
    await house.slack.wait_quiet()
    assert await house.dora.find("whisper 6") is None
    assert await house.tom.find("whisper 1") is None


CHOICES = (
    # element  value          what the app reads
    ("more",   "hold",        "chose hold"),
    ("day",    "2026-03-05",  "chose 2026-03-05"),
)  # fmt: skip


@pytest.mark.parametrize(("action_id", "value", "read"), CHOICES)
async def test_a_choice_reaches_the_app_with_the_state_of_the_message(
    house: House, action_id: str, value: str, read: str
) -> None:
    await house.dora.click(await card(house), action_id, value)
    answer = await house.slack.wait_for(lambda: house.dora.find(read))
    assert "state ['day', 'site']" in answer["text"]


async def test_only_what_was_offered_can_be_chosen_in_an_external_select(house: House) -> None:
    shown = await card(house)
    with pytest.raises(ControlRefused, match="no_such_option"):
        await house.dora.click(shown, "site", "acme")
    assert await house.dora.suggestions(shown, "site", "a") == []  # below min_query_length nobody is asked
    offered = await house.dora.suggestions(shown, "site", "hq")
    assert [row["value"] for row in offered] == ["acme"]
    await house.dora.click(shown, "site", "acme")
    assert await house.slack.wait_for(lambda: house.dora.find("chose acme"))


async def test_more_than_a_hundred_suggestions_are_shown_to_nobody(house: House) -> None:
    shown = await card(house)
    assert await house.dora.suggestions(shown, "site", "many") == []
    assert "no more than 100 items" in (await house.slack.violations("bad_options"))[0]["message"]


IMPOSSIBLE = (
    # what                                  changes of the click                      refusal
    ("an element that is not there",        {"action_id": "nothing"},                 "no_such_action"),
    ("an option that is not there",         {"action_id": "more", "value": "never"},  "no_such_option"),
    ("a date that is none",                 {"action_id": "day", "value": "Friday"},  "no_such_option"),
    ("a message that is not there",         {"ts": "1.000100"},                       "no_such_message"),
    ("a channel one is not in",             {"channel": "C0SECRET"},                  "not_in_channel"),
)  # fmt: skip


@pytest.mark.parametrize(("what", "changes", "refusal"), IMPOSSIBLE)
async def test_nobody_clicks_what_they_cannot_see(
    house: House, what: str, changes: dict[str, Any], refusal: str
) -> None:
    shown = await card(house)
    body = {"channel": shown["channel"], "ts": shown["ts"], "action_id": "accept", **changes}
    with pytest.raises(ControlRefused) as refused:
        await house.slack.request("POST", "/users/U0DORA/act", body)
    assert refused.value.code == refusal, what
    assert await house.slack.deliveries("block_actions") == []


async def test_a_stale_click_is_sent_only_on_demand(house: House) -> None:
    shown = await card(house)
    await house.tom.click(shown, "accept")
    await house.slack.wait_for(lambda: house.dora.find("accepted"))
    with pytest.raises(ControlRefused, match="no_such_action"):
        await house.dora.click(shown, "accept")
    stale = await house.dora.click(shown, "accept", stale=True, block=shown["blocks"][1])
    assert stale.acked


async def test_a_click_without_an_answer_leaves_slacks_warning_at_the_message(house: House) -> None:
    blocks = [section("Loose end"), actions(button("unheard"))]
    await house.web.chat_postMessage(channel="C0DISPATCH", text="Loose end", blocks=blocks)
    shown = await house.slack.wait_for(lambda: house.dora.find("Loose end"))
    outcome = await house.dora.click(shown, "unheard")
    assert outcome.user_sees == {"kind": "warning", "text": "We had some trouble connecting. Try again?"}
    warned, spared = await house.dora.find("Loose end"), await house.tom.find("Loose end")
    assert warned is not None
    assert spared is not None
    assert (warned["warning"] is not None, spared["warning"]) == (True, None)


async def test_buttons_in_an_ephemeral_message_carry_no_message(house: House) -> None:
    await house.web.chat_postEphemeral(channel="C0DISPATCH", user="U0DORA", text="psst", blocks=CARD)
    shown = await house.slack.wait_for(lambda: house.dora.find("psst"))
    with pytest.raises(ControlRefused, match="not_visible"):
        await house.tom.click(shown, "replace")
    await house.dora.click(shown, "replace")
    payload = (await house.slack.deliveries("block_actions"))[0]["payload"]
    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload
    assert await house.slack.wait_for(lambda: house.dora.find("replaced"))
    assert await house.tom.find("replaced") is None


async def test_buttons_in_an_attachment_can_be_clicked(house: House) -> None:
    attachments = [{"color": "#36a64f", "blocks": CARD}]
    posted = await house.web.chat_postMessage(channel="C0DISPATCH", text="A card", attachments=attachments)
    outcome = await house.dora.click({"channel": "C0DISPATCH", "ts": posted["ts"]}, "accept")
    assert outcome.acked
    payload = (await house.slack.deliveries("block_actions"))[0]["payload"]
    assert payload["container"]["type"] == "message_attachment"
