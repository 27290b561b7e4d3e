"""Readers of the window and the hour inside it: `thu 8-12 at 10:30 for 90m`. Pure; bot/slash.py has the table."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.flags import take_override
from bot.intents import Act, Asked, Intent, Open
from bot.known import Known
from bot.times import Clock
from core import commands as c
from core.refusals import Missing

_LENGTH = re.compile(r"(?P<number>\d{1,4}(?:\.\d{1,2})?)(?P<unit>m|min|minutes|h|hours?)?")
MINUTES = frozenset({"m", "min", "minutes"})
HOURS = frozenset({"h", "hour", "hours"})
OPEN = frozenset({"open", "any", "anytime"})


def schedule(asked: Asked, known: Known) -> Intent:
    """The window; the hour inside it and how long it takes may follow."""
    if not asked.words:
        return Open("schedule")
    asked, override = take_override(asked)
    asked, minutes = _take_length(asked)
    window, hour = _window_and_hour(asked.text, known.clock())
    if minutes is not None and known.clock().says_moment(asked.text):
        window = replace(window, end=window.start + timedelta(minutes=minutes))
    commands: list[c.Command] = [c.Schedule(order=asked.number, window=window, override=override)]
    if hour is not None or minutes is not None:
        start = hour.start if hour else None
        commands.append(c.PlanVisit(order=asked.number, start=start, minutes=minutes, override=override))
    return Act(tuple(commands))


def plan(asked: Asked, known: Known) -> Intent:
    """`10:30 for 90m`, either alone, or `open` for any time of the window."""
    asked, override = take_override(asked)
    asked, minutes = _take_length(asked)
    if asked.text.casefold() in OPEN:
        return Act((c.PlanVisit(order=asked.number, minutes=minutes, open_hour=True, override=override),))
    if not asked.words and minutes is None:
        raise Missing(f"Missing: the hour, or how long. `{asked.usage}`", field="start")
    start = known.clock().window(asked.text.removeprefix("at ")).start if asked.words else None
    return Act((c.PlanVisit(order=asked.number, start=start, minutes=minutes, override=override),))


def _take_length(asked: Asked) -> tuple[Asked, int | None]:
    """The words without "for 90m" at their end, and how many minutes that is."""
    words = asked.words
    for count in (2, 3):
        tail = [word.text.casefold() for word in words[-count:]]
        if len(words) >= count and tail[0] == "for" and (found := _minutes(tail[1:])) is not None:
            return replace(asked, words=words[:-count]), found
    return asked, None


def _minutes(tail: list[str]) -> int | None:
    """Of "90m", "90 min", "1.5 h"."""
    found = _LENGTH.fullmatch("".join(tail))
    if found is None or found["unit"] is None or len(tail) > 2:  # noqa: PLR2004  a number and its unit
        return None
    number = float(found["number"])
    return round(number if found["unit"] in MINUTES else number * 60)


def _window_and_hour(text: str, clock: Clock) -> tuple[c.Window, c.Window | None]:
    """What comes before the last "at" is the window, if it has hours of its own; else that is how its time is said."""
    before, at, after = text.rpartition(" at ")
    if at and any(letter.isdigit() for letter in before):
        window = clock.window(before)
        if not window.date_only and window.start != window.end:
            return window, clock.within(window).window(after)
    return clock.window(text), None
