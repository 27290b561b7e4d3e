"""Forms opened by words, buttons and the shortcut, filled in and refused field by field."""

from typing import Any

import pytest

from core import commands as c
from core import queries
from core.model import Change, Main, WorkOrder
from tests.bot.conftest import Office
from tests.cast import FRIDAY

THURSDAY = {"date": "2026-11-26", "start": "14:00", "end": "16:00"}


async def test_the_new_form_creates_schedules_and_assigns(office: Office) -> None:
    """S0.11, L1."""
    await office.dora.command("/wo new")
    view = await office.dora.modal()
    (site,) = await office.dora.suggestions(view, "site", "VK-20117")
    assert site["text"]["text"] == "Acme HQ – Acme Foods"
    (tom,) = await office.dora.suggestions(view, "technician", "tran")
    filled = {
        "site": site["value"],
        "type": "repair",
        "title": "Leaking pump",
        "technician": tom["value"],
        **THURSDAY,
    }
    done = await office.dora.submit(view, filled)
    assert "WO-1 “Leaking pump” is created for Acme HQ." in str(done.body["view"]["blocks"])
    assert "Tom Tran has WO-1." in str(done.body["view"]["blocks"])
    order = office.cast.read(office.cast.dora, queries.order(1))
    assert order.window is not None
    assert order.window.start.isoformat() == "2026-11-26T20:00:00+00:00"
    await office.card("Leaking pump")


async def test_the_shortcut_opens_the_same_form(office: Office) -> None:
    await office.dora.shortcut("new_work_order")
    assert (await office.dora.modal())["callback_id"] == "form.new"


# fmt: off
WRONG = (
    #  filled in                                                  the field      what it says
    ({"start": "14:00", "end": "16:00"},                          "date",        "Choose the day."),
    ({"date": "2026-11-26", "end": "16:00"},                      "start",       "Choose when the window begins"),
    ({"date": "2026-11-26", "start": "16:00", "end": "14:00"},    "end",         "The window ends before it begins."),
    ({"date": "2026-11-20", "start": "14:00", "end": "16:00"},    "date",        "lies in the past"),
)
# fmt: on


@pytest.mark.parametrize(("window", "field", "words"), WRONG)
async def test_a_wrong_field_is_named_and_can_be_put_right(
    office: Office, window: dict[str, str], field: str, words: str
) -> None:
    await office.dora.command("/wo new")
    view = await office.dora.modal()
    (site,) = await office.dora.suggestions(view, "site", "Acme HQ")
    usual = {"site": site["value"], "type": "repair", "title": "Leaking pump"}
    refused = await office.dora.submit(view, {**usual, **window})
    assert words in refused.body["errors"][field]
    assert office.cast.count(WorkOrder) == 0
    await office.dora.submit(view, {**usual, **THURSDAY})
    assert office.cast.count(WorkOrder) == 1


async def test_a_form_submitted_twice_creates_once(office: Office) -> None:
    await office.dora.command("/wo new")
    view = await office.dora.modal()
    (site,) = await office.dora.suggestions(view, "site", "Acme HQ")
    await office.slack.fault("duplicate", delivery="view_submission")
    await office.dora.submit(view, {"site": site["value"], "type": "repair", "title": "Leaking pump"})
    assert office.cast.count(WorkOrder) == 1


async def test_a_day_without_times_is_the_working_day(office: Office) -> None:
    office.cast.new_order()
    await office.dora.click(await office.card(), "form.schedule")
    await office.dora.submit(await office.dora.modal(), {"date": "2026-11-26"})
    order = office.cast.read(office.cast.dora, queries.order(1))
    assert order.window is not None
    assert order.window.date_only


# fmt: off
FROM_THE_CARD = (
    #  form            filled in                                                what it says afterwards
    ("reschedule",     {"date": "2026-11-27", "start": "09:00", "end": "11:00", "reason": "customer called"},
                                                                                "WO-1 is moved to Fri, Nov 27, 9:00–11:00 am."),
    ("confirmed",      {"how": "by phone"},                                     "WO-1 is confirmed for Thu, Nov 26"),
    ("note",           {"text": "Bring the long ladder"},                       "Your note is with WO-1."),
    ("quote",          {"total": "1,250.00", "summary": "Two valves"},          "A quote of 1,250.00 for WO-1"),
    ("cancel",         {"reason": "customer moved house"},                      "WO-1 is cancelled."),
)
# fmt: on


