"""What the clock finds by itself: reminders, departures, arrivals, reviews and due dates (lifecycle §9, I14)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from core import commands as c
from core.model import Contact, HoldReason, InboundMessage, MessageStatus
from core.people import system
from tests.cast import FRIDAY, MONDAY_NINE, THURSDAY, Cast, use_profile, window
from tests.core.november import at

IN_A_WEEK = window(30, 14, 16)
EARLY = window(30, 6, 8)
REMINDER = "confirmation-reminder"


def when(cast: Cast, moment: datetime) -> None:
    """The clock moves there, and what is due happens."""
    cast.clock.now = moment
    while cast.desk.run_timers():
        pass


def toms(cast: Cast, at_: c.Window = THURSDAY) -> int:
    return cast.new_order(c.Schedule(window=at_), c.Assign(technician_id=cast.tom.technician_id or 0))


def told(cast: Cast, name: str, number: int) -> list[tuple[str, bool]]:
    return [(each.recipient, each.ping) for each in cast.told(name, number)]


# fmt: off
REMINDED: tuple[tuple[c.Window, datetime, int], ...] = (
    # the visit is    and it is      so many reminders went out
    (IN_A_WEEK,       at(27, 13),    0),
    (IN_A_WEEK,       at(27, 14),    1),
    (IN_A_WEEK,       at(29, 13),    1),
    (IN_A_WEEK,       at(29, 14),    2),
    (EARLY,           at(27, 7),     0),  # 72 hours before would be six in the morning
    (EARLY,           at(27, 8),     1),
    (THURSDAY,        at(23, 15),    0),  # asked this morning
    (THURSDAY,        at(25, 14),    1),
)
# fmt: on


@pytest.mark.parametrize(("visit", "moment", "mails"), REMINDED)
def test_who_has_not_answered_is_reminded_by_day(
    cast: Cast, visit: c.Window, moment: datetime, mails: int
) -> None:
    """L28, §9: 72 and 24 hours before, in the customer's day hours, and not right after the question."""
    number = cast.scheduled_order(visit)
    for step in (
        at(23, 15),
        at(25, 14),
        at(27, 7),
        at(27, 8),
        at(27, 13),
        at(27, 14),
        at(29, 13),
        at(29, 14),
    ):
        if step <= moment:
            when(cast, step)
    assert told(cast, REMINDER, number) == [(f"contact:{cast.cara.id}", False)] * mails
    when(cast, moment)
    assert len(cast.told(REMINDER, number)) == mails, "once each"


# fmt: off
NOT_REMINDED: dict[str, Any] = {
    "the customer confirmed":  lambda k, n: k.do(k.cara, c.Confirm(order=n, for_rev=1, words="yes")),
    "the customer declined":   lambda k, n: k.do(k.cara, c.DeclineVisit(order=n, for_rev=1, words="no")),
    "it rests":                lambda k, n: k.do(k.dora, c.Hold(order=n, reason=HoldReason.PARTS)),
    "it was cancelled":        lambda k, n: k.do(k.dora, c.Cancel(order=n, reason="moved house")),
    "mail to them came back":  lambda k, _n: k.run(lambda session: setattr(session.get(Contact, k.cara.id), "bounced_at", MONDAY_NINE)),
}
# fmt: on


@pytest.mark.parametrize("why", NOT_REMINDED)
def test_nobody_is_reminded_without_need(cast: Cast, why: str) -> None:
    """§9, I14."""
    number = cast.scheduled_order(IN_A_WEEK)
    NOT_REMINDED[why](cast, number)
    when(cast, at(27, 14))
    when(cast, at(29, 14))
    assert told(cast, REMINDER, number) == []


def test_reminders_wait_while_a_message_of_theirs_is_not_read(cast: Cast) -> None:
    """§9: what they wrote may be the answer."""
    number = cast.scheduled_order(IN_A_WEEK)
    message_id = writes(cast, number)
    when(cast, at(27, 14))
    assert told(cast, REMINDER, number) == []
    cast.do(cast.dora, c.SettleMessage(message_id=message_id, how="dismissed"))
    when(cast, at(27, 15))
    assert len(told(cast, REMINDER, number)) == 1


