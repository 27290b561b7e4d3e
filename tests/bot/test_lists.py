"""`/wo list` and `/wo find` as people read them."""

import pytest

from core import commands as c
from core.model import Priority
from tests.bot.conftest import Office


async def shown(office: Office, typed: str) -> str:
    return str((await office.dora.command(typed)).ack["blocks"])


async def test_a_line_says_status_customer_and_what_is_urgent(office: Office) -> None:
    """S2.13: with where, when and who; an ordinary priority goes without saying."""
    first, second = office.cast.scheduled_order(), office.cast.new_order(title="Burst pipe")
    office.cast.do(office.cast.dora, c.Edit(order=second, priority=Priority.EMERGENCY))
    listed = await shown(office, "/wo list")
    assert "Burst pipe · Created · emergency priority · Acme Foods · Acme HQ · no window yet" in listed
    assert "Annual fire inspection · Created · Acme Foods · Acme HQ · Thu, Nov 26, 2:00–4:00 pm" in listed
    assert listed.index(f"WO-{second}") < listed.index(f"WO-{first}")


async def test_a_company_without_work_orders_reads_how_to_begin(office: Office) -> None:
    """S2.16."""
    listed = await shown(office, "/wo list")
    assert "No work orders yet. Create the first one with " in listed
    assert "/wo new" in listed


async def test_who_looks_for_open_ones_where_none_is_open_is_not_sent_there_again(office: Office) -> None:
    """S2.17."""
    number = office.cast.new_order()
    office.cast.do(office.cast.dora, c.Cancel(order=number, reason="moved house"))
    listed = await shown(office, "/wo list open")
    assert "No work orders are open." in listed
    assert "/wo list open" not in listed


@pytest.mark.parametrize("typed", ["/wo list cancelled", "/wo list @tom", "/wo find zeppelin"])
async def test_who_finds_nothing_reads_what_to_try(office: Office, typed: str) -> None:
    """S2.17."""
    office.cast.new_order()
    listed = await shown(office, typed)
    assert "No work orders found." in listed
    assert "/wo list open" in listed
