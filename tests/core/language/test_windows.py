"""From a reading to a window on the clock, daylight saving included."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from core.language.times import Frame, UnreadableTime, read_times, to_window, window_of_day
from tests.core.language.support import BERLIN, FRAME, NEW_YORK

TWO_HOURS = timedelta(hours=2)
SPRING = Frame(now=datetime(2026, 3, 2, 9, 0, tzinfo=NEW_YORK), zone=NEW_YORK)
AUTUMN = Frame(now=datetime(2026, 10, 20, 9, 0, tzinfo=BERLIN), zone=BERLIN, date_order="DMY")

# fmt: off
WINDOWS = [
    ("friday 2-4pm",       (19, 0), (21, 0)),
    ("friday at 10",       (15, 0), (17, 0)),
    ("friday morning",     (13, 0), (17, 0)),
]

REFUSED = [
    # words                      frame                                because
    ("friday",                   FRAME,                               "no exact time"),
    ("friday after 2",           FRAME,                               "no exact time"),
    ("next week",                FRAME,                               "no exact time"),
    ("2-4pm",                    replace(FRAME, booked=None),         "no day"),
    ("March 8 at 02:30",         SPRING,                              "does not exist"),
    ("25.10.2026 02:30",         AUTUMN,                              "comes twice"),
]
# fmt: on


@pytest.mark.parametrize(("words", "start", "end"), WINDOWS)
def test_a_time_becomes_a_window_in_utc(words: str, start: tuple[int, int], end: tuple[int, int]) -> None:
    (when,) = read_times(words, FRAME).offers
    assert to_window(when, FRAME, TWO_HOURS) == (
        datetime(2026, 3, 6, *start, tzinfo=UTC),
        datetime(2026, 3, 6, *end, tzinfo=UTC),
    )


@pytest.mark.parametrize(("words", "frame", "because"), REFUSED)
def test_a_time_the_clock_does_not_have_is_refused_with_a_sentence(
    words: str, frame: Frame, because: str
) -> None:
    (when,) = read_times(words, frame).offers
    with pytest.raises(UnreadableTime, match=because) as refusal:
        to_window(when, frame, TWO_HOURS)
    assert "Write" in str(refusal.value)


def test_a_time_that_passed_since_it_was_read_is_refused() -> None:
    (when,) = read_times("friday 2-4pm", FRAME).offers
    saturday = replace(FRAME, now=datetime(2026, 3, 7, 9, 0, tzinfo=NEW_YORK))
    with pytest.raises(UnreadableTime, match="past"):
        to_window(when, saturday, TWO_HOURS)


def test_a_day_alone_becomes_the_working_day() -> None:
    (when,) = read_times("friday", FRAME).offers
    assert window_of_day(when, FRAME, time(8), time(17)) == (
        datetime(2026, 3, 6, 13, 0, tzinfo=UTC),
        datetime(2026, 3, 6, 22, 0, tzinfo=UTC),
    )


def test_only_one_day_becomes_a_working_day() -> None:
    (when,) = read_times("next week", FRAME).offers
    with pytest.raises(UnreadableTime, match="one day"):
        window_of_day(when, FRAME, time(8), time(17))


def test_a_window_across_the_clock_change_has_its_real_length() -> None:
    (when,) = read_times("March 8 from 01:00 to 04:00", SPRING).offers
    start, end = to_window(when, SPRING, TWO_HOURS)
    assert end - start == timedelta(hours=2)
