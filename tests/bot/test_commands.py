"""`/wo` typed by people, over HTTP with real signatures, down to the database and back."""

from typing import Any

import pytest

from core import commands as c
from core import queries
from core.model import Change, Confirmation, Main, WorkOrder
from tests.bot.conftest import DISPATCH, Office
from tests.cast import THURSDAY

ONE_LINE = '/wo new "Acme HQ" repair tomorrow 2-4pm @tom "Leaking pump"'


async def test_one_line_creates_schedules_and_assigns(office: Office) -> None:
    said = await office.dora.command(ONE_LINE)
    assert "WO-1 “Leaking pump” is created for Acme HQ." in said.text
    assert "WO-1 is scheduled for Tue, Nov 24, 2:00–4:00 pm. Cara Cole is asked to confirm." in said.text
    assert "Tom Tran has WO-1." in said.text
    card = await office.card("Leaking pump")
    assert "Tue, Nov 24, 2:00–4:00 pm" in str(card["blocks"])
    brief = await office.card("Your job", office.tom)
    assert "tel:+13125550131" in str(brief["blocks"])


async def test_what_is_shown_to_others_is_one_card_and_its_thread(office: Office) -> None:
    await office.dora.command(ONE_LINE)
    await office.dora.command("/wo note WO-1 Key is at *reception* <!channel>")
    await office.dora.command("/wo reschedule WO-1 fri 9-11 customer called")
    lines = await office.thread()
    assert any("Dora Diaz noted: Key is at *reception* &lt;!channel&gt;" in line for line in lines)
    assert any(
        "Dora Diaz moved the visit to Friday, November 27, 9:00–11:00 am (customer called)." in line
        for line in lines
    )
    assert len([each for each in await office.dora.messages(DISPATCH) if not each["ephemeral"]]) == 1
    assert "Fri, Nov 27" in str((await office.card())["blocks"])


async def test_a_whole_day_in_words(office: Office) -> None:
    """S3.16, From a new order to its end, each step answered to the one who typed it."""
    number = office.cast.new_order()
    steps = (
        (office.dora, "schedule 1 thursday 2-4pm", "WO-1 is scheduled for Thu, Nov 26, 2:00–4:00 pm."),
        (office.dora, "confirmed 1 by phone", "WO-1 is confirmed for Thu, Nov 26, 2:00–4:00 pm."),
        (office.dora, "assign 1 @tom", "Tom Tran has WO-1."),
        (office.tom, "depart 1", "Tom Tran is on the way to Acme HQ."),
        (office.tom, "arrive 1", "Tom Tran is at Acme HQ."),
        (office.tom, "start 1", "Work on WO-1 has begun."),
        (office.tom, "done 1 all heads tested", "WO-1 is done."),
    )
    for user, typed, answer in steps:
        assert answer in (await user.command(f"/wo {typed}")).text
    assert office.cast.read(office.cast.dora, queries.order(number)).main is Main.COMPLETED
    assert "action_id" not in str(
        [row for row in (await _settled_card(office))["blocks"] if row["type"] == "actions"]
    )


async def test_work_item_by_item_in_words(office: Office) -> None:
    """L52, L53, H8: what stands in the way of the end is named, then done, then the work ends."""
    office.cast.new_order(
        c.Schedule(window=THURSDAY), c.Assign(technician_id=office.cast.tom.technician_id or 0)
    )
    steps = (
        (
            office.dora,
            "add 1 inspection Rack A3: bolts tight; sign readable",
            "WO-1 has a new inspection: Rack A3.",
        ),
        (
            office.dora,
            "add 1 service Clean the filters optional",
            "WO-1 has a new service: Clean the filters.",
        ),
        (office.tom, "start 1", "Work on WO-1 has begun."),
        (office.tom, "done 1", "Cannot complete WO-1: 1 inspection not submitted (Rack A3)."),
        (office.tom, "tick 1 1.1 1.2 ok", "1.1: ok. 1.2: ok."),
        (office.tom, "item 1 1 submit", "Item 1 (Rack A3) is submitted. 1 to go."),
        (office.tom, "part 1 2 seals", "2 seals used on WO-1."),
        (office.tom, "time 1 work 45", "45 minutes of work on WO-1."),
        (office.tom, 'sign 1 "Cara Cole"', "Cara Cole signed for WO-1."),
        (office.tom, "done 1", "Say `/wo done WO-1 anyway …` to leave them."),
        (office.tom, "done 1 anyway all tight", "WO-1 is done."),
    )
    for user, typed, answer in steps:
        assert answer in (await user.command(f"/wo {typed}")).text
    shown = str((await office.tom.command("/wo items 1")).ack)
    for words in ("Rack A3", "submitted · 2 of 2 answered", "2 × ", "signed by Cara Cole"):
        assert words in shown
    assert "answered 1.2" in str((await office.dora.command("/wo history 1")).ack)


async def test_quote_and_ask_and_unassign_and_cancel(office: Office) -> None:
    office.cast.new_order()
    assert (
        "A quote of 450.00 for WO-1 is on its way."
        in (await office.dora.command("/wo quote 1 450.00 New pump")).text
    )
    refused = await office.dora.command("/wo schedule 1 thursday 2-4pm")
    assert "Quote v1 of WO-1 isn't approved yet" in refused.text
    office.cast.scheduled_order()
    assert "asked a moment ago" in (await office.dora.command("/wo ask 2")).text
    office.cast.clock.forward(minutes=2)
    assert "Cara Cole is asked to confirm Thu, Nov 26" in (await office.dora.command("/wo ask 2")).text
    await office.dora.command("/wo assign 2 @tom")
    assert "Nobody has WO-2 now." in (await office.dora.command("/wo unassign 2 sick today")).text
    assert "WO-2 is cancelled." in (await office.dora.command("/wo cancel 2 customer moved house")).text
    lines = await office.thread("WO-2")
    assert any("Dora Diaz cancelled WO-2: customer moved house." in line for line in lines)
    assert not any("450" in line for line in [*lines, *await office.thread("WO-1")])


