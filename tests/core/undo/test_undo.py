"""Staff take back what they just did, as if it had not been: L77, lifecycle §12."""

import pytest
from sqlalchemy import select

from core import commands as c
from core import queries
from core.model import Confirmation, Main, OfferStatus, Visit
from core.people import Actor
from core.undo import INSTEAD
from tests.cast import FRIDAY, THURSDAY, Cast
from tests.core.undo.slips import SLIPS, after_the_steps_before, differences, offer_to, state, tina, tom


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_can_be_taken_back_as_if_it_had_not_been(cast: Cast, name: str) -> None:
    slip = SLIPS[name]
    number = after_the_steps_before(cast, slip)
    # Waiting mail of the steps before goes out with the next step, undone or not.
    before, actor = state(cast, number), getattr(cast, slip.who)
    cast.do(actor, slip.command(cast, number))
    assert state(cast, number) != before
    cast.clock.forward(seconds=30)
    assert cast.do(actor, c.Undo(order=number)).events == ("order.undone",)
    assert state(cast, number) == before
    assert differences(cast, number) == []


def test_what_can_be_undone_has_a_way_forward_for_afterwards() -> None:
    assert all(words.endswith(".") for words in INSTEAD.values())


def test_a_note_does_not_stand_in_the_way(cast: Cast) -> None:
    number = cast.new_order()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    cast.do(cast.dora, c.Note(order=number, text="gate code 12"))
    cast.do(cast.dora, c.Undo(order=number))
    assert cast.read(cast.dora, queries.order(number)).window is None


def test_undo_is_offered_exactly_while_it_is_possible(cast: Cast) -> None:
    number = cast.new_order()
    assert c.Undo not in may(cast, cast.dora, number)
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    assert c.Undo in may(cast, cast.dora, number)
    assert c.Undo not in may(cast, cast.bill, number)
    cast.clock.forward(seconds=60)
    assert c.Undo not in may(cast, cast.dora, number)


def may(cast: Cast, actor: Actor, number: int) -> tuple[type[c.Command], ...]:
    return cast.read(actor, queries.order(number)).possible


def test_a_cancelled_order_comes_back_and_offers_run_on(cast: Cast) -> None:
    """H6."""
    number = cast.scheduled_order()
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=(tom(cast), tina(cast))))
    cast.do(cast.dora, c.Cancel(order=number, reason="wrong order"))
    cast.do(cast.dora, c.Undo(order=number))
    cast.do(cast.tina, c.AcceptOffer(order=number, offer_id=offer_to(cast, number, tina(cast))))
    technician = cast.read(cast.dora, queries.order(number)).technician
    assert technician is not None
    assert technician.name == "Tina Torres"


def test_offers_that_ran_out_meanwhile_are_made_anew(cast: Cast) -> None:
    """H6: nobody waits for an answer that can't come any more."""
    number = cast.scheduled_order()
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=(tom(cast),)))
    cast.clock.forward(minutes=29, seconds=40)
    cast.do(cast.dora, c.Cancel(order=number, reason="wrong order"))
    cast.clock.forward(seconds=30)
    done = cast.do(cast.dora, c.Undo(order=number))
    assert done.events == ("order.undone", "offer.expired", "visit.offered")
    assert [each.status for each in cast.read(cast.dora, queries.order(number)).offers] == [OfferStatus.OPEN]
    assert differences(cast, number) == []


def test_a_no_show_tapped_too_soon_is_taken_back(cast: Cast) -> None:
    """H17: the customer opens the door a minute later."""
    number = cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=tom(cast)))
    cast.do(cast.tom, c.Arrive(order=number))
    cast.clock.forward(minutes=20)
    cast.do(cast.tom, c.NoShow(order=number, tried="rang twice"))
    cast.do(cast.tom, c.Undo(order=number))
    cast.do(cast.tom, c.Start(order=number))
    assert cast.read(cast.dora, queries.order(number)).main is Main.IN_PROGRESS


def test_a_yes_survives_a_move_that_was_taken_back(cast: Cast) -> None:
    number = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="wrong line"))
    cast.do(cast.dora, c.Undo(order=number))
    visit = cast.run(lambda session: session.scalars(select(Visit)).one())
    assert (visit.confirmation, visit.schedule_rev) == (Confirmation.CONFIRMED, 1)


def test_both_technicians_hear_of_an_assignment_taken_back(cast: Cast) -> None:
    number = cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=tom(cast)))
    cast.do(cast.dora, c.Assign(order=number, technician_id=tina(cast)))
    told = len(cast.told())
    cast.do(cast.dora, c.Undo(order=number))
    lines = {each.recipient for each in cast.told()[told:]}
    assert lines == {"channel:dispatch", f"staff:{cast.tom.id}", f"staff:{cast.tina.id}"}


def test_a_technician_undoing_their_own_tap_tells_dispatch_alone(cast: Cast) -> None:
    number = cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=tom(cast)))
    cast.do(cast.tom, c.Depart(order=number))
    told = len(cast.told())
    cast.do(cast.tom, c.Undo(order=number))
    assert [each.recipient for each in cast.told()[told:]] == ["channel:dispatch"]


def test_all_that_one_call_did_is_taken_back_together(cast: Cast) -> None:
    number = cast.new_order()
    cast.do(
        cast.dora,
        c.Schedule(order=number, window=THURSDAY),
        c.Assign(order=number, technician_id=tom(cast)),
    )
    cast.do(cast.dora, c.Undo(order=number))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.window, view.technician) == (None, None)
    assert differences(cast, number) == []


def test_the_history_keeps_what_was_undone(cast: Cast) -> None:
    number = cast.new_order()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    cast.do(cast.dora, c.Undo(order=number))
    lines = cast.read(cast.dora, queries.history(number))
    assert [line.name for line in lines][:3] == [
        "order.undone",
        "visit.confirmation-requested",
        "visit.scheduled",
    ]
    assert lines[0].data["undone"] == ["visit.scheduled", "visit.confirmation-requested"]


def test_the_same_undo_delivered_twice_is_done_once(cast: Cast) -> None:
    """H14."""
    number = cast.new_order()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    first = cast.do(cast.dora, c.Undo(order=number), key="tap")
    again = cast.do(cast.dora, c.Undo(order=number), key="tap")
    assert (again.repeated, again.events) == (True, first.events)