def writes(cast: Cast, number: int) -> int:
    """Cara's words wait for somebody to read them."""

    def write(session: Any) -> int:
        row = InboundMessage(
            company_id=cast.company_id,
            dedupe_key="maybe",
            received_at=MONDAY_NINE,
            way_in="smtp",
            envelope_from="cara@acmefoods.example",
            envelope_to=["reply@northgate.example"],
            raw=b"",
            new_text="Maybe",
            status=MessageStatus.TRIAGE,
        )
        session.add(row)
        session.flush()
        return row.id

    message_id: int = cast.run(write)
    cast.do(
        system(cast.company_id), c.KeepMessage(order=number, message_id=message_id, why="no clear answer")
    )
    return message_id


def test_a_technician_who_has_not_set_off_is_asked(cast: Cast) -> None:
    """§9: the way takes twenty minutes, and ten more pass first."""
    number = toms(cast)
    when(cast, at(26, 13, 49))
    assert told(cast, "on-your-way", number) == []
    when(cast, at(26, 13, 50))
    assert told(cast, "on-your-way", number) == [(f"staff:{cast.tom.id}", True)]


def test_the_planned_hour_counts_where_there_is_one(cast: Cast) -> None:
    """§9: not the beginning of what was promised."""
    number = toms(cast)
    cast.do(cast.dora, c.PlanVisit(order=number, start=at(26, 15), minutes=30))
    when(cast, at(26, 14, 49))
    assert told(cast, "on-your-way", number) == []
    when(cast, at(26, 14, 50))
    assert len(told(cast, "on-your-way", number)) == 1
    when(cast, at(26, 15, 15))
    assert told(cast, "not-there-yet", number) == [("channel:dispatch", True)]


def test_the_office_hears_when_nobody_arrives_in_what_was_promised(cast: Cast) -> None:
    """§9."""
    number = toms(cast)
    cast.do(cast.tom, c.Depart(order=number))
    when(cast, at(26, 15, 59))
    assert told(cast, "not-there-yet", number) == []
    when(cast, at(26, 16))
    assert told(cast, "not-there-yet", number) == [("channel:dispatch", True)]
    assert told(cast, "on-your-way", number) == []


def test_who_said_how_late_is_given_that_time(cast: Cast) -> None:
    """L53b, §9."""
    number = toms(cast)
    cast.do(cast.tom, c.Depart(order=number))
    cast.do(cast.tom, c.ReportLate(order=number, minutes=30, reason="traffic"))
    when(cast, at(26, 16))
    assert told(cast, "not-there-yet", number) == []
    when(cast, at(26, 16, 30))
    assert len(told(cast, "not-there-yet", number)) == 1


# fmt: off
NOBODY_ASKS: dict[str, Any] = {
    "he set off and arrived":  lambda k, n: [k.do(k.tom, c.Depart(order=n)), k.do(k.tom, c.Arrive(order=n))],
    "he began":                lambda k, n: k.do(k.tom, c.Start(order=n)),
    "the customer declined":   lambda k, n: k.do(k.cara, c.DeclineVisit(order=n, for_rev=1, words="no")),
    "it was taken off him":    lambda k, n: k.do(k.dora, c.Unassign(order=n, reason="sick")),
    "it rests":                lambda k, n: k.do(k.dora, c.Hold(order=n, reason=HoldReason.PARTS)),
    "it was moved":            lambda k, n: k.do(k.dora, c.Reschedule(order=n, window=FRIDAY, reason="rain")),
    "it was cancelled":        lambda k, n: k.do(k.dora, c.Cancel(order=n, reason="moved house")),
}
# fmt: on


@pytest.mark.parametrize("why", NOBODY_ASKS)
def test_nobody_is_asked_where_they_are_without_need(cast: Cast, why: str) -> None:
    """§9, I14."""
    number = toms(cast)
    NOBODY_ASKS[why](cast, number)
    when(cast, at(26, 16, 30))
    assert told(cast, "on-your-way", number) + told(cast, "not-there-yet", number) == []


def submitted(cast: Cast) -> int:
    use_profile(cast, "unit")
    number = cast.new_order_by(cast.sue, c.Assign(technician_id=cast.tom.technician_id or 0))
    cast.do(cast.tom, c.Start(order=number))
    cast.do(cast.tom, c.Submit(order=number, acknowledged=True))
    return number


