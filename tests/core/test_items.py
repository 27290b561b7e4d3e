"""Work done item by item: inspections with checklists, services, parts, and when all of it counts as done."""

from decimal import Decimal

import pytest
from sqlalchemy import insert

from core import commands as c
from core import queries
from core.model import (
    Equipment,
    ItemStatus,
    Main,
    TimeKind,
)
from core.refusals import Items, Missing, Perm, Refusal, State, Unknown
from tests.cast import THURSDAY, Cast
from tests.core.working import (
    FILTERS,
    INSPECTION,
    OPTIONAL,
    PART,
    PUMP,
    RACK,
    SERVICE,
    begun,
    items,
    statuses,
    submitted,
    use_policy,
)


def test_inspections_services_and_parts_are_mixed_in_one_work_order(cast: Cast) -> None:
    """S0.1, S0.13, S0.14, S0.15: numbered as they come."""
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
    ("tom",   c.AddItem(kind=SERVICE, name="More"),                             State,    "isn't available while WO-1 is “Started”"),
    ("dora",  c.RemoveItem(item=2),                                             State,    "isn't available while WO-1 is “Started”"),
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


def test_the_service_it_was_made_for_is_done_when_the_work_is(cast: Cast) -> None:
    """S3.8."""
    number = begun(cast, c.AddItem(kind=SERVICE, name="Oil change", required=False, essential=True))
    cast.do(cast.tom, c.Complete(order=number))
    assert statuses(cast, number) == [ItemStatus.DONE]


def test_parts_of_which_nothing_was_planned_ask_nothing(cast: Cast) -> None:
    """S1.13."""
    number = begun(cast, c.AddItem(kind=PART, name="Filter", quantity=Decimal(0)))
    cast.do(cast.tom, c.Complete(order=number))
    assert statuses(cast, number) == [ItemStatus.OPEN]


def test_an_optional_item_is_skipped_by_the_technician(cast: Cast) -> None:
    number = begun(cast, OPTIONAL)
    cast.do(cast.tom, c.SkipItem(order=number, item=1, reason="door is new"))
    cast.do(cast.tom, c.Complete(order=number))
    assert cast.read(cast.dora, queries.order(number)).items[0].status is ItemStatus.SKIPPED


def test_work_without_items_is_completed_as_ever(cast: Cast) -> None:
    number = begun(cast)
    cast.do(cast.tom, c.Complete(order=number))
    assert items(cast, number) == ()


def test_submitting_and_accepting_ask_the_same_of_the_items(cast: Cast) -> None:
    """L61, L62: and whoever accepts the work has reviewed its inspections."""
    use_policy(cast, completion_review=True)
    number = begun(cast, RACK, OPTIONAL)
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


def test_another_company_sees_no_items(cast: Cast) -> None:
    number = begun(cast, RACK)
    with pytest.raises(Unknown):
        cast.do(cast.eve, c.StartItem(order=number, item=1))
