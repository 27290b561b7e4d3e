"""The Web API: tokens, scopes, arguments, and each method's own refusals."""

from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.slack import ManifestRefused
from sandbox.slack.manifest import read_manifest
from sandbox.slack.web.table import METHODS
from tests.sandbox.slack.conftest import MANIFEST, House, OpenHouse
from tests.sandbox.slack.kit import section

TOKENS = (
    # token            method                    error
    ("",               "chat.postMessage",       "not_authed"),
    ("xoxb-other",     "chat.postMessage",       "invalid_auth"),
    ("xapp-sandbox",   "chat.postMessage",       "not_allowed_token_type"),
    ("xoxb-sandbox",   "apps.connections.open",  "not_allowed_token_type"),
    ("xoxb-sandbox",   "admin.users.list",       "unknown_method"),
)  # fmt: skip


@pytest.mark.parametrize(("token", "method", "error"), TOKENS)
async def test_a_wrong_token_or_method_is_refused_and_noted(
    house: House, token: str, method: str, error: str
) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    url = f"{house.slack.base_url}/api/{method}"
    async with aiohttp.ClientSession() as session, session.post(url, headers=headers) as answer:
        body = await answer.json()
    assert (body["ok"], body["error"]) == (False, error)
    assert [row["kind"] for row in await house.slack.violations()] == [error]


SCOPED = (
    # method                        arguments                                                      needed
    ("chat.postMessage",            {"channel": "C0DISPATCH", "text": "x"},                        "chat:write"),
    ("conversations.open",          {"users": "U0DORA"},                                           "im:write"),
    ("conversations.history",       {"channel": "C0DISPATCH"},                                     "channels:history"),
    ("conversations.info",          {"channel": "C0DISPATCH"},                                     "channels:read"),
    ("conversations.list",          {"types": "private_channel"},                                  "groups:read"),
    ("conversations.create",        {"name": "new"},                                               "channels:manage"),
    ("users.info",                  {"user": "U0DORA"},                                            "users:read"),
    ("users.lookupByEmail",         {"email": "dora@example.com"},                                 "users:read.email"),
    ("files.getUploadURLExternal",  {"filename": "x", "length": 1},                                "files:write"),
    ("reactions.add",               {"channel": "C0DISPATCH", "name": "eyes", "timestamp": "1.1"}, "reactions:write"),
)  # fmt: skip


async def test_each_method_needs_its_scope_from_the_manifest(open_house: OpenHouse) -> None:
    house = await open_house(scopes=("commands",))
    for method, arguments, needed in SCOPED:
        answer = await house.call(method, **arguments)
        assert (answer["error"], answer["needed"], answer["provided"]) == (
            "missing_scope",
            needed,
            "commands",
        ), method


REFUSALS: tuple[tuple[str, dict[str, Any], str], ...] = (
    # method                 arguments                                                                 error
    ("chat.postMessage",     {"text": "x"},                                                            "invalid_arguments"),
    ("chat.postMessage",     {"channel": "C0DISPATCH", "text": "x", "colour": "red"},                  "invalid_arguments"),
    ("chat.postMessage",     {"channel": "C0NOWHERE", "text": "x"},                                    "channel_not_found"),
    ("chat.postMessage",     {"channel": "C0SECRET", "text": "x"},                                     "channel_not_found"),
    ("chat.postMessage",     {"channel": "C0LOUNGE", "text": "x"},                                     "not_in_channel"),
    ("chat.postMessage",     {"channel": "C0DISPATCH", "text": "x", "thread_ts": "1.000100"},          "thread_not_found"),
    ("chat.update",          {"channel": "C0DISPATCH", "ts": "1.000100", "text": "x"},                 "message_not_found"),
    ("chat.delete",          {"channel": "C0DISPATCH", "ts": "1.000100"},                              "message_not_found"),
    ("chat.postEphemeral",   {"channel": "C0DISPATCH", "user": "U0EVE", "text": "x"},                  "user_not_in_channel"),
    ("chat.scheduleMessage", {"channel": "C0DISPATCH", "text": "x", "post_at": 1},                     "time_in_past"),
    ("chat.scheduleMessage", {"channel": "C0DISPATCH", "text": "x", "post_at": 1_900_000_000},         "time_too_far"),
    ("conversations.invite", {"channel": "C0DISPATCH", "users": "U0DORA"},                             "already_in_channel"),
    ("conversations.create", {"name": "dispatch"},                                                     "name_taken"),
    ("conversations.create", {"name": "Loud Name"},                                                    "invalid_name_specials"),
    ("conversations.history", {"channel": "C0DISPATCH", "cursor": "next"},                             "invalid_cursor"),
    ("conversations.history", {"channel": "C0DISPATCH", "oldest": "yesterday"},                        "invalid_ts_oldest"),
    ("users.info",           {"user": "U0NOBODY"},                                                     "user_not_found"),
    ("users.lookupByEmail",  {"email": "nobody@example.com"},                                          "users_not_found"),
    ("views.open",           {"trigger_id": "1.2.3", "view": {}},                                      "invalid_trigger_id"),
    ("views.update",         {"view_id": "V0", "view": {}},                                            "not_found"),
    ("views.update",         {"view": {}},                                                             "invalid_arguments"),
)  # fmt: skip


