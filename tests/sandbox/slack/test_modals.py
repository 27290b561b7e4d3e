"""Modals: opening, filling in, every answer to a submission, the stack, and the hash."""

from functools import partial
from typing import Any

import pytest

from sandbox.slack.client import ControlRefused
from tests.sandbox.slack.app import FORM
from tests.sandbox.slack.conftest import House


async def form(house: House) -> dict[str, Any]:
    await house.dora.command("/wo form")
    return await house.dora.modal()


async def test_a_modal_is_opened_filled_in_and_submitted(either_house: House) -> None:
    house = either_house
    view = await form(house)
    offered = await house.dora.suggestions(view, "site", "acme")
    values = {"title": "Pump", "site": offered[0]["value"], "kind": "inspection", "day": "2026-03-05"}
    outcome = await house.dora.submit(view, values)
    assert outcome.acked
    assert outcome.body["view"] is None
    dm = await house.dora.dm()
    assert await house.slack.wait_for(lambda: house.dora.find("created Pump (inspection)", dm))
    sent = (await house.slack.deliveries("view_submission"))[0]["payload"]["view"]
    assert sent["state"]["values"]["site"]["site"]["selected_option"]["text"]["text"] == "Acme HQ"
    assert sent["private_metadata"] == "kept"
    assert await house.slack.violations() == []


async def test_what_nobody_touched_keeps_its_initial_value(house: House) -> None:
    await house.dora.submit(await form(house), {"title": {"title": "Pump"}})
    assert await house.slack.wait_for(lambda: _found(house, "created Pump (repair)"))


async def _found(house: House, text: str) -> Any:
    return await house.dora.find(text, await house.dora.dm())


REFUSED: tuple[tuple[str, dict[str, Any], str, str | None], ...] = (
    # what                        values                                      refusal           field
    ("a required field empty",    {},                                         "cannot_submit",  "title"),
    ("a text over max_length",    {"title": "x" * 21},                        "cannot_submit",  "title"),
    ("an option that is none",    {"title": "Pump", "kind": "magic"},         "no_such_option", "kind"),
    ("a site nobody offered",     {"title": "Pump", "site": "acme"},          "no_such_option", "site"),
    ("a field that is not there", {"title": "Pump", "colour": "red"},         "no_such_action", None),
    ("a field not in its block",  {"title": {"title": "Pump", "colour": "red"}}, "no_such_action", None),
)  # fmt: skip


@pytest.mark.parametrize(("what", "values", "refusal", "field"), REFUSED)
async def test_slacks_form_does_not_let_it_through(
    house: House, what: str, values: dict[str, Any], refusal: str, field: str | None
) -> None:
    view = await form(house)
    with pytest.raises(ControlRefused) as refused:
        await house.dora.submit(view, values)
    assert refused.value.code == refusal, what
    assert field is None or field in refused.value.body["fields"]
    assert await house.slack.deliveries("view_submission") == []


async def test_errors_are_shown_under_their_fields_and_the_modal_stays(house: House) -> None:
    outcome = await house.dora.submit(await form(house), {"title": "errors"})
    assert outcome.body["errors"] == {"title": "That title is taken."}
    again = await house.dora.modal()
    assert again["errors"] == {"title": "That title is taken."}
    assert (await house.dora.submit(again, {"title": "Pump"})).body["view"] is None


async def test_an_error_for_a_field_that_is_not_there_fails_as_in_slack(house: House) -> None:
    outcome = await house.dora.submit(await form(house), {"title": "wrong"})
    assert outcome.user_sees == {"kind": "modal", "text": "We had some trouble connecting. Try again?"}
    assert "nowhere" in (await house.slack.violations("bad_ack"))[0]["message"]


async def test_an_app_that_fails_leaves_the_modal_open_with_slacks_words(house: House) -> None:
    outcome = await house.dora.submit(await form(house), {"title": "boom"})
    assert outcome.body["view"]["failure"] == "We had some trouble connecting. Try again?"


