"""Every element a person can fill in: what the app then reads, and what nobody can enter."""

from typing import Any

import pytest

from sandbox.slack.client import ControlRefused
from tests.sandbox.slack.conftest import House
from tests.sandbox.slack.kit import JSON, field_of, modal, option

OPTIONS = {"options": [option("One", "1"), option("Two", "2")]}
ONE, TWO = OPTIONS["options"]

ENTERED: tuple[tuple[str, JSON, Any, str, Any], ...] = (
    # element                     its fields                     value                 name in the state         what the app reads
    ("plain_text_input",          {},                            "hello",              "value",                  "hello"),
    ("plain_text_input",          {"initial_value": "old"},      None,                 "value",                  None),
    ("email_text_input",          {},                            "cara@example.com",   "value",                  "cara@example.com"),
    ("url_text_input",            {},                            "https://example.com", "value",                 "https://example.com"),
    ("number_input",              {"is_decimal_allowed": True},  "2.5",                "value",                  "2.5"),
    ("static_select",             OPTIONS,                       "2",                  "selected_option",        TWO),
    ("multi_static_select",       OPTIONS,                       ["1", "2"],           "selected_options",       [ONE, TWO]),
    ("radio_buttons",             OPTIONS,                       "1",                  "selected_option",        ONE),
    ("checkboxes",                OPTIONS,                       ["2"],                "selected_options",       [TWO]),
    ("users_select",              {},                            "U0TOM",              "selected_user",          "U0TOM"),
    ("multi_users_select",        {},                            ["U0TOM", "U0DORA"],  "selected_users",         ["U0TOM", "U0DORA"]),
    ("conversations_select",      {},                            "C0DISPATCH",         "selected_conversation",  "C0DISPATCH"),
    ("channels_select",           {},                            "C0DISPATCH",         "selected_channel",       "C0DISPATCH"),
    ("datepicker",                {},                            "2026-03-05",         "selected_date",          "2026-03-05"),
    ("timepicker",                {},                            "14:30",              "selected_time",          "14:30"),
    ("datetimepicker",            {},                            1_800_000_000,        "selected_date_time",     1_800_000_000),
)  # fmt: skip

IMPOSSIBLE: tuple[tuple[str, JSON, Any], ...] = (
    ("email_text_input",          {},                            "cara at home"),
    ("url_text_input",            {},                            "example"),
    ("number_input",              {"is_decimal_allowed": True},  "many"),
    ("number_input",              {"is_decimal_allowed": False}, "2.5"),
    ("number_input",              {"is_decimal_allowed": True, "max_value": "2"}, "2.5"),
    ("plain_text_input",          {"min_length": 10},            "short"),
    ("static_select",             OPTIONS,                       "3"),
    ("checkboxes",                OPTIONS,                       "1"),
    ("users_select",              {},                            "U0NOBODY"),
    ("conversations_select",      {},                            "C0SECRET"),
    ("datepicker",                {},                            "tomorrow"),
    ("timepicker",                {},                            "24:00"),
    ("datetimepicker",            {},                            "2026-03-05"),
    ("file_input",                {},                            ["leak.jpg"]),
)  # fmt: skip


async def shown(house: House, kind: str, fields: JSON) -> dict[str, Any]:
    """A modal with one field."""
    await house.dora.command("/wo hello")
    trigger = (await house.slack.deliveries("command"))[-1]["payload"]["trigger_id"]
    element = {"type": kind, "action_id": "a", **fields}
    await house.web.views_open(
        trigger_id=trigger, view=modal(field_of("b", element, optional=True), callback_id="second")
    )
    return await house.dora.modal()


async def sent(house: House) -> Any:
    payload = (await house.slack.deliveries("view_submission"))[-1]["payload"]
    return payload["view"]["state"]["values"]["b"]["a"]


async def test_the_app_reads_what_was_entered(house: House) -> None:
    for kind, fields, value, name, read in ENTERED:
        await house.dora.submit(await shown(house, kind, fields), {"a": value})
        assert await sent(house) == {"type": kind, name: read}


@pytest.mark.parametrize(("kind", "fields", "value"), IMPOSSIBLE)
async def test_nobody_enters_what_the_form_does_not_take(
    house: House, kind: str, fields: JSON, value: Any
) -> None:
    view = await shown(house, kind, fields)
    with pytest.raises(ControlRefused) as refused:
        await house.dora.submit(view, {"a": value})
    assert refused.value.code in {"no_such_option", "cannot_submit", "bad_request"}
    assert await house.slack.deliveries("view_submission") == []


async def test_rich_text_is_carried_as_slack_carries_it(house: House) -> None:
    await house.dora.submit(await shown(house, "rich_text_input", {}), {"a": "hello"})
    assert (await sent(house))["rich_text_value"]["elements"][0]["elements"] == [
        {"type": "text", "text": "hello"}
    ]


async def test_a_file_is_chosen_in_a_form_and_can_be_downloaded(house: House) -> None:
    picture = {"name": "leak.jpg", "content_base64": "aGVsbG8="}
    await house.dora.submit(await shown(house, "file_input", {}), {"a": [picture]})
    (file,) = (await sent(house))["files"]
    assert (file["name"], file["mimetype"], file["size"]) == ("leak.jpg", "image/jpeg", 5)
    assert file["url_private"].startswith(house.base)


async def test_a_chosen_conversation_comes_with_an_address_to_answer_into_it(house: House) -> None:
    view = await shown(house, "conversations_select", {"response_url_enabled": True})
    await house.dora.submit(view, {"a": "C0DISPATCH"})
    (row,) = (await house.slack.deliveries("view_submission"))[0]["payload"]["response_urls"]
    assert row["channel_id"] == "C0DISPATCH"
    assert row["response_url"].startswith(f"{house.slack.base_url}/response/")