@pytest.mark.parametrize(("method", "arguments", "error"), REFUSALS)
async def test_each_method_refuses_as_slack_does(
    house: House, method: str, arguments: Any, error: str
) -> None:
    assert (await house.call(method, **arguments))["error"] == error


async def test_nobody_elses_message_is_updated_or_deleted(house: House) -> None:
    ts = (await house.dora.post("mine")).body["message"]["ts"]
    for method, error in (("chat.update", "cant_update_message"), ("chat.delete", "cant_delete_message")):
        text = {"text": "theirs"} if method == "chat.update" else {}
        assert (await house.call(method, channel="C0DISPATCH", ts=ts, **text))["error"] == error


async def test_an_update_keeps_what_it_does_not_mention(house: House) -> None:
    metadata = {"event_type": "card", "event_payload": {"key": "WO-1"}}
    posted = await house.web.chat_postMessage(
        channel="C0DISPATCH", text="one", blocks=[section("one")], metadata=metadata
    )
    await house.web.chat_update(channel="C0DISPATCH", ts=posted["ts"], text="two")
    message = (await house.dora.messages())[0]
    assert (message["text"], message["blocks"][0]["text"]["text"], message["metadata"]) == (
        "two",
        "one",
        metadata,
    )
    await house.web.chat_update(channel="C0DISPATCH", ts=posted["ts"], text="three", blocks=[], metadata={})
    message = (await house.dora.messages())[0]
    assert (message["text"], message["blocks"], message["metadata"]) == ("three", [], None)


async def test_history_is_read_in_pages_of_fifteen_at_most(house: House) -> None:
    for number in range(17):
        await house.web.chat_postMessage(channel="C0DISPATCH", text=str(number))
    first = await house.web.conversations_history(channel="C0DISPATCH", limit=200)
    assert [message["text"] for message in first["messages"]] == [str(n) for n in range(16, 1, -1)]
    cursor = first["response_metadata"]["next_cursor"]
    rest = await house.web.conversations_history(channel="C0DISPATCH", cursor=cursor)
    assert [message["text"] for message in rest["messages"]] == ["1", "0"]
    since = await house.web.conversations_history(channel="C0DISPATCH", oldest=first["messages"][2]["ts"])
    assert [message["text"] for message in since["messages"]] == ["16", "15"]


async def test_a_thread_is_read_with_its_parent_first(house: House) -> None:
    parent = await house.web.chat_postMessage(channel="C0DISPATCH", text="card")
    reply = await house.web.chat_postMessage(channel="C0DISPATCH", text="line", thread_ts=parent["ts"])
    thread = await house.web.conversations_replies(channel="C0DISPATCH", ts=parent["ts"])
    assert [message["text"] for message in thread["messages"]] == ["card", "line"]
    assert thread["messages"][0]["reply_count"] == 1
    answer = await house.call("chat.postMessage", channel="C0DISPATCH", text="x", thread_ts=reply["ts"])
    assert answer["error"] == "invalid_arguments"


