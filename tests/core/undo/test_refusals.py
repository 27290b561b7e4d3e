"""What is not undone, and what to do instead: L77, lifecycle §12."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from core import commands as c
from core import queries
from core.model import Main
from core.notifications import claim
from core.refusals import Perm, State
from tests.cast import FRIDAY, THURSDAY, Cast
from tests.core.undo.slips import SLIPS, after_the_steps_before, tom


@pytest.mark.parametrize("name", ["schedule", "accept", "cancel"])
def test_after_a_minute_it_stays_and_the_way_forward_is_named(cast: Cast, name: str) -> None:
    slip = SLIPS[name]
    number = after_the_steps_before(cast, slip)
    actor = getattr(cast, slip.who)
    cast.do(actor, slip.command(cast, number))
    cast.clock.forward(seconds=60)
    with pytest.raises(State, match=r"can't be undone any more\. [A-Z].*\.$"):
        cast.do(actor, c.Undo(order=number))


def test_what_a_customer_has_been_told_is_not_undone(cast: Cast) -> None:
    number = cast.new_order()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    (ask,) = cast.told("confirmation-request")
    assert cast.run(lambda session: claim(session, cast.company_id, ask.id)) is not None
    with pytest.raises(State, match=r"has been told.*`/wo reschedule"):
        cast.do(cast.dora, c.Undo(order=number))


def test_only_the_last_thing_can_be_undone_and_only_once(cast: Cast) -> None:
    number = cast.new_order()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    cast.do(cast.dora, c.Assign(order=number, technician_id=tom(cast)))
    cast.do(cast.dora, c.Undo(order=number))
    view = cast.read(cast.dora, queries.order(number))
    assert view.window is not None
    assert view.technician is None
    with pytest.raises(State, match="was by Dora Diaz and can't be undone"):
        cast.do(cast.dora, c.Undo(order=number))


NOT_UNDONE: dict[str, tuple[str, Callable[[Cast, int], c.Command]]] = {
    "a customer's yes": ("cara", lambda _k, n: c.Confirm(order=n, for_rev=1, words="yes")),
    "a customer's wish": ("cara", lambda _k, n: c.RequestReschedule(order=n, for_rev=1, words="Friday?")),
    "a yes by phone": ("dora", lambda _k, n: c.ConfirmOnBehalf(order=n, how="by phone")),
    "an offer": ("dora", lambda k, n: c.OfferVisit(order=n, technician_ids=(tom(k),))),
}


@pytest.mark.parametrize("name", NOT_UNDONE)
def test_what_is_no_slip_of_staff_stays(cast: Cast, name: str) -> None:
    number = cast.scheduled_order()
    who, command = NOT_UNDONE[name]
    cast.do(getattr(cast, who), command(cast, number))
    with pytest.raises(State, match="can't be undone"):
        cast.do(cast.sue, c.Undo(order=number))


def test_what_the_customer_said_to_a_quote_stays_said(cast: Cast) -> None:
    number = cast.new_order(c.SendQuote(total=Decimal(450)))
    cast.do(cast.cara, c.RejectQuote(order=number, version=1, words="too much"))
    with pytest.raises(State, match="was by Cara Cole and can't be undone"):
        cast.do(cast.dora, c.Undo(order=number))


def test_whoever_did_it_or_a_supervisor_may_undo_it(cast: Cast) -> None:
    number = cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=tom(cast)))
    cast.do(cast.tom, c.Depart(order=number))
    for actor in (cast.tina, cast.bill, cast.cara):
        with pytest.raises(Perm, match="whoever did it"):
            cast.do(actor, c.Undo(order=number))
    cast.do(cast.sue, c.Undo(order=number))
    assert cast.read(cast.dora, queries.order(number)).main is Main.READY


def test_a_call_that_also_did_what_stays_is_not_undone(cast: Cast) -> None:
    number = cast.new_order(c.Schedule(window=THURSDAY))
    with pytest.raises(State, match="can't be undone"):
        cast.do(cast.dora, c.Undo(order=number))


def test_a_call_about_two_work_orders_is_not_undone(cast: Cast) -> None:
    first, second = cast.new_order(), cast.new_order()
    cast.do(cast.dora, c.Schedule(order=first, window=THURSDAY), c.Schedule(order=second, window=FRIDAY))
    with pytest.raises(State, match="can't be undone"):
        cast.do(cast.dora, c.Undo(order=first))
