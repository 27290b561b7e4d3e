"""Who can go when: the hard rules of §8, by the sentence that each exclusion has."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from core.availability import BadWeek, Booking, Need, Off, Skill, Span, Worker, at_work, eligible, read_week
from tests.core.november import CHICAGO, at, span

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
OFFICE = read_week("mon-fri 8:00-17:00")


def has(order: int, day: int, start: float, end: float, **more: Any) -> Booking:
    """A planned visit at another site."""
    booked = span(day, start, end)
    return Booking(order=order, site_id=9, planned=booked, window=booked, length=booked.length, **more)


def promised(order: int, day: int, hours: float) -> Booking:
    """A visit some time that day."""
    return Booking(order=order, site_id=9, planned=None, window=span(day, 8, 17), length=hours * HOUR)


SAM = Worker(id=1, name="Sam", zone=CHICAGO)
THURSDAY_NINE = Need(
    order=1042,
    site_id=1,
    zone=CHICAGO,
    now=at(23, 9),
    length=HOUR,
    window=span(26, 9, 10),
    planned=span(26, 9, 10),
    travel=timedelta(minutes=20),
)
MORNING = replace(THURSDAY_NINE, window=span(26, 8, 12), planned=None)

# fmt: off
RULES: tuple[tuple[str, dict[str, Any], Need, str], ...] = (
    # because                            Sam                                                       the visit        speaks against it
    ("nothing is known of Sam",          {},                                                       THURSDAY_NINE,   ""),
    ("no longer with us",                {"active": False},                                        THURSDAY_NINE,   "Sam is not an active technician."),
    ("overlap",                          {"bookings": (has(1039, 26, 9, 11),)},                    THURSDAY_NINE,   "Sam has WO-1039 9:00–11:00 am (+20 min travel)."),
    ("the visit's end overlaps (U.16)",  {"bookings": (has(1039, 26, 9.5, 11),)},                  THURSDAY_NINE,   "Sam has WO-1039 9:30–11:00 am (+20 min travel)."),
    ("travel before",                    {"bookings": (has(1039, 26, 8, 8.75),)},                  THURSDAY_NINE,   "Sam has WO-1039 8:00–8:45 am (+20 min travel)."),
    ("travel after",                     {"bookings": (has(1039, 26, 10.25, 11),)},                THURSDAY_NINE,   "Sam has WO-1039 10:15–11:00 am (+20 min travel)."),
    ("enough travel",                    {"bookings": (has(1039, 26, 7, 8.5), has(1040, 26, 10.5, 11))}, THURSDAY_NINE, ""),
    ("next door at the same site",       {"bookings": (replace(has(1039, 26, 8, 9), site_id=1),)}, THURSDAY_NINE,   ""),
    ("done early",                       {"bookings": (has(1039, 26, 9, 11, is_open=False),)},     THURSDAY_NINE,   ""),
    ("its own booking",                  {"bookings": (has(1042, 26, 9, 11),)},                    THURSDAY_NINE,   ""),
    ("a gap in the morning",             {"bookings": (has(1039, 26, 9, 10.5),)},                  MORNING,         ""),
    ("no gap in the morning",            {"bookings": (has(1039, 26, 8.5, 11),)},                  MORNING,         "Sam has WO-1039 8:30–11:00 am (+20 min travel)."),
    ("two promised 8–12 both fit",       {"bookings": (promised(1039, 26, 1),)},                   MORNING,         ""),
    ("works then",                       {"hours": OFFICE},                                        THURSDAY_NINE,   ""),
    ("starts at ten",                    {"hours": read_week("thu 10:00-17:00")},                  THURSDAY_NINE,   "Sam does not work Thu, Nov 26, 9:00–10:00 am."),
    ("finishes before the visit does",   {"hours": read_week("thu 6:00-9:30")},                    THURSDAY_NINE,   "Sam does not work Thu, Nov 26, 9:00–10:00 am."),
    ("free day",                         {"hours": read_week("mon-wed 8:00-17:00")},               THURSDAY_NINE,   "Sam does not work Thu, Nov 26, 9:00–10:00 am."),
    ("hours of another zone",            {"hours": read_week("thu 8:00-16:00"), "zone": BERLIN},    THURSDAY_NINE,   "Sam does not work Thu, Nov 26, 9:00–10:00 am."),
    ("lunch cuts the visit",             {"hours": read_week("thu 8:00-9:30 10:00-17:00")},        THURSDAY_NINE,   "Sam does not work Thu, Nov 26, 9:00–10:00 am."),
    ("sick that day",                    {"off": (Off(span(26, 0, 23), "sick"),)},                 THURSDAY_NINE,   "Sam is off 26 Nov (sick)."),
    ("training meets its end (U.16)",    {"off": (Off(span(26, 9.5, 12), "training"),)},           THURSDAY_NINE,   "Sam is off 26 Nov (training)."),
    ("back when the visit begins",       {"off": (Off(span(26, 7, 9), "training"),)},              THURSDAY_NINE,   ""),
    ("half a morning off",               {"off": (Off(span(26, 8, 10), "training"),)},             MORNING,         ""),
    ("a full week off",                  {"off": (Off(Span(at(23, 0), at(28, 0)), "pto"),)},       THURSDAY_NINE,   "Sam is off 23 Nov to 27 Nov (pto)."),
    ("off and busy leave no hour",       {"off": (Off(span(26, 8, 10), "sick"),), "bookings": (has(1039, 26, 11, 12),)}, MORNING, "Sam has WO-1039 11:00 am–12:00 pm (+20 min travel)."),
    ("all jobs taken",                   {"jobs_per_day": 1, "bookings": (promised(1039, 26, 1),)}, THURSDAY_NINE,  "Sam's day is full: 1 of 1 jobs on 26 Nov."),
    ("all jobs taken, one done",         {"jobs_per_day": 1, "bookings": (has(1039, 26, 6, 7, is_open=False),)}, THURSDAY_NINE, "Sam's day is full: 1 of 1 jobs on 26 Nov."),
    ("jobs of another day",              {"jobs_per_day": 1, "bookings": (promised(1039, 27, 1),)}, THURSDAY_NINE,  ""),
    ("all hours taken",                  {"minutes_per_day": 240, "bookings": (promised(1039, 26, 3.5),)}, MORNING, "Sam's day is full: 3.5 h of 4 h on 26 Nov."),
    ("the working day is full",          {"hours": OFFICE, "bookings": (promised(1039, 26, 8.5),)}, MORNING,        "Sam's day is full: 8.5 h of 9 h on 26 Nov."),
    ("an hour left",                     {"hours": OFFICE, "bookings": (promised(1039, 26, 8),)},  MORNING,         ""),
    ("no licence",                       {},                                                       replace(MORNING, skills=("gas licence",)), "Needs gas licence; Sam does not have it."),
    ("licence expired",                  {"skills": (Skill("gas licence", date(2026, 3, 1)),)},    replace(MORNING, skills=("gas licence",)), "Needs gas licence; Sam's expired 1 Mar."),
    ("licence ends that day",            {"skills": (Skill("gas licence", date(2026, 11, 26)),)},  replace(MORNING, skills=("gas licence",)), ""),
    ("licence ends the day before",      {"skills": (Skill("gas licence", date(2026, 11, 25)),)},  replace(MORNING, skills=("gas licence",)), "Needs gas licence; Sam's expired 25 Nov."),
    ("a holiday",                        {},                                                       replace(MORNING, holidays=((date(2026, 11, 26), "Thanksgiving"),)), "26 Nov is a holiday (Thanksgiving)."),
    ("no window, no calendar",           {"hours": read_week("sun 8:00-9:00")},                    replace(MORNING, window=None), ""),
)

WEEKS = (
    # asked                                what is wrong with it
    ("funday 8:00-17:00",                  "“funday” is no day of the week"),
    ("fri-mon 8:00-17:00",                 "“fri-mon” is no day of the week"),
    ("mon 8-17",                           "“8-17” is no range of hours"),
    ("mon 8:00-25:00",                     "“8:00-25:00” is no range of hours"),
    ("mon",                                "“mon” has no hours"),
)
# fmt: on


@pytest.mark.parametrize(
    ("because", "sam", "need", "sentence"), RULES, ids=[because for because, *_rest in RULES]
)
def test_what_speaks_against_a_technician(
    because: str, sam: dict[str, Any], need: Need, sentence: str
) -> None:
    """S0.17, I5."""
    found = eligible(replace(SAM, **sam), need)
    assert " ".join(each.sentence for each in found) == sentence, because


def test_every_reason_is_named_at_once() -> None:
    sam = replace(SAM, off=(Off(span(26, 0, 23), "sick"),), jobs_per_day=1, bookings=(has(1039, 26, 9, 11),))
    found = eligible(sam, replace(THURSDAY_NINE, skills=("gas licence",)))
    assert [each.why for each in found] == ["licence", "off", "busy", "full"]


def test_a_night_shift_reaches_into_the_next_morning() -> None:
    night = read_week("wed 22:00-6:00")
    assert at_work(night, CHICAGO, span(26, 4, 8)) == [span(26, 4, 6)]


def test_working_hours_follow_the_clock_through_its_change() -> None:
    """On 1 November 2026 Chicago has two hours from one to two."""
    (shift,) = at_work(read_week("sun 0:00-3:00"), CHICAGO, Span(at(1, 0), at(1, 12)))
    assert shift.length == 4 * HOUR


@pytest.mark.parametrize(("text", "fault"), WEEKS)
def test_hours_nobody_can_read_are_refused(text: str, fault: str) -> None:
    with pytest.raises(BadWeek, match=fault):
        read_week(text)