async def test_people_are_found_by_address_only_with_the_scope_for_it(open_house: OpenHouse) -> None:
    house = await open_house(scopes=("commands", "users:read"))
    found = await house.web.users_info(user="U0DORA")
    assert found["user"]["real_name"] == "Dora Diaz"
    assert "email" not in found["user"]["profile"]
    house = await open_house()
    assert (await house.web.users_lookupByEmail(email="Dora@example.com"))["user"]["id"] == "U0DORA"


async def test_a_direct_message_is_opened_and_a_channel_made_joined_and_filled(house: House) -> None:
    opened = await house.web.conversations_open(users=["U0TOM"])
    assert opened["channel"]["id"] == await house.tom.dm()
    made = (await house.web.conversations_create(name="wo-1042"))["channel"]["id"]
    await house.web.conversations_invite(channel=made, users=["U0TOM", "U0DORA"])
    assert (await house.web.conversations_members(channel=made))["members"] == [
        "U0SANDBOXBOT",
        "U0TOM",
        "U0DORA",
    ]
    assert "wo-1042" in [row["name"] for row in await house.tom.conversations()]
    await house.web.conversations_join(channel="C0LOUNGE")
    await house.web.chat_postMessage(channel="C0LOUNGE", text="let in")
    assert await house.dora.find("let in", "C0LOUNGE")


async def test_a_file_is_uploaded_in_two_steps_and_shared(house: House, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("two filters")
    await house.web.files_upload_v2(
        channel="C0DISPATCH", file=str(note), title="note", initial_comment="the note"
    )
    shared = await house.dora.find("the note")
    assert shared is not None
    assert [(row["name"], row["size"]) for row in shared["files"]] == [("note.txt", 11)]


@pytest.mark.parametrize(
    ("name", "is_shown"), [("leak.jpg", True), ("page.html", False), ("our sink #1.jpg", True)]
)
async def test_only_plain_pictures_are_shown_within_the_page(
    house: House, *, name: str, is_shown: bool
) -> None:
    await house.web.files_upload_v2(
        channel="C0DISPATCH", content=b"<script>", filename=name, initial_comment="it"
    )
    shared = await house.dora.find("it")
    assert shared is not None
    address = f"{shared['files'][0]['url_private']}?user=U0DORA"
    async with aiohttp.ClientSession() as web, web.get(address) as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert ("Content-Disposition" in answer.headers) is not is_shown


async def test_a_scheduled_message_arrives_at_its_time(house: House) -> None:
    post_at = int(house.clock.now) + 1
    house.clock.now = post_at - 0.05
    await house.web.chat_scheduleMessage(channel="C0DISPATCH", text="good morning", post_at=post_at)
    assert await house.dora.messages() == []
    assert await house.slack.wait_for(lambda: house.dora.find("good morning"))


async def test_every_call_is_on_record_without_its_token(house: House) -> None:
    await house.web.chat_postMessage(channel="C0DISPATCH", text="x", token="xoxb-sandbox")
    (call,) = await house.slack.calls("chat.postMessage")
    assert call["arguments"] == {"channel": "C0DISPATCH", "text": "x"}
    assert call["response"]["ok"]
    await house.slack.forget("calls")
    assert await house.slack.calls() == []


async def test_the_table_has_every_method_that_the_sdk_can_call_for_us(house: House) -> None:
    assert {"chat.postMessage", "views.open", "files.completeUploadExternal"} <= set(METHODS)
    assert (await house.web.auth_test())["user_id"] == "U0SANDBOXBOT"


BAD_MANIFESTS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"display_information": {"name": ""}}, "1 to 35 characters"),
    ({"features": {"slash_commands": [{"command": "wo", "description": "x"}]}}, "leading /"),
    ({"oauth_config": {"scopes": {"bot": ["chat:write"]}}}, "need the bot scope commands"),
    ({"settings": {"event_subscriptions": {"bot_events": ["message.groups"]}}}, "groups:history"),
    ({"settings": {"event_subscriptions": {"bot_events": ["star_added"]}}}, "star_added"),
    ({"features": ["x"]}, "features must be a mapping"),
)


@pytest.mark.parametrize(("changes", "sentence"), BAD_MANIFESTS)
def test_a_manifest_that_slack_would_not_install_is_refused(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ManifestRefused, match=sentence):
        read_manifest({**MANIFEST, **changes})