async def test_looking_things_up(office: Office) -> None:
    for title in ("Leaking pump", "Broken gate"):
        office.cast.new_order(title=title)
    show = await office.dora.command("/wo show WO-1")
    assert "Leaking pump" in show.text
    found = await office.dora.command("/wo find gate")
    assert "Broken gate" in str(found.ack["blocks"])
    assert "Leaking pump" not in str(found.ack["blocks"])
    listed = await office.dora.command("/wo list created")
    assert str(listed.ack["blocks"]).index("WO-2") < str(listed.ack["blocks"]).index("WO-1")
    history = await office.dora.command("/wo history 1")
    assert "Dora Diaz created it" in str(history.ack["blocks"])
    assert "No work orders found" in str((await office.dora.command("/wo list cancelled")).ack["blocks"])
    assert "There is no status “sideways”" in (await office.dora.command("/wo list sideways")).text
    assert "/wo schedule WO-12 thursday 2-4pm" in str((await office.dora.command("/wo help")).ack["blocks"])


async def test_a_long_list_has_pages(office: Office) -> None:
    for _ in range(12):
        office.cast.new_order()
    await office.dora.command("/wo list")
    page = await office.slack.wait_for(lambda: office.dora.find("Work orders"))
    assert "WO-12" in str(page["blocks"])
    await office.dora.click(page, "list.more")
    after = [row for row in await office.dora.messages() if row["ephemeral"]]
    assert len(after) == 1
    assert "WO-2 " in str(after[0]["blocks"])
    assert "WO-12" not in str(after[0]["blocks"])


# fmt: off
REFUSED = (
    #  who      typed                                  what they read, in part
    ("dora",    "/wo shedule WO-1 thursday",           "Did you mean `/wo schedule WO-12 thursday 2-4pm`?"),
    ("dora",    "/wo show WO-99",                      "There is no WO-99. `/wo find` looks one up."),
    ("dora",    "/wo ask WO-1",                        "WO-1 has no window yet"),
    ("dora",    "/wo start WO-1",                      "WO-1 has no technician."),
    ("dora",    "/wo done WO-1",                       "Complete isn't available while WO-1 is “Created”. You can: "),
    ("dora",    "/wo schedule WO-1 thursday after 2",  "Write one, like “Thursday 2-4pm”."),
    ("dora",    "/wo schedule WO-1 last monday 9-11",  ""),
    ("dora",    '/wo new "Acme" repair "Leak"',        "Several sites match “Acme”"),
    ("dora",    '/wo new "Acme HQ"',                   "Missing: type, title in quotes."),
    ("dora",    "/wo unassign WO-1 sick",              "WO-1 has no technician."),
    ("tom",     "/wo show WO-1",                       "There is no WO-1."),
    ("tom",     '/wo new "Acme HQ" repair "Leak"',     "only a dispatcher"),
)
# fmt: on


@pytest.mark.parametrize(("who", "typed", "words"), REFUSED)
async def test_a_refusal_says_why_and_what_next_and_changes_nothing(
    office: Office, who: str, typed: str, words: str
) -> None:
    number = office.cast.new_order()
    before = office.cast.count(Change)
    said = await getattr(office, who).command(typed)
    assert said.acked
    assert words in said.text
    assert said.text
    assert office.cast.count(Change) == before
    assert office.cast.read(office.cast.dora, queries.order(number)).version == 1


async def test_a_cancelled_order_stays_cancelled(office: Office) -> None:
    number = office.cast.new_order()
    office.cast.do(office.cast.dora, c.Cancel(order=number, reason="duplicate"))
    said = await office.dora.command("/wo schedule WO-1 thursday 2-4pm")
    assert "WO-1 is cancelled, and that is final." in said.text


async def test_a_command_that_slack_sends_twice_is_done_once(office: Office) -> None:
    await office.slack.fault("duplicate", delivery="command")
    said = await office.dora.command(ONE_LINE)
    assert [each["status"] for each in said.attempts] == [200, 200]
    assert office.cast.count(WorkOrder) == 1
    assert "WO-1" in str(said.attempts[1]["body"])


async def test_the_window_is_said_with_its_zone_where_it_is_another(office: Office) -> None:
    said = await office.dora.command('/wo new "Müller Brewhouse" inspection thursday 2-4pm "Kettle"')
    assert "Thu, Nov 26, 2:00–4:00 pm (Detroit time)" in said.text


async def test_the_customer_is_not_asked_twice_at_once(office: Office) -> None:
    office.cast.scheduled_order()
    order = office.cast.read(office.cast.dora, queries.order(1))
    assert order.confirmation is Confirmation.REQUESTED
    await office.dora.command("/wo confirmed 1 on the phone")
    assert "WO-1 is already confirmed for this window." in (await office.dora.command("/wo ask 1")).text


async def _settled_card(office: Office) -> dict[str, Any]:
    await office.settle()
    return await office.card()
