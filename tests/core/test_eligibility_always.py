"""Who can go, against a slow oracle that looks at every quarter of an hour: the whole visit counts (U.16, I5, §8)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from core.availability import Booking, Need, Off, Span, Why, Worker, eligible
from core.availability.spans import day_span
from core.availability.week import DAYS, WeeklyHours

QUARTER = timedelta(minutes=15)
ZONES = tuple(
    ZoneInfo(name) for name in ("America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu")
)
DAYS_OF_CHANGE = tuple(date(2026, *each) for each in ((3, 8), (3, 29), (10, 4), (10, 25), (11, 1), (11, 26)))
"""Clocks change in Chicago, Berlin or on Lord Howe Island, by half an hour there; and one day like any other."""
TIMED = {Why.HOLIDAY, Why.OFF, Why.HOURS, Why.BUSY}


def quarters(most: int) -> st.SearchStrategy[timedelta]:
    return st.integers(0, most).map(lambda count: count * QUARTER)


@st.composite
def spans(draw: st.DrawFn, around: datetime, most: int = 48) -> Span:
    start = around + draw(st.integers(-96, 96)) * QUARTER
    return Span(start, start + draw(st.integers(1, most)) * QUARTER)


@st.composite
def weeks(draw: st.DrawFn) -> WeeklyHours:
    if draw(st.booleans()):
        return {}
    opens, closes = draw(st.integers(0, 23)), draw(st.integers(0, 23))
    shift = [f"{opens:02}:00", f"{closes:02}:30"]
    return {day: [shift] for day in DAYS if draw(st.booleans())}


@st.composite
def cases(draw: st.DrawFn) -> tuple[Worker, Need]:
    day, site_zone = draw(st.sampled_from(DAYS_OF_CHANGE)), draw(st.sampled_from(ZONES))
    noon = datetime.combine(day, time(12), UTC)
    window = draw(spans(noon))
    length = draw(quarters(16)) + QUARTER
    need = Need(
        order=1,
        site_id=1,
        zone=site_zone,
        now=noon - timedelta(days=7),
        length=length,
        window=window,
        planned=window if draw(st.booleans()) else None,
        travel=draw(quarters(4)),
        holidays=((day, "a holiday"),) if draw(st.booleans()) else (),
    )
    booked = draw(st.lists(st.tuples(spans(noon, 12), st.integers(1, 2)), max_size=3))
    worker = Worker(
        id=1,
        name="Sam",
        zone=draw(st.sampled_from(ZONES)),
        hours=draw(weeks()),
        off=tuple(Off(each, "pto") for each in draw(st.lists(spans(noon, 200), max_size=2))),
        bookings=tuple(
            Booking(order=10 + at, site_id=site, planned=each, window=each, length=each.length)
            for at, (each, site) in enumerate(booked)
        ),
    )
    return worker, need


def at_work(worker: Worker, moment: datetime) -> bool:
    """By the face of their clock, with last night's shift."""
    if not worker.hours:
        return True
    local = moment.astimezone(worker.zone)
    for ago in (0, 1):
        day = local.date() - timedelta(days=ago)
        for opens, closes in worker.hours.get(DAYS[day.weekday()], ()):
            start = datetime.combine(day, time.fromisoformat(opens), worker.zone).astimezone(UTC)
            end = datetime.combine(day, time.fromisoformat(closes), worker.zone).astimezone(UTC)
            if end <= start:
                tomorrow = day + timedelta(days=1)
                end = datetime.combine(tomorrow, time.fromisoformat(closes), worker.zone).astimezone(UTC)
            if start <= moment < end:
                return True
    return False


def is_free(worker: Worker, need: Need, moment: datetime) -> bool:
    if not at_work(worker, moment) or any(each.span.start <= moment < each.span.end for each in worker.off):
        return False
    if any(_on(day_span(day, need.zone), moment) for day, _name in need.holidays):
        return False
    return not any(
        _on(each.planned.padded(timedelta() if each.site_id == need.site_id else need.travel), moment)
        for each in worker.bookings
        if each.planned is not None
    )


def _on(span: Span, moment: datetime) -> bool:
    return span.start <= moment < span.end


def could_go(worker: Worker, need: Need) -> bool:
    """Whether some start within the window leaves every quarter of the visit free."""
    assert need.window is not None
    start = need.window.start
    while start + need.takes <= need.window.end:
        steps = range(int(need.takes / QUARTER))
        if all(is_free(worker, need, start + step * QUARTER) for step in steps):
            return True
        start += QUARTER
    return False


@settings(max_examples=400, deadline=None)
@given(cases())
def test_somebody_is_left_out_exactly_when_no_stretch_of_the_window_is_free(
    case: tuple[Worker, Need],
) -> None:
    """U.16, P.33, I5: holidays and time off longer than the visit, neighbours with their travel, days of 23 to 25 hours."""
    worker, need = case
    against = {each.why for each in eligible(worker, need)} & TIMED
    assert (not against) == could_go(worker, need)


@settings(max_examples=200, deadline=None)
@given(cases())
def test_every_reason_has_a_sentence_and_none_is_said_twice(case: tuple[Worker, Need]) -> None:
    """P.5."""
    said = [each.sentence for each in eligible(*case)]
    assert all(each.endswith(".") and each[0].isalnum() for each in said)
    assert len(said) == len(set(said))


@settings(max_examples=200, deadline=None)
@given(cases(), st.data())
def test_more_time_off_never_lets_anybody_go(case: tuple[Worker, Need], data: st.DataObject) -> None:
    worker, need = case
    assert need.window is not None
    more = Off(data.draw(spans(need.window.start)), "sick")
    if eligible(worker, need):
        assert eligible(replace(worker, off=(*worker.off, more)), need)


@settings(max_examples=200, deadline=None)
@given(cases(), st.integers(1, 4))
def test_capacity_counts_what_is_promised_as_well_as_what_is_planned(
    case: tuple[Worker, Need], most: int
) -> None:
    """S0.17, P.28: with as many jobs as the day takes, nobody gets one more that day."""
    worker, need = case
    assert need.span is not None
    begins = need.span.start.astimezone(worker.zone)
    noon = begins.replace(hour=12, minute=0).astimezone(UTC)
    window = Span(noon, noon + timedelta(hours=4))
    jobs = tuple(
        Booking(order=20 + at, site_id=3, planned=None, window=window, length=QUARTER) for at in range(most)
    )
    full = replace(worker, hours={}, bookings=jobs, jobs_per_day=most)
    one_day = replace(need, window=Span(need.span.start, need.span.start + QUARTER), planned=None)
    assert Why.FULL in {each.why for each in eligible(full, one_day)}
    assert Why.FULL not in {each.why for each in eligible(replace(full, jobs_per_day=most + 1), one_day)}
