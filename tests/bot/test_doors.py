"""The doors: what is not Slack, not linked, not ours, not there, and what happens when the database is away."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.app import BotConfig, build_app, slack_route
from core import queries
from core.db import make_engine, make_sessions
from core.desk import AsyncDesk, Desk
from core.model import Change, Contact, WorkOrder
from tests.bot.conftest import CONFIG, Office, OpenOffice

NEW = 'new "Acme HQ" repair tomorrow 2-4pm "Leaking pump"'


def command(text: str, **more: str) -> dict[str, str]:
    """What Slack sends for a slash command of Dora's."""
    return {
        "command": "/wo",
        "text": text,
        "team_id": "T0NORTH",
        "user_id": "U0DORA",
        "channel_id": "C0DISPATCH",
        "trigger_id": "1.2.3",
        "api_app_id": "A0SANDBOX",
        **more,
    }


async def knock(
    office: Office, fields: Mapping[str, str], *, secret: str = CONFIG.signing_secret, age: int = 0
) -> tuple[int, Any]:
    """Posts a request as Slack would, signed with `secret`; the status and body of the answer."""
    body = urlencode(fields)
    stamp = str(int(time.time()) - age)
    signature = "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature,
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{office.base}/slack/events", data=body, headers=headers) as answer,
    ):
        text = await answer.text()
        return answer.status, json.loads(text) if text.startswith("{") else text


async def interact(office: Office, payload: Mapping[str, Any]) -> tuple[int, Any]:
    usual = {
        "team": {"id": "T0NORTH"},
        "user": {"id": "U0DORA", "team_id": "T0NORTH"},
        "api_app_id": "A0SANDBOX",
    }
    return await knock(office, {"payload": json.dumps({**usual, **payload})})


@pytest.mark.parametrize(
    ("secret", "age"), [("another secret", 0), (CONFIG.signing_secret, 600)], ids=["tampered", "replayed"]
)
async def test_what_slack_did_not_sign_now_is_turned_away(office: Office, secret: str, age: int) -> None:
    status, _ = await knock(office, command(NEW), secret=secret, age=age)
    assert status == 401
    assert office.cast.count(WorkOrder) == 0


async def test_a_command_may_speak_of_a_payload(office: Office) -> None:
    """Bolt takes every form with that word for a click."""
    office.cast.scheduled_order()
    status, answer = await knock(office, command("note 1 The payload=crane is here, and a payload more"))
    assert (status, answer) == await knock(office, command("note 1 The crane is here"))
    shown = office.cast.read(office.cast.dora, queries.history(1))
    assert "The payload=crane is here, and a payload more" in repr(shown)


async def test_a_refusal_shows_names_as_they_are_written(office: Office) -> None:
    """A stranger's name must not become a link in a message of ours."""
    office.cast.scheduled_order()
    bounced = {"name": "<https://evil.example|Open WO-1>", "bounced_at": office.cast.clock()}
    office.cast.run(lambda session: session.query(Contact).update(bounced))
    _, answer = await knock(office, command("ask 1"))
    assert "Mail to &lt;https://evil.example|Open WO-1&gt; came back" in answer["text"]


async def test_eves_workspace_sees_nothing_of_ours(office: Office) -> None:
    office.cast.scheduled_order()
    before = office.cast.read(office.cast.dora, queries.order(1))
    eve = {"team_id": "T0EVE", "user_id": "U0EVE"}
    for typed in ("show WO-1", "ask WO-1", "history 1", "cancel WO-1 mine now"):
        _, said = await knock(office, command(typed, **eve))
        assert said["text"] == "There is no WO-1. `/wo find` looks one up."
    for typed, nothing in (("list", "No work orders yet"), ("find fire", "No work orders found")):
        _, said = await knock(office, command(typed, **eve))
        assert nothing in str(said["blocks"])
    _, said = await knock(office, command(NEW, **eve))
    assert "No site matches “Acme HQ”." in said["text"]
    assert office.cast.read(office.cast.dora, queries.order(1)) == before


async def test_eves_click_on_our_button_finds_nothing(office: Office) -> None:
    office.cast.scheduled_order()
    before = office.cast.count(Change)
    status, _ = await interact(
        office,
        {
            "type": "block_actions",
            "team": {"id": "T0EVE"},
            "user": {"id": "U0EVE", "team_id": "T0EVE"},
            "trigger_id": "9.9.9",
            "actions": [{"action_id": "do.ask", "block_id": "steps", "value": "1:1:0", "type": "button"}],
        },
    )
    assert status == 200
    assert office.cast.count(Change) == before
    await office.slack.forget("violations")


