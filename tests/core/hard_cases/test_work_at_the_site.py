"""Hard cases of lifecycle §11: work that rests, can't be finished, may not begin, or was ended by a slip."""

from datetime import timedelta
from decimal import Decimal

import pytest

from core import commands as c
from core.model import HoldReason, ItemKind, ItemStatus, Main
from core.refusals import Items, QuoteOpen, Resume, Stale, State, Terminal, Time
from tests.cast import THURSDAY, Cast, use_profile
from tests.core.hard_cases.looking import give_a_minute_to_undo, id_of, mails, seen, who_has
from tests.core.working import FILTERS, PUMP, RACK, begun, statuses


def assigned(cast: Cast, *more: c.Command) -> int:
    return cast.new_order(*more, c.Schedule(window=THURSDAY), c.Assign(technician_id=id_of(cast.tom)))


def test_work_rests_and_goes_on_where_it_was(cast: Cast) -> None:
    """H4: parts are missing, the reason changes, the parts come; it is never completed while it rests."""
    use_profile(cast, "quote")
    number = assigned(cast)
    cast.do(cast.tom, c.Start(order=number))
    cast.do(cast.tom, c.Hold(order=number, reason=HoldReason.PARTS, words="gasket ordered"))
    told = len(cast.told())
    cast.do(cast.tom, c.Hold(order=number, reason=HoldReason.CUSTOMER, words="customer is away"))
    assert len(cast.told()) == told
    assert "on hold: customer is away" in seen(cast, number).badges
    with pytest.raises(State, match=r"Complete isn't available while WO-1 is “On Hold”\. You can: .*Resume"):
        cast.do(cast.tom, c.Complete(order=number))
    cast.do(cast.tom, c.Resume(order=number))
    assert seen(cast, number).status == "In Progress"


def test_the_technician_of_resting_work_has_left(cast: Cast) -> None:
    """H4: it can't go on with nobody; somebody is assigned, or it is rebooked."""
    number = assigned(cast)
    cast.do(cast.tom, c.Start(order=number))
    cast.do(cast.tom, c.Hold(order=number, reason=HoldReason.PARTS))
    cast.do(cast.dora, c.Unassign(order=number, reason="left the company"))
    with pytest.raises(Resume, match="Assign somebody and resume, or rebook it as a new visit"):
        cast.do(cast.dora, c.Resume(order=number))
    cast.do(cast.dora, c.Assign(order=number, technician_id=id_of(cast.tina)))
    cast.do(cast.dora, c.Resume(order=number))
    assert (seen(cast, number).main, who_has(cast, number)) == (Main.IN_PROGRESS, "Tina Torres")


def test_the_window_passes_while_a_visit_rests(cast: Cast) -> None:
    """H4: it is overdue then, and stays where it was until somebody moves it."""
    number = assigned(cast)
    cast.do(cast.dora, c.Hold(order=number, reason=HoldReason.CUSTOMER))
    cast.clock.now = THURSDAY.end + timedelta(hours=1)
    cast.do(cast.dora, c.Resume(order=number))
    view = seen(cast, number)
    assert view.window is not None
    assert (view.status, view.window.start, "overdue" in view.badges) == ("Scheduled", THURSDAY.start, True)


def test_the_customer_hears_that_a_promised_visit_rests(cast: Cast) -> None:
    """H4: and that it goes on, once each."""
    number = assigned(cast)
    cast.do(cast.dora, c.Hold(order=number, reason=HoldReason.WEATHER))
    cast.do(cast.dora, c.Resume(order=number))
    assert mails(cast, number)[-2:] == ["work-held", "work-resumed"]


def test_a_rejected_quote_is_answered_with_a_better_one(cast: Cast) -> None:
    """H5: an approval of the old version approves nothing; the new one is what counts."""
    use_profile(cast, "quote")
    number = cast.new_order(c.SendQuote(total=Decimal(450)))
    cast.do(cast.cara, c.RejectQuote(order=number, version=1, words="too much"))
    assert seen(cast, number).status == "Rejected"
    cast.do(cast.dora, c.SendQuote(order=number, total=Decimal(400)))
    assert seen(cast, number).status == "Quoted"
    with pytest.raises(Stale, match="Quote v1 was replaced by v2"):
        cast.do(cast.cara, c.ApproveQuote(order=number, version=1, total=Decimal(450), words="ok, approved"))
    cast.do(cast.cara, c.ApproveQuote(order=number, version=2, total=Decimal(400), words="approved"))
    assert seen(cast, number).status == "Approved"


def test_work_with_open_items_is_not_complete(cast: Cast) -> None:
    """H8: what is open is named, item by item; what can't be done today goes on to the next visit."""
    number = begun(cast, RACK, FILTERS, PUMP)
    with pytest.raises(
        Items, match=r"Cannot complete WO-1: 1 inspection not submitted \(Rack A3\), 2 services not done"
    ):
        cast.do(cast.tom, c.Complete(order=number))
    cast.do(cast.tom, c.FinishItem(order=number, item=2))
    cast.do(cast.dora, c.ReturnVisit(order=number, reason="needs a second person"))
    assert seen(cast, number).main is Main.READY
    assert statuses(cast, number) == [ItemStatus.OPEN, ItemStatus.DONE, ItemStatus.OPEN]


