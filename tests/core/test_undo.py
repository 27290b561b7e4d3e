"""Staff take back what they just did: L77, lifecycle §12, H6, H17."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, text

from core import commands as c
from core import queries
from core.jobs import counts
from core.mailing import MAIL_TASK
from core.model import (
    Company,
    Confirmation,
    HoldReason,
    Main,
    NotificationStatus,
    OfferStatus,
    Timer,
    Visit,
    WorkOrder,
)
from core.notifications import claim
from core.people import Actor
from core.refusals import Perm, State
from core.replay import compare, stored_rows
from core.undo import INSTEAD
from tests.cast import FRIDAY, THURSDAY, Cast


@pytest.fixture(autouse=True)
def _a_minute_to_undo(cast: Cast) -> None:
    def change(session: Any) -> None:
        company = session.get(Company, cast.company_id)
        company.policy = {**company.policy, "undo_seconds": 60}

    cast.run(change)


@dataclass(frozen=True)
class Slip:
    """What somebody does by mistake, and who: after `before` it can be taken back."""

    command: Callable[[Cast, int], c.Command]
    who: str = "dora"
    before: tuple[Callable[[Cast, int], tuple[str, c.Command]], ...] = ()


def tom(cast: Cast) -> int:
    return cast.tom.technician_id or 0


def tina(cast: Cast) -> int:
    return cast.tina.technician_id or 0


def offer_to(cast: Cast, number: int, technician_id: int) -> int:
    offers = cast.read(cast.dora, queries.order(number)).offers
    return next(each.id for each in offers if each.technician.technician_id == technician_id)


SCHEDULED = (lambda _k, n: ("dora", c.Schedule(order=n, window=THURSDAY)),)
CONFIRMED = (*SCHEDULED, lambda _k, n: ("cara", c.Confirm(order=n, for_rev=1, words="yes")))
ASSIGNED = (*SCHEDULED, lambda k, n: ("dora", c.Assign(order=n, technician_id=tom(k))))
OFFERED = (*SCHEDULED, lambda k, n: ("dora", c.OfferVisit(order=n, technician_ids=(tom(k), tina(k)))))
ARRIVED = (
    *ASSIGNED,
    lambda _k, n: ("tom", c.Depart(order=n)),
    lambda _k, n: ("tom", c.Arrive(order=n)),
)
STARTED = (*ARRIVED, lambda _k, n: ("tom", c.Start(order=n)))

# fmt: off
SLIPS = {
    "schedule":           Slip(lambda _k, n: c.Schedule(order=n, window=THURSDAY)),
    "reschedule":         Slip(lambda _k, n: c.Reschedule(order=n, window=FRIDAY, reason="rain"), before=CONFIRMED),
    "reschedule offered": Slip(lambda _k, n: c.Reschedule(order=n, window=FRIDAY, reason="rain"), before=OFFERED),
    "assign":             Slip(lambda k, n: c.Assign(order=n, technician_id=tom(k)), before=CONFIRMED),
    "assign offered":     Slip(lambda k, n: c.Assign(order=n, technician_id=tina(k)), before=OFFERED),
    "reassign":           Slip(lambda k, n: c.Assign(order=n, technician_id=tina(k)), before=ASSIGNED),
    "accept":             Slip(lambda k, n: c.AcceptOffer(order=n, offer_id=offer_to(k, n, tom(k))), "tom", OFFERED),
    "decline":            Slip(lambda k, n: c.DeclineOffer(order=n, offer_id=offer_to(k, n, tom(k)), reason="far"), "tom", OFFERED),
    "hold":               Slip(lambda _k, n: c.Hold(order=n, reason=HoldReason.PARTS), before=CONFIRMED),
    "cancel":             Slip(lambda _k, n: c.Cancel(order=n, reason="mistake"), before=CONFIRMED),
    "cancel offered":     Slip(lambda _k, n: c.Cancel(order=n, reason="mistake"), before=OFFERED),
    "send a quote":       Slip(lambda _k, n: c.SendQuote(order=n, total=Decimal(450))),
    "depart":             Slip(lambda _k, n: c.Depart(order=n), "tom", ASSIGNED),
    "arrive":             Slip(lambda _k, n: c.Arrive(order=n), "tom", ASSIGNED),
    "start":              Slip(lambda _k, n: c.Start(order=n), "tom", ARRIVED),
    "complete":           Slip(lambda _k, n: c.Complete(order=n), "tom", STARTED),
    "no-show":            Slip(lambda _k, n: c.NoShow(order=n, tried="rang"), "tom", ARRIVED),
}
# fmt: on


def after_the_steps_before(cast: Cast, slip: Slip) -> int:
    number = cast.new_order()
    for step in slip.before:
        who, command = step(cast, number)
        cast.do(getattr(cast, who), command)
    cast.clock.forward(minutes=20)
    return number


def state(cast: Cast, number: int) -> object:
    """Everything recorded about the work order, its timers, and how people see it; but not its version."""

    def read(session: Any) -> object:
        work = session.scalars(select(WorkOrder).where(WorkOrder.number == number)).one()
        rows = {
            key: {column: value for column, value in row.items() if column != "version"}
            for key, row in stored_rows(session, cast.company_id, work.id).items()
            if not is_closed(row)
        }
        timers = session.execute(
            select(Timer.kind, Timer.key, Timer.due_at).where(Timer.kind != "release_mail").order_by(Timer.id)
        ).all()
        return rows, sorted(map(tuple, timers))

    return cast.run(read)


def is_closed(row: dict[str, Any]) -> bool:
    """A row that the undone change added is kept, but closed."""
    return row.get("status") == "void" or row.get("reason") == "undone"


def differences(cast: Cast, number: int) -> list[str]:
    def read(session: Any) -> list[str]:
        work = session.scalars(select(WorkOrder).where(WorkOrder.number == number)).one()
        return [str(each) for each in compare(session, cast.company_id, work.id)]

    found: list[str] = cast.run(read)
    return found


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


MAILED = ["schedule", "reschedule", "hold", "cancel", "send a quote", "depart", "complete", "no-show"]


@pytest.mark.parametrize("name", MAILED)
def test_the_customer_never_hears_of_a_slip(cast: Cast, name: str) -> None:
    slip = SLIPS[name]
    number = after_the_steps_before(cast, slip)
    actor = getattr(cast, slip.who)
    cast.desk.run_timers()
    before = len(mail_jobs(cast))
    told = len(cast.told())
    cast.do(actor, slip.command(cast, number))
    cast.do(actor, c.Undo(order=number))
    cast.clock.forward(minutes=2)
    cast.desk.run_timers()
    assert len(mail_jobs(cast)) == before
    mails = [each for each in cast.told()[told:] if each.channel == "email"]
    assert all(each.status is NotificationStatus.DROPPED for each in mails)


def test_what_can_be_undone_has_a_way_forward_for_afterwards() -> None:
    assert all(words.endswith(".") for words in INSTEAD.values())


@pytest.mark.parametrize("name", ["schedule", "accept", "cancel"])
def test_after_a_minute_it_stays_and_the_way_forward_is_named(cast: Cast, name: str) -> None:
    slip = SLIPS[name]
    number = after_the_steps_before(cast, slip)
    actor = getattr(cast, slip.who)
    cast.do(actor, slip.command(cast, number))
    cast.clock.forward(seconds=60)
    with pytest.raises(State, match=r"can't be undone any more\. [A-Z].*\.$"):
        cast.do(actor, c.Undo(order=number))


def mail_jobs(cast: Cast) -> list[int]:
    """Notifications whose mail has a job."""
    found: list[int] = cast.run(
        lambda session: list(
            session.scalars(
                text(
                    "select (args->>'notification_id')::int from procrastinate_jobs where task_name = :task order by id"
                ),
                {"task": MAIL_TASK},
            )
        )
    )
    return found


def test_mail_about_what_can_be_undone_waits_out_the_window(cast: Cast) -> None:
    number = cast.new_order()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    (ask,) = cast.told("confirmation-request")
    assert mail_jobs(cast) == []
    cast.clock.forward(seconds=59)
    cast.desk.run_timers()
    assert mail_jobs(cast) == []
    cast.clock.forward(seconds=1)
    cast.desk.run_timers()
    assert mail_jobs(cast) == [ask.id]


def test_receipts_of_the_customers_own_act_do_not_wait(cast: Cast) -> None:
    number = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    (receipt,) = [each for each in cast.told("visit-confirmed") if each.channel == "email"]
    assert receipt.id in mail_jobs(cast)


def test_the_next_step_lets_the_mail_before_it_go_first(cast: Cast) -> None:
    number = cast.new_order()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    cast.do(cast.dora, c.Note(order=number, text="a note settles nothing"))
    assert mail_jobs(cast) == []
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    (ask,) = cast.told("confirmation-request")
    (receipt,) = [each for each in cast.told("visit-confirmed") if each.channel == "email"]
    assert mail_jobs(cast) == [ask.id, receipt.id]


def test_what_a_customer_has_been_told_is_not_undone(cast: Cast) -> None:
    number = cast.new_order()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    (ask,) = cast.told("confirmation-request")
    assert cast.run(lambda session: claim(session, cast.company_id, ask.id)) is not None
    with pytest.raises(State, match=r"has been told.*`/wo reschedule"):
        cast.do(cast.dora, c.Undo(order=number))


def test_a_note_does_not_stand_in_the_way(cast: Cast) -> None:
    number = cast.new_order()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    cast.do(cast.dora, c.Note(order=number, text="gate code 12"))
    cast.do(cast.dora, c.Undo(order=number))
    assert cast.read(cast.dora, queries.order(number)).window is None


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


def test_offers_that_ran_out_meanwhile_go_to_dispatch(cast: Cast) -> None:
    """H6: nobody waits for an answer that can't come any more."""
    number = cast.scheduled_order()
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=(tom(cast),)))
    cast.clock.forward(minutes=29, seconds=40)
    cast.do(cast.dora, c.Cancel(order=number, reason="wrong order"))
    cast.clock.forward(seconds=30)
    done = cast.do(cast.dora, c.Undo(order=number))
    assert done.events == ("order.undone", "offer.expired", "visit.escalated")
    assert [each.status for each in cast.read(cast.dora, queries.order(number)).offers] == [
        OfferStatus.EXPIRED
    ]
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


