"""“every 3 months”, “every month on the 2nd tuesday”, “every monday and thursday”, “RRULE:FREQ=…” → a rule.

A day that a month lacks falls on its last one: a plan that began on the 31st comes in February too. A raw RRULE is
taken as RFC 5545 means it, which leaves such months out.
"""

import re
from datetime import date

from core.recurrence.days import days

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_WORDS = {
    **dict(zip(_NAMES, DAYS, strict=True)),
    **{name[:3]: day for name, day in zip(_NAMES, DAYS, strict=True)},
    "tues": "TU",
    "wednes": "WE",
    "thur": "TH",
    "thurs": "TH",
}
_PLACES = {
    **{word: place for place, word in enumerate(("first", "second", "third", "fourth", "fifth"), start=1)},
    "last": -1,
}
_UNITS = {
    # word          what                 times
    "day":         ("DAILY",             1),
    "week":        ("WEEKLY",            1),
    "fortnight":   ("WEEKLY",            2),
    "month":       ("MONTHLY",           1),
    "quarter":     ("MONTHLY",           3),
    "half year":   ("MONTHLY",           6),
    "year":        ("YEARLY",            1),
}  # fmt: skip
_ALONE = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year"}
_ALONE |= {"annually": "year", "half-yearly": "half year"}
_NUMBERS = {"other": 2, "second": 2, "two": 2, "three": 3, "four": 4, "six": 6}
LATEST_EVERYWHERE = 28
"""The last day every month has."""

_EVERY = re.compile(
    r"every (?:(?P<count>\d{1,3}|other|second|two|three|four|six) )?"
    r"(?P<unit>half year|day|week|fortnight|month|quarter|year)s?(?: on (?P<on>.+))?"
)
_WEEKDAYS = re.compile(r"every (?:(?P<count>other|second|\d{1,2}) )?(?P<days>.+)")
_MONTH_DAY = re.compile(r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: day)?")
_LAST_DAY = re.compile(r"(?:the )?last day(?: of the month)?")
_NTH = re.compile(r"(?:the )?(?:(?P<nth>[1-5])(?:st|nd|rd|th)|(?P<word>[a-z]+)) (?P<day>[a-z]+)")
_UNTIL = re.compile(r"(?<=UNTIL=)(\d{8})T\d{6}Z?")
_INTERVAL = re.compile(r"INTERVAL=([+-]?\d{1,9})")
_OFTEN = re.compile(r"FREQ=(?:DAILY|WEEKLY)")
_NOT_OFTEN = re.compile(r"BY(?:MONTHDAY|YEARDAY|WEEKNO|SETPOS|EASTER)")
"""With these such a rule may name no day at all, and would be looked through day by day to the year 9999."""
_TOO_FINE = re.compile(r"FREQ=(?:HOURLY|MINUTELY|SECONDLY)|BYHOUR|BYMINUTE|BYSECOND|DTSTART|[\r\n]")

HOW = (
    "Write it like `every 3 months`, `every year`, `every monday`, `every 2 weeks on friday`, "
    "`every month on the 15th`, `every month on the 2nd tuesday`, or `RRULE:FREQ=…`."
)


class BadRule(ValueError):
    """No rule, or one that names no day; says how to write one."""


def read_rule(text: str, starts_on: date) -> str:
    """The rule, in the words of RFC 5545. Raises BadRule."""
    said = " ".join(text.split())
    if said.upper().startswith("RRULE:"):
        return _checked(said[len("RRULE:") :].strip().upper(), said)
    words = _ALONE.get(said.casefold())
    said = f"every {words}" if words else said.casefold()
    found = _EVERY.fullmatch(said)
    rule = _of_unit(found, starts_on) if found else _of_weekdays(said)
    if rule is None:
        raise BadRule(f"“{text}” is no rule I know. {HOW}")
    return rule


def _checked(rule: str, said: str) -> str:
    rule = _UNTIL.sub(r"\1", rule)
    if _TOO_FINE.search(rule):
        raise BadRule(f"“{said}” goes by the hour, or says more than a rule. {HOW}")
    if _OFTEN.search(rule) and (part := _NOT_OFTEN.search(rule)):
        raise BadRule(f"A daily or weekly rule takes no {part[0]}; write FREQ=MONTHLY or FREQ=YEARLY. {HOW}")
    if (interval := _INTERVAL.search(rule)) and int(interval[1]) < 1:
        raise BadRule(f"“{said}” never gets from one day to the next. {HOW}")
    try:
        next(days(rule, date(2026, 1, 1)), None)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError) as error:
        raise BadRule(f"“{said}” is no rule of RFC 5545 ({error}). {HOW}") from None
    return rule


def _of_unit(found: re.Match[str], starts_on: date) -> str | None:
    frequency, times = _UNITS[found["unit"]]
    count = _count(found["count"]) * times
    if count == 0:
        return None
    rule = f"FREQ={frequency}" + (f";INTERVAL={count}" if count > 1 else "")
    on = _on(found["on"], frequency) if found["on"] else _same_day(frequency, starts_on)
    return None if on is None else rule + on


def _count(text: str | None) -> int:
    if text is None:
        return 1
    return int(text) if text.isdigit() else _NUMBERS[text]


def _same_day(frequency: str, starts_on: date) -> str:
    """The day it began on, or the last the month has."""
    if frequency == "WEEKLY":
        return f";BYDAY={DAYS[starts_on.weekday()]}"
    if frequency == "DAILY":
        return ""
    month = f";BYMONTH={starts_on.month}" if frequency == "YEARLY" else ""
    return month + _month_day(starts_on.day)


def _month_day(day: int) -> str:
    if day <= LATEST_EVERYWHERE:
        return f";BYMONTHDAY={day}"
    nearest = ",".join(str(each) for each in range(LATEST_EVERYWHERE, day + 1))
    return f";BYMONTHDAY={nearest};BYSETPOS=-1"


def _on(text: str, frequency: str) -> str | None:
    if frequency == "WEEKLY":
        return _by_days(text)
    if frequency != "MONTHLY":
        return None
    if _LAST_DAY.fullmatch(text):
        return ";BYMONTHDAY=-1"
    if (found := _MONTH_DAY.fullmatch(text)) is not None:
        day = int(found["day"])
        return _month_day(day) if 1 <= day <= 31 else None  # noqa: PLR2004 (days of a month)
    found = _NTH.fullmatch(text)
    place = _place(found) if found else None
    day_word = _DAY_WORDS.get(found["day"]) if found else None
    return f";BYDAY={place:+d}{day_word}" if place is not None and day_word else None


def _place(found: re.Match[str]) -> int | None:
    return int(found["nth"]) if found["nth"] else _PLACES.get(found["word"])


def _of_weekdays(said: str) -> str | None:
    """“every monday”, “every other tuesday and friday”, “every weekday”."""
    found = _WEEKDAYS.fullmatch(said)
    by_days = _by_days(found["days"]) if found else None
    if found is None or by_days is None:
        return None
    count = _count(found["count"])
    if count == 0:
        return None
    return f"FREQ=WEEKLY;INTERVAL={count}{by_days}" if count > 1 else f"FREQ=WEEKLY{by_days}"


def _by_days(text: str) -> str | None:
    if text in {"weekday", "weekdays"}:
        return f";BYDAY={','.join(DAYS[:5])}"
    words = re.split(r"[\s,]+(?:and )?|\sand\s", text)
    named = [_DAY_WORDS.get(word) or _DAY_WORDS.get(word.removesuffix("s")) for word in words]
    if not all(named):
        return None
    return f";BYDAY={','.join(sorted({each for each in named if each}, key=DAYS.index))}"
