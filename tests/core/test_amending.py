"""What a work order costs changes: a quote that counted on it counts no more (L6), or finished work is set right (L8)."""

from decimal import Decimal

import pytest

from core import commands as c
from core import queries
from core.model import ItemKind, Main, QuoteStatus
from core.people import Actor
from core.refusals import Missing, Perm, QuoteOpen, ReadOnly, Refusal, Replaced, State
from tests.cast import FRIDAY, THURSDAY, Cast, use_profile

TOTAL = Decimal("450.00")
PART = ItemKind.PART
FILTERS = c.AddItem(kind=PART, name="Filter", quantity=Decimal(2), unit_price=Decimal(10), required=False)


def quoted(cast: Cast, *, approved: bool = False) -> int:
    """Two filters at ten each, on a quote the customer has in hand."""
    number = cast.new_order(FILTERS, c.SendQuote(total=TOTAL, summary="New pump"))
    if approved:
        approve(cast, number, 1)
    return number


def approve(cast: Cast, number: int, version: int) -> None:
    cast.do(cast.cara, c.ApproveQuote(order=number, version=version, total=TOTAL, words="approved"))


def quote_of(cast: Cast, number: int) -> tuple[int, QuoteStatus]:
    quote = cast.read(cast.dora, queries.order(number)).quote
    assert quote is not None
    return quote.version, quote.status


def names(cast: Cast, number: int) -> list[str]:
    return [line.name for line in cast.read(cast.dora, queries.history(number))]


# fmt: off
COSTS = [
    # what is done                                                          does the quote still count?
    (c.AddItem(kind=PART, name="Hose", unit_price=Decimal(9)),                  False),
    (c.RemoveItem(item=1),                                                      False),
    (c.ChangeItem(item=1, quantity=Decimal(3)),                                 False),
    (c.ChangeItem(item=1, unit_price=Decimal(12)),                              False),
    (c.AddItem(kind=ItemKind.INSPECTION, name="Panel"),                         True),   # nothing is asked for it
    (c.AddItem(kind=PART, name="Hose", unit_price=Decimal(9), quantity=Decimal(0)), True),
    (c.ChangeItem(item=1, quantity=Decimal(1), unit_price=Decimal(20)),         True),   # it costs the same
    (c.Edit(instructions="Bring a ladder"),                                    True),
    (c.Note(text="gate code 12"),                                               True),
]
# fmt: on


@pytest.mark.parametrize("approved", [False, True], ids=["sent", "approved"])
@pytest.mark.parametrize(("change", "counts"), COSTS)
def test_a_quote_counts_until_what_it_was_for_costs_something_else(
    cast: Cast,
    change: c.Command,
    counts: bool,  # noqa: FBT001  columns
    approved: bool,  # noqa: FBT001  columns
) -> None:
    """L6."""
    number = quoted(cast, approved=approved)
    mails = len([told for told in cast.told() if told.channel == "email"])
    cast.do(cast.dora, type(change)(**{**vars(change), "order": number}))
    before = QuoteStatus.APPROVED if approved else QuoteStatus.SENT
    assert quote_of(cast, number) == (1, before if counts else QuoteStatus.REVISING)
    assert ("quote.superseded" in names(cast, number)) is not counts
    assert [told.ping for told in cast.told("quote-superseded")] == ([] if counts else [False])
    assert len([told for told in cast.told() if told.channel == "email"]) == mails, (
        "they hear with the next one"
    )


def test_another_service_type_brings_its_price_and_its_duration(cast: Cast) -> None:
    """L6, S3.8."""
    number = quoted(cast, approved=True)
    cast.do(cast.dora, c.Edit(order=number, service_type_id=cast.things.oil_change))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.scope.service_type, view.scope.minutes) == ("Oil change", 45)
    assert [(item.name, item.unit_price) for item in view.items][-1] == ("Oil change", Decimal(89))
    assert quote_of(cast, number) == (1, QuoteStatus.REVISING)