def test_a_call_that_also_did_what_stays_is_not_undone(cast: Cast) -> None:
    number = cast.new_order(c.Schedule(window=THURSDAY))
    with pytest.raises(State, match="can't be undone"):
        cast.do(cast.dora, c.Undo(order=number))


def test_a_call_about_two_work_orders_is_not_undone(cast: Cast) -> None:
    first, second = cast.new_order(), cast.new_order()
    cast.do(cast.dora, c.Schedule(order=first, window=THURSDAY), c.Schedule(order=second, window=FRIDAY))
    with pytest.raises(State, match="can't be undone"):
        cast.do(cast.dora, c.Undo(order=first))


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


def test_a_company_may_do_without_undo_and_mail_goes_at_once(cast: Cast) -> None:
    def change(session: Any) -> None:
        session.get(Company, cast.company_id).policy = {"undo_seconds": 0}

    cast.run(change)
    number = cast.new_order()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    assert len(mail_jobs(cast)) == 1
    with pytest.raises(State, match="can't be undone"):
        cast.do(cast.dora, c.Undo(order=number))


def test_the_same_undo_delivered_twice_is_done_once(cast: Cast) -> None:
    """H14."""
    number = cast.new_order()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    first = cast.do(cast.dora, c.Undo(order=number), key="tap")
    again = cast.do(cast.dora, c.Undo(order=number), key="tap")
    assert (again.repeated, again.events) == (True, first.events)


def test_a_mail_released_twice_is_sent_once(cast: Cast) -> None:
    """I14: two timer loops find the same row."""
    number = cast.new_order()
    cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))
    cast.clock.forward(seconds=60)
    assert cast.desk.run_timers() == 1
    assert cast.desk.run_timers() == 0
    assert len(mail_jobs(cast)) == 1
    assert cast.run(counts)["dead"] == 0
