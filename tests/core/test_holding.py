"""Work that rests, visits that follow visits, and finished work that the office accepts."""

from datetime import timedelta
from typing import Any

import pytest

from core import commands as c
from core import queries
from core.model import Confirmation, HoldReason, InboundMessage, Main, MessageStatus, Visit, WorkOrder
from core.people import Actor
from core.refusals import Busy, Missing, Perm, Refusal, Resume, State
from tests.cast import FRIDAY, THURSDAY, Cast, use_profile, window

PARTS = HoldReason.PARTS


def assigned(cast: Cast, at: c.Window = THURSDAY) -> int:
    return cast.new_order(c.Schedule(window=at), c.Assign(technician_id=cast.tom.technician_id or 0))


def in_state(cast: Cast, number: int) -> tuple[Main, str]:
    view = cast.read(cast.dora, queries.order(number))
    return view.main, view.status


FIELD_STEPS: dict[Main, tuple[type[c.Depart | c.Arrive | c.Start], ...]] = {
    Main.READY: (),
    Main.EN_ROUTE: (c.Depart,),
    Main.ON_SITE: (c.Depart, c.Arrive),
    Main.IN_PROGRESS: (c.Depart, c.Arrive, c.Start),
}


def walked_to(cast: Cast, there: Main) -> int:
    number = assigned(cast)
    for step in FIELD_STEPS[there]:
        cast.do(cast.tom, step(order=number))
    return number


@pytest.mark.parametrize("there", FIELD_STEPS)
def test_resume_goes_back_to_exactly_where_it_was(cast: Cast, there: Main) -> None:
    """S2.40, L54, L55, I10."""
    use_profile(cast, "appointment")
    number = walked_to(cast, there)
    cast.do(cast.tom, c.Hold(order=number, reason=PARTS))
    assert in_state(cast, number)[0] is Main.ON_HOLD
    cast.do(cast.tom, c.Resume(order=number))
    assert in_state(cast, number)[0] is there


HOLDABLE = [
    # profile         ready  en route  on site  in progress
    ("visit",         True,  False,    False,   True),
    ("unit",          False, False,    False,   True),
    ("quote",         True,  False,    False,   True),
    ("appointment",   True,  True,     True,    True),
]  # fmt: skip


@pytest.mark.parametrize("row", HOLDABLE, ids=[row[0] for row in HOLDABLE])
def test_where_work_can_rest_from_is_the_profiles_business(
    cast: Cast, row: tuple[str, bool, bool, bool, bool]
) -> None:
    """S2.43, L54."""
    use_profile(cast, row[0])
    for there, may in zip(FIELD_STEPS, row[1:], strict=True):
        number = walked_to_as_sue(cast, there)
        if may:
            cast.do(cast.sue, c.Hold(order=number, reason=PARTS))
        else:
            with pytest.raises(State, match="can't be put on hold"):
                cast.do(cast.sue, c.Hold(order=number, reason=PARTS))
        cast.do(cast.sue, c.Note(order=number, text="next"))
        finish(cast, number)


def walked_to_as_sue(cast: Cast, there: Main) -> int:
    number = cast.new_order_by(
        cast.sue, c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id or 0)
    )
    for step in FIELD_STEPS[there]:
        cast.do(cast.sue, step(order=number))
    return number


def finish(cast: Cast, number: int) -> None:
    """So that Tom is free for the next one."""
    if in_state(cast, number)[0] in {Main.EN_ROUTE, Main.ON_SITE}:
        cast.do(cast.sue, c.Cancel(order=number, reason="next"))
    if in_state(cast, number)[0] is Main.IN_PROGRESS:
        view = cast.read(cast.sue, queries.order(number))
        last = c.Submit(order=number) if c.Submit in view.possible else c.Complete(order=number)
        cast.do(cast.sue, last)


def test_a_new_reason_for_held_work_is_not_told_twice(cast: Cast) -> None:
    """L56."""
    number = walked_to(cast, Main.IN_PROGRESS)
    cast.do(cast.tom, c.Hold(order=number, reason=PARTS, words="waiting for a gasket"))
    told = len(cast.told())
    cast.do(cast.tom, c.Hold(order=number, reason=HoldReason.CUSTOMER, words="customer is away"))
    assert len(cast.told()) == told
    assert "on hold: customer is away" in cast.read(cast.dora, queries.order(number)).badges


