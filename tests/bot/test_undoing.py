"""`/wo undo`, and the history that shows what was before and after."""

from typing import Any

from core import commands as c
from core import queries
from core.model import Company
from tests.bot.conftest import Office
from tests.cast import FRIDAY, THURSDAY


def allow_undo(office: Office) -> None:
    def change(session: Any) -> None:
        company = session.get(Company, office.cast.company_id)
        company.policy = {**company.policy, "undo_seconds": 60}

    office.cast.run(change)


async def test_a_move_to_the_wrong_day_is_taken_back_by_a_word(office: Office) -> None:
    """L77."""
    allow_undo(office)
    number = office.cast.scheduled_order()
    moved = await office.dora.command("/wo reschedule 1 fri 9-11 wrong line")
    assert "is moved to Fri" in moved.text
    undone = await office.dora.command("/wo undo WO-1")
    assert "WO-1 is as it was before" in undone.text
    window = office.cast.read(office.cast.dora, queries.order(number)).window
    assert window is not None
    assert window.start == THURSDAY.start
    assert any("took the last change back" in line for line in await office.thread("WO-1"))


async def test_an_undo_that_comes_too_late_names_the_way_forward(office: Office) -> None:
    allow_undo(office)
    office.cast.scheduled_order()
    await office.dora.command("/wo reschedule 1 fri 9-11 rain")
    office.cast.clock.forward(minutes=2)
    said = await office.dora.command("/wo undo WO-1")
    assert "can't be undone any more" in said.text
    assert "`/wo reschedule WO-1 …`" in said.text


async def test_the_history_shows_before_and_after_and_how_a_customer_was_proven(office: Office) -> None:
    """S0.39, S1.18."""
    cast = office.cast
    number = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    cast.do(cast.dora, c.Assign(order=number, technician_id=cast.tom.technician_id or 0))
    cast.do(cast.dora, c.Assign(order=number, technician_id=cast.tina.technician_id or 0))
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="rain"))
    said = str((await office.dora.command("/wo history 1")).ack["blocks"])
    assert "Thu, Nov 26, 2:00–4:00 pm → Fri, Nov 27, 9:00–11:00 am" in said
    assert "Tom Tran → Tina Torres" in said
    assert "(by email, proven)" in said
