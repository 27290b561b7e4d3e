"""Changing what a work order says, notes, quotations, phases (L3b, L6, L7, L9, L10)."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from core import audience, policies, queries
from core import commands as c
from core import events as e
from core.audience import EMAIL, Recipient
from core.facts import facts
from core.model import Event, ItemKind, Main, Priority, WorkItem, WorkOrder
from core.orders import read_order
from core.people import Actor
from core.policy_rows import Tell
from core.refusals import Missing, Perm, ReadOnly, Refusal, Stale, State, Terminal
from core.replay import compare
from core.turn import Turn
from tests.cast import FRIDAY, THURSDAY, Cast, use_profile

SECRET = "The last technician was bitten by the cat"
FIELD_STEPS: dict[Main, tuple[type[c.Depart | c.Arrive | c.Start | c.Complete], ...]] = {
    Main.READY: (),
    Main.EN_ROUTE: (c.Depart,),
    Main.ON_SITE: (c.Depart, c.Arrive),
    Main.IN_PROGRESS: (c.Start,),
    Main.COMPLETED: (c.Start, c.Complete),
}


def assigned(cast: Cast) -> int:
    return cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id or 0))


def walked_to(cast: Cast, there: Main) -> int:
    number = assigned(cast)
    for step in FIELD_STEPS[there]:
        cast.do(cast.tom, step(order=number))
    return number


def told_since(cast: Cast, before: int) -> set[tuple[str, str]]:
    return {(told.name, told.recipient.partition(":")[0]) for told in cast.told()[before:]}


def test_an_edit_changes_what_differs_and_keeps_what_it_was(cast: Cast) -> None:
    """L6, S1.18, S2.22."""
    number = cast.new_order()
    cast.do(
        cast.dora,
        c.Edit(order=number, title="Replace the pump", type="inspection", priority=Priority.HIGH, minutes=90),
    )
    view = cast.read(cast.dora, queries.order(number))
    assert (view.title, view.scope.priority, view.scope.minutes) == ("Replace the pump", Priority.HIGH, 90)
    newest: Event = cast.run(
        lambda session: session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
    )
    assert newest.data == {"fields": ["title", "priority", "minutes"]}, "the type was that already"
    titles = [
        (each["before"]["title"], each["after"]["title"])
        for each in newest.changes
        if "title" in each["after"]
    ]
    assert titles == [("Annual fire inspection", "Replace the pump")]


def test_an_edited_work_order_is_found_by_its_new_words_only(cast: Cast) -> None:
    number = cast.new_order()
    cast.do(cast.dora, c.Edit(order=number, title="Replace the pump"))
    assert [line.number for line in cast.read(cast.dora, queries.find("pump"))] == [number]
    assert cast.read(cast.dora, queries.find("annual")) == ()


NOTHING = [
    # what is said                                      what is refused
    ({},                                                "Missing: what to change."),
    ({"title": "  "},                                   "Missing: title."),
    ({"minutes": 0},                                    "at least a minute"),
    ({"title": "Annual fire inspection"},               "WO-1 says that already; nothing was changed."),
    ({"site_id": 99_999},                               "There is no such site."),
    ({"unit_id": 99_999},                               "There is no such unit."),
]  # fmt: skip


@pytest.mark.parametrize(("said", "words"), NOTHING)
def test_an_edit_that_changes_nothing_is_refused(cast: Cast, said: dict[str, Any], words: str) -> None:
    number = cast.new_order()
    with pytest.raises(Refusal) as refused:
        cast.do(cast.dora, c.Edit(order=number, **said))
    assert words in refused.value.words
    assert cast.read(cast.dora, queries.order(number)).version == 1


@pytest.mark.parametrize("there", [Main.READY, Main.EN_ROUTE, Main.ON_SITE])
def test_until_work_begins_it_can_be_edited(cast: Cast, there: Main) -> None:
    """S2.23."""
    number = walked_to(cast, there)
    cast.do(cast.dora, c.Edit(order=number, title="Replace the pump"))
    assert cast.read(cast.dora, queries.order(number)).title == "Replace the pump"


@pytest.mark.parametrize(
    ("there", "word"), [(Main.IN_PROGRESS, "In Progress"), (Main.COMPLETED, "Completed")]
)
def test_once_work_has_begun_it_is_read_only_but_for_notes(cast: Cast, there: Main, word: str) -> None:
    """S2.52, L7, S2.1, R-READONLY."""
    number = walked_to(cast, there)
    with pytest.raises(ReadOnly) as refused:
        cast.do(cast.dora, c.Edit(order=number, title="Replace the pump"))
    assert refused.value.words == (
        f"This work order is {word} and can't be edited. Add a note, or create a new work order."
    )
    assert refused.value.code == "R-READONLY"
    assert c.Edit not in cast.read(cast.dora, queries.order(number)).possible
    cast.do(cast.dora, c.Note(order=number, text="the pump was replaced"))


def test_a_cancelled_work_order_is_neither_edited_nor_linked(cast: Cast) -> None:
    number = cast.new_order()
    cast.do(cast.dora, c.Cancel(order=number, reason="typed twice"))
    changes: Sequence[c.Command] = (
        c.Edit(order=number, title="x"),
        c.LinkQuotation(order=number, reference="Q"),
    )
    for command in changes:
        with pytest.raises(Terminal):
            cast.do(cast.dora, command)


def test_a_technician_does_not_change_what_is_to_be_done(cast: Cast) -> None:
    number = assigned(cast)
    with pytest.raises(Perm, match="only a dispatcher"):
        cast.do(cast.tom, c.Edit(order=number, title="Something easier"))


TOLD = [
    # what changes                                      who hears of it besides dispatch
    ({"title": "Replace the pump"},                     {("order-edited-technician", "staff"), ("order-changed", "contact")}),
    ({"description": "The old one leaks."},             {("order-edited-technician", "staff"), ("order-changed", "contact")}),
    ({"customer_note": "We bring the parts."},          {("order-changed", "contact")}),
    ({"instructions": "Shut the valve first."},         {("order-edited-technician", "staff")}),
    ({"due_at": datetime(2026, 11, 27, tzinfo=UTC)},    {("order-edited-technician", "staff")}),
    ({"minutes": 90},                                   set()),
]  # fmt: skip


@pytest.mark.parametrize(("said", "others"), TOLD)
def test_only_who_was_told_a_field_is_told_that_it_changed(
    cast: Cast, said: dict[str, Any], others: set[tuple[str, str]]
) -> None:
    """L6."""
    number, before = assigned(cast), 0
    before = len(cast.told())
    cast.do(cast.dora, c.Edit(order=number, **said))
    assert told_since(cast, before) == {("order-edited", "channel"), *others}


def test_a_customer_who_knows_of_nothing_is_told_nothing(cast: Cast) -> None:
    number = cast.new_order()
    before = len(cast.told())
    cast.do(cast.dora, c.Edit(order=number, title="Replace the pump"))
    assert told_since(cast, before) == {("order-edited", "channel")}


def test_an_edit_of_what_has_changed_since_is_refused_with_who_and_what(cast: Cast) -> None:
    """R-STALE."""
    number = cast.scheduled_order()
    seen = cast.read(cast.dora, queries.order(number)).version
    cast.do(cast.sue, c.Reschedule(order=number, window=FRIDAY, reason="customer called"))
    with pytest.raises(Stale, match=r"Changed since you opened it: visit moved, by Sue Shaw\."):
        cast.do(cast.dora, c.Edit(order=number, seen=seen, title="Replace the pump"))
    cast.do(cast.dora, c.Edit(order=number, seen=seen + 1, title="Replace the pump"))


def test_a_note_in_between_does_not_matter(cast: Cast) -> None:
    """H11: commands that commute apply."""
    number = cast.scheduled_order()
    seen = cast.read(cast.dora, queries.order(number)).version
    cast.do(cast.sue, c.Note(order=number, text="key is at reception"))
    cast.do(cast.dora, c.Edit(order=number, seen=seen, title="Replace the pump"))
    assert cast.read(cast.dora, queries.order(number)).title == "Replace the pump"


def test_the_place_stays_the_customers_and_the_units(cast: Cast) -> None:
    """C7, S1.22, S3.10."""
    number = cast.new_order()
    with pytest.raises(Missing, match="Lakeview Clinic is not one of Acme Foods's addresses"):
        cast.do(cast.dora, c.Edit(order=number, site_id=cast.things.dental_site))
    cast.do(cast.dora, c.Edit(order=number, site_id=cast.things.cold_store))
    assert cast.read(cast.dora, queries.order(number)).site.name == "Acme Cold Store"
    with pytest.raises(State, match="The work is where Fire alarm panel stands: Acme HQ"):
        cast.do(cast.dora, c.Edit(order=number, unit_id=cast.things.panel))


def test_a_due_date_can_be_taken_away(cast: Cast) -> None:
    number = cast.new_order()
    cast.do(cast.dora, c.Edit(order=number, due_at=datetime(2026, 11, 27, tzinfo=UTC)))
    cast.do(cast.dora, c.Edit(order=number, no_due=True))
    assert cast.read(cast.dora, queries.order(number)).scope.due_at is None


def test_a_draft_is_edited_in_silence(cast: Cast) -> None:
    use_profile(cast, "quote")
    done = cast.do(cast.dora, c.Create(site_id=cast.site_id))
    cast.do(cast.dora, c.Edit(order=done.order, title="Replace the pump"))
    assert cast.told() == []


def test_a_quotation_is_linked_shown_and_found(cast: Cast) -> None:
    """L3b, S0.45: at any time but once cancelled."""
    number = walked_to(cast, Main.COMPLETED)
    cast.do(cast.dora, c.LinkQuotation(order=number, reference=" Q-2041 "))
    assert cast.read(cast.dora, queries.order(number)).scope.quotation == "Q-2041"
    assert [line.number for line in cast.read(cast.dora, queries.find("Q-2041"))] == [number]
    with pytest.raises(State, match="WO-1 is linked to Q-2041 already"):
        cast.do(cast.dora, c.LinkQuotation(order=number, reference="Q-2041"))
    with pytest.raises(Missing, match="the quotation's reference"):
        cast.do(cast.dora, c.LinkQuotation(order=number, reference=" "))
    cast.do(cast.dora, c.LinkQuotation(order=number, reference="Q-2042"))
    newest = cast.read(cast.dora, queries.history(number))[0]
    assert (newest.data["reference"], newest.data["replaced"]) == ("Q-2042", "Q-2041")


def test_a_note_for_the_customer_is_mailed_to_them(cast: Cast) -> None:
    """S3.12, L9."""
    number = cast.scheduled_order()
    before = len(cast.told())
    cast.do(cast.dora, c.Note(order=number, text="We bring our own ladder.", internal=False))
    assert told_since(cast, before) == {("note-added", "channel"), ("note-for-customer", "contact")}


def test_internal_words_are_in_no_mail(cast: Cast) -> None:
    """S3.13: neither notes nor instructions, in any mail there is, at any point of a work order's life."""
    done = cast.do(
        cast.dora,
        c.Create(site_id=cast.site_id, type="repair", title="Leak", instructions=SECRET),
        c.Note(text=SECRET),
        c.Schedule(window=THURSDAY),
        c.Assign(technician_id=cast.tom.technician_id or 0),
    )
    number = done.order or 0
    cast.do(cast.dora, c.Edit(order=number, instructions=f"{SECRET} twice", description="By the door."))
    cast.do(cast.tom, c.Note(order=number, text=SECRET))
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="moved by the office"))
    cast.do(cast.cara, c.Confirm(order=number, for_rev=2, words="yes"))
    for command in (c.Depart, c.Arrive, c.Start, c.Complete):
        cast.do(cast.tom, command(order=number))
    mails = [told for told in cast.told() if told.channel == EMAIL]
    assert len({told.name for told in mails}) >= 5
    assert SECRET not in json.dumps([told.context for told in mails])
    assert SECRET not in json.dumps(cast.run(lambda session: _every_mail(session, cast.dora, number)))