async def test_update_push_and_clear_do_to_the_stack_what_they_say(house: House) -> None:
    updated = (await house.dora.submit(await form(house), {"title": "update"})).body["view"]
    assert updated["title"]["text"] == "Updated"
    pushed = (await house.dora.submit(updated, {"title": "push"})).body["view"]
    assert (pushed["callback_id"], pushed["previous_view_id"], pushed["root_view_id"]) == (
        "second",
        updated["id"],
        updated["id"],
    )
    below = (await house.dora.submit(pushed, {"title": "done"})).body["view"]
    assert below["id"] == updated["id"]
    cleared = await house.dora.submit(below, {"title": "clear"})
    assert cleared.body["view"] is None


async def test_a_modal_covered_by_another_cannot_be_submitted(house: House) -> None:
    below = await form(house)
    await house.dora.click(below, "push")
    await house.slack.wait_for(lambda: _stack_of(house, 2))
    with pytest.raises(ControlRefused, match="not_visible"):
        await house.dora.submit(below, {"title": "Pump"})


async def _stack_of(house: House, size: int) -> bool:
    return len(await house.dora.views()) == size


async def test_the_stack_is_three_deep_at_most(house: House) -> None:
    await form(house)
    for size in (2, 3):
        await house.dora.click(await house.dora.modal(), "push")
        await house.slack.wait_for(partial(_stack_of, house, size))
    await house.dora.click(await house.dora.modal(), "push")
    assert (await house.slack.violations("push_limit_reached"))[0]["where"] == "views.push"


async def test_an_update_keeps_what_was_filled_in(house: House) -> None:
    view = await form(house)
    await house.dora.click(
        view, "kind", "inspection"
    )  # an input that does not dispatch: nothing is delivered
    await house.dora.click(view, "refresh")
    changed = await house.slack.wait_for(lambda: _refreshed(house))
    assert changed["hash"] != view["hash"]
    assert changed["state"]["values"]["kind"]["kind"]["selected_option"]["value"] == "inspection"
    assert [
        row["payload"]["actions"][0]["action_id"] for row in await house.slack.deliveries("block_actions")
    ] == ["refresh"]


async def _refreshed(house: House) -> Any:
    views = await house.dora.views()
    return views[-1] if "refreshed" in str(views) else None


async def test_an_update_against_an_old_hash_is_refused(house: House) -> None:
    view = await form(house)
    await house.web.views_update(view_id=view["id"], hash=view["hash"], view=FORM)
    late = await house.call("views.update", view_id=view["id"], hash=view["hash"], view=FORM)
    assert late["error"] == "hash_conflict"


async def test_closing_is_told_only_where_the_view_asks_for_it(house: House) -> None:
    view = await form(house)
    outcome = await house.dora.close(view)
    assert outcome.acked
    assert await house.slack.wait_for(lambda: _found(house, "closed, cleared False"))
    assert await house.dora.views() == []


TRIGGERS = (
    # seconds later   uses before   error
    (3.1,             0,            "expired_trigger_id"),
    (0.0,             1,            "trigger_exchanged"),
)  # fmt: skip


@pytest.mark.parametrize(("seconds", "uses", "error"), TRIGGERS)
async def test_a_trigger_works_once_within_three_seconds(
    house: House, seconds: float, uses: int, error: str
) -> None:
    await house.dora.command("/wo hello")
    trigger = (await house.slack.deliveries("command"))[0]["payload"]["trigger_id"]
    for _ in range(uses):
        await house.web.views_open(trigger_id=trigger, view=FORM)
    house.clock.now += seconds
    assert (await house.call("views.open", trigger_id=trigger, view=FORM))["error"] == error


async def test_the_app_home_is_published_for_one_person(house: House) -> None:
    await house.dora.open_home()
    view = await house.slack.wait_for(house.dora.home)
    assert "Home of U0DORA" in str(view["blocks"])
    assert await house.tom.home() is None
    await house.dora.click(view, "open")
    assert (await house.dora.modal())["callback_id"] == "form"


async def test_a_global_and_a_message_shortcut_reach_the_app(house: House) -> None:
    await house.dora.shortcut("new_work_order")
    assert (await house.dora.modal())["callback_id"] == "form"
    message = (await house.dora.post("the pump leaks")).body["message"]
    await house.dora.shortcut("from_message", message)
    assert await house.slack.wait_for(lambda: house.dora.find("from: the pump leaks"))
