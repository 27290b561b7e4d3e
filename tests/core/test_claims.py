"""Field work that is said later than it was done: I16, H15."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from core import commands as c
from core import queries
from core.model import Company, Event, FieldRecord, HoldReason, Main, Visit
from core.people import Actor
from core.refusals import Refusal, State, Terminal, Time
from tests.cast import THURSDAY, Cast, use_profile

MORNING = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
"""Thursday, eight in Chicago."""


def at(hour: int, minute: int = 0) -> datetime:
    """Of that Thursday, in Chicago."""
    return MORNING + timedelta(hours=hour - 8, minutes=minute)


def assigned(cast: Cast) -> int:
    """Tom's job; it is Thursday, eight o'clock."""
    number = cast.new_order_by(
        cast.sue, c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id or 0)
    )
    cast.clock.now = at(8)
    return number


def visit(cast: Cast) -> Visit:
    found: Visit = cast.run(
        lambda session: session.scalars(select(Visit).order_by(Visit.id.desc()).limit(1)).one()
    )
    return found


def test_a_day_without_a_signal_is_said_in_the_evening(cast: Cast) -> None:
    """H15: what counts is when it was; when we heard of it is kept beside."""
    number = assigned(cast)
    cast.clock.now = at(17, 5)
    day = ((c.Depart, at(9)), (c.Arrive, at(9, 30)), (c.Start, at(9, 40)), (c.Complete, at(15, 40)))
    for step, moment in day:
        cast.do(cast.tom, step(order=number, at=moment))
    there = visit(cast)
    assert (there.departed_at, there.arrived_at, there.started_at, there.ended_at) == (
        at(9), at(9, 30), at(9, 40), at(15, 40),
    )  # fmt: skip
    view = cast.read(cast.dora, queries.order(number))
    assert (view.main, view.worked) == (Main.COMPLETED, timedelta(hours=6))
    assert (view.since, view.reported_at) == (at(15, 40), at(17, 5))
    newest = cast.read(cast.dora, queries.history(number))[0]
    assert (newest.name, newest.at, newest.recorded_at) == ("order.completed", at(15, 40), at(17, 5))


def test_what_is_said_at_once_was_reported_at_once(cast: Cast) -> None:
    number = assigned(cast)
    cast.do(cast.tom, c.Depart(order=number))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.since, view.reported_at) == (at(8), None)
    assert cast.read(cast.dora, queries.history(number))[0].recorded_at is None


# fmt: off
IMPOSSIBLE = [
    # now          what was before              what is said           what the technician reads
    (at(17, 5),    (c.Depart(at=at(16)),),      c.Arrive(at=at(15)),   "is “Scheduled” only since 4:00 pm, so that can't have happened at 3:00 pm"),
    (at(17, 5),    (),                          c.Depart(at=at(17, 6)), "5:06 pm is still ahead; it is 5:05 pm now"),
    (at(8),        (),                          c.Depart(at=at(8, 1)),  "8:01 am is still ahead; it is 8:00 am now"),
    (at(17, 5),    (),                          c.Depart(at=at(9) - timedelta(days=7)), "only since Monday, November 23, 9:00 am, so that can't have happened at Thursday, November 19, 9:00 am"),
    (at(17, 5),    (c.Depart(), c.Arrive()),    c.Start(at=at(17)),    "only since 5:05 pm, so that can't have happened at 5:00 pm"),
]
# fmt: on


@pytest.mark.parametrize(("now", "before", "said", "words"), IMPOSSIBLE)
def test_what_is_claimed_lies_between_the_last_step_and_now(
    cast: Cast, now: datetime, before: tuple[c.Command, ...], said: c.Command, words: str
) -> None:
    """I16: refused with both times."""
    number = assigned(cast)
    cast.clock.now = now
    for command in before:
        cast.do(cast.tom, type(command)(**{**vars(command), "order": number}))
    version = cast.read(cast.tom, queries.order(number)).version
    with pytest.raises(Time) as refused:
        cast.do(cast.tom, type(said)(**{**vars(said), "order": number}))
    assert words in refused.value.words
    assert refused.value.field == "at"
    assert cast.read(cast.tom, queries.order(number)).version == version


def test_the_same_moment_twice_is_no_contradiction(cast: Cast) -> None:
    number = assigned(cast)
    cast.clock.now = at(10)
    cast.do(cast.tom, c.Depart(order=number, at=at(9)), c.Arrive(order=number, at=at(9)))
    assert cast.read(cast.tom, queries.order(number)).main is Main.ON_SITE


def test_times_are_said_on_the_companys_clock(cast: Cast) -> None:
    number = assigned(cast)
    cast.run(lambda session: setattr(session.get(Company, cast.company_id), "locale", "de_DE"))
    with pytest.raises(Time, match="15:00 is still ahead; it is 08:00 now"):
        cast.do(cast.tom, c.Depart(order=number, at=at(15)))


def cancelled(cast: Cast, number: int) -> None:
    cast.do(cast.sue, c.Cancel(order=number, reason="customer moved house"))


def completed(cast: Cast, number: int) -> None:
    cast.do(cast.sue, c.Start(order=number), c.Complete(order=number))


# fmt: off
MEANWHILE = [
    # what the office did   what is refused   what the technician reads
    (cancelled,             Terminal,         "Sue Shaw made WO-1 “Cancelled” at 4:20 pm; you say 3:40 pm. Nothing was changed. WO-1 is cancelled"),
    (completed,             State,            "Sue Shaw made WO-1 “Completed” at 4:20 pm; you say 3:40 pm. Nothing was changed. Set off isn't"),
]
# fmt: on


@pytest.mark.parametrize(("office", "refusal", "words"), MEANWHILE, ids=["cancelled", "completed"])
def test_where_the_office_was_quicker_the_technician_reads_who_and_when(
    cast: Cast, office: object, refusal: type[Refusal], words: str
) -> None:
    """H15: a conflict is shown; nothing is overwritten."""
    number = assigned(cast)
    cast.clock.now = at(16, 20)
    office(cast, number)  # type: ignore[operator]
    cast.clock.now = at(17, 5)
    version = cast.read(cast.sue, queries.order(number)).version
    with pytest.raises(refusal) as refused:
        cast.do(cast.tom, c.Depart(order=number, at=at(15, 40)))
    said = cast.read(cast.sue, queries.order(number))
    assert refused.value.words.startswith(words)
    assert said.version == version


def test_what_they_did_themselves_is_no_conflict(cast: Cast) -> None:
    number = assigned(cast)
    cast.do(cast.tom, c.Start(order=number), c.Complete(order=number))
    cast.clock.now = at(17)
    with pytest.raises(State) as refused:
        cast.do(cast.tom, c.Depart(order=number, at=at(9)))
    assert "made" not in refused.value.words


def test_absent_counts_from_the_wait_that_was(cast: Cast) -> None:
    """L59, S3.20: a quarter of an hour at the door, however late we hear of it."""
    use_profile(cast, "appointment")
    number = assigned(cast)
    cast.clock.now = at(17)
    cast.do(cast.tom, c.Arrive(order=number, at=at(9)))
    with pytest.raises(State, match="Wait 15 minutes"):
        cast.do(cast.tom, c.NoShow(order=number, tried="rang twice", at=at(9, 10)))
    cast.do(cast.tom, c.NoShow(order=number, tried="rang twice", at=at(9, 15)))
    assert visit(cast).ended_at == at(9, 15)


def test_a_pause_is_as_long_as_it_was(cast: Cast) -> None:
    """L54, L55, S2.19."""
    number = assigned(cast)
    cast.clock.now = at(17)
    cast.do(cast.tom, c.Start(order=number, at=at(9)))
    cast.do(cast.tom, c.Hold(order=number, reason=HoldReason.PARTS, at=at(10)))
    cast.do(cast.tom, c.Resume(order=number, at=at(12)))
    cast.do(cast.tom, c.Complete(order=number, at=at(13)))
    assert cast.read(cast.tom, queries.order(number)).worked == timedelta(hours=2)


def test_a_return_visit_and_records_keep_the_hour_they_were_made(cast: Cast) -> None:
    """L53, L57."""
    number = assigned(cast)
    cast.clock.now = at(17)
    cast.do(cast.tom, c.Start(order=number, at=at(9)))
    cast.do(cast.tom, c.UsePart(order=number, name="Filter", at=at(10)))
    cast.do(cast.dora, c.ReturnVisit(order=number, reason="needs two", at=at(11)))
    record = cast.run(lambda session: session.scalars(select(FieldRecord)).one())
    assert (record.effective_at, record.at) == (at(10), at(17))
    ended = cast.run(lambda session: session.scalars(select(Visit.ended_at).where(Visit.visit_no == 1)).one())
    assert ended == at(11)


def test_what_was_undone_binds_nobody(cast: Cast) -> None:
    """L77, I16: a start by mistake, taken back, does not stand in the way of when it really was."""
    cast.run(lambda session: setattr(session.get(Company, cast.company_id), "policy", {"undo_seconds": 60}))
    number = assigned(cast)
    cast.clock.now = at(10)
    cast.do(cast.tom, c.Start(order=number))
    cast.do(cast.tom, c.Undo(order=number))
    cast.do(cast.tom, c.Start(order=number, at=at(9)))
    assert visit(cast).started_at == at(9)


def test_events_say_both_moments(cast: Cast) -> None:
    number = assigned(cast)
    cast.clock.now = at(17, 5)
    cast.do(cast.tom, c.Start(order=number, at=at(9)))
    newest: Event = cast.run(
        lambda session: session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
    )
    assert (newest.effective_at, newest.recorded_at) == (at(9), at(17, 5))


def test_only_field_work_can_be_claimed() -> None:
    for kind in (c.Cancel, c.Assign, c.Reschedule, c.Confirm, c.ApproveCompletion):
        assert not issubclass(kind, c.FieldCommand)


def test_the_dispatcher_may_say_it_for_the_technician(cast: Cast) -> None:
    number = assigned(cast)
    cast.clock.now = at(17)
    sue: Actor = cast.sue
    cast.do(sue, c.Start(order=number, at=at(9)))
    assert visit(cast).started_at == at(9)