def test_profile_quote_shows_quoted_until_the_next_version_is_approved(cast: Cast) -> None:
    """L6, L11, S2.32, H5: the window stays, and start waits for the new yes (I6)."""
    use_profile(cast, "quote")
    number = quoted(cast, approved=True)
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY), c.Assign(order=number, technician_id=1))
    cast.do(cast.dora, c.ChangeItem(order=number, item=1, quantity=Decimal(4)))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.status, view.window is not None) == ("Quoted", True)
    assert [line.number for line in cast.read(cast.dora, queries.orders(status="quoted"))] == [number]
    with pytest.raises(QuoteOpen, match="has changed since"):
        cast.do(cast.tom, c.Start(order=number))
    cast.do(cast.dora, c.SendQuote(order=number, total=TOTAL))
    assert quote_of(cast, number) == (2, QuoteStatus.SENT)
    approve(cast, number, 2)
    assert cast.read(cast.dora, queries.order(number)).status == "Scheduled"
    cast.do(cast.tom, c.Start(order=number))


LATE = [
    c.ApproveQuote(version=1, total=TOTAL, words="approved"),
    c.RejectQuote(version=1, words="too expensive"),
]


@pytest.mark.parametrize("answer", LATE, ids=["yes", "no"])
def test_a_late_answer_to_the_replaced_version_changes_nothing(cast: Cast, answer: c.Command) -> None:
    """L14b: until the next one is sent, and after."""
    number = quoted(cast)
    late = type(answer)(**{**vars(answer), "order": number})
    cast.do(cast.dora, c.ChangeItem(order=number, item=1, quantity=Decimal(4)))
    with pytest.raises(Replaced, match="v1 was replaced, and the next one is not ready yet"):
        cast.do(cast.cara, late)
    cast.do(cast.dora, c.SendQuote(order=number, total=TOTAL))
    with pytest.raises(Replaced, match="v1 was replaced by v2"):
        cast.do(cast.cara, late)
    assert quote_of(cast, number) == (2, QuoteStatus.SENT)


@pytest.mark.parametrize("steps", [(c.Depart,), (c.Depart, c.Arrive)], ids=["on the way", "on site"])
def test_what_an_approved_job_costs_stays_while_somebody_is_under_way(
    cast: Cast, steps: tuple[type[c.Depart | c.Arrive], ...]
) -> None:
    """I6: nobody is on the way on a quote that does not count."""
    number = quoted(cast, approved=True)
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY), c.Assign(order=number, technician_id=1))
    for step in steps:
        cast.do(cast.tom, step(order=number))
    with pytest.raises(QuoteOpen, match="under way on quote v1"):
        cast.do(cast.dora, c.ChangeItem(order=number, item=1, quantity=Decimal(4)))
    cast.do(cast.dora, c.AddItem(order=number, kind=PART, name="Hose", required=False))
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="parts"))
    cast.do(cast.dora, c.ChangeItem(order=number, item=1, quantity=Decimal(4)))
    assert quote_of(cast, number) == (1, QuoteStatus.REVISING)


def test_a_cancelled_work_order_has_no_quote_in_the_making(cast: Cast) -> None:
    """I9."""
    number = quoted(cast)
    cast.do(cast.dora, c.ChangeItem(order=number, item=1, quantity=Decimal(4)))
    cast.do(cast.dora, c.Cancel(order=number, reason="moved house"))
    assert cast.read(cast.dora, queries.order(number)).quote is None


NOTHING_TO_CHANGE = [
    # who              what                                                       what is refused
    ("dora", {},                                              Missing, "the quantity or the price"),
    ("dora", {"quantity": Decimal(2)},                        State,   "says that already"),
    ("dora", {"quantity": Decimal(-1)},                       Missing, "a number from 0"),
    ("dora", {"unit_price": Decimal(10_000_000)},             Missing, "below ten million"),
    ("tom",  {"quantity": Decimal(3)},                        Perm,    "only a dispatcher"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "what", "refusal", "words"), NOTHING_TO_CHANGE)
