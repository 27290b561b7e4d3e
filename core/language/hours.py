"""Sets spoken hours on the wall clock: "3" is 15:00, "12 in the morning" is asked about."""

from datetime import time

from core.language.drafts import Clock, Draft

_NOON = 12
_FIRST_WORKING_HOUR = 7
_PARTS_AFTER_NOON = frozenset({"afternoon", "evening"})
PARTS = {
    "early_morning": (time(6), time(9)),
    "morning": (time(8), time(12)),
    "midday": (time(11), time(14)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), time(21)),
}
"""What a part of the day means when a window is wanted, in the site's wall clock."""


class Unread(Exception):
    """Why a phrase was understood in part only; the message is a sentence."""


def clock_times(draft: Draft, words: str) -> tuple[time, time | None]:
    assert draft.clock is not None
    start = _time(draft.clock, draft.part, words)
    if draft.clock_end is None:
        return start, None
    to_noon = draft.clock_end.hour == _NOON and draft.part in ("morning", "early_morning")
    end = _time(draft.clock_end, None if to_noon else draft.part, words)
    open_end = draft.clock_end.half is None and not draft.clock_end.literal and not draft.clock.literal
    both_shifted = start.hour > draft.clock.hour and draft.clock_end.hour > draft.clock.hour
    open_end = open_end and (both_shifted or not draft.clock_end.written)
    if end <= start and open_end and end.hour < _NOON:
        end = end.replace(hour=end.hour + _NOON)
    if end <= start:
        raise Unread(f"“{words}” ends before it begins.")
    return start, end


def _time(clock: Clock, part: str | None, words: str) -> time:
    """The wall-clock time; hours said without am or pm lie between 07:00 and 18:59.

    Spoken hours follow this in every language ("um drei", "a las tres"): nobody books a visit at night.
    Hours written the 24-hour way ("03:00") stay as they are.
    """
    hour = clock.hour
    half = clock.half or _half_of(part, hour)
    if clock.half is None and part in _HOURS_OF_NIGHT and hour in _HOURS_OF_NIGHT[part]:
        raise Unread(f"“{words}” may mean noon or midnight.")
    if half is not None:
        if hour > _NOON:
            if half == "p":
                return time(hour, clock.minute)
            raise Unread(f"“{words}” is no time of day.")
        if part in _PARTS_AFTER_NOON and half == "a":
            raise Unread(f"“{words}” says both morning and afternoon.")
        return time(hour % _NOON + (_NOON if half == "p" else 0), clock.minute)
    if hour < _FIRST_WORKING_HOUR and not clock.literal:
        hour += _NOON
    return time(hour, clock.minute)


_HOURS_OF_NIGHT = {"evening": (12, 1, 2, 3), "morning": (12,), "early_morning": (12,)}


def _half_of(part: str | None, hour: int) -> str | None:
    if part is None or hour > _NOON or hour == 0:
        return None
    if part == "midday":
        return "p" if hour in (12, 1, 2) else "a"
    if part in _PARTS_AFTER_NOON:
        return "p"
    return "a"


def in_part(at: time, part: str | None) -> bool:
    """Whether a time of day belongs to a part of the day."""
    first, last = PARTS.get(part or "", (time(0), time(0)))
    return first <= at < last
