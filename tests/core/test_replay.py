"""A work order's rows follow from its history alone, and what was written past the Desk is found."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, text

from core import commands as c
from core.model import HoldReason, WorkOrder
from core.people import Actor, Proof
from core.replay import ORDER_TABLES, compare
from tests.cast import FRIDAY, THURSDAY, Cast, window


def differences(cast: Cast, number: int) -> list[str]:
    def read(session: Any) -> list[str]:
        work = session.scalars(select(WorkOrder).where(WorkOrder.number == number)).one()
        return [str(each) for each in compare(session, cast.company_id, work.id)]

    found: list[str] = cast.run(read)
    return found


def a_long_story(cast: Cast) -> int:
    tom = cast.tom.technician_id or 0
    number = cast.new_order(c.SendQuote(total=Decimal(450)))
    cast.do(cast.cara, c.RejectQuote(order=number, version=1, words="too much"))
    cast.do(cast.dora, c.SendQuote(order=number, total=Decimal("399.90")))
    cast.do(approver(cast), c.ApproveQuote(order=number, version=2, total=Decimal("399.90"), words="ok"))
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=(tom,)))
    cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words="Friday?", proposals=(FRIDAY,)))
    cast.do(cast.dora, c.AcceptProposal(order=number))
    cast.do(cast.dora, c.Assign(order=number, technician_id=tom))
    cast.do(cast.tom, c.Depart(order=number), c.Arrive(order=number), c.Start(order=number))
    cast.do(cast.tom, c.Hold(order=number, reason=HoldReason.PARTS))
    cast.do(cast.dora, c.Rebook(order=number, window=window(30, 9, 11), technician_id=tom))
    return number


def approver(cast: Cast) -> Actor:
    return replace(cast.cara, is_approver=True, proof=Proof.AUTHENTICATED)


def test_a_long_story_replays_to_the_rows_it_left(cast: Cast) -> None:
    number = a_long_story(cast)
    assert differences(cast, number) == []


TAMPERINGS = {
    "a changed column": (
        "update visits set technician_id = null where visit_no = 2",
        "visits 2, technician_id: the history says 1, the database None",
    ),
    "a changed status": (
        "update work_orders set status = 'completed'",
        "work_orders 1, status: the history says 'ready', the database 'completed'",
    ),
    "a row nobody wrote": (
        (
            "insert into quotes (company_id, work_order_id, version, status, total, summary, sent_at) "
            "values (1, 1, 9, 'void', 1, '', now())"
        ),
        "quotes 3: not in the history",
    ),
    "a row that is gone": ("delete from reschedule_requests", "reschedule_requests 1: not in the database"),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_what_was_written_past_the_desk_is_found(cast: Cast, name: str) -> None:
    statement, found = TAMPERINGS[name]
    number = a_long_story(cast)
    cast.run(lambda session: session.execute(text(statement)))
    assert differences(cast, number) == [found]


def test_every_table_of_a_work_order_is_compared() -> None:
    assert {"work_orders", "visits", "reschedule_requests", "rounds", "offers", "quotes"} <= set(ORDER_TABLES)


def test_work_orders_of_other_people_do_not_disturb(cast: Cast) -> None:
    first, second = a_long_story(cast), cast.scheduled_order()
    cast.run(lambda session: session.execute(text("update work_orders set title = 'x' where number = 2")))
    assert differences(cast, first) == []
    assert len(differences(cast, second)) == 1