def test_finished_work_that_nobody_accepts_is_brought_up_after_a_day(cast: Cast) -> None:
    """L61, §9; whoever returned it had looked at it."""
    number = submitted(cast)
    when(cast, at(24, 8, 59))
    assert told(cast, "review-overdue", number) == []
    cast.do(cast.sue, c.ReturnForFixes(order=number, reason="photo is missing"))
    cast.do(cast.tom, c.Submit(order=number, acknowledged=True))
    when(cast, at(24, 9, 0))
    assert told(cast, "review-overdue", number) == []
    when(cast, at(25, 9, 0))
    assert told(cast, "review-overdue", number) == [("channel:dispatch", True)]


def test_accepted_work_is_not_brought_up(cast: Cast) -> None:
    """L62, I9."""
    number = submitted(cast)
    cast.do(cast.sue, c.ApproveCompletion(order=number))
    assert "review_watch" not in cast.timers()


DUE_IN_A_WEEK = MONDAY_NINE + timedelta(days=4)

# fmt: off
DUE: tuple[tuple[timedelta, list[str]], ...] = (
    # after                        the thread reads
    (timedelta(days=1),            []),
    (timedelta(days=2),            ["due-ahead"]),
    (timedelta(days=3),            ["due-ahead", "due-ahead"]),
    (timedelta(days=4),            ["due-ahead", "due-ahead", "overdue"]),
)
# fmt: on


@pytest.mark.parametrize(("after", "lines"), DUE)
def test_a_due_date_is_spoken_of_at_half_at_three_quarters_and_when_it_is_there(
    cast: Cast, after: timedelta, lines: list[str]
) -> None:
    """§9: only the last asks somebody."""
    number = cast.new_order(c.Edit(due_at=DUE_IN_A_WEEK))
    for days in range(1, 5):
        if timedelta(days=days) <= after:
            when(cast, MONDAY_NINE + timedelta(days=days))
    found = [each for each in cast.told(order=number) if each.name in {"due-ahead", "overdue"}]
    assert [each.name for each in found] == lines
    assert [each.name for each in found if each.ping] == [each for each in lines if each == "overdue"]


def test_what_is_planned_in_time_is_not_spoken_of_before_it_is_due(cast: Cast) -> None:
    number = toms(cast)
    cast.do(cast.dora, c.Edit(order=number, due_at=at(26, 17)))
    for moment in (at(25, 9), at(26, 13)):
        when(cast, moment)
    assert told(cast, "due-ahead", number) == []
    when(cast, at(26, 17))
    assert told(cast, "overdue", number) == [("channel:dispatch", True)]


def test_another_due_date_counts_from_then_on(cast: Cast) -> None:
    """I14."""
    number = cast.new_order(c.Edit(due_at=DUE_IN_A_WEEK))
    cast.do(cast.dora, c.Edit(order=number, due_at=DUE_IN_A_WEEK + timedelta(days=4)))
    when(cast, MONDAY_NINE + timedelta(days=3))
    assert told(cast, "due-ahead", number) == []
    when(cast, MONDAY_NINE + timedelta(days=4))
    assert len(told(cast, "due-ahead", number)) == 1


# fmt: off
STALE: tuple[c.Command, ...] = (
    c.RemindToConfirm(rev=1),
    c.WatchDeparture(rev=1),
    c.WatchArrival(rev=1),
    c.WatchReview(visit_no=1),
    c.WatchDue(percent=50),
    c.NoteUnanswered(rev=1),
    c.NoteUnacked(rev=1),
)
# fmt: on


@pytest.mark.parametrize("command", STALE, ids=lambda each: type(each).__name__)
def test_a_timer_of_an_earlier_window_finds_nothing_to_do(cast: Cast, command: c.Command) -> None:
    """I14: however late it comes."""
    number = toms(cast)
    cast.do(cast.dora, c.Reschedule(order=number, window=IN_A_WEEK, reason="rain"))
    cast.clock.now = at(26, 20)
    late = type(command)(**{**vars(command), "order": number})
    assert cast.do(system(cast.company_id), late).events == ()


@pytest.mark.parametrize("command", STALE, ids=lambda each: type(each).__name__)
def test_a_timer_of_a_cancelled_order_finds_nothing_to_do(cast: Cast, command: c.Command) -> None:
    """I9, I14."""
    number = toms(cast)
    cast.do(cast.dora, c.Cancel(order=number, reason="moved house"))
    assert cast.timers() == []
    cast.clock.now = at(26, 20)
    late = type(command)(**{**vars(command), "order": number})
    assert cast.do(system(cast.company_id), late).events == ()
