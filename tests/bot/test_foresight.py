"""`--what-if` and `/wo slots` as people in Slack see them, over HTTP: what would happen, and that nothing did."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import text

from core import commands as c
from core.model import Base
from sandbox.slack.client import Outcome
from tests.bot.conftest import Office, OpenOffice
from tests.cast import FRIDAY, THURSDAY


def everything(session: Any) -> dict[str, list[Any]]:
    """All rows of all our tables."""
    return {
        table.name: sorted(str(row) for row in session.execute(text(f"select * from {table.name}")))
        for table in Base.metadata.sorted_tables
    }


def shown(said: Outcome) -> str:
    """The words of what only the one who typed sees."""
    return "".join(_words(said.body))


def _words(value: Any) -> Iterator[str]:
    match value:
        case {"type": "text" | "plain_text", "text": str(words)}:
            yield words
        case dict():
            for each in value.values():
                yield from _words(each)
        case list():
            for each in value:
                yield from _words(each)


async def test_n_19_what_if_says_who_would_be_told_and_changes_nothing(open_office: OpenOffice) -> None:
    office = await open_office(works=False)
    cast = office.cast
    number = cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id or 0))
    await office.dora.command(f"/wo confirmed {number} by phone")
    before = cast.run(everything)
    said = await office.dora.command(f"/wo reschedule {number} fri 9-11 customer called --what-if")
    assert cast.run(everything) == before
    for line in (
        "Cara Cole gets the mail: “",
        "Tom Tran reads: “WO-1 Annual fire inspection at Acme HQ has moved to Friday, November 27, 9:00–11:00 am",
        "The dispatch channel reads: “Dora Diaz moved the visit to Friday, November 27, 9:00–11:00 am",
        "Nothing was changed.",
    ):
        assert line in shown(said), shown(said)


async def test_what_if_names_new_cards(office: Office) -> None:
    number = office.cast.scheduled_order()
    said = await office.dora.command(f"/wo assign {number} @tom --what-if")
    assert "Tom Tran gets the assignment." in shown(said)


async def test_what_if_refuses_what_would_be_refused(office: Office) -> None:
    said = await office.dora.command(f"/wo start {office.cast.scheduled_order()} --what-if")
    assert "has no technician" in said.text


async def test_slots_shows_free_times_and_who_could_go(office: Office) -> None:
    """S0.17: p.5: who could not go has the reason beside them."""
    cast = office.cast
    exact = c.Window(start=FRIDAY.start, end=FRIDAY.start + (FRIDAY.end - FRIDAY.start) / 2)
    cast.new_order(c.Schedule(window=exact), c.Assign(technician_id=cast.tom.technician_id or 0))
    number = cast.new_order(c.Schedule(window=exact))
    said = await office.dora.command(f"/wo slots {number}")
    assert "1.  Tue, Nov 24, 8:00–9:00 am" in shown(said)
    assert "⛔  Tom Tran has WO-1 9:00–10:00 am." in shown(said)
    assert "✓  Tina Torres" in shown(said)


async def test_propose_sends_the_customer_free_times(office: Office) -> None:
    cast = office.cast
    number = cast.scheduled_order()
    assert "no open request" in (await office.dora.command(f"/wo propose {number}")).text
    cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words="another time please"))
    said = await office.dora.command(f"/wo propose {number}")
    assert "Cara Cole is sent free times to pick from." in said.text
    assert [told.channel for told in cast.told("slots-proposed", number)] == ["slack", "email"]
