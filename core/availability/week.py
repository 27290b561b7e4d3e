"""Weekly working hours: as people write them ("mon-fri 8:00-17:00, sat 9:00-12:00"), as stored, and as spans. Pure."""

import functools
import re
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from core.availability.spans import Span, common, days_of, moment

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WeeklyHours = Mapping[str, Sequence[Sequence[str]]]
"""Day → [from, to] in wall-clock time; a shift that ends at or before its start ends the next day."""

_DAYS = re.compile(r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))?")
_RANGE = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_MIDNIGHT = "24:00"
HOW = "Write hours like “mon-fri 8:00-12:00 13:00-17:00, sat 9:00-12:00”"


class BadWeek(ValueError):
    """Working hours that cannot be read; says what and how to write them."""


def read_week(text: str) -> dict[str, list[list[str]]]:
    """Hours as stored; nothing for an empty text. Raises BadWeek."""
    week: dict[str, list[list[str]]] = {}
    for part in text.casefold().split(","):
        if words := part.split():
            for day in _days(words[0]):
                week.setdefault(day, []).extend(_range(word) for word in words[1:])
                if not words[1:]:
                    raise BadWeek(f"“{part.strip()}” has no hours. {HOW}.")
    return week


def at_work(hours: WeeklyHours, zone: ZoneInfo, asked: Span) -> list[Span]:
    """When within `asked` they work; all of it where no hours are known."""
    if not hours:
        return [asked]
    earliest = asked.start - timedelta(days=1)  # last night's shift may still run
    shifts = (
        _shift(day, start, end, zone)
        for day in days_of(Span(earliest, asked.end), zone)
        for start, end in hours.get(DAYS[day.weekday()], ())
    )
    return common(shifts, asked)


@functools.lru_cache(maxsize=4096)
def _shift(day: date, start: str, end: str, zone: ZoneInfo) -> Span:
    """Remembered: most people of a company work the same hours."""
    until = moment(day, _clock(end), zone)
    begins = moment(day, _clock(start), zone)
    return Span(begins, until if until > begins else moment(day + timedelta(days=1), _clock(end), zone))


def _clock(text: str) -> time:
    return time() if text == _MIDNIGHT else time.fromisoformat(text)


def _days(word: str) -> Sequence[str]:
    found = _DAYS.fullmatch(word)
    first, last = (found["first"], found["last"] or found["first"]) if found else ("", "")
    if first not in DAYS or last not in DAYS or DAYS.index(last) < DAYS.index(first):
        raise BadWeek(f"“{word}” is no day of the week. {HOW}.")
    return DAYS[DAYS.index(first) : DAYS.index(last) + 1]


def _range(word: str) -> list[str]:
    found = _RANGE.fullmatch(word)
    if found is None:
        raise BadWeek(f"“{word}” is no range of hours. {HOW}.")
    hours = [f"{int(found[at]):02}:{found[at + 1]}" for at in (1, 3)]
    try:
        for each in hours:
            _clock(each)
    except ValueError:
        raise BadWeek(f"“{word}” is no range of hours. {HOW}.") from None
    return hours