def test_resume_is_refused_when_nobody_is_assigned_any_more(cast: Cast) -> None:
    """L55, I10."""
    number = walked_to(cast, Main.IN_PROGRESS)
    cast.do(cast.tom, c.Hold(order=number, reason=PARTS))
    cast.do(cast.dora, c.Unassign(order=number, reason="left the company"))
    with pytest.raises(Resume, match="Assign somebody and resume, or rebook"):
        cast.do(cast.dora, c.Resume(order=number))
    cast.do(cast.dora, c.Assign(order=number, technician_id=cast.tina.technician_id or 0))
    cast.do(cast.dora, c.Resume(order=number))
    assert in_state(cast, number)[0] is Main.IN_PROGRESS


def test_completing_held_work_is_refused(cast: Cast) -> None:
    """L64."""
    number = walked_to(cast, Main.IN_PROGRESS)
    cast.do(cast.tom, c.Hold(order=number, reason=PARTS))
    with pytest.raises(State, match=r"You can: .*Resume"):
        cast.do(cast.tom, c.Complete(order=number))


def test_a_window_that_passed_meanwhile_is_overdue_and_not_moved(cast: Cast) -> None:
    """L55."""
    number = assigned(cast)
    cast.do(cast.dora, c.Hold(order=number, reason=PARTS))
    cast.clock.forward(days=5)
    cast.do(cast.dora, c.Resume(order=number))
    view = cast.read(cast.dora, queries.order(number))
    assert view.window is not None
    assert view.window.start == THURSDAY.start
    assert "overdue" in view.badges


def test_on_the_follow_up_day_the_coordinator_is_reminded_once(cast: Cast) -> None:
    """S2.54."""
    number = assigned(cast)
    cast.do(cast.dora, c.Hold(order=number, reason=PARTS, follow_up_on=cast.clock() + timedelta(days=2)))
    cast.clock.forward(days=2)
    cast.desk.run_timers()
    cast.desk.run_timers()
    assert [told.ping for told in cast.told("hold-follow-up", number)] == [True]


def test_a_return_visit_keeps_the_first_and_opens_a_second(cast: Cast) -> None:
    """L57."""
    number = walked_to(cast, Main.IN_PROGRESS)
    cast.do(cast.dora, c.ReturnVisit(order=number, reason="needs a second person"))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.main, view.window, view.technician, view.confirmation) == (
        Main.READY,
        None,
        None,
        Confirmation.NONE,
    )
    assert cast.count(Visit) == 2
    assert [told.name for told in cast.told(order=number) if told.channel == "email"][
        -1
    ] == "new-visit-needed"


def test_a_yes_to_the_first_visit_does_not_confirm_the_second(cast: Cast) -> None:
    """L57, I4."""
    number = walked_to(cast, Main.IN_PROGRESS)
    cast.do(cast.dora, c.ReturnVisit(order=number, reason="needs a second person"))
    cast.do(cast.dora, c.Schedule(order=number, window=FRIDAY))
    assert cast.read(cast.dora, queries.order(number)).schedule_rev == 2
    with pytest.raises(Refusal, match="earlier time"):
        cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))


def test_the_customer_counts_as_absent_only_after_a_fair_wait(cast: Cast) -> None:
    """L59."""
    number = walked_to(cast, Main.ON_SITE)
    with pytest.raises(State, match="Wait 15 minutes"):
        cast.do(cast.tom, c.NoShow(order=number, tried="rang"))
    cast.clock.forward(minutes=15)
    with pytest.raises(Missing, match="how you tried"):
        cast.do(cast.tom, c.NoShow(order=number, tried=" "))
    cast.do(cast.tom, c.NoShow(order=number, tried="rang twice, phoned"))
    assert in_state(cast, number) == (Main.NO_SHOW, "Reschedule requested")
    assert [told.channel for told in cast.told("customer-absent", number)] == ["slack", "email"]


def test_after_a_no_show_it_is_rebooked_with_a_window_and_asked_again(cast: Cast) -> None:
    """L58."""
    number = walked_to(cast, Main.ON_SITE)
    cast.clock.forward(minutes=20)
    cast.do(cast.tom, c.NoShow(order=number, tried="rang twice"))
    cast.do(cast.dora, c.Rebook(order=number, window=FRIDAY, technician_id=cast.tina.technician_id))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.main, view.confirmation, view.schedule_rev) == (Main.READY, Confirmation.REQUESTED, 2)
    assert view.technician is not None
    assert view.technician.name == "Tina Torres"


