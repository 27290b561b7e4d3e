"""Time off and plans through Slack: what is typed, what is answered, what the others read (N.25, P.27, L4)."""

from datetime import UTC, datetime

from bot.slash import BY_NAME
from core import commands as c
from tests.bot.conftest import DISPATCH, Office
from tests.cast import THURSDAY


async def said_in(office: Office, channel: str = DISPATCH) -> list[str]:
    """What stands by itself in the channel, once all jobs are done."""
    await office.settle()
    return [row["text"] for row in await office.dora.messages(channel) if not row["ephemeral"]]


async def test_somebody_is_off_and_everybody_knows_what_became_of_their_visits(office: Office) -> None:
    """N.25."""
    cast = office.cast
    number = cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id or 0))
    answer = await office.dora.command("/wo off @tom thu-fri sick")
    assert "Tom Tran is off Thu, Nov 26 – Fri, Nov 27 (sick, no. 1)." in answer.text
    assert f"• WO-{number} is offered to Tina Torres." in answer.text
    channel = await said_in(office)
    assert any(
        text.startswith("Tom Tran is off Thu, Nov 26 – Fri, Nov 27 (sick), entered by Dora Diaz.")
        for text in channel
    )
    await office.settle()
    direct = [row["text"] for row in await office.tom.messages(await office.tom.dm())]
    assert [text for text in direct if "entered that you are off" in text] != []
    assert cast.told("assignment-ended") == [], "once is enough"
    assert "Tom Tran · Thu, Nov 26 – Fri, Nov 27 · sick" in str(
        (await office.dora.command("/wo off list")).ack["blocks"]
    )
    taken_back = await office.dora.command("/wo off cancel 1")
    assert (
        "Tom Tran is there after all Thu, Nov 26 – Fri, Nov 27. Visits that were given to others"
        in taken_back.text
    )
    assert "Nobody is off." in str((await office.dora.command("/wo off")).ack["blocks"])


async def test_what_if_somebody_were_off(office: Office) -> None:
    """N.19: nothing is entered, and Dora sees who would be told."""
    cast = office.cast
    cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id or 0))
    seen = await office.dora.command("/wo off @tom thursday sick --what-if")
    assert "Tom Tran" in str(seen.ack["blocks"])
    assert "Nobody is off." in str((await office.dora.command("/wo off")).ack["blocks"])


async def test_a_plan_from_the_first_word_to_its_digest(office: Office) -> None:
    """L4, P.27."""
    cast = office.cast
    made = await office.dora.command(
        '/wo plans new every 3 months at "Acme HQ" "Filter change" from 2027-01-15 as maintenance hours 9-11'
    )
    assert "Plan 1 is made." in made.text
    assert "Fri 15 Jan 2027 · Thu 15 Apr 2027" in str(made.ack["blocks"])
    listed = str((await office.dora.command("/wo plans list")).ack["blocks"])
    assert "Filter change · Acme HQ · every 3 months · next Fri 15 Jan 2027" in listed
    skipped = await office.dora.command("/wo plans skip 1 2027-04-15")
    assert "Plan 1 leaves out Thu 15 Apr 2027." in skipped.text
    cast.clock.now = datetime(2027, 1, 1, 12, tzinfo=UTC)
    cast.desk.run_timers()
    cast.clock.now = datetime(2027, 1, 1, 14, tzinfo=UTC)
    cast.desk.run_timers()
    digests = [text for text in await said_in(office) if text.startswith("Created by plans:")]
    assert digests == ["Created by plans:\n• WO-1 Filter change, Acme HQ, Fri 15 Jan 2027"]
    shown = str((await office.dora.command("/wo plans show 1")).ack["blocks"])
    assert "Lately: WO-1" in shown
    assert "Never on Thu 15 Apr 2027" in shown
    assert "Plan 1 rests." in (await office.dora.command("/wo plans pause 1")).text
    assert "Plan 1 goes on" in (await office.dora.command("/wo plans resume 1")).text
    assert "Plan 1 is stopped." in (await office.dora.command("/wo plans stop 1")).text
    assert "No plans yet." in str((await office.dora.command("/wo plans")).ack["blocks"])


async def test_the_example_that_help_gives_for_plans_makes_one(office: Office) -> None:
    made = await office.dora.command(BY_NAME["plans"].usage)
    assert "Plan 1 is made." in made.text
    listed = str((await office.dora.command("/wo plans list")).ack["blocks"])
    assert "Filter change · Acme HQ · every 3 months" in listed


async def test_what_a_plan_lacks_is_named_all_at_once(office: Office) -> None:
    """S1.28."""
    answer = await office.dora.command("/wo plans new every year")
    assert "Missing: site, title." in answer.text
    refused = await office.tom.command('/wo plans new every year at "Acme HQ" "Filters" as service')
    assert "only a dispatcher" in refused.text