@pytest.mark.parametrize(("form", "values", "words"), FROM_THE_CARD)
async def test_the_menu_of_the_card_opens_forms(
    office: Office, form: str, values: dict[str, Any], words: str
) -> None:
    office.cast.scheduled_order()
    card = await office.card()
    menu = next(
        each
        for row in card["blocks"]
        if row["type"] == "actions"
        for each in row["elements"]
        if each["type"] == "overflow"
    )
    (value,) = [option["value"] for option in menu["options"] if option["value"].startswith(f"form.{form}|")]
    await office.dora.click(card, "order.more", value)
    done = await office.dora.submit(await office.dora.modal(), values)
    assert words in str(done.body["view"]["blocks"])


async def test_taking_the_technician_off_asks_why(office: Office) -> None:
    """L35: from the card's menu, and from words that say no reason."""
    cast = office.cast
    number = cast.scheduled_order()
    cast.do(cast.dora, c.Assign(order=number, technician_id=cast.tom.technician_id or 0))
    card = await office.card("looked after by")
    assert f"form.unassign|{number}" in str(card["blocks"])
    await office.dora.command(f"/wo unassign {number}")
    view = await office.dora.modal()
    assert "Tom Tran reads it." in str(view["blocks"])
    refused = await office.dora.submit(view, {"reason": "  "})
    assert "Missing: why. The technician reads it" in refused.body["errors"]["reason"]
    done = await office.dora.submit(view, {"reason": "needed elsewhere"})
    assert "Nobody has WO-1 now." in str(done.body["view"]["blocks"])
    await office.settle()
    assert "is no longer yours (needed elsewhere)." in str(await office.tom.messages(await office.tom.dm()))


async def test_assigning_by_form(office: Office) -> None:
    office.cast.scheduled_order()
    await office.dora.click(await office.card(), "form.assign")
    view = await office.dora.modal()
    assert [each["text"]["text"] for each in await office.dora.suggestions(view, "technician", "t")][-2:] == [
        "Tina Torres",
        "Tom Tran",
    ]
    (tina,) = await office.dora.suggestions(view, "technician", "tina")
    await office.dora.submit(view, {"technician": tina["value"]})
    assert office.cast.read(office.cast.dora, queries.order(1)).technician is not None
    await office.card("Your job", office.tina)


async def test_a_refusal_of_the_desk_stands_in_the_form(office: Office) -> None:
    number = office.cast.scheduled_order()
    await office.dora.click(await office.card(), "form.assign")
    view = await office.dora.modal()
    (tina,) = await office.dora.suggestions(view, "technician", "tina")
    office.cast.do(office.cast.sue, c.Cancel(order=number, reason="duplicate"))
    refused = await office.dora.submit(view, {"technician": tina["value"]})
    assert "WO-1 is cancelled, and that is final." in refused.body["errors"]["technician"]


async def test_a_form_about_an_older_window_is_refused(office: Office) -> None:
    number = office.cast.scheduled_order()
    await office.dora.command("/wo reschedule 1")
    view = await office.dora.modal()
    office.cast.do(office.cast.sue, c.Reschedule(order=number, window=FRIDAY, reason="Sue was quicker"))
    refused = await office.dora.submit(view, THURSDAY)
    assert "WO-1 was moved since you opened this." in str(refused.body["errors"])


async def test_a_trigger_that_came_too_late_says_so(office: Office) -> None:
    await office.slack.fault("late", delivery="command", seconds=3.2)
    said = await office.dora.command("/wo new")
    assert "too little time to open the form" in said.text
    await office.slack.forget("violations")


async def test_a_description_over_the_limit_is_refused_by_the_form(office: Office) -> None:
    office.cast.new_order()
    before = office.cast.count(Change)
    long = "x" * 2_990
    said = await office.dora.command(f"/wo note 1 {long}")
    assert "Your note is with WO-1." in said.text
    await office.settle()
    card = await office.card()
    (line,) = (await office.dora.messages(thread_ts=card["ts"]))[1:]
    assert line["text"].endswith("…")
    assert office.cast.count(Change) == before + 1
    assert office.cast.read(office.cast.dora, queries.order(1)).main is Main.READY
