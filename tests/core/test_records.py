"""What is recorded at the site, what the customer reads of it, and how long the work took."""

from decimal import Decimal

import pytest

from core import commands as c
from core import queries
from core.model import FieldRecord, HoldReason, ItemStatus, Main, RecordKind, TimeKind, WorkItem
from core.people import Permission
from core.refusals import Missing, Unknown
from tests.cast import THURSDAY, Cast
from tests.core.working import FILTERS, OPTIONAL, PART, RACK, begun, items, submitted, use_policy


def test_a_part_that_was_used_becomes_an_item(cast: Cast) -> None:
    """L53."""
    number = begun(cast)
    cast.do(cast.tom, c.UsePart(order=number, name="Seal", quantity=Decimal(2)))
    cast.do(cast.tom, c.UsePart(order=number, name="seal", quantity=Decimal("0.5")))
    (part,) = items(cast, number)
    assert (part.kind, part.name, part.quantity, part.status) == (
        PART,
        "Seal",
        Decimal("2.5"),
        ItemStatus.DONE,
    )
    assert [record.data["quantity"] for record in cast.read(cast.tom, queries.records(number))] == [
        "2",
        "0.5",
    ]


def test_a_planned_part_takes_the_quantity_that_was_used(cast: Cast) -> None:
    """S1.13: planned at nothing, used is what counts."""
    number = begun(cast, c.AddItem(kind=PART, name="Filter", quantity=Decimal(0), unit_price=Decimal(14)))
    cast.do(cast.tom, c.UsePart(order=number, name="filter", quantity=Decimal(3)))
    (part,) = items(cast, number)
    assert (part.quantity, part.unit_price, part.status) == (Decimal(3), Decimal(14), ItemStatus.DONE)
    cast.do(cast.tom, c.Complete(order=number))


def test_time_and_photos_are_on_record_with_who_and_which_visit(cast: Cast) -> None:
    """S2.19, L9, L53."""
    number = begun(cast, RACK)
    cast.do(cast.tom, c.LogTime(order=number, kind=TimeKind.TRAVEL, minutes=20))
    cast.do(cast.tom, c.AddPhoto(order=number, reference="https://photos.example/1", caption="panel", item=1))
    found = cast.read(cast.dora, queries.records(number))
    assert [(record.kind, record.item, record.by, record.visit_no) for record in found] == [
        (RecordKind.TIME, None, "Tom Tran", 1),
        (RecordKind.PHOTO, 1, "Tom Tran", 1),
    ]
    with pytest.raises(Unknown):
        cast.read(cast.eve, queries.records(number))


SIGNED = (c.Sign(signed_by="Cara Cole"), c.CustomerNotPresent(reason="reception was closed"))


@pytest.mark.parametrize("proof", SIGNED, ids=["signed", "nobody there"])
def test_where_a_signature_is_asked_for_work_ends_with_it_or_with_why_not(
    cast: Cast, proof: c.Command
) -> None:
    """P.20, L60."""
    use_policy(cast, signature_required=True)
    number = begun(cast)
    with pytest.raises(Missing, match="/wo unsigned WO-1"):
        cast.do(cast.tom, c.Complete(order=number))
    cast.do(cast.tom, type(proof)(**{**vars(proof), "order": number}), c.Complete(order=number))
    assert cast.read(cast.dora, queries.order(number)).main is Main.COMPLETED


def test_a_signature_of_the_visit_before_does_not_count(cast: Cast) -> None:
    use_policy(cast, signature_required=True)
    number = begun(cast)
    cast.do(cast.tom, c.Sign(order=number, signed_by="Cara Cole"))
    cast.do(cast.dora, c.ReturnVisit(order=number, reason="no grease"))
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    cast.do(cast.dora, c.Assign(order=number, technician_id=cast.tom.technician_id or 0))
    cast.do(cast.tom, c.Start(order=number))
    with pytest.raises(Missing, match="needs the customer's signature"):
        cast.do(cast.tom, c.Complete(order=number))


def test_prices_are_for_those_who_may_see_them_and_costs_for_nobody(cast: Cast) -> None:
    """S1.14."""
    number = begun(cast, FILTERS)
    seen = {
        who: cast.read(getattr(cast, who), queries.order(number)).items[0] for who in ("dora", "bill", "tom")
    }
    assert Permission.SEE_PRICES not in cast.tom.permissions
    assert {who: item.unit_price for who, item in seen.items()} == {
        "dora": Decimal(45),
        "bill": Decimal(45),
        "tom": None,
    }
    assert not hasattr(seen["dora"], "unit_cost")


def test_the_customer_reads_what_was_done_and_nothing_else_about_it(cast: Cast) -> None:
    """S3.13, S1.14: no skipped items, prices, costs or answers."""
    number = begun(cast, FILTERS, OPTIONAL, RACK)
    another = cast.scheduled_order()
    cast.clock.forward(minutes=2)
    cast.do(cast.dora, c.RequestConfirmation(order=another))
    cast.do(
        cast.tom, c.FinishItem(order=number, item=1), c.SkipItem(order=number, item=2, reason="they are rude")
    )
    submitted(cast, number, item=3)
    cast.do(cast.tom, c.UsePart(order=number, name="Filter", quantity=Decimal(2)))
    cast.do(cast.dora, c.Complete(order=number))
    (mail,) = [each for each in cast.told("work-completed", order=number) if each.channel == "email"]
    assert mail.context["done"] == [
        {"kind": "service", "name": "Clean the filters", "quantity": "1"},
        {"kind": "inspection", "name": "Rack A3", "quantity": "1"},
        {"kind": "part", "name": "Filter", "quantity": "2"},
    ]
    assert not {"rude", "45", "faded"} & set(str(mail.context).replace("'", " ").split())


def test_how_long_the_work_took_leaves_pauses_out(cast: Cast) -> None:
    """S2.19."""
    number = begun(cast)
    cast.clock.forward(minutes=30)
    cast.do(cast.tom, c.Hold(order=number, reason=HoldReason.PARTS))
    cast.do(cast.tom, c.Hold(order=number, reason=HoldReason.PARTS, words="still waiting"))
    cast.clock.forward(hours=3)
    cast.do(cast.tom, c.Resume(order=number))
    cast.clock.forward(minutes=15)
    assert cast.read(cast.dora, queries.order(number)).worked is None
    cast.do(cast.tom, c.Complete(order=number))
    worked = cast.read(cast.dora, queries.order(number)).worked
    assert worked is not None
    assert worked.total_seconds() == 45 * 60


def test_waiting_for_the_office_is_no_work(cast: Cast) -> None:
    """S2.19, L63."""
    use_policy(cast, completion_review=True)
    number = begun(cast)
    cast.clock.forward(minutes=30)
    cast.do(cast.tom, c.Submit(order=number))
    cast.clock.forward(hours=5)
    cast.do(cast.sue, c.ReturnForFixes(order=number, reason="photo is missing"))
    cast.clock.forward(minutes=10)
    cast.do(cast.tom, c.Submit(order=number))
    worked = cast.read(cast.sue, queries.order(number)).worked
    assert worked is not None
    assert worked.total_seconds() == 40 * 60


def test_the_same_item_twice_by_one_delivery_is_one_item(cast: Cast) -> None:
    """I12."""
    number = begun(cast)
    for _ in range(2):
        cast.do(cast.tom, c.UsePart(order=number, name="Seal"), key="the same click")
    assert (cast.count(WorkItem), cast.count(FieldRecord)) == (1, 1)
