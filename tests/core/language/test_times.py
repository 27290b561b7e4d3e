"""What times are read from English words, and what is rather not read."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from core.language.times import Frame, read_times
from tests.core.language.support import FRAME, MONDAY, NEW_YORK, seen, shown

# fmt: off
ONE_OFFER = [
    # what Cara writes                                  what Dora sees
    ("between 9 and 11 on Friday",                      "range 03-06 09:00-11:00"),
    ("Friday, 2-4pm",                                   "range 03-06 14:00-16:00"),
    ("friday 2-4",                                      "range 03-06 14:00-16:00"),
    ("fri 14:00-16:00",                                 "range 03-06 14:00-16:00"),
    ("from 2 until 4 on Friday",                        "range 03-06 14:00-16:00"),
    ("tomorrow between 8 and 10am",                     "range 03-03 08:00-10:00"),
    ("9 to 5 Friday",                                   "range 03-06 09:00-17:00"),
    ("we could do Thursday after 4",                    "after 03-05 16:00"),
    ("only after 3 on Friday",                          "after 03-06 15:00"),
    ("Friday works, anytime after 2.",                  "after 03-06 14:00"),
    ("Friday works. Not before 10 though.",             "after 03-06 10:00"),
    ("no later than 5pm Friday",                        "before 03-06-17:00"),
    ("tomorrow by noon",                                "before 03-03-12:00"),
    ("Friday until 2",                                  "before 03-06-14:00"),
    ("after March 10",                                  "after 03-10"),
    ("I am free from the 10th",                         "after 03-10"),
    ("Friday 2pm",                                      "time 03-06 14:00"),
    ("10.30 friday",                                    "time 03-06 10:30"),
    ("quarter to 4 Friday",                             "time 03-06 15:45"),
    ("10 past 3 Friday",                                "time 03-06 15:10"),
    ("noon on Friday",                                  "time 03-06 12:00"),
    ("Friday evening at 7",                             "time 03-06 19:00"),
    ("two o'clock friday",                              "time 03-06 14:00"),
    ("the fifth at 3",                                  "time 03-05 15:00"),
    ("March 9, 2026 at 10:00 AM",                       "time 03-09 10:00"),
    ("3/9/26 10am",                                     "time 03-09 10:00"),
    ("2026-03-09T10:00",                                "time 03-09 10:00"),
    ("Friday the 6th at 3",                             "time 03-06 15:00"),
    ("around 930",                                      "time 03-05 09:30"),
    ("at 8",                                            "time 03-05 08:00"),
    ("day after tomorrow at 9",                         "time 03-04 09:00"),
    ("same time Friday",                                "time 03-06 14:00"),
    ("tomorrow morning",                                "daypart 03-03 morning"),
    ("late Friday afternoon",                           "daypart 03-06 afternoon"),
    ("first thing Friday",                              "daypart 03-06 morning"),
    ("this Friday",                                     "day 03-06"),
    ("next Monday",                                     "day 03-09"),
    ("the following Wednesday",                         "day 03-11"),
    ("in two weeks",                                    "day 03-16"),
    ("12/25",                                           "day 12-25"),
    ("sometime next week",                              "week 03-09..03-15"),
    ("the week of March 16",                            "week 03-16..03-22"),
    ("March 9-11",                                      "dayrange 03-09..03-11"),
    ("Friday, March 6 to Sunday, March 8",              "dayrange 03-06..03-08"),
    ("between the 9th and the 11th",                    "dayrange 03-09..03-11"),
    ("in April",                                        "month 04-01..04-30"),
]

SEVERAL_OFFERS = [
    ("Friday at 2 or 4",                    ["time 03-06 14:00", "time 03-06 16:00"]),
    ("Friday 9-11 and 1-3",                 ["range 03-06 09:00-11:00", "range 03-06 13:00-15:00"]),
    ("Wed or Friday morning",               ["day 03-04", "daypart 03-06 morning"]),
    ("9th, 10th or 11th",                   ["day 03-09", "day 03-10", "day 03-11"]),
]

OFFERED_AND_REFUSED = [
    ("Can't do Thursday, how about Friday?",                    ["day 03-06"], ["day 03-05"]),
    ("I can't do Thursday but Friday works",                    ["day 03-06"], ["day 03-05"]),
    ("not the 12th, the 14th works",                            ["day 03-14"], ["day 03-12"]),
    ("Friday, not Thursday",                                    ["day 03-06"], ["day 03-05"]),
    ("Friday instead of Thursday",                              ["day 03-06"], ["day 03-05"]),
    ("instead of Thursday, Friday at 2",                        ["time 03-06 14:00"], ["day 03-05"]),
    ("move it from Thursday to Friday",                         ["day 03-06"], ["day 03-05"]),
    ("Friday is bad, Saturday is good",                         ["day 03-07"], ["day 03-06"]),
    ("I can't do Thursday, Friday or Saturday",                 [], ["day 03-05", "day 03-06", "day 03-07"]),
    ("Thursday and Friday don't work",                          [], ["day 03-05", "day 03-06"]),
    ("I have a meeting Friday",                                 [], ["day 03-06"]),
    ("I'm away the 5th to the 9th",                             [], ["dayrange 03-05..03-09"]),
]

NOT_READ = [
    "October - Thursday",                   # from where in October?
    "any day but Friday",                   # everything else is offered, nothing is named
    "anytime except Thursday",
    "Friday 14",                            # the fourteenth, or two o'clock?
    "next Friday",                          # this week's, or the one after?
    "Monday at 3",                          # written on a Monday
    "Friday March 7",                       # the 7th is a Saturday
    "I have 3 dogs, Friday at 2 works",     # a number nobody read
    "Friday at 2 for 3 hours",
    "my number is 555-1234, Friday works",
    "it costs $45 on Friday",
    "room 3 on tuesday",
    "Saturdays are best",
    "weekdays after 5",
    "end of next week",
    "Easter Monday",
    "Friday 7 at night",
    "12 in the morning on Friday",
    "midnight Friday",
    "we're out until March 10",
    "Friday unless it rains",
    "I'm not sure about Friday",
    "Friday at 3 but not before 2",         # before two on which day?
    "yesterday",
    "last Friday",
    "two days ago",
    "today at 8",                           # an hour ago
    "March 1",                              # yesterday, or in a year?
    "April 2027",                           # over 400 days ahead
    "31 April",
    "2/30",
    "Feb 29",
]

NOTHING_SAID = [
    "gate code 4411", "the 3rd floor", "call me at 555 123 4567", "may I come in?", "March on!", "second thoughts",
    "sat with my son on the sun deck", "I need one hour", "2", "9-5", "Good morning!", "Have a great weekend", "Happy Friday!", "Have a good Friday", "Good Friday",
    "can't wait!", "an hour later", "whenever", "",
]
# fmt: on


@pytest.mark.parametrize(("words", "seen"), ONE_OFFER)
def test_one_time_in_words_is_read(words: str, seen: str) -> None:
    reading = read_times(words, FRAME)
    assert [shown(when) for when in reading.offers] == [seen], reading.unread


@pytest.mark.parametrize(("words", "seen"), SEVERAL_OFFERS)
def test_several_alternatives_are_all_offered(words: str, seen: list[str]) -> None:
    assert [shown(when) for when in read_times(words, FRAME).offers] == seen


@pytest.mark.parametrize(("words", "offered", "refused"), OFFERED_AND_REFUSED)
def test_a_time_turned_down_is_not_offered(words: str, offered: list[str], refused: list[str]) -> None:
    reading = read_times(words, FRAME)
    assert [shown(when) for when in reading.offers] == offered
    assert [shown(when) for when in reading.refused] == refused


@pytest.mark.parametrize("words", NOT_READ)
def test_what_is_half_understood_is_not_read_and_says_why(words: str) -> None:
    reading = read_times(words, FRAME)
    assert reading.offers == ()
    assert reading.unread is not None
    assert reading.unread.endswith(".")


@pytest.mark.parametrize("words", NOTHING_SAID)
def test_words_that_name_no_time_yield_none(words: str) -> None:
    assert read_times(words, FRAME).offers == ()


def test_a_time_without_a_day_means_the_booked_day_and_says_so() -> None:
    (when,) = read_times("can you make it 3pm?", FRAME).offers
    assert when.day == date(2026, 3, 5)
    assert when.day_assumed


def test_a_time_without_a_day_has_no_day_when_nothing_is_booked() -> None:
    (when,) = read_times("3pm", replace(FRAME, booked=None)).offers
    assert when.day is None


def test_the_reading_keeps_the_words_it_came_from() -> None:
    (when,) = read_times(
        "Sorry, I am afraid something came up, could we do  Friday at\n10 am instead?", FRAME
    ).offers
    assert when.words == "Friday at 10 am"


def test_day_and_month_follow_the_locale_unless_only_one_order_is_possible() -> None:
    british = replace(FRAME, date_order="DMY")
    assert [shown(when) for when in read_times("4/5", FRAME).offers] == ["day 04-05"]
    assert [shown(when) for when in read_times("4/5", british).offers] == ["day 05-04"]
    assert [shown(when) for when in read_times("4/5", replace(FRAME, date_order="YMD")).offers] == [
        "day 04-05"
    ]
    assert [shown(when) for when in read_times("23/5", FRAME).offers] == ["day 05-23"]


def test_today_is_the_sites_today_not_the_servers() -> None:
    late_in_new_york = Frame(now=datetime.fromisoformat("2026-03-03T03:00:00+00:00"), zone=NEW_YORK)
    assert late_in_new_york.today == MONDAY.date()
    assert [shown(when) for when in read_times("tomorrow", late_in_new_york).offers] == ["day 03-03"]


def test_a_very_long_text_is_not_read() -> None:
    reading = read_times("Friday at 2. " * 1000, FRAME)
    assert reading.offers == ()
    assert reading.unread is not None


# fmt: off
SLIPS = (
    ("wednsday at 10",   "time 03-04 10:00"),
    ("Firday morning",   "daypart 03-06 morning"),
    ("on Thrusday",      "day 03-05"),
)
# fmt: on


@pytest.mark.parametrize(("words", "read"), SLIPS)
def test_a_slip_in_a_long_name_is_read(words: str, read: str) -> None:
    assert seen(read_times(words, FRAME)) == read


def test_a_holiday_with_a_fixed_date_is_a_day_and_a_wish_for_it_is_not() -> None:
    frame = replace(FRAME, now=datetime(2026, 12, 14, 9, 0, tzinfo=FRAME.zone))
    assert seen(read_times("Christmas Eve at 10", frame)) == "time 12-24 10:00"
    assert seen(read_times("Merry Christmas!", frame)) == "nothing"
    assert seen(read_times("Feliz navidad", replace(frame, lang="es"))) == "nothing"
