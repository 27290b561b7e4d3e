"""Items on cards and in `/wo items`."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.answers import sentences
from bot.blocks.assignment import assignment_card
from bot.blocks.items import item_detail, item_list, progress, took
from bot.blocks.kit import Block
from bot.blocks.order import order_card
from core import commands as c
from core.model import ItemKind, ItemStatus, Main, RecordKind
from core.queries import RecordView
from core.queries.items import ItemView, PointView
from core.refusals import Unknown
from tests.bot import views
from tests.cast import MONDAY_NINE

RACK = ItemView(
    number=1,
    kind=ItemKind.INSPECTION,
    name="Rack A3",
    equipment="Pallet rack",
    status=ItemStatus.IN_PROGRESS,
    is_over=False,
    required=True,
    essential=False,
    quantity=Decimal(1),
    unit_price=None,
    skip_reason=None,
    visit_no=1,
    points=(
        PointView(number=1, text="Bolts tight", required=True, answer="ok"),
        PointView(number=2, text="Sign readable", required=False, answer=None),
    ),
)
FILTERS = replace(
    RACK,
    number=2,
    kind=ItemKind.SERVICE,
    name="Clean the filters",
    equipment=None,
    status=ItemStatus.DONE,
    is_over=True,
    unit_price=Decimal(45),
    points=(),
)
DOOR = replace(
    FILTERS, number=3, name="Polish the door", status=ItemStatus.SKIPPED, skip_reason="new", unit_price=None
)
SEAL = replace(FILTERS, number=4, kind=ItemKind.PART, name="Seal", quantity=Decimal("2.500"), required=False)
ALL = (RACK, FILTERS, DOOR, SEAL)


def text(blocks: list[Block]) -> str:
    """All the words of a message, one line per line."""
    said = []
    for block in blocks:
        if block["type"] == "actions":
            continue
        for element in block["elements"]:
            parts = element.get("elements", [element])
            said.append("".join(part["text"] for part in parts if isinstance(part["text"], str)))
    return "\n".join(said)


def record(kind: RecordKind, /, **data: object) -> RecordView:
    return RecordView(
        kind=kind, data=data, item=None, by="Tom Tran", visit_no=1, at=MONDAY_NINE, effective_at=MONDAY_NINE
    )


def test_a_card_says_how_much_is_done_and_what_is_next() -> None:
    order = views.order(items=ALL, main=Main.IN_PROGRESS, technician=views.TOM)
    for card in (order_card(order, views.READER), assignment_card(order, views.TOM, views.READER)):
        assert "2 of 3 done · still open: 1 Rack A3 (1/2)" in text(card)


def test_a_card_of_work_in_one_piece_says_nothing_about_items() -> None:
    assert progress(views.order()) == []
    assert progress(views.order(items=(SEAL,))) == []


def test_the_list_shows_each_item_and_what_was_recorded() -> None:
    found = (
        record(RecordKind.TIME, kind="work", minutes=50),
        record(RecordKind.TIME, kind="work", minutes=25),
        record(RecordKind.PHOTO, reference="F1", caption=""),
        record(RecordKind.SIGNATURE, signed_by="Cara Cole"),
        record(RecordKind.CUSTOMER_ABSENT, reason="closed"),
    )
    order = views.order(items=ALL, worked=timedelta(minutes=90))
    assert text(item_list(order, found)).splitlines() == [
        "WO-12  Annual fire inspection",
        "○ 1  Rack A3 (Pallet rack)  inspection · in progress · 1 of 2 answered",
        "✓ 2  Clean the filters  service · done · 45.00 each",
        "– 3  Polish the door  service · skipped: new",
        "✓ 4  2.5 × Seal  part · done · 45.00 each",
        "took 1 h 30 min · work 1 h 15 min · 1 photo · signed by Cara Cole · not signed: closed",
    ]


def test_one_item_shows_its_checklist() -> None:
    assert text(item_detail(views.order(items=ALL), 1)).splitlines() == [
        "○ 1  Rack A3 (Pallet rack)  inspection · in progress · 1 of 2 answered",
        "✓ 1.1  Bolts tight: ok",
        "○ 1.2  Sign readable  optional",
        "/wo tick WO-12 1.1 ok answers a point.",
    ]
    with pytest.raises(Unknown, match="has no item 9"):
        item_detail(views.order(items=ALL), 9)


def test_work_without_items_says_so() -> None:
    assert "one piece of work" in text(item_list(views.order(), ()))


TOOK = ((0, "0 min"), (25, "25 min"), (60, "1 h 0 min"), (85, "1 h 25 min"))


@pytest.mark.parametrize(("minutes", "words"), TOOK)
def test_how_long_it_took_in_words(minutes: int, words: str) -> None:
    assert took(timedelta(minutes=minutes)) == words


ANSWERS = (
    # command                                       what the technician reads
    (c.SubmitItem(order=12, item=1),                "Item 1 (Rack A3) is submitted. 1 to go."),
    (c.SkipItem(order=12, item=3, reason="new"),    "Item 3 (Polish the door) is skipped. 1 to go."),
    (c.StartItem(order=12, item=9),                 "Item 9 is under way."),
    (c.TickPoint(order=12, item=1, point=2),        "1.2: ok."),
    (c.UsePart(name="Seal", quantity=Decimal(2)),   "2 Seal used on WO-12."),
)  # fmt: skip


@pytest.mark.parametrize(("command", "words"), ANSWERS)
def test_each_step_is_answered(command: c.Command, words: str) -> None:
    assert sentences([command], views.order(items=ALL), views.READER) == words