def test_work_with_an_unanswered_checklist_is_not_complete(cast: Cast) -> None:
    """H8: required points are counted; what is optional may be left by saying so."""
    point = c.Point(text="Pressure noted")
    done_but_for = c.AddItem(kind=ItemKind.SERVICE, name="Flush", checklist=(point,))
    optional = c.AddItem(kind=ItemKind.SERVICE, name="Polish", required=False)
    number = begun(cast, done_but_for, optional)
    cast.do(cast.tom, c.FinishItem(order=number, item=1))
    with pytest.raises(
        Items, match="Cannot complete work order: 1 required checklist item must be completed first"
    ):
        cast.do(cast.tom, c.Complete(order=number))
    cast.do(cast.tom, c.TickPoint(order=number, item=1, point=1, answer="4 bar"))
    with pytest.raises(Items, match="anyway"):
        cast.do(cast.tom, c.Complete(order=number))
    cast.do(cast.tom, c.Complete(order=number, acknowledged=True))
    assert seen(cast, number).main is Main.COMPLETED


def test_the_technician_reports_from_the_cellar_when_there_is_a_signal_again(cast: Cast) -> None:
    """H15: at 17:05 that it was done at 15:40; both are kept, and the work took until 15:40."""
    number = assigned(cast)
    cast.clock.now = THURSDAY.start
    cast.do(cast.tom, c.Start(order=number))
    done, told = THURSDAY.start + timedelta(minutes=100), THURSDAY.start + timedelta(minutes=185)
    cast.clock.now = told
    with pytest.raises(Time, match="only since 2:00 pm, so that can't have happened at 1:00 pm"):
        cast.do(cast.tom, c.Complete(order=number, at=THURSDAY.start - timedelta(hours=1)))
    cast.do(cast.tom, c.Complete(order=number, at=done))
    view = seen(cast, number)
    assert (view.main, view.worked) == (Main.COMPLETED, timedelta(minutes=100))
    assert (view.since, view.reported_at) == (done, told)


def test_the_office_has_cancelled_what_the_technician_did_in_the_cellar(cast: Cast) -> None:
    """H15: they read who was quicker and when; nothing is overwritten."""
    number = assigned(cast)
    cast.clock.now = THURSDAY.start
    cast.do(cast.sue, c.Cancel(order=number, reason="customer moved house"))
    cast.clock.forward(hours=2)
    with pytest.raises(Terminal, match=r"Sue Shaw made WO-1 “Cancelled” at 2:00 pm; you say 3:00 pm"):
        cast.do(cast.tom, c.Start(order=number, at=THURSDAY.start + timedelta(hours=1)))
    assert seen(cast, number).main is Main.CANCELLED


def test_the_customer_says_ok_on_the_doorstep(cast: Cast) -> None:
    """H16: work does not begin on a quote nobody approved; an approval, given there and then, opens the way."""
    use_profile(cast, "quote")
    number = assigned(cast)
    cast.do(cast.dora, c.SendQuote(order=number, total=Decimal(450)))
    with pytest.raises(QuoteOpen, match="Quote v1 of WO-1 isn't approved yet"):
        cast.do(cast.tom, c.Start(order=number))
    assert seen(cast, number).main is Main.READY
    cast.do(cast.cara, c.ApproveQuote(order=number, version=1, total=Decimal(450), words="approved"))
    cast.do(cast.tom, c.Start(order=number))
    assert seen(cast, number).main is Main.IN_PROGRESS


def absent(cast: Cast) -> int:
    number = assigned(cast)
    cast.do(cast.tom, c.Arrive(order=number))
    cast.clock.forward(minutes=20)
    cast.do(cast.tom, c.NoShow(order=number, tried="rang twice"))
    return number


def test_the_door_opens_a_minute_after_the_no_show(cast: Cast) -> None:
    """H17: within a minute it is taken back, as if it had not been; the customer never reads of it."""
    give_a_minute_to_undo(cast)
    number = absent(cast)
    cast.clock.forward(seconds=50)
    cast.do(cast.tom, c.Undo(order=number))
    cast.do(cast.tom, c.Start(order=number))
    assert seen(cast, number).main is Main.IN_PROGRESS
    cast.clock.forward(minutes=2)
    cast.desk.run_timers()
    assert [told.status for told in cast.told("customer-absent", number) if told.channel == "email"] == [
        "dropped"
    ]


def test_the_door_opens_an_hour_after_the_no_show(cast: Cast) -> None:
    """H17: too late to take back; a new visit with the same technician begins now."""
    give_a_minute_to_undo(cast)
    number = absent(cast)
    cast.clock.forward(hours=1)
    with pytest.raises(State, match=r"can't be undone any more\. Open a new visit: `/wo rebook WO-1"):
        cast.do(cast.tom, c.Undo(order=number))
    now = c.Window(start=cast.clock(), end=cast.clock() + timedelta(hours=2))
    cast.do(cast.dora, c.Rebook(order=number, window=now, technician_id=id_of(cast.tom)))
    cast.do(cast.tom, c.Start(order=number))
    assert (seen(cast, number).main, who_has(cast, number)) == (Main.IN_PROGRESS, "Tom Tran")
