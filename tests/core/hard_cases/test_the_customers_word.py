"""Hard cases of lifecycle §11: what a customer says, and when it no longer fits."""

from dataclasses import replace
from typing import Any

import pytest

from core import commands as c
from core.model import Confirmation, Contact, DeclineReason, Main
from core.people import Actor
from core.refusals import Moved, State
from tests.cast import FRIDAY, THURSDAY, Cast, use_profile
from tests.core.hard_cases.looking import events, id_of, mails, mails_since, offer_to, seen, who_has

NAMES = [
    # profile         before anybody is assigned  once somebody is
    ("visit",         "Confirmed",                "Scheduled"),
    ("unit",          "unassigned",               "pending"),
    ("quote",         "Scheduled",                "Scheduled"),
    ("appointment",   "Scheduled",                "Scheduled"),
]  # fmt: skip


@pytest.mark.parametrize(("profile", "before", "after"), NAMES)
def test_a_visit_is_confirmed_before_anybody_has_it(
    cast: Cast, profile: str, before: str, after: str
) -> None:
    """H1: the yes stays when a technician takes it; the customer gets a name, not a second question."""
    use_profile(cast, profile)
    number = confirmed_and_unassigned(cast)
    assert (seen(cast, number).status, who_has(cast, number)) == (before, "nobody")
    known = mails(cast, number)
    if not seen(cast, number).offers:  # somebody else is sought by itself when it is given back
        cast.do(cast.sue, c.OfferVisit(order=number, technician_ids=(id_of(cast.tina),)))
    cast.do(cast.tina, c.AcceptOffer(order=number, offer_id=offer_to(cast, number, cast.tina)))
    view = seen(cast, number)
    assert (view.status, view.confirmation, who_has(cast, number)) == (
        after,
        Confirmation.CONFIRMED,
        "Tina Torres",
    )
    assert mails_since(cast, number, known) == ["technician-named"]


def confirmed_and_unassigned(cast: Cast) -> int:
    number = cast.new_order_by(cast.sue, c.Schedule(window=THURSDAY))
    if who_has(cast, number) != "nobody":
        cast.do(cast.sue, c.Unassign(order=number, reason="sick"))
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="Thursday is fine"))
    return number


def test_nobody_takes_a_confirmed_visit_and_it_has_to_move(cast: Cast) -> None:
    """H1: the customer is asked about the new window, and a late yes to the old one confirms nothing."""
    number = confirmed_and_unassigned(cast)
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=(id_of(cast.tom),)))
    mine = offer_to(cast, number, cast.tom)
    cast.do(cast.tom, c.DeclineOffer(order=number, offer_id=mine, reason=DeclineReason.TOO_FAR))
    assert events(cast, number)[-1] == "visit.escalated"
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="nobody free"))
    assert (seen(cast, number).confirmation, mails(cast, number)[-1]) == (
        Confirmation.REQUESTED,
        "visit-moved",
    )
    with pytest.raises(Moved, match="the visit is now on Friday, November 27, 9:00"):
        cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    assert seen(cast, number).confirmation is Confirmation.REQUESTED


def test_a_wish_that_comes_when_the_technician_is_on_the_way(cast: Cast) -> None:
    """H12: nothing is moved by itself; the office and the technician hear of it at once, and either way is open."""
    number = cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=id_of(cast.tom)))
    cast.do(cast.tom, c.Depart(order=number))
    with pytest.raises(State, match="Ask for another time isn't available"):
        cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words="can we do Friday?"))
    assert (seen(cast, number).main, who_has(cast, number)) == (Main.EN_ROUTE, "Tom Tran")
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="the customer phoned"))
    assert seen(cast, number).main is Main.READY
    (turn_back,) = cast.told("visit-moved-technician", number)
    assert (turn_back.recipient, turn_back.context["event"]["under_way"]) == (f"staff:{cast.tom.id}", True)


def test_yes_and_yes_again(cast: Cast) -> None:
    """H13: the second yes changes nothing and gets the same receipt; nobody else hears of it."""
    number = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    confirmed_at, known = seen(cast, number).confirmed_at, len(cast.told())
    cast.clock.forward(minutes=5)
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes, really"))
    assert seen(cast, number).confirmed_at == confirmed_at
    assert [(told.channel, told.name) for told in cast.told()[known:]] == [("email", "visit-confirmed")]


def test_yes_and_then_no(cast: Cast) -> None:
    """H13: what they said last counts, and somebody calls them."""
    number = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    cast.do(cast.cara, c.DeclineVisit(order=number, for_rev=1, words="sorry, don't come after all"))
    assert seen(cast, number).confirmation is Confirmation.DECLINED
    assert [told.ping for told in cast.told("visit-declined", number)] == [True, False]
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="sorry, do come"))
    assert seen(cast, number).confirmation is Confirmation.CONFIRMED


OTHERWISE = [
    c.DeclineVisit(for_rev=1, words="don't come"),
    c.RequestReschedule(for_rev=1, words="Friday?"),
]


@pytest.mark.parametrize("otherwise", OTHERWISE, ids=[type(each).__name__ for each in OTHERWISE])
def test_two_contacts_disagree_about_the_visit(cast: Cast, otherwise: c.Command) -> None:
    """H13: the primary contact's word stands, whoever spoke last."""
    number, carl = cast.scheduled_order(), a_second_contact(cast)
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    with pytest.raises(State, match="Cara Cole has answered for WO-1"):
        cast.do(carl, replace(otherwise, order=number))
    assert seen(cast, number).confirmation is Confirmation.CONFIRMED


def test_a_second_contact_answers_until_the_primary_one_does(cast: Cast) -> None:
    """H13."""
    number, carl = cast.scheduled_order(), a_second_contact(cast)
    cast.do(carl, c.Confirm(order=number, for_rev=1, words="yes"))
    assert seen(cast, number).confirmation is Confirmation.CONFIRMED
    cast.do(cast.cara, c.DeclineVisit(order=number, for_rev=1, words="no, don't come"))
    with pytest.raises(State, match="Cara Cole has answered"):
        cast.do(carl, c.Confirm(order=number, for_rev=1, words="yes, come"))
    assert seen(cast, number).confirmation is Confirmation.DECLINED


def a_second_contact(cast: Cast) -> Actor:
    """Carl works for the customer too, but is not whom we write to first."""

    def add(session: Any) -> int:
        row = Contact(
            company_id=cast.company_id,
            customer_id=cast.cara.customer_id,
            name="Carl Cole",
            email="carl@acmefoods.example",
        )
        session.add(row)
        session.flush()
        return int(row.id)

    carl = "carl@acmefoods.example"
    return replace(cast.cara, id=cast.run(add), name="Carl Cole", address=carl, is_approver=False)
