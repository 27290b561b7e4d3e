"""A customer who was sent a name hears once when somebody else comes (L34b, L35, L42, §14)."""

from typing import Any

import pytest

from core import commands as c
from core import queries
from tests.cast import FRIDAY, THURSDAY, Cast

GIVEN_BACK, TAKEN_OFF = "Tom gives it back", "the office takes it off Tom"


def ids(cast: Cast) -> tuple[int, int]:
    return cast.tom.technician_id or 0, cast.tina.technician_id or 0


def confirmed(cast: Cast) -> int:
    """Cara said yes and was sent Tom's name."""
    number = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    cast.do(cast.dora, c.Assign(order=number, technician_id=ids(cast)[0]))
    assert names(cast, number) == ["Tom Tran"]
    return number


def names(cast: Cast, number: int) -> list[str]:
    """Who was named to the customer in mails that say who comes."""
    return [mail.context["technician"]["name"] for mail in cast.told("technician-named", number)]


def goes(cast: Cast, number: int, how: str) -> None:
    if how == GIVEN_BACK:
        cast.do(cast.tom, c.Release(order=number, reason="van broke down"))
    else:
        cast.do(cast.dora, c.Unassign(order=number, reason="needed elsewhere"))


def mails(cast: Cast, number: int) -> list[str]:
    return [each.name for each in cast.told(order=number) if each.channel == "email"]


def tina_accepts(cast: Cast, number: int) -> None:
    offers = cast.read(cast.dora, queries.order(number)).offers
    mine = next(each.id for each in offers if each.technician.technician_id == ids(cast)[1])
    cast.do(cast.tina, c.AcceptOffer(order=number, offer_id=mine))


def tina_is_assigned(cast: Cast, number: int) -> None:
    cast.do(cast.dora, c.Assign(order=number, technician_id=ids(cast)[1]))


@pytest.mark.parametrize("next_", [tina_is_assigned, tina_accepts])
@pytest.mark.parametrize("how", [GIVEN_BACK, TAKEN_OFF])
def test_the_next_name_is_told_once_and_the_gap_not_at_all(cast: Cast, how: str, next_: Any) -> None:
    number = confirmed(cast)
    before = len(mails(cast, number))
    goes(cast, number, how)
    assert len(mails(cast, number)) == before, "nobody is told that nobody comes"
    next_(cast, number)
    assert mails(cast, number)[before:] == ["technician-named"]
    assert names(cast, number) == ["Tom Tran", "Tina Torres"]


def test_off_and_on_in_one_change_is_one_mail(cast: Cast) -> None:
    """I13."""
    number = confirmed(cast)
    off, on = (
        c.Unassign(order=number, reason="needed elsewhere"),
        c.Assign(order=number, technician_id=ids(cast)[1]),
    )
    cast.do(cast.dora, off, on)
    assert names(cast, number) == ["Tom Tran", "Tina Torres"]


def test_the_same_name_again_is_no_news(cast: Cast) -> None:
    number = confirmed(cast)
    goes(cast, number, TAKEN_OFF)
    cast.do(cast.dora, c.Assign(order=number, technician_id=ids(cast)[0]))
    assert names(cast, number) == ["Tom Tran"]


def test_who_was_sent_a_name_with_the_question_hears_of_another_before_answering(cast: Cast) -> None:
    """The name went out with the window; whether they agreed to it does not matter."""
    number = confirmed(cast)
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="rain"))
    assert mails(cast, number)[-1] == "visit-moved"
    goes(cast, number, GIVEN_BACK)
    tina_is_assigned(cast, number)
    assert names(cast, number) == ["Tom Tran", "Tina Torres"]


def test_who_was_sent_no_name_is_not_told_of_a_swap(cast: Cast) -> None:
    number = cast.new_order(c.Schedule(window=THURSDAY))
    cast.do(cast.dora, c.Assign(order=number, technician_id=ids(cast)[0]))
    goes(cast, number, TAKEN_OFF)
    tina_is_assigned(cast, number)
    assert names(cast, number) == []
