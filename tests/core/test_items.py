"""Work done item by item: inspections with checklists, services, parts, and when all of it counts as done."""

from decimal import Decimal

import pytest
from sqlalchemy import insert

from core import commands as c
from core import queries
from core.model import (
    Company,
    Equipment,
    FieldRecord,
    HoldReason,
    ItemKind,
    ItemStatus,
    Main,
    RecordKind,
    TimeKind,
    WorkItem,
)
from core.people import Permission
from core.queries.items import ItemView
from core.refusals import Items, Missing, Perm, Refusal, State, Unknown
from tests.cast import THURSDAY, Cast, use_profile

INSPECTION, SERVICE, PART = ItemKind.INSPECTION, ItemKind.SERVICE, ItemKind.PART
RACK = c.AddItem(
    kind=INSPECTION,
    name="Rack A3",
    checklist=(
        c.Point(text="Bolts tight"),
        c.Point(text="Load sign readable"),
        c.Point(text="Photo", required=False),
    ),
)
FILTERS = c.AddItem(kind=SERVICE, name="Clean the filters", unit_price=Decimal(45), unit_cost=Decimal(12))
PUMP = c.AddItem(kind=SERVICE, name="Grease the pump")
OPTIONAL = c.AddItem(kind=SERVICE, name="Polish the door", required=False)


def begun(cast: Cast, *items: c.AddItem) -> int:
    """Tom is at work on a new work order with these items."""
    number = cast.new_order(
        *items, c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id or 0)
    )
    cast.do(cast.tom, c.Start(order=number))
    return number


def submitted(cast: Cast, number: int, item: int = 1) -> None:
    cast.do(
        cast.tom,
        c.TickPoint(order=number, item=item, point=1),
        c.TickPoint(order=number, item=item, point=2, answer="faded"),
        c.SubmitItem(order=number, item=item),
    )


def items(cast: Cast, number: int) -> tuple[ItemView, ...]:
    return cast.read(cast.dora, queries.order(number)).items


def statuses(cast: Cast, number: int) -> list[ItemStatus]:
    return [item.status for item in items(cast, number)]


def test_inspections_services_and_parts_are_mixed_in_one_work_order(cast: Cast) -> None:
    """S0.13, S0.14, S0.15: numbered as they come."""
    number = cast.new_order(RACK, FILTERS, c.AddItem(kind=PART, name="Filter", quantity=Decimal(2)))
    shown = items(cast, number)
    assert [(item.number, item.kind, item.required) for item in shown] == [
        (1, INSPECTION, True),
        (2, SERVICE, True),
        (3, PART, False),
    ]
    assert [point.text for point in shown[0].points] == ["Bolts tight", "Load sign readable", "Photo"]


def test_an_inspection_is_of_equipment_at_the_site(cast: Cast) -> None:
    """S0.13."""
    equipment_id: int = cast.run(
        lambda session: session.scalar(
            insert(Equipment)
            .values(company_id=cast.company_id, site_id=cast.site_id, name="Rack 3")
            .returning(Equipment.id)
        )
    )
    number = cast.new_order(c.AddItem(kind=INSPECTION, name="Yearly", equipment_id=equipment_id))
    assert items(cast, number)[0].equipment == "Rack 3"
    with pytest.raises(Unknown, match="no such equipment at Acme HQ"):
        cast.do(
            cast.dora, c.AddItem(order=number, kind=INSPECTION, name="X", equipment_id=equipment_id + 999)
        )


def test_each_item_has_a_status_of_its_own(cast: Cast) -> None:
    """S0.32, S0.33, L52: inspections run to submitted, services to done."""
    number = begun(cast, RACK, FILTERS, PUMP)
    submitted(cast, number)
    cast.do(cast.tom, c.StartItem(order=number, item=2))
    assert statuses(cast, number) == [ItemStatus.SUBMITTED, ItemStatus.IN_PROGRESS, ItemStatus.OPEN]
    cast.do(cast.tom, c.FinishItem(order=number, item=2))
    cast.do(cast.tom, c.ReopenItem(order=number, item=1))
    assert statuses(cast, number) == [ItemStatus.OPEN, ItemStatus.DONE, ItemStatus.OPEN]