async def test_a_workspace_without_a_company_is_told_so(office: Office) -> None:
    _, said = await knock(office, command("list", team_id="T0NOBODY", user_id="U0NOBODY"))
    assert "Truckroll does not know you yet." in said["text"]


async def test_a_command_repeated_by_slack_has_the_same_answer(office: Office) -> None:
    first = await knock(office, command(NEW, trigger_id="7.7.7"))
    again = await knock(office, command(NEW, trigger_id="7.7.7"))
    other = await knock(office, command(NEW, trigger_id="8.8.8"))
    assert "WO-1" in first[1]["text"]
    assert first[1]["text"] == again[1]["text"]
    assert "WO-2" in other[1]["text"]
    assert office.cast.count(WorkOrder) == 2


# fmt: off
STRAYS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"type": "block_actions", "actions": [{"action_id": "old.button", "block_id": "b", "type": "button", "value": "1"}]},     ""),
    ({"type": "block_actions", "actions": [{"action_id": "web", "block_id": "b", "type": "button", "url": "https://x.example"}]}, ""),
    ({"type": "shortcut", "callback_id": "old_shortcut"},                                                                     ""),
    ({"type": "view_submission", "view": {"id": "V1", "hash": "1", "type": "modal", "callback_id": "old", "blocks": [], "state": {"values": {}}}}, "no longer works"),
    ({"type": "view_closed", "view": {"id": "V1", "hash": "1", "type": "modal", "callback_id": "old", "blocks": []}},           ""),
    ({"type": "block_suggestion", "action_id": "old", "block_id": "b", "value": "x"},                                         "options"),
)
# fmt: on


@pytest.mark.parametrize(("payload", "words"), STRAYS)
async def test_what_no_listener_knows_is_answered_all_the_same(
    office: Office, payload: dict[str, Any], words: str
) -> None:
    status, said = await interact(office, payload)
    assert status == 200
    assert words in json.dumps(said)


async def test_an_unknown_command_points_to_wo(office: Office) -> None:
    status, said = await knock(office, command("x", command="/workorder"))
    assert (status, said["text"]) == (200, "Truckroll answers to `/wo`. Type `/wo help`.")


async def test_a_broken_button_is_refused_with_the_way_on(office: Office) -> None:
    office.cast.new_order()
    card = await office.card()
    actions = next(row for row in card["blocks"] if row["type"] == "actions")
    assert "form.schedule" in str(actions)
    status, _ = await interact(
        office,
        {
            "type": "block_actions",
            "actions": [{"action_id": "do.ask", "block_id": "b", "type": "button", "value": "broken"}],
        },
    )
    assert status == 200


async def test_a_bug_is_told_with_a_reference_and_logged_with_it(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    view = {
        "id": "V1",
        "hash": "1",
        "type": "modal",
        "callback_id": "form.note",
        "private_metadata": "1:0:0",
        "blocks": [],
    }
    status, said = await interact(office, {"type": "view_submission", "view": view})
    assert status == 200
    words = said["view"]["blocks"][0]["elements"][0]["elements"][0]["text"]
    assert words.startswith("Something went wrong on our side (reference ")
    reference = words.split("reference ")[1][:6]
    assert reference in caplog.text


async def test_the_database_away_is_said_and_nothing_is_lost(open_office: OpenOffice) -> None:
    office = await open_office(works=False)
    nowhere = make_engine("postgresql://nobody@127.0.0.1:1/nothing", pool_size=1, role="test")
    office.cast.desk.sessions = make_sessions(nowhere)
    said = await office.dora.command(f"/wo {NEW}")
    assert said.acked
    assert "database" in said.text
    assert "Nothing was changed; please try again" in said.text
    nowhere.dispose()


def test_without_a_signing_secret_there_is_no_door_over_http(sessions: Any) -> None:
    config = BotConfig(bot_token="xoxb-1")
    app = build_app(AsyncDesk(Desk(sessions), None), config)  # type: ignore[arg-type]  # nothing runs in it
    with pytest.raises(ValueError, match="SLACK_SIGNING_SECRET"):
        slack_route(app, config)
