"""What staff write is refused when it is too long, never cut; what customers write is kept whole."""

from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints

import pytest

from core import commands as c
from core import queries
from core.limits import MOST
from core.model import HoldReason, ItemKind
from core.refusals import TooLong
from tests.cast import THURSDAY, Cast

LONG = "long words " * 2_000

# fmt: off
TOO_LONG = [
    # what is written                                                             the field      what is read
    (lambda n: c.Edit(order=n, title="x" * 201),                                 "title",       "The title has 201 characters, and 200 is the most. Shorten it; nothing was changed."),
    (lambda n: c.Edit(order=n, customer_note=LONG),                              "customer_note", "The message to the customer has 21,999 characters, and 10,000 is the most."),
    (lambda n: c.Note(order=n, text=LONG),                                       "text",        "The text has 21,999 characters"),
    (lambda n: c.Cancel(order=n, reason=LONG),                                   "reason",      "The reason has 21,999 characters, and 2,000 is the most."),
    (lambda n: c.Hold(order=n, reason=HoldReason.OTHER, words=LONG),             "words",       "The text has"),
    (lambda n: c.LinkQuotation(order=n, reference="Q" * 101),                    "reference",   "The reference has 101 characters, and 100 is the most."),
    (lambda n: c.AddItem(order=n, kind=ItemKind.SERVICE, name="x" * 201),        "name",        "The name has 201 characters"),
    (lambda n: c.AddItem(order=n, kind=ItemKind.SERVICE, name="x", checklist=(c.Point(text="y" * 201),)), "text", "The text has 201 characters, and 200 is the most."),
    (lambda n: c.ConfirmOnBehalf(order=n, how=LONG),                             "how",         "The note has"),
]
# fmt: on


@pytest.mark.parametrize(("write", "field", "words"), TOO_LONG, ids=range(len(TOO_LONG)))
def test_what_is_too_long_is_refused_by_name_and_stays_where_it_was_written(
    cast: Cast, write: Any, field: str, words: str
) -> None:
    number = cast.scheduled_order()
    version = cast.read(cast.dora, queries.order(number)).version
    with pytest.raises(TooLong) as refused:
        cast.do(cast.dora, write(number))
    assert refused.value.words.startswith(words)
    assert refused.value.field == field
    assert cast.read(cast.dora, queries.order(number)).version == version


def test_a_title_of_just_the_length_is_kept(cast: Cast) -> None:
    number = cast.new_order(title="x" * 200)
    assert cast.read(cast.dora, queries.order(number)).title == "x" * 200


def test_spaces_around_do_not_count(cast: Cast) -> None:
    number = cast.new_order()
    cast.do(cast.dora, c.Edit(order=number, title=f"  {'x' * 200}  "))
    assert len(cast.read(cast.dora, queries.order(number)).title) == 200


def test_what_a_customer_writes_is_kept_whole(cast: Cast) -> None:
    """Principle 2: nothing is lost, however much somebody has to say."""
    number = cast.scheduled_order(THURSDAY)
    cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words=LONG))
    request = cast.read(cast.dora, queries.order(number)).request
    assert request is not None
    assert request.words == LONG
    cast.do(cast.cara, c.DeclineVisit(order=number, for_rev=1, words=LONG))
    assert cast.read(cast.dora, queries.history(number))[0].data["words"] == LONG


# Ours, or a customer's, or checked by what reads it.
WITHOUT = {
    ("KeepMessage", "why"),
    ("KeepMessage", "kind"),
    ("AnswerTechnician", "why"),
    ("NoteLanguage", "language"),
    ("NoteDelivery", "why"),
    ("PlanContent", "said"),
    ("Recurrence", "said"),
    ("Recurrence", "rule"),
    ("PlanHours", "start"),
    ("PlanHours", "end"),
}


def test_every_text_of_a_command_has_its_limit() -> None:
    kinds: set[type[Any]] = {getattr(c, name) for name in c.__all__ if name != "NEW"}
    unlimited = {
        (kind.__name__, field.name)
        for kind in kinds
        if is_dataclass(kind)
        for field in fields(kind)
        if get_type_hints(kind)[field.name] in {str, str | None} and field.name not in MOST
    }
    assert unlimited - WITHOUT == set()