def test_an_inspection_is_submitted_once_its_required_points_are_answered(cast: Cast) -> None:
    """S0.33."""
    number = begun(cast, RACK)
    cast.do(cast.tom, c.TickPoint(order=number, item=1, point=1))
    with pytest.raises(
        Items, match="1 required checklist item must be completed first, next “Load sign readable”"
    ):
        cast.do(cast.tom, c.SubmitItem(order=number, item=1))
    submitted(cast, number)
    assert [point.answer for point in items(cast, number)[0].points] == ["ok", "faded", None]


def test_the_first_answer_starts_the_item(cast: Cast) -> None:
    number = begun(cast, RACK)
    cast.do(cast.tom, c.TickPoint(order=number, item=1, point=1))
    assert statuses(cast, number) == [ItemStatus.IN_PROGRESS]


REFUSED = (
    # by      what                                                              kind      says
    ("tom",   c.FinishItem(item=1),                                             State,    r"Item 1 \(Rack A3\) is an inspection: submit it"),
    ("tom",   c.SubmitItem(item=2),                                             State,    "is a service: say that it is done"),
    ("tom",   c.StartItem(item=9),                                              Unknown,  "has no item 9. `/wo items WO-1` lists them"),
    ("tom",   c.TickPoint(item=1, point=9),                                     Unknown,  "has no checklist item 9"),
    ("tom",   c.TickPoint(item=1, point=1, answer=" "),                         Missing,  "the answer to “Bolts tight”"),
    ("tom",   c.ReopenItem(item=2),                                             State,    "is open; there is nothing to reopen"),
    ("tom",   c.SkipItem(item=3, reason=" "),                                   Missing,  "Missing: why"),
    ("tom",   c.SkipItem(item=2, reason="no time"),                             Perm,     "is required: only somebody who supervises"),
    ("tina",  c.StartItem(item=2),                                              Perm,     "only the assigned technician or a dispatcher"),
    ("tom",   c.AddItem(kind=SERVICE, name="More"),                             State,    "isn't available while WO-1 is in progress"),
    ("dora",  c.RemoveItem(item=2),                                             State,    "isn't available while WO-1 is in progress"),
    ("tom",   c.LogTime(kind=TimeKind.WORK, minutes=0),                         Missing,  "how many minutes"),
    ("tom",   c.Sign(signed_by=""),                                             Missing,  "who signed"),
    ("tom",   c.CustomerNotPresent(reason=""),                                  Missing,  "why nobody signed"),
    ("tom",   c.UsePart(name="Seal", quantity=Decimal(0)),                      Missing,  "how many were used"),
    ("tom",   c.UsePart(name="Seal", quantity=Decimal(-1)),                     Missing,  "a number from 0 to"),
    ("tom",   c.UsePart(name="Seal", unit_price=Decimal(9)),                    Perm,     "Prices are for those with `pricing.view`"),
    ("tom",   c.AddPhoto(reference=""),                                         Missing,  "the link to the photo"),
    ("tom",   c.AddPhoto(reference="F1", item=8),                               Unknown,  "has no item 8"),
)  # fmt: skip


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: f"{row[0]}-{type(row[1]).__name__}-{row[3][:20]}")
def test_what_cannot_be_done_to_an_item_is_refused(
    cast: Cast, row: tuple[str, c.Command, type[Refusal], str]
) -> None:
    by, command, kind, says = row
    number = begun(cast, RACK, FILTERS, OPTIONAL)
    before = items(cast, number)
    with pytest.raises(kind, match=says):
        cast.do(getattr(cast, by), type(command)(**{**vars(command), "order": number}))
    assert items(cast, number) == before


UNFINISHED = (
    # items                     says
    ((RACK,),                   "Cannot complete WO-1: 1 inspection not submitted (Rack A3)."),
    ((FILTERS,),                "Cannot complete WO-1: 1 service not done (Clean the filters)."),
    ((RACK, FILTERS, PUMP),     "Cannot complete WO-1: 1 inspection not submitted (Rack A3), 2 services not done."),
    ((RACK, RACK, OPTIONAL),    "Cannot complete WO-1: 2 inspections not submitted."),
)  # fmt: skip


