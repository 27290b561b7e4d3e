"""Hard cases of lifecycle §11: two people, or two deliveries, want something of the same work order."""

import pytest

from core import commands as c
from core.model import Confirmation, DeclineReason, Main, OfferStatus
from core.refusals import Gone, Stale, Terminal
from tests.cast import FRIDAY, THURSDAY, Cast
from tests.core.hard_cases.looking import (
    events,
    give_a_minute_to_undo,
    id_of,
    offer_to,
    offers,
    seen,
    who_has,
)


def test_the_office_moves_a_visit_that_is_being_offered(cast: Cast) -> None:
    """H2, the move first: who accepts now reads of it and gets nothing; the new window is offered by itself."""
    number = cast.scheduled_order()
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=(id_of(cast.tom), id_of(cast.tina))))
    old = offer_to(cast, number, cast.tom)
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="the customer phoned"))
    with pytest.raises(Gone, match="has been moved"):
        cast.do(cast.tom, c.AcceptOffer(order=number, offer_id=old))
    assert who_has(cast, number) == "nobody"
    cast.do(cast.tom, c.AcceptOffer(order=number, offer_id=offer_to(cast, number, cast.tom)))
    assert who_has(cast, number) == "Tom Tran"


def test_who_declined_for_the_hour_is_asked_about_another_one(cast: Cast) -> None:
    """H2: not so who declined because it is too far, wherever the window goes."""
    number = cast.scheduled_order()
    both = (id_of(cast.tom), id_of(cast.tina))
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=both))
    for technician, reason in (
        (cast.tom, DeclineReason.SCHEDULE_CONFLICT),
        (cast.tina, DeclineReason.TOO_FAR),
    ):
        mine = offer_to(cast, number, technician)
        cast.do(technician, c.DeclineOffer(order=number, offer_id=mine, reason=reason))
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="nobody free"))
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=()))
    assert [offer.technician.name for offer in seen(cast, number).offers] == ["Tom Tran"]


def test_the_office_moves_a_visit_that_was_just_accepted(cast: Cast) -> None:
    """H2, the accept first: whoever has it keeps it if they are free then, and looks at it again."""
    number = cast.scheduled_order()
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=(id_of(cast.tom), id_of(cast.tina))))
    cast.do(cast.tom, c.AcceptOffer(order=number, offer_id=offer_to(cast, number, cast.tom)))
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="the customer phoned"))
    view = seen(cast, number)
    assert who_has(cast, number) == "Tom Tran"
    assert "not seen by the technician yet" in view.badges
    assert offers(cast, number) == [OfferStatus.ACCEPTED, OfferStatus.LOST]


def test_the_office_moves_it_to_when_the_technician_is_elsewhere(cast: Cast) -> None:
    """H2: it is taken off them, and they read why."""
    work = c.Assign(technician_id=id_of(cast.tom))
    hour = c.Window(start=FRIDAY.start, end=FRIDAY.start.replace(hour=FRIDAY.start.hour + 1))
    cast.new_order(c.Schedule(window=hour), work)
    number = cast.new_order(c.Schedule(window=THURSDAY), work)
    cast.do(cast.dora, c.Reschedule(order=number, window=hour, reason="the customer phoned"))
    assert who_has(cast, number) == "nobody"
    (told,) = [each for each in cast.told(order=number) if each.recipient == f"staff:{cast.tom.id}"]
    assert "Tom Tran" in str(told.context["event"])
    assert "WO-1" in str(told.context["event"])


def test_a_work_order_is_cancelled_while_it_is_offered(cast: Cast) -> None:
    """H6: whoever accepts reads who cancelled it, when and why; an undo in time brings the offers back."""
    give_a_minute_to_undo(cast)
    number = cast.scheduled_order()
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=(id_of(cast.tom), id_of(cast.tina))))
    mine = offer_to(cast, number, cast.tina)
    cast.do(cast.dora, c.Cancel(order=number, reason="customer moved house"))
    with pytest.raises(Gone, match="WO-1 was cancelled at 9:00 am by Dora Diaz"):
        cast.do(cast.tina, c.AcceptOffer(order=number, offer_id=mine))
    cast.do(cast.dora, c.Undo(order=number))
    assert offers(cast, number) == [OfferStatus.OPEN, OfferStatus.OPEN]
    cast.do(cast.tina, c.AcceptOffer(order=number, offer_id=mine))
    assert who_has(cast, number) == "Tina Torres"


def test_a_cancellation_is_taken_back_when_the_offers_have_run_out(cast: Cast) -> None:
    """H6: nobody waits for answers that can't come any more; a new round starts."""
    give_a_minute_to_undo(cast)
    number = cast.scheduled_order()
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=(id_of(cast.tom),)))
    cast.clock.forward(minutes=29, seconds=40)
    cast.do(cast.dora, c.Cancel(order=number, reason="wrong order"))
    cast.clock.forward(seconds=30)
    cast.do(cast.dora, c.Undo(order=number))
    assert events(cast, number)[-3:] == ["order.undone", "offer.expired", "visit.offered"]
    assert offers(cast, number) == [OfferStatus.OPEN]


def test_two_dispatchers_have_the_same_work_order_open(cast: Cast) -> None:
    """H11: what commutes applies; an edit of what has changed is refused with what it was and by whom."""
    number = cast.scheduled_order()
    version = seen(cast, number).version
    cast.do(cast.dora, c.Note(order=number, text="gate code 12"))
    cast.do(cast.sue, c.Edit(order=number, seen=version, title="Fire inspection, both floors"))
    with pytest.raises(Stale, match=r"Changed since you opened it: .*by Sue Shaw\. Look again, then edit\."):
        cast.do(cast.dora, c.Edit(order=number, seen=version, title="Fire inspection"))
    assert seen(cast, number).title == "Fire inspection, both floors"


def test_two_dispatchers_give_opposite_orders(cast: Cast) -> None:
    """H11: the second one is judged by what the first has left."""
    number = cast.scheduled_order()
    cast.do(cast.dora, c.Cancel(order=number, reason="double booking"))
    with pytest.raises(Terminal, match="WO-1 is cancelled, and that is final"):
        cast.do(cast.sue, c.Reschedule(order=number, window=FRIDAY, reason="the customer phoned"))
    assert seen(cast, number).main is Main.CANCELLED


def test_the_same_tap_and_the_same_mail_come_twice(cast: Cast) -> None:
    """H14: the second delivery gets the first result; one event, one message."""
    number = cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=id_of(cast.tom)))
    yes = c.Confirm(order=number, for_rev=1, words="yes")
    for actor, command, key in ((cast.cara, yes, "mail:7"), (cast.tom, c.Start(order=number), "tap:7")):
        first = cast.do(actor, command, key=key)
        told = len(cast.told())
        again = cast.do(actor, command, key=key)
        assert (again.repeated, again.events, again.version) == (True, first.events, first.version)
        assert len(cast.told()) == told
    assert events(cast, number).count("visit.confirmed") == 1
    view = seen(cast, number)
    assert (view.main, view.confirmation) == (Main.IN_PROGRESS, Confirmation.CONFIRMED)
    assert events(cast, number).count("visit.started") == 1