def test_a_change_that_makes_no_sense_is_refused(
    cast: Cast, who: str, what: dict[str, Decimal], refusal: type[Refusal], words: str
) -> None:
    number = cast.new_order(FILTERS)
    with pytest.raises(refusal, match=words):
        cast.do(getattr(cast, who), c.ChangeItem(order=number, item=1, **what))


def completed(cast: Cast, profile: str) -> int:
    use_profile(cast, profile)
    number = cast.new_order_by(
        cast.sue, FILTERS, c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id or 0)
    )
    cast.do(cast.tom, c.Start(order=number))
    end = c.Submit if profile == "unit" else c.Complete
    cast.do(cast.tom, end(order=number, acknowledged=True))
    if profile == "unit":
        cast.do(cast.sue, c.ApproveCompletion(order=number))
    return number


def filters(cast: Cast, number: int) -> int:
    """The number of the item that is the filters."""
    view = cast.read(cast.sue, queries.order(number))
    assert view.main is Main.COMPLETED
    return next(item.number for item in view.items if item.name == "Filter")


@pytest.mark.parametrize("profile", ["visit", "unit", "appointment"])
def test_finished_work_is_set_right_and_those_who_bill_are_told(cast: Cast, profile: str) -> None:
    """L8, S4.28: old and new are kept."""
    number = completed(cast, profile)
    item = filters(cast, number)
    cast.do(cast.sue, c.AmendItem(order=number, item=item, quantity=Decimal(3), unit_price=Decimal(12)))
    newest = cast.read(cast.sue, queries.history(number))[0]
    assert (newest.name, newest.data["old_quantity"], newest.data["new_quantity"]) == (
        "item.changed",
        "2",
        "3",
    )
    assert (newest.data["old_price"], newest.data["new_price"]) == ("10.00", "12")
    assert [(each.what, each.before, each.after) for each in newest.became] == [
        ("item", "2 × 10.00", "3 × 12")
    ]
    assert [told.recipient for told in cast.told("item-amended")] == ["channel:dispatch"]
    assert [told.recipient for told in cast.told("item-amended-billing")] == [f"staff:{cast.bill.id}"]
    assert all("12" not in str(told.context["event"]) for told in cast.told("item-amended-billing")), "S1.14"


def test_who_may_not_see_prices_sees_only_how_many(cast: Cast) -> None:
    """S1.14."""
    number = completed(cast, "visit")
    cast.do(cast.sue, c.AmendItem(order=number, item=filters(cast, number), quantity=Decimal(3)))
    newest = cast.read(cast.tom, queries.history(number))[0]
    assert not {"old_price", "new_price"} & newest.data.keys()
    assert [(each.before, each.after) for each in newest.became] == [("2", "3")]


# fmt: off
NOT_AMENDED = [
    # profile    who                    what is refused
    ("quote",    "sue",  ReadOnly, "Create a new work order"),
    ("visit",    "tom",  Perm,     "only a dispatcher or supervisor"),
    ("unit",     "dora", Perm,     "only a dispatcher or supervisor"),
    ("visit",    "bill", Perm,     "only a dispatcher or supervisor"),
]
# fmt: on


@pytest.mark.parametrize(("profile", "who", "refusal", "words"), NOT_AMENDED)
def test_who_may_not_set_it_right(
    cast: Cast, profile: str, who: str, refusal: type[Refusal], words: str
) -> None:
    """L8, S2.1, lifecycle §4."""
    number = completed(cast, profile)
    actor: Actor = getattr(cast, who)
    with pytest.raises(refusal, match=words):
        cast.do(actor, c.AmendItem(order=number, item=filters(cast, number), quantity=Decimal(3)))


def test_before_completion_there_is_nothing_to_set_right(cast: Cast) -> None:
    number = cast.new_order(FILTERS)
    with pytest.raises(State, match="isn't available"):
        cast.do(cast.sue, c.AmendItem(order=number, item=1, quantity=Decimal(3)))