@pytest.mark.parametrize(("scope", "says"), UNFINISHED)
def test_work_is_complete_only_when_every_required_item_is(
    cast: Cast, scope: tuple[c.AddItem, ...], says: str
) -> None:
    """S0.34, S0.36, I8, H8, L60: what is open is named, and a word does not help."""
    number = begun(cast, *scope)
    for acknowledged in (False, True):
        with pytest.raises(Items) as refused:
            cast.do(cast.tom, c.Complete(order=number, acknowledged=acknowledged))
        assert refused.value.words.startswith(says)
        assert "`/wo items WO-1`" in refused.value.words
    assert c.Complete not in cast.read(cast.tom, queries.order(number)).possible


def test_when_every_item_is_finished_the_work_can_be_completed(cast: Cast) -> None:
    """S0.34, S0.35: and the coordinator is told."""
    number = begun(cast, RACK, FILTERS)
    submitted(cast, number)
    cast.do(cast.tom, c.FinishItem(order=number, item=2))
    cast.do(cast.tom, c.Complete(order=number))
    assert cast.read(cast.dora, queries.order(number)).main is Main.COMPLETED
    assert cast.told("work-completed")


def test_a_done_service_still_owes_its_required_checklist(cast: Cast) -> None:
    """P.19."""
    asks = (
        c.Point(text="Old filter taken along"),
        c.Point(text="Date written on"),
        c.Point(text="Photo", required=False),
    )
    number = begun(cast, c.AddItem(kind=SERVICE, name="Clean the filters", checklist=asks))
    cast.do(cast.tom, c.FinishItem(order=number, item=1))
    with pytest.raises(Items, match="2 required checklist items must be completed first"):
        cast.do(cast.tom, c.Complete(order=number))
    cast.do(cast.tom, c.TickPoint(order=number, item=1, point=1), c.TickPoint(order=number, item=1, point=2))
    cast.do(cast.tom, c.Complete(order=number))


def test_a_submitted_inspection_is_reopened_before_its_answers_change(cast: Cast) -> None:
    number = begun(cast, RACK)
    submitted(cast, number)
    with pytest.raises(State, match=r"is submitted\. Reopen it first"):
        cast.do(cast.tom, c.TickPoint(order=number, item=1, point=1, answer="loose"))


def test_a_required_item_is_skipped_only_by_somebody_who_supervises(cast: Cast) -> None:
    """L52, L60: then it counts as done, with its reason on record."""
    number = begun(cast, RACK)
    with pytest.raises(Perm, match="or plan a return visit"):
        cast.do(cast.tom, c.SkipItem(order=number, item=1, reason="rack is gone"))
    cast.do(cast.sue, c.SkipItem(order=number, item=1, reason="rack is gone"))
    assert items(cast, number)[0].skip_reason == "rack is gone"
    cast.do(cast.tom, c.Complete(order=number))


def test_an_optional_item_is_left_open_only_by_saying_so(cast: Cast) -> None:
    """P.19."""
    number = begun(cast, OPTIONAL)
    with pytest.raises(Items, match=r"1 service not done \(Polish the door\). Say `/wo done WO-1 anyway …`"):
        cast.do(cast.tom, c.Complete(order=number))
    cast.do(cast.tom, c.Complete(order=number, acknowledged=True))
    assert statuses(cast, number) == [ItemStatus.OPEN]


def test_an_optional_item_is_skipped_by_the_technician(cast: Cast) -> None:
    number = begun(cast, OPTIONAL)
    cast.do(cast.tom, c.SkipItem(order=number, item=1, reason="door is new"))
    cast.do(cast.tom, c.Complete(order=number))


def test_work_without_items_is_completed_as_ever(cast: Cast) -> None:
    number = begun(cast)
    cast.do(cast.tom, c.Complete(order=number))
    assert items(cast, number) == ()


