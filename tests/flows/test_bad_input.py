"""What goes wrong at the keyboard, and the sentence a person then reads."""

import asyncio

import pytest

from tests.flows.office import BOOKED, Office, shown

LONG = "pump " * 1500

MISTAKES = (
    # what is typed                                    what is read
    ("shedule WO-{n} friday",                          "There is no `/wo shedule`. Did you mean `/wo schedule WO-12 thursday 2-4pm`? `/wo help` lists everything."),
    ("frobnicate",                                     "There is no `/wo frobnicate`. `/wo help` lists everything."),
    ("show WO-999999",                                 "There is no WO-999999. `/wo find` looks one up."),
    ("schedule",                                       "Which work order? For example `/wo schedule WO-12 thursday 2-4pm`."),
    ("schedule WO-{n} whenever you like",              "Write it like `thursday 2-4pm`"),
    ("done WO-{n}",                                    "Complete isn't available while WO-{n} is "),
    ("offer WO-{n} @tom",                              "WO-{n} has no window yet: `/wo schedule WO-{n} thursday 2-4pm`."),
    ("assign WO-{n} @nobody",                          "@nobody is not one of your technicians: "),
    ("quote WO-{n} lots",                              "“lots” is no amount below ten million. Write it like 450.00 or 1,250.00."),
    ('new "Acme HQ"',                                  "Missing: type, title in quotes."),
    ('new "Nowhere" inspection "Check"',               "No site matches “Nowhere”."),
    ('new "Acme" inspection "Check"',                  "Several sites match “Acme”: “Acme Cold Store”, “Acme HQ”. Write the name in quotes."),
)  # fmt: skip


@pytest.mark.parametrize(("typed", "read"), MISTAKES)
async def test_a_mistake_is_answered_with_the_next_step(office: Office, typed: str, read: str) -> None:
    number = await office.new_order()
    await office.settle()
    before, orders = office.facts(number), office.count("work_orders")
    said = await office.wo(typed.format(n=number))
    assert read.format(n=number) in said
    assert office.facts(number) == before
    assert office.count("work_orders") == orders


async def test_a_time_that_is_over_is_refused(office: Office) -> None:
    number = await office.new_order()
    last_year = f"{BOOKED.at.year - 1}-01-02 14:00-16:00"
    said = await office.wo(f"schedule WO-{number} {last_year}")
    assert f"“{last_year}” lies in the past. Write it like `thursday 2-4pm`" in said


async def test_a_command_that_slack_delivers_twice_creates_one_work_order(office: Office) -> None:
    orders = office.count("work_orders")
    await office.slack.fault("duplicate", delivery="command")
    await office.new_order("Delivered twice")
    await office.slack.wait_quiet()
    await office.settle()
    assert office.count("work_orders") == orders + 1
    cards = [each for each in await office.dora.messages() if "Delivered twice" in shown(each)]
    assert len([each for each in cards if not each["ephemeral"]]) == 1


async def test_a_double_click_does_it_once_and_the_second_is_answered(office: Office) -> None:
    number, asked = await office.asked_order()
    await office.wo(f"assign WO-{number} @tom")
    brief = await office.card(number, "Your job: ", office.tom)
    buttons = next(each for each in brief["blocks"] if each["type"] == "actions")
    again = {"stale": True, "block": buttons}
    await asyncio.gather(*(office.tom.click(brief, "do.depart", **again) for _ in range(2)))
    refused = await office.whispered(office.tom, await office.tom.dm())
    assert f"Set off isn't available while WO-{number} is " in refused
    await office.settle()
    about = [each for each in await office.cara.messages(after=asked.id) if f"[WO-{number}]" in each.subject]
    assert [each.subject.split(" [")[0] for each in about] == ["Tom is on the way to Acme HQ"]
    # He goes nowhere else in other walks while he is on the way here.
    await office.wo(f"cancel WO-{number} the walk is over")


async def test_a_form_that_comes_too_late_is_explained(office: Office) -> None:
    await office.slack.fault("late", delivery="command", seconds=3.2)
    outcome = await office.dora.command("/wo new")
    assert (
        outcome.text
        == "Slack gave us too little time to open the form. Nothing was changed; please try again."
    )
    assert await office.dora.views() == []


async def test_words_beyond_slacks_limits_are_cut_where_they_are_shown(office: Office) -> None:
    number = await office.new_order("P" * 190)
    await office.wo(f"note WO-{number} {LONG}")
    [line] = [each for each in await office.thread(number) if each.startswith("Dora Diaz noted")]
    assert line.startswith("Dora Diaz noted: pump pump")
    assert line.endswith("…")
    assert "P" * 190 in shown(await office.order_card(number))


async def test_what_people_write_never_becomes_slack_markup(office: Office) -> None:
    number = await office.new_order("<!channel> & <https://evil.example|click>")
    card = await office.card(number)
    assert "<!channel>" not in card["text"]
    assert "mrkdwn" not in str(card["blocks"])
    assert "<!channel> & " in shown(card)
