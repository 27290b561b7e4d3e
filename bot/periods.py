"""“thu-fri sick”, “tomorrow 13-17 training, move to monday” → when somebody is off, and what else was said. Pure.

Days are whole, the last one too; everything is on the person's own clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.availability.spans import moment
from core.language.hours import PARTS
from core.language.times import Frame, Grain, When, read_times
from core.refusals import Time

LONGEST_PHRASE = 9
A_DAY = timedelta(days=1)
DAYS = frozenset({Grain.DAY, Grain.DAYRANGE, Grain.WEEK, Grain.MONTH})
MOVES = frozenset({"move", "moved", "moving"})
HOW = "Write it like `thu-fri`, `tomorrow 13-17`, `dec 24 to jan 2` or `next week`."


@dataclass(frozen=True)
class Period:
    starts_at: datetime
    ends_at: datetime


def read_period(words: Sequence[str], frame: Frame) -> tuple[Period, Sequence[str]]:
    """The period that the first words say, and the words after it. Raises Time."""
    best: tuple[When, int] | None = None
    why = ""
    for count in range(1, min(len(words), LONGEST_PHRASE) + 1):
        reading = read_times(" ".join(words[:count]), frame)
        why = why or (reading.unread or "")
        if reading.unread is None and len(reading.offers) == 1 and not reading.refused:
            found = reading.offers[0]
            if best is None or _differs(best[0], found):
                best = found, count
    if best is None:
        raise Time(f"{why or 'That says no days I can read.'} {HOW}", field="when")
    return _period(best[0], frame), words[best[1] :]


def take_move(words: Sequence[str], frame: Frame) -> tuple[Sequence[str], date | None]:
    """The words before “move to monday”, and that day."""
    places = [place for place, word in enumerate(words) if word.casefold() in MOVES]
    if not places:
        return words, None
    before, after = words[: places[-1]], [word for word in words[places[-1] + 1 :] if word != "to"]
    reading = read_times(" ".join(after), frame)
    if reading.unread is not None or [each.grain for each in reading.offers] != [Grain.DAY]:
        raise Time(
            f"“{' '.join(after)}” is no day to move to. Write one, like `move to monday`.", field="when"
        )
    return before, reading.offers[0].day


def _period(when: When, frame: Frame) -> Period:
    assert when.day is not None
    if when.grain in DAYS:
        last = when.day_end or when.day
        return Period(moment(when.day, time(), frame.zone), moment(last + A_DAY, time(), frame.zone))
    if when.grain is Grain.BEFORE:
        return Period(frame.now, moment(when.day + A_DAY, time(), frame.zone))
    start, end = _hours(when)
    if start is None:
        raise Time(f"“{when.words}” does not say until when. {HOW}", field="when")
    ends = moment(when.day, end, frame.zone) if end else moment(when.day + A_DAY, time(), frame.zone)
    return Period(moment(when.day, start, frame.zone), ends)


def _hours(when: When) -> tuple[time | None, time | None]:
    """From and to; `to` None: the rest of that day."""
    if when.grain is Grain.DAYPART:
        return PARTS[when.part or "morning"]
    if when.grain is Grain.AFTER and when.start is not None:
        return when.start, None
    if when.grain is Grain.RANGE:
        return when.start, when.end
    return None, None


def _differs(one: When, other: When) -> bool:
    """Whether more words made something else of it."""
    return (one.grain, one.day, one.start, one.end, one.day_end, one.part) != (
        other.grain,
        other.day,
        other.start,
        other.end,
        other.day_end,
        other.part,
    )