def test_submitting_and_accepting_ask_the_same_of_the_items(cast: Cast) -> None:
    """L61, L62: and whoever accepts the work has reviewed its inspections."""
    use_profile(cast, "unit")
    number = cast.new_order_by(cast.sue, RACK, OPTIONAL, c.Assign(technician_id=cast.tom.technician_id or 0))
    cast.do(cast.tom, c.Start(order=number))
    with pytest.raises(Items, match="1 inspection not submitted"):
        cast.do(cast.tom, c.Submit(order=number))
    submitted(cast, number)
    with pytest.raises(Items, match=f"Say `/wo submit WO-{number} anyway …`"):
        cast.do(cast.tom, c.Submit(order=number))
    cast.do(cast.tom, c.Submit(order=number, acknowledged=True))
    cast.do(cast.sue, c.ApproveCompletion(order=number))
    assert statuses(cast, number) == [ItemStatus.REVIEWED, ItemStatus.OPEN]


def test_open_items_go_on_to_the_return_visit(cast: Cast) -> None:
    """L57, H8: what is done stays with the visit it was done on."""
    number = begun(cast, FILTERS, PUMP)
    cast.do(cast.tom, c.FinishItem(order=number, item=1))
    cast.do(cast.dora, c.ReturnVisit(order=number, reason="no grease"))
    cast.do(cast.dora, c.AddItem(order=number, kind=SERVICE, name="Bleed the line"))
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    cast.do(cast.dora, c.Assign(order=number, technician_id=cast.tom.technician_id or 0))
    cast.do(cast.tom, c.Start(order=number))
    cast.do(cast.tom, c.FinishItem(order=number, item=2), c.FinishItem(order=number, item=3))
    cast.do(cast.tom, c.Complete(order=number))
    assert [item.visit_no for item in items(cast, number)] == [1, 2, 2]


def test_a_removed_item_leaves_its_number_unused(cast: Cast) -> None:
    """L6: a number in the history means one item only."""
    number = cast.new_order(RACK, FILTERS)
    cast.do(cast.dora, c.RemoveItem(order=number, item=2))
    cast.do(cast.dora, c.AddItem(order=number, kind=SERVICE, name="Grease the pump"))
    assert [(item.number, item.name) for item in items(cast, number)] == [
        (1, "Rack A3"),
        (3, "Grease the pump"),
    ]


def test_an_item_that_was_worked_on_is_not_removed(cast: Cast) -> None:
    number = begun(cast, RACK)
    cast.do(cast.tom, c.AddPhoto(order=number, reference="https://photos.example/1", item=1))
    cast.do(cast.dora, c.ReturnVisit(order=number, reason="no ladder"))
    with pytest.raises(State, match="has been worked on and stays"):
        cast.do(cast.dora, c.RemoveItem(order=number, item=1))


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
    """L53, S2.19."""
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


def require_signature(cast: Cast) -> None:
    cast.run(
        lambda session: setattr(session.get(Company, cast.company_id), "policy", {"signature_required": True})
    )


SIGNED = (c.Sign(signed_by="Cara Cole"), c.CustomerNotPresent(reason="reception was closed"))


@pytest.mark.parametrize("proof", SIGNED, ids=["signed", "nobody there"])
def test_where_a_signature_is_asked_for_work_ends_with_it_or_with_why_not(
    cast: Cast, proof: c.Command
) -> None:
    """P.20, L60."""
    require_signature(cast)
    number = begun(cast)
    with pytest.raises(Missing, match="/wo unsigned WO-1"):
        cast.do(cast.tom, c.Complete(order=number))
    cast.do(cast.tom, type(proof)(**{**vars(proof), "order": number}), c.Complete(order=number))
    assert cast.read(cast.dora, queries.order(number)).main is Main.COMPLETED


def test_a_signature_of_the_visit_before_does_not_count(cast: Cast) -> None:
    require_signature(cast)
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
    cast.do(cast.dora, c.RequestConfirmation(order=cast.scheduled_order()))
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
    use_profile(cast, "unit")
    number = cast.new_order_by(cast.sue, c.Assign(technician_id=cast.tom.technician_id or 0))
    cast.do(cast.tom, c.Start(order=number))
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


def test_another_company_sees_no_items(cast: Cast) -> None:
    number = begun(cast, RACK)
    with pytest.raises(Unknown):
        cast.do(cast.eve, c.StartItem(order=number, item=1))