def _every_mail(session: Any, actor: Actor, number: int) -> list[Any]:
    order = read_order(session, actor.company_id, number)
    assert order is not None
    turn = Turn(session, actor, order.work.created_at, order)
    to = Recipient(EMAIL, "contact:1", contact_id=1, address="cara@acmefoods.example")
    note = e.NoteAdded(text=SECRET, internal=True)
    heard = [
        row.name
        for row in policies.POLICIES[e.NoteAdded]
        if isinstance(row, Tell) and row.whom is audience.customer and row.when(order, note)
    ]
    return [heard, *(facts(turn, e.WorkOrderOpened(), name, to) for name in policies.told(EMAIL))]


ITEMS = (
    c.NewItem(name="Panel", kind=ItemKind.INSPECTION, checklist=("Batteries hold",)),
    c.NewItem(name="Ground floor", unit_price=Decimal(100)),
    c.NewItem(name="First floor", unit_price=Decimal("120.50"), quantity=Decimal(2)),
)


def in_three_items(cast: Cast, *more: c.Command) -> int:
    create = c.Create(site_id=cast.site_id, type="repair", title="Detectors", items=ITEMS)
    done = cast.do(cast.dora, create, *more)
    assert done.order is not None
    return done.order


def items_of(cast: Cast, number: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = cast.run(
        lambda session: [
            (line.position, line.name)
            for line in session.scalars(
                select(WorkItem)
                .join(WorkOrder, WorkOrder.id == WorkItem.work_order_id)
                .where(WorkOrder.number == number)
                .order_by(WorkItem.position)
            )
        ]
    )
    return found


def total(cast: Cast) -> Decimal:
    amount: Decimal = cast.run(
        lambda session: sum(
            (line.quantity * (line.unit_price or 0) for line in session.scalars(select(WorkItem))), Decimal(0)
        )
    )
    return amount


def test_split_items_become_a_later_phase_and_totals_add_up(cast: Cast) -> None:
    """L10, S4.21: each item on exactly one side; both histories tell the whole of it."""
    number = in_three_items(cast, c.Schedule(window=THURSDAY))
    before = total(cast)
    cast.do(cast.dora, c.Split(order=number, items=(3, 1), title="Second phase"))
    assert (items_of(cast, 1), items_of(cast, 2)) == (
        [(2, "Ground floor")],
        [(1, "Panel"), (2, "First floor")],
    )
    assert total(cast) == before == Decimal(341)
    old, new = cast.read(cast.dora, queries.order(1)), cast.read(cast.dora, queries.order(2))
    assert (old.scope.phases, new.scope.origin, new.title) == ((2,), 1, "Second phase")
    assert (new.main, new.window, new.site.name) == (Main.READY, None, "Acme HQ")
    assert [line.name for line in cast.read(cast.dora, queries.history(2))] == ["order.split-off"]
    assert cast.run(lambda session: [compare(session, cast.company_id, each) for each in (1, 2)]) == [[], []]


def test_what_was_completed_is_completed_in_both_phases(cast: Cast) -> None:
    number = in_three_items(
        cast, c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id or 0)
    )
    cast.do(cast.tom, c.Start(order=number))
    cast.do(cast.tom, c.TickPoint(order=number, item=1, point=1, answer="yes"))
    cast.do(cast.tom, c.SubmitItem(order=number, item=1))
    for item in (2, 3):
        cast.do(cast.tom, c.FinishItem(order=number, item=item))
    cast.do(cast.tom, c.Complete(order=number))
    cast.do(cast.dora, c.Split(order=number, items=(3,)))
    new = cast.read(cast.dora, queries.order(2))
    assert (new.main, new.technician is not None) == (Main.COMPLETED, True)


WRONG_SPLITS = [
    # items        what is refused
    ((),           "Each side needs an item; WO-1 has 1, 2, 3."),
    ((1, 2, 3),    "Each side needs an item"),
    ((2, 7),       "WO-1 has no item 7; it has 1, 2, 3."),
]  # fmt: skip


@pytest.mark.parametrize(("items", "words"), WRONG_SPLITS)
def test_a_split_leaves_something_on_both_sides(cast: Cast, items: tuple[int, ...], words: str) -> None:
    number = in_three_items(cast)
    with pytest.raises(Missing) as refused:
        cast.do(cast.dora, c.Split(order=number, items=items))
    assert words in refused.value.words
    assert cast.count(WorkOrder) == 1


def test_an_item_that_is_begun_stays(cast: Cast) -> None:
    number = in_three_items(
        cast, c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id or 0)
    )
    cast.do(cast.tom, c.Start(order=number))
    cast.do(cast.tom, c.FinishItem(order=number, item=2))
    with pytest.raises(State, match=r"item 2 \(Ground floor\) has begun, so it stays"):
        cast.do(cast.dora, c.Split(order=number, items=(2,)))
    cast.do(cast.dora, c.Split(order=number, items=(3,)))