def test_an_appointment_is_rebooked_with_window_and_technician_at_once(cast: Cast) -> None:
    """L58."""
    use_profile(cast, "appointment")
    number = walked_to(cast, Main.ON_SITE)
    cast.clock.forward(minutes=20)
    cast.do(cast.tom, c.NoShow(order=number, tried="rang twice"))
    with pytest.raises(Missing, match="window, technician"):
        cast.do(cast.dora, c.Rebook(order=number))


def test_where_the_office_accepts_work_the_technician_submits(cast: Cast) -> None:
    """S4.30, L61, L62."""
    use_profile(cast, "unit")
    number = walked_to_as_sue(cast, Main.IN_PROGRESS)
    with pytest.raises(State, match="submit"):
        cast.do(cast.tom, c.Complete(order=number))
    cast.do(cast.tom, c.Submit(order=number, summary="replaced the seal"))
    assert in_state(cast, number) == (Main.REVIEW, "waiting_approval")
    with pytest.raises(Perm):
        cast.do(cast.tom, c.ApproveCompletion(order=number))
    cast.do(cast.sue, c.ApproveCompletion(order=number))
    assert in_state(cast, number) == (Main.COMPLETED, "completed")


def test_nobody_accepts_their_own_work_while_somebody_else_could(cast: Cast) -> None:
    """L62."""
    use_profile(cast, "unit")
    number = walked_to_as_sue(cast, Main.IN_PROGRESS)
    cast.do(cast.sue, c.Submit(order=number))
    cast.do(cast.sue, c.ApproveCompletion(order=number))  # Sue is the only supervisor of this company
    newest = cast.read(cast.sue, queries.history(number))
    assert next(line for line in newest if line.name == "order.completion-approved").data["own"] is True
    cast.promote(cast.bill, "supervisor")
    other = walked_to_as_sue(cast, Main.IN_PROGRESS)
    cast.do(cast.sue, c.Submit(order=other))
    with pytest.raises(Perm, match="somebody else accepts it"):
        cast.do(cast.sue, c.ApproveCompletion(order=other))


def test_work_returned_for_fixes_goes_on(cast: Cast) -> None:
    """L63."""
    use_profile(cast, "unit")
    number = walked_to_as_sue(cast, Main.IN_PROGRESS)
    cast.do(cast.tom, c.Submit(order=number))
    cast.do(cast.sue, c.ReturnForFixes(order=number, reason="photo of the seal is missing"))
    assert in_state(cast, number)[0] is Main.IN_PROGRESS
    assert cast.told("work-returned-technician")[0].recipient == "staff:4"


def test_in_profile_unit_a_dispatcher_may_not_assign(cast: Cast) -> None:
    """S1.16, L34."""
    use_profile(cast, "unit")
    number = cast.new_order()
    with pytest.raises(Perm, match=r"work_orders\.supervise"):
        cast.do(cast.dora, c.Assign(order=number, technician_id=1))
    cast.do(cast.sue, c.Assign(order=number, technician_id=1))


def test_starting_an_unassigned_job_takes_it_where_the_profile_says_so(cast: Cast) -> None:
    """L51, I2."""
    use_profile(cast, "quote")
    number = cast.new_order()
    cast.do(cast.tom, c.Start(order=number))
    view = cast.read(cast.dora, queries.order(number))
    assert view.technician is not None
    assert (view.status, view.technician.name) == ("In Progress", "Tom Tran")


def test_a_technician_works_on_one_job_at_a_time(cast: Cast) -> None:
    """L51."""
    first, second = walked_to(cast, Main.IN_PROGRESS), assigned(cast, FRIDAY)
    with pytest.raises(Busy, match=f"WO-{first} is still in progress"):
        cast.do(cast.tom, c.Start(order=second))


def test_in_profile_quote_work_under_way_is_held_before_it_is_cancelled(cast: Cast) -> None:
    """L65, L67."""
    use_profile(cast, "quote")
    number = cast.new_order()
    cast.do(cast.tom, c.Start(order=number))
    with pytest.raises(State, match="Put it on hold first"):
        cast.do(cast.dora, c.Cancel(order=number, reason="customer changed their mind"))
    cast.do(cast.dora, c.Hold(order=number, reason=PARTS))
    cast.do(cast.dora, c.Cancel(order=number, reason="customer changed their mind"))
    assert in_state(cast, number)[1] == "Cancelled"


