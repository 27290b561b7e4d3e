"""Rules and the words people say them in: P.27, RFC 5545."""

from datetime import date
from itertools import islice

import pytest

from core.recurrence import BadRule, days, first_after, read_rule

# what is said                              from          the first days
SAID = [
    ("every 3 months",                      "2027-01-15", "2027-01-15 2027-04-15 2027-07-15 2027-10-15"),
    ("every month",                         "2027-01-31", "2027-01-31 2027-02-28 2027-03-31 2027-04-30"),
    ("every month",                         "2027-01-30", "2027-01-30 2027-02-28 2027-03-30 2027-04-30"),
    ("every month",                         "2028-01-29", "2028-01-29 2028-02-29 2028-03-29 2028-04-29"),
    ("every 6 months",                      "2026-08-31", "2026-08-31 2027-02-28 2027-08-31 2028-02-29"),
    ("every year",                          "2024-02-29", "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29"),
    ("yearly",                              "2027-05-01", "2027-05-01 2028-05-01"),
    ("quarterly",                           "2027-01-31", "2027-01-31 2027-04-30 2027-07-31"),
    ("every half year",                     "2027-01-01", "2027-01-01 2027-07-01"),
    ("every month on the 2nd tuesday",      "2027-01-01", "2027-01-12 2027-02-09 2027-03-09"),
    ("every month on the last friday",      "2027-01-01", "2027-01-29 2027-02-26"),
    ("every month on the last day",         "2027-01-01", "2027-01-31 2027-02-28"),
    ("every 2 months on the 15th",          "2027-01-20", "2027-03-15 2027-05-15"),
    ("every month on the 31st",             "2027-01-01", "2027-01-31 2027-02-28 2027-03-31"),
    ("every monday",                        "2027-01-01", "2027-01-04 2027-01-11"),
    ("Every Monday and Thursday",           "2027-01-01", "2027-01-04 2027-01-07 2027-01-11"),
    ("every mon, wed and fri",              "2027-01-01", "2027-01-01 2027-01-04 2027-01-06"),
    ("every other friday",                  "2027-01-01", "2027-01-01 2027-01-15"),
    ("every 2 weeks on friday",             "2027-01-01", "2027-01-01 2027-01-15"),
    ("every weekday",                       "2027-01-01", "2027-01-01 2027-01-04 2027-01-05"),
    ("every week",                          "2027-01-06", "2027-01-06 2027-01-13"),
    ("every day",                           "2027-02-27", "2027-02-27 2027-02-28 2027-03-01"),
    ("every 10 days",                       "2028-02-25", "2028-02-25 2028-03-06"),
    ("RRULE:FREQ=MONTHLY;BYMONTHDAY=31",    "2027-01-01", "2027-01-31 2027-03-31 2027-05-31"),
    ("RRULE:FREQ=YEARLY;COUNT=2",           "2027-01-01", "2027-01-01 2028-01-01"),
    ("rrule:freq=yearly;until=20280101T000000Z", "2027-01-01", "2027-01-01 2028-01-01"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "start", "expected"), SAID, ids=[f"{row[0]} from {row[1]}" for row in SAID])
def test_what_is_said_becomes_days(said: str, start: str, expected: str) -> None:
    starts_on, wanted = date.fromisoformat(start), expected.split()
    found = days(read_rule(said, starts_on), starts_on)
    assert [each.isoformat() for each in islice(found, len(wanted))] == wanted


STANDING = ("FREQ=DAILY;INTERVAL=0", "FREQ=MONTHLY;INTERVAL=0", "FREQ=YEARLY;INTERVAL=0")


@pytest.mark.parametrize("rule", STANDING)
def test_a_rule_that_stands_still_ends(rule: str) -> None:
    """Nobody can write one; one that is stored must not keep every other timer waiting."""
    assert len(list(days(rule, date(2027, 1, 1)))) <= 1


def test_a_count_counts_from_the_first_day_and_a_late_end_is_cut() -> None:
    assert len(list(days("COUNT=3;FREQ=MONTHLY", date(2027, 1, 31), [date(2027, 3, 31)]))) == 2
    assert max(days("FREQ=YEARLY;UNTIL=99991231", date(2027, 1, 1))) < date(2058, 1, 1)


UNREADABLE = [
    ("every", "no rule I know"),
    ("now and then", "no rule I know"),
    ("every 0 months", "no rule I know"),
    ("every month on the 32nd", "no rule I know"),
    ("every month on the blue moon", "no rule I know"),
    ("every year on friday", "no rule I know"),
    ("RRULE:FREQ=HOURLY", "goes by the hour"),
    ("RRULE:FREQ=DAILY;BYHOUR=3", "goes by the hour"),
    ("RRULE:FREQ=DAILY;COUNT=abc", "no rule of RFC 5545"),
    ("RRULE:", "no rule of RFC 5545"),
    ("RRULE:FOO=1", "no rule of RFC 5545"),
    ("RRULE:FREQ=MONTHLY;BYDAY=99MO", "no rule of RFC 5545"),
    ("RRULE:FREQ=DAILY;INTERVAL=0", "never gets from one day to the next"),
    ("RRULE:FREQ=YEARLY;INTERVAL=-1", "never gets from one day to the next"),
    ("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "takes no BYMONTHDAY; write FREQ=MONTHLY"),
    ("RRULE:FREQ=WEEKLY;BYSETPOS=300", "takes no BYSETPOS"),
    ("every 0 monday", "no rule I know"),
]


@pytest.mark.parametrize(("said", "words"), UNREADABLE, ids=[row[0] for row in UNREADABLE])
def test_what_cannot_be_read_is_refused_with_examples(said: str, words: str) -> None:
    with pytest.raises(BadRule, match=words) as refused:
        read_rule(said, date(2027, 1, 1))
    assert "every 3 months" in str(refused.value)


def test_excluded_days_fall_out() -> None:
    """EXDATE, RFC 5545 §3.8.5.1."""
    start = date(2027, 1, 4)
    found = days("FREQ=WEEKLY;BYDAY=MO", start, {date(2027, 1, 11)})
    assert [each.day for each in islice(found, 3)] == [4, 18, 25]
    assert first_after("FREQ=WEEKLY;BYDAY=MO", start, {date(2027, 1, 11)}, date(2027, 1, 4)) == date(
        2027, 1, 18
    )


def test_a_rule_without_days_ends() -> None:
    assert first_after("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", date(2027, 1, 1)) is None
    assert first_after("FREQ=DAILY;COUNT=3", date(2027, 1, 1), (), date(2027, 1, 3)) is None
