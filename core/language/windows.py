"""Turns a reading into a window on the clock, refusing what the clock does not have."""

from datetime import UTC, date, datetime, time, timedelta

from core.language.hours import PARTS
from core.language.when import Frame, Grain, When


class UnreadableTime(ValueError):
    """This is not a time that can be scheduled; the message says what to write instead."""


def to_window(when: When, frame: Frame, default_length: timedelta) -> tuple[datetime, datetime]:
    """The window meant by a time, a range or a part of a day: start and end, aware, in UTC.

    A time alone lasts `default_length`. Raises UnreadableTime for a day without a time (see `window_of_day`),
    an open-ended time, a past one, and one that the site's clock skips or shows twice.
    """
    if when.day is None:
        raise UnreadableTime(f"“{when.words}” says no day. Write a day as well, like “Thursday 2-4pm”.")
    if when.grain not in (Grain.TIME, Grain.RANGE, Grain.DAYPART):
        raise UnreadableTime(f"“{when.words}” says no exact time. Write one, like “Thursday 2-4pm”.")
    if when.grain is Grain.DAYPART:
        first, last = PARTS[when.part or "morning"]
        return _window(when.day, first, last, when, frame)
    assert when.start is not None
    if when.end is not None:
        return _window(when.day, when.start, when.end, when, frame)
    start = instant(when.day, when.start, frame)
    return _future(start, when, frame), start + default_length


def window_of_day(when: When, frame: Frame, opens: time, closes: time) -> tuple[datetime, datetime]:
    """The whole working day of a reading that names only a day; aware, in UTC. Same refusals as `to_window`."""
    if when.day is None or when.grain is not Grain.DAY:
        raise UnreadableTime(f"“{when.words}” does not say one day. Write one, like “Thursday”.")
    return _window(when.day, opens, closes, when, frame)


def _window(day: date, first: time, last: time, when: When, frame: Frame) -> tuple[datetime, datetime]:
    start, end = instant(day, first, frame), instant(day, last, frame)
    if end <= start:
        raise UnreadableTime(f"“{when.words}” ends before it begins. Write the earlier time first.")
    _future(end if when.grain in (Grain.DAY, Grain.DAYPART) else start, when, frame)
    return start, end


def _future(instant: datetime, when: When, frame: Frame) -> datetime:
    if instant <= frame.now:
        raise UnreadableTime(f"“{when.words}” lies in the past. Write a time still ahead.")
    return instant


def instant(day: date, at: time, frame: Frame) -> datetime:
    """The one instant at which the site's clock shows this time."""
    local = datetime.combine(day, at)
    early = local.replace(tzinfo=frame.zone, fold=0).astimezone(UTC)
    late = local.replace(tzinfo=frame.zone, fold=1).astimezone(UTC)
    if early == late:
        return early
    shown = early.astimezone(frame.zone).replace(tzinfo=None)
    if shown != local:
        raise UnreadableTime(
            f"{local:%H:%M} does not exist on {local:%d %B %Y} in {frame.zone.key}: the clocks go forward. Write another time."
        )
    raise UnreadableTime(
        f"{local:%H:%M} comes twice on {local:%d %B %Y} in {frame.zone.key}: the clocks go back. Write another time."
    )
