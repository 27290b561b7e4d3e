"""Time off: whoever is away keeps no visits, and nobody is told twice (N.25, P.44, I13)."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from core import commands as c
from core import queries
from core.model import Company, HoldReason, Main, OfferStatus, OffReason, Staff, TimeOff, Visit, WorkOrder
from core.people import Actor
from core.refusals import Gone, Missing, Perm, Refusal, State, Time
from core.replay import compare
from tests.cast import FRIDAY, THURSDAY, Cast, window
from tests.core.november import at
from tests.core.oracles.invariants import broken_invariants

SICK, TRAINING = OffReason.SICK, OffReason.TRAINING
MANY = 30


def off(person: Actor, day: int, until: int | None = None, **more: Any) -> c.TakeTimeOff:
    """Whole days of November 2026, in Chicago; `hours` for part of one."""
    first, last = more.pop("hours", (0, 24))
    starts = at(day, first)
    ends = at((until or day), 0) + timedelta(hours=last) if last != 24 else at((until or day) + 1, 0)
    assert person.id is not None
    return c.TakeTimeOff(staff_id=person.id, starts_at=starts, ends_at=ends, **{"reason": SICK, **more})


def toms(cast: Cast, at_: c.Window = THURSDAY) -> int:
    return cast.new_order(c.Schedule(window=at_), c.Assign(technician_id=cast.tom.technician_id or 0))


def technician_of(cast: Cast, number: int) -> str | None:
    view = cast.read(cast.dora, queries.order(number))
    return view.technician.name if view.technician else None


def check_whole(cast: Cast, numbers: list[int]) -> None:
    """Every invariant holds, and the history tells how each work order came to be as it is."""
    assert cast.run(lambda session: broken_invariants(session, cast.company_id, numbers)) == []

    def differences(session: Any) -> list[str]:
        found = session.scalars(select(WorkOrder.id).where(WorkOrder.number.in_(numbers)))
        return [str(each) for one in found for each in compare(session, cast.company_id, one)]

    assert cast.run(differences) == []


def test_visits_in_it_are_offered_to_others_and_the_rest_stay(cast: Cast) -> None:
    """N.25."""
    on_thursday, on_friday = toms(cast), toms(cast, FRIDAY)
    cast.do(cast.dora, off(cast.tom, 26))
    assert technician_of(cast, on_thursday) is None
    assert technician_of(cast, on_friday) == "Tom Tran"
    view = cast.read(cast.dora, queries.order(on_thursday))
    assert [offer.technician.name for offer in view.offers] == ["Tina Torres"]
    check_whole(cast, [on_thursday, on_friday])


def offered_to_tom(cast: Cast, *others: Actor, at_: c.Window = THURSDAY) -> int:
    number = cast.scheduled_order(at_)
    ids = tuple(each.technician_id or 0 for each in (cast.tom, *others))
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=ids, at_a_time=1))
    return number


def asked(cast: Cast, number: int) -> list[str]:
    return [
        each.technician.name
        for each in cast.read(cast.dora, queries.order(number)).offers
        if each.status is OfferStatus.OPEN
    ]


def test_an_offer_of_a_visit_in_it_goes_to_the_next(cast: Cast) -> None:
    """N.25, P.45: nobody is kept waiting for somebody who is off."""
    in_it, later = (offered_to_tom(cast, cast.tina, at_=each) for each in (THURSDAY, FRIDAY))
    before = cast.read(cast.dora, queries.order(in_it)).offers[0].id
    cast.do(cast.tom, off(cast.tom, 26))
    assert (asked(cast, in_it), asked(cast, later)) == (["Tina Torres"], ["Tom Tran"])
    with pytest.raises(Gone, match=f"You are off then, so the offer of WO-{in_it} was taken back at 9:00 am"):
        cast.do(cast.tom, c.AcceptOffer(order=in_it, offer_id=before))
    cast.clock.forward(minutes=31)
    cast.desk.run_timers()
    assert asked(cast, in_it) == [], "Tina's offer ran out, and Tom's timer found nothing to do"
    check_whole(cast, [in_it, later])


def test_an_offer_that_only_they_had_waits_for_a_decision(cast: Cast) -> None:
    """N.25, L40."""
    number = offered_to_tom(cast)
    done = cast.do(cast.tom, off(cast.tom, 26))
    assert done.events == ("staff.off", "offer.lapsed", "visit.escalated")
    (told,) = [
        each for each in cast.told() if each.recipient == "channel:dispatch" and each.work_order_id is None
    ]
    assert told.context["event"]["jobs"] == [f"WO-{number} waits for your decision: nobody can be asked."]
    check_whole(cast, [number])


def test_the_technician_and_each_thread_are_told_once_and_the_customer_not_at_all(cast: Cast) -> None:
    """N.25: customers hear of it only when their window moves."""
    numbers = [toms(cast), toms(cast, window(26, 9, 11)), toms(cast, FRIDAY)]
    before = len(cast.told())
    cast.do(cast.dora, off(cast.tom, 26, 27, words="flu"))
    told = cast.told()[before:]
    assert Counter(each.recipient for each in told if each.work_order_id is None) == {
        f"staff:{cast.tom.id}": 1,
        "channel:dispatch": 1,
    }
    threads = Counter(each.work_order_id for each in told if each.work_order_id is not None)
    assert sorted(threads.values()) == [1, 1, 1]
    assert {each.channel for each in told} == {"slack"}
    (mine,) = [each for each in told if each.recipient == f"staff:{cast.tom.id}"]
    assert [job.split()[0] for job in mine.context["event"]["jobs"]] == [f"WO-{number}" for number in numbers]
    assert (mine.context["event"]["when"], mine.context["event"]["words"]) == (
        "Thu, Nov 26 – Fri, Nov 27",
        "flu",
    )


def test_thirty_visits_in_one_call(cast: Cast) -> None:
    numbers = [toms(cast, c.Window(start=at(26, 8), end=at(26, 17), date_only=True)) for _each in range(MANY)]
    done = cast.do(cast.dora, off(cast.tom, 26))
    assert done.events.count("visit.unassigned") == MANY
    assert {technician_of(cast, number) for number in numbers} == {None}
    check_whole(cast, numbers)


@pytest.mark.parametrize(
    ("hours", "keeps"),
    [((13, 17), True), ((8, 16), False), ((8, 12), True), ((0, 24), False)],
    ids=["afternoon", "nearly all", "morning", "all day"],
)
def test_a_visit_that_still_fits_into_what_is_left_of_the_day_stays(
    cast: Cast, hours: tuple[int, int], *, keeps: bool
) -> None:
    """U.16: the whole of it must fit, not its start."""
    number = toms(cast, c.Window(start=at(26, 8), end=at(26, 17), date_only=True))
    cast.run(lambda session: setattr(session.scalars(select(WorkOrder)).one(), "minutes", 120))
    cast.do(cast.dora, off(cast.tom, 26, hours=hours, reason=TRAINING))
    assert (technician_of(cast, number) == "Tom Tran") is keeps


def test_half_a_day_keeps_as_many_visits_as_fit_and_hands_on_the_latest(cast: Cast) -> None:
    """P.28: each alone would fit the morning, all of them do not."""
    day = c.Window(start=at(26, 8), end=at(26, 17), date_only=True)
    numbers = [toms(cast, day) for _each in range(3)]

    def two_hours_each(session: Any) -> None:
        session.get_one(Staff, cast.tom.id).hours = {"thu": [["08:00", "17:00"]]}
        for work in session.scalars(select(WorkOrder)):
            work.minutes = 120

    cast.run(two_hours_each)
    cast.do(cast.dora, off(cast.tom, 26, hours=(12, 17)))
    assert [technician_of(cast, number) for number in numbers] == ["Tom Tran", "Tom Tran", None]


def test_moved_to_another_day_the_technician_stays_and_the_customer_is_asked(cast: Cast) -> None:
    number = toms(cast)
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    before = len(cast.told())
    cast.do(cast.dora, off(cast.tom, 26, moves_to=date(2026, 11, 30)))
    view = cast.read(cast.dora, queries.order(number))
    assert view.window is not None
    assert (view.window.start, view.window.end) == (at(30, 14), at(30, 16))
    assert technician_of(cast, number) == "Tom Tran"
    mails = [each.name for each in cast.told()[before:] if each.channel == "email"]
    assert mails == ["visit-moved"]
    check_whole(cast, [number])


def test_work_under_way_is_left_to_the_dispatcher(cast: Cast) -> None:
    number = toms(cast, window(23, 10, 12))
    cast.do(cast.tom, c.Depart(order=number))
    done = cast.do(cast.dora, off(cast.tom, 23))
    assert done.events == ("staff.off",)
    assert technician_of(cast, number) == "Tom Tran"
    (told,) = cast.told("time-off")
    assert told.context["event"]["jobs"] == [
        f"WO-{number} is under way: `/wo assign WO-{number} @name` gives it to somebody else."
    ]


def test_a_technician_enters_their_own_and_the_dispatcher_is_pinged(cast: Cast) -> None:
    cast.run(lambda session: setattr(session.get_one(Staff, cast.dora.id), "duty_order", 1))
    number = toms(cast)
    cast.do(cast.tom, off(cast.tom, 26))
    assert technician_of(cast, number) is None
    (told,) = cast.told("time-off")
    assert told.ping
    assert told.context["on_duty"]["name"] == "Dora Diaz"
    assert cast.told("time-off-technician") == []


def test_what_cannot_be_entered(cast: Cast) -> None:
    cases: list[tuple[Actor, c.TakeTimeOff, type[Refusal], str]] = [
        (cast.tom, off(cast.tina, 26), Perm, "Only a dispatcher"),
        (cast.eve, off(cast.tom, 26), Missing, "nobody like that"),
        (cast.dora, off(cast.tom, 20), Time, "over already"),
        (cast.dora, off(cast.tom, 26, hours=(12, 11)), Time, "ends before it starts"),
        (cast.tom, off(cast.tom, 26, moves_to=date(2026, 11, 30)), Perm, "Only a dispatcher moves"),
    ]
    for actor, command, refusal, words in cases:
        with pytest.raises(refusal, match=words):
            cast.do(actor, command)
    assert cast.count(TimeOff) == 0


def test_what_cannot_be_moved_refuses_the_whole_call_and_names_the_work_order(cast: Cast) -> None:
    number = toms(cast)
    with pytest.raises(State, match=f"WO-{number}: "):
        cast.do(cast.dora, off(cast.tom, 26, moves_to=date(2026, 11, 26)))
    assert cast.count(TimeOff) == 0
    assert technician_of(cast, number) == "Tom Tran"


def rows(cast: Cast) -> list[tuple[datetime, datetime, OffReason]]:
    def read(session: Any) -> list[tuple[datetime, datetime, OffReason]]:
        found = session.scalars(select(TimeOff).order_by(TimeOff.starts_at))
        return [(each.starts_at, each.ends_at, each.reason) for each in found]

    found: list[tuple[datetime, datetime, OffReason]] = cast.run(read)
    return found


def test_days_that_touch_become_one_where_the_reason_is_the_same(cast: Cast) -> None:
    for command in (off(cast.tom, 24), off(cast.tom, 26, 27), off(cast.tom, 25, 26)):
        cast.do(cast.dora, command)
    assert rows(cast) == [(at(24, 0), at(28, 0), SICK)]


def test_another_reason_for_the_same_day_is_refused(cast: Cast) -> None:
    cast.do(cast.dora, off(cast.tom, 26))
    with pytest.raises(State, match=r"Tom Tran is off Thu, Nov 26 already \(sick, no\. \d+\)"):
        cast.do(cast.dora, off(cast.tom, 26, hours=(8, 12), reason=TRAINING))
    cast.do(cast.dora, off(cast.tom, 27, reason=TRAINING))
    assert [reason for _start, _end, reason in rows(cast)] == [SICK, TRAINING]


def test_a_visit_a_supervisor_left_to_them_stays_when_the_same_time_off_grows(cast: Cast) -> None:
    cast.do(cast.dora, off(cast.tom, 26))
    number = cast.new_order(c.Schedule(window=THURSDAY))
    cast.do(
        cast.sue, c.Assign(order=number, technician_id=cast.tom.technician_id or 0, override="he offered")
    )
    cast.do(cast.dora, off(cast.tom, 26, 27))
    assert technician_of(cast, number) == "Tom Tran"


def test_taking_it_back_grabs_nothing_back_and_says_so(cast: Cast) -> None:
    number = toms(cast)
    cast.do(cast.dora, off(cast.tom, 26))
    time_off_id = cast.run(lambda session: session.scalars(select(TimeOff.id)).one())
    cast.do(cast.dora, c.CancelTimeOff(time_off_id=time_off_id))
    assert cast.count(TimeOff) == 0
    assert technician_of(cast, number) is None
    assert {each.recipient for each in cast.told("time-off-cancelled")} == {
        f"staff:{cast.tom.id}",
        "channel:dispatch",
    }


def test_nobody_takes_back_what_is_over_or_not_theirs(cast: Cast) -> None:
    cast.do(cast.dora, off(cast.tom, 24))
    time_off_id = cast.run(lambda session: session.scalars(select(TimeOff.id)).one())
    for actor, refusal in ((cast.tina, Perm), (cast.eve, Missing)):
        with pytest.raises(refusal):
            cast.do(actor, c.CancelTimeOff(time_off_id=time_off_id))
    cast.clock.forward(days=3)
    with pytest.raises(State, match="over already"):
        cast.do(cast.dora, c.CancelTimeOff(time_off_id=time_off_id))


def test_a_held_visit_is_nobodys_and_a_finished_one_is_left_alone(cast: Cast) -> None:
    held, finished = toms(cast, window(23, 12, 14)), toms(cast, window(23, 10, 12))
    cast.do(cast.dora, c.Hold(order=held, reason=HoldReason.PARTS))
    cast.do(cast.tom, c.Start(order=finished))
    cast.do(cast.tom, c.Complete(order=finished))
    cast.do(cast.dora, off(cast.tom, 23))
    view = cast.read(cast.dora, queries.order(held))
    assert (view.main, view.technician) == (Main.ON_HOLD, None)
    assert technician_of(cast, finished) == "Tom Tran"


def test_an_accept_that_comes_after_it_is_refused(cast: Cast) -> None:
    number = cast.new_order(c.Schedule(window=THURSDAY))
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=(cast.tom.technician_id or 0,)))
    cast.do(cast.tom, off(cast.tom, 26))
    (offer,) = cast.read(cast.dora, queries.order(number)).offers
    with pytest.raises(Refusal, match="off"):
        cast.do(cast.tom, c.AcceptOffer(order=number, offer_id=offer.id))


def test_the_same_delivery_twice_enters_it_once(cast: Cast) -> None:
    """I12."""
    toms(cast)
    first = cast.do(cast.dora, off(cast.tom, 26), key="slack:1")
    again = cast.do(cast.dora, off(cast.tom, 26), key="slack:1")
    assert (again.repeated, again.events) == (True, first.events)
    assert cast.count(TimeOff) == 1
    assert cast.run(lambda session: session.scalar(select(Visit.technician_id))) is None
    assert cast.count(Company) == 2
