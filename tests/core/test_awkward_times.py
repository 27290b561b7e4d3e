"""Times that scheduling programs get wrong: long absences, windows that overlap, nights on which the clock changes (I5)."""

import itertools
from datetime import UTC, date, datetime
from typing import Any

import pytest

from core import commands as c
from core.availability import Span, read_week
from core.model import Holiday, OffReason
from core.refusals import Busy, Refusal
from tests.cast import Cast, window
from tests.core.november import CHICAGO, at, span
from tests.core.test_planning import assigned, change, take_off, technician_of

TWO_TO_FOUR = window(26, 14, 16)
WEEKS = Span(at(20, 8), datetime(2026, 12, 11, 17, tzinfo=CHICAGO).astimezone(UTC))

# fmt: off
ABSENCES = (
    # how long                       the visit           may go
    (WEEKS,                          TWO_TO_FOUR,        False),  # begins days before, ends weeks after
    (span(26, 15, 15.5),             TWO_TO_FOUR,        True),   # an hour is left before it
    (span(26, 14.5, 15.5),           TWO_TO_FOUR,        False),  # half an hour before, half an hour after
    (span(26, 13, 14.5),             TWO_TO_FOUR,        True),
    (span(26, 16, 18),               TWO_TO_FOUR,        True),   # begins when the window ends
    (span(26, 12, 14),               TWO_TO_FOUR,        True),   # ends when it begins
)
# fmt: on


@pytest.mark.parametrize(("off", "promised", "goes"), ABSENCES)
def test_an_absence_counts_wherever_it_begins_and_ends(
    cast: Cast, off: Span, promised: c.Window, *, goes: bool
) -> None:
    """The whole stretch is looked at, not the first and the last minute. The work takes an hour."""
    take_off(cast, cast.tom, off, OffReason.PTO)
    if goes:
        assert technician_of(cast, assigned(cast, cast.tom, promised)) == "Tom Tran"
        return
    with pytest.raises(Busy, match="Tom Tran is off"):
        assigned(cast, cast.tom, promised)


def test_work_of_several_days_is_not_promised_across_a_holiday_it_does_not_fit_around(cast: Cast) -> None:
    """P.33: shorter than the holiday, the work still has to find its hours on the other days."""

    def add(session: Any) -> None:
        for day in (25, 26, 27):
            session.add(Holiday(company_id=cast.company_id, day=date(2026, 11, day), name="Thanksgiving"))

    number = cast.new_order()
    cast.run(add)
    with pytest.raises(Refusal, match="Thanksgiving"):
        cast.do(cast.dora, c.Schedule(order=number, window=c.Window(start=at(25, 8), end=at(27, 17))))
    cast.do(cast.dora, c.Schedule(order=number, window=c.Window(start=at(27, 8), end=at(28, 17))))


def test_windows_may_overlap_as_long_as_the_planned_hours_do_not(cast: Cast) -> None:
    """S0.16: two customers expect somebody the same morning; one hour each."""
    early, late = assigned(cast, cast.tom, window(26, 8, 12)), assigned(cast, cast.tom, window(26, 10, 14))
    cast.do(cast.dora, c.PlanVisit(order=early, start=at(26, 10), minutes=60))
    with pytest.raises(Busy, match=rf"Tom Tran has WO-{early} 10:00–11:00 am"):
        cast.do(cast.dora, c.PlanVisit(order=late, start=at(26, 10, 30), minutes=60))
    cast.do(cast.dora, c.PlanVisit(order=late, start=at(26, 11, 30), minutes=60))


def local(year: int, month: int, day: int, hour: int) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHICAGO).astimezone(UTC)


# fmt: off
CHANGES = (
    # the day after the clocks change   from  to   goes
    (date(2027, 3, 15),                 8,    10,  True),
    (date(2027, 3, 15),                 7,    8,   False),
    (date(2027, 11, 8),                 8,    10,  True),
    (date(2027, 11, 8),                 7,    8,   False),
    (date(2027, 11, 8),                 16,   17,  True),
    (date(2027, 11, 8),                 17,   18,  False),
)
# fmt: on


@pytest.mark.parametrize(("day", "start", "end", "goes"), CHANGES)
def test_working_hours_stand_by_the_wall_clock_when_the_clocks_change(
    cast: Cast, day: date, start: int, end: int, *, goes: bool
) -> None:
    """Eight in the morning is eight in the morning on either side, though it is another hour of UTC."""
    change(cast, cast.tom, hours=read_week("mon-fri 8:00-17:00"))
    promised = c.Window(
        start=local(day.year, day.month, day.day, start), end=local(day.year, day.month, day.day, end)
    )
    if goes:
        assert technician_of(cast, assigned(cast, cast.tom, promised)) == "Tom Tran"
        return
    with pytest.raises(Busy, match="does not work"):
        assigned(cast, cast.tom, promised)


def test_the_night_that_has_an_hour_twice_is_as_long_as_it_is(cast: Cast) -> None:
    """From one to four on the night the clocks go back are four hours: two visits of two hours fit."""
    change(cast, cast.tom, hours=read_week("sat-sun 0:00-24:00"))
    night = (
        datetime(2027, 11, 7, 6, tzinfo=UTC),
        datetime(2027, 11, 7, 8, tzinfo=UTC),
        datetime(2027, 11, 7, 10, tzinfo=UTC),
    )
    first, second = (
        assigned(cast, cast.tom, c.Window(start=start, end=end)) for start, end in itertools.pairwise(night)
    )
    for number, start in ((first, night[0]), (second, night[1])):
        cast.do(cast.dora, c.PlanVisit(order=number, start=start, minutes=120))
    assert (technician_of(cast, first), technician_of(cast, second)) == ("Tom Tran", "Tom Tran")