def test_a_technician_who_cannot_come_gives_it_back_and_dispatch_is_told(cast: Cast) -> None:
    """L42."""
    number = assigned(cast)
    with pytest.raises(Missing, match="why you can't"):
        cast.do(cast.tom, c.Release(order=number, reason=""))
    cast.do(cast.tom, c.Release(order=number, reason="van broke down"))
    assert cast.read(cast.dora, queries.order(number)).technician is None
    assert cast.told("visit-released")


def seen_late(cast: Cast, number: int) -> list[str]:
    return [told.name for told in cast.told(order=number) if told.name == "assignment-unacked"]


def test_an_assignment_nobody_has_seen_is_reported_before_the_visit(cast: Cast) -> None:
    """L44."""
    seen, unseen = assigned(cast), assigned(cast, window(26, 16, 17))
    cast.do(cast.tom, c.AckAssignment(order=seen))
    cast.clock.now = THURSDAY.start
    cast.desk.run_timers()
    cast.clock.now = window(26, 14, 15).start
    cast.desk.run_timers()
    assert (seen_late(cast, seen), seen_late(cast, unseen)) == ([], ["assignment-unacked"])


def test_who_has_not_answered_the_day_before_is_to_be_phoned(cast: Cast) -> None:
    """L32."""
    number = cast.scheduled_order()
    cast.clock.now = window(25, 15, 16).end  # Wednesday, the last office hour
    cast.desk.run_timers()
    assert [told.ping for told in cast.told("visit-unanswered", number)] == [True]


def test_who_has_written_is_not_phoned_before_somebody_read_it(cast: Cast) -> None:
    """L32: a message of theirs that waits in triage may well be the answer."""
    number = cast.scheduled_order()

    def write(session: Any) -> None:
        work = session.query(WorkOrder).one()
        session.add(
            InboundMessage(
                company_id=cast.company_id,
                dedupe_key="mail-1",
                received_at=cast.clock(),
                way_in="smtp",
                envelope_from="cara@acmefoods.example",
                envelope_to=["service@northgate.example"],
                raw=b"Well, it depends",
                status=MessageStatus.TRIAGE,
                work_order_id=work.id,
            )
        )

    cast.run(write)
    cast.clock.now = window(25, 15, 16).end
    cast.desk.run_timers()
    assert cast.told("visit-unanswered", number) == []


def test_who_has_answered_is_not(cast: Cast) -> None:
    """L32, I14."""
    number = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    cast.clock.now = THURSDAY.start
    cast.desk.run_timers()
    assert cast.told("visit-unanswered", number) == []


def test_running_late_tells_the_customer_once_per_change(cast: Cast) -> None:
    """L53b, I13."""
    number = assigned(cast)
    for minutes in (20, 40):
        cast.do(cast.tom, c.ReportLate(order=number, minutes=minutes, reason="traffic"))
    assert [told.channel for told in cast.told("running-late", number)] == ["slack", "email"] * 2
    assert "40 min late" in cast.read(cast.dora, queries.order(number)).badges


def test_a_customers_wish_to_cancel_cancels_nothing(cast: Cast) -> None:
    """L31b."""
    number = cast.scheduled_order()
    cast.do(cast.cara, c.RequestCancel(order=number, words="please cancel"))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.main, view.confirmation) == (Main.READY, Confirmation.DECLINED)
    assert [told.name for told in cast.told(order=number)][-2:] == ["cancel-requested", "cancel-passed-on"]


def test_taking_the_wish_back_confirms_the_old_window(cast: Cast) -> None:
    """L27."""
    number = cast.scheduled_order()
    cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words="Friday?"))
    cast.do(cast.cara, c.WithdrawReschedule(order=number, words="never mind, Thursday is fine"))
    assert cast.read(cast.dora, queries.order(number)).status == "Confirmed"


def test_whoever_takes_it_is_its_coordinator(cast: Cast) -> None:
    number = cast.new_order()
    cast.do(cast.sue, c.Take(order=number))
    assert cast.read(cast.dora, queries.order(number)).coordinator.name == "Sue Shaw"


def everybody(cast: Cast) -> list[Actor]:
    return [cast.dora, cast.sue, cast.bill, cast.tom, cast.tina, cast.cara, cast.eve]


def test_a_cancelled_work_order_has_no_timers_left(cast: Cast) -> None:
    """L65, I9."""
    number = assigned(cast)
    assert cast.timers() != []
    cast.do(cast.dora, c.Cancel(order=number, reason="double booking"))
    assert cast.timers() == []
