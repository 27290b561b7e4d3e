"""“at 15:40”, “at 9:05 yesterday” among the words of a command: when it happened, said afterwards (H15). Pure.

The clock is the site's; the day is today unless one is said. A moment is read at the beginning or the end of the words,
so that a summary may speak of times; a bare hour counts only when nothing else is said.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.flags import before_override
from bot.intents import Asked
from core.language.times import Frame, UnreadableTime
from core.language.windows import instant
from core.refusals import Time

_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?P<half>am|pm)?")
_NUMBERS = re.compile(r"(?P<one>\d{1,2})[/.](?P<two>\d{1,2})\.?")
HALVES = ("am", "pm")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NOON = 12
AFTER_DAY = 24
HOW = "Write it like `at 15:40`, `at 9:05 yesterday` or `at 3:40pm on friday`."


@dataclass(frozen=True)
class Moment:
    """As it was typed: `at` what, and on which `day`; today when that is empty."""

    at: str
    day: str = ""


def take_moment(asked: Asked) -> tuple[Asked, Moment | None]:
    """The words without the moment, and the moment; None when there is none at either end."""
    end = before_override(asked)
    texts = ["" if word.is_quoted else word.text.casefold() for word in asked.words[:end]]
    for start in _starts(texts):
        found = _moment(texts[start:])
        if found is None:
            continue
        moment, length = found
        first, rest = asked.words[:start], asked.words[start + length : end]
        if (first and rest) or (_is_bare(moment) and (first or rest)):
            continue
        return replace(asked, words=(*first, *rest, *asked.words[end:])), moment
    return asked, None


def moment_of(said: Moment, frame: Frame) -> datetime:
    """The instant that is meant, aware. Raises Time."""
    clock, day = _clock(said.at), _day(said.day, frame)
    if clock is None or day is None:
        raise Time(f"“{f'{said.at} {said.day}'.strip()}” is no time I can read. {HOW}", field="at")
    try:
        return instant(day, clock, frame)
    except UnreadableTime as why:
        raise Time(str(why), field="at") from why


def _starts(texts: list[str]) -> list[int]:
    """Where “at …” or “yesterday at …” may begin."""
    places = [place for place, text in enumerate(texts) if text == "at"]
    return [place - 1 if place and _is_day(texts[place - 1]) else place for place in places]


def _moment(texts: list[str]) -> tuple[Moment, int] | None:
    """The moment that these words begin with, and how many of them it takes."""
    before = "" if texts[0] == "at" else texts[0]
    place = 2 if before else 1
    if len(texts) <= place or _CLOCK.fullmatch(texts[place]) is None:
        return None
    at, place = texts[place], place + 1
    if texts[place : place + 1] and texts[place] in HALVES:
        at, place = at + texts[place], place + 1
    day, length = ("", 0) if before else _day_after(texts[place:])
    return Moment(at, before or day), place + length


def _day_after(texts: list[str]) -> tuple[str, int]:
    """“yesterday”, “on friday”, “on 11/20”: what, and in how many words."""
    on = 1 if texts[:1] == ["on"] else 0
    word = texts[on] if len(texts) > on else ""
    if _is_day(word) or (on and (_NUMBERS.fullmatch(word) or _iso(word))):
        return word, on + 1
    return "", 0


def _is_day(word: str) -> bool:
    return word in {"today", "yesterday"} or (
        len(word) > 2 and any(day.startswith(word) for day in DAYS)  # noqa: PLR2004  as in "fri"
    )


def _is_bare(moment: Moment) -> bool:
    return moment.at.isdecimal()


def _clock(text: str) -> time | None:
    found = _CLOCK.fullmatch(text)
    assert found is not None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if found["half"] == "pm" else 0)
    return time(hour, minute) if hour < AFTER_DAY and minute < 60 else None  # noqa: PLR2004  minutes


def _day(word: str, frame: Frame) -> date | None:
    """The latest such day that is not after today."""
    if word in {"", "today"}:
        return frame.today
    if word == "yesterday":
        return frame.today - timedelta(days=1)
    if _is_day(word):
        wanted = next(number for number, day in enumerate(DAYS) if day.startswith(word))
        return frame.today - timedelta(days=(frame.today.weekday() - wanted) % 7)
    return _iso(word) or _of_numbers(word, frame)


def _of_numbers(word: str, frame: Frame) -> date | None:
    found = _NUMBERS.fullmatch(word)
    assert found is not None
    one, two = int(found["one"]), int(found["two"])
    month, day = (one, two) if frame.date_order == "MDY" and "/" in word else (two, one)
    for year in (frame.today.year, frame.today.year - 1):
        try:
            if (there := date(year, month, day)) <= frame.today:
                return there
        except ValueError:
            return None
    return None


def _iso(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
