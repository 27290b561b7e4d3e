"""Slots: is the day and time in a text read as its label says?

`exact`; `partial`: the right day with detail lost; `wrong`: we would act on a slot nobody meant; `none`: left to a
person; `invented`: a slot where the text has none.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from core.language.when import Frame, Grain, Reading, When
from inbound.evaluation.verdicts import Verdict

FIGURE = "dates"
NONE, MULTI = "none", "multi"
GRAINS = {"timeonly": Grain.TIME, "rangeonly": Grain.RANGE, "partonly": Grain.DAYPART}
SAME_PARTS = (
    frozenset({"early_morning", "morning"}),
    frozenset({"evening", "late_evening", "night"}),
    frozenset({"midday", "noon"}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What is in a text. Edges are YYYY-MM-DD, YYYY-MM-DDTHH:MM, or THH:MM for the day of the booked visit.

    `accept_…` are right as well, `none_ok` says that declining is, and `polarity` "unavailable" that the text says
    when the person can not. `alternatives` are several offers, each with its possible readings.
    """

    grain: str | None = None
    start: str | None = None
    end: str | None = None
    part: str | None = None
    accept_start: list[str] = field(default_factory=list)
    accept_end: list[str] = field(default_factory=list)
    accept_time: str | None = None
    none_ok: bool = False
    polarity: str | None = None
    alternatives: list[list[str]] = field(default_factory=list)


def judge_slot(slot: Slot, reading: Reading, frame: Frame, group: str) -> Iterator[Verdict]:
    """The verdict about a reading, and a second one where the text has no slot at all."""
    found = _taken(slot, reading)
    outcome = _outcome(slot, found, frame)
    good = outcome == "exact"
    got = "; ".join(_shown(when) for when in found) or reading.unread or "nothing"
    yield Verdict(FIGURE, (outcome,), good, _wanted(slot), got, group)
    if slot.grain == NONE:
        yield Verdict("texts without a time", ("left alone" if good else "invented",), good, NONE, got, group)


def _taken(slot: Slot, reading: Reading) -> tuple[When, ...]:
    """What we would act on; where the person is unavailable, what we read them to turn down."""
    if slot.polarity == "unavailable" and not reading.offers and not reading.unread:
        return reading.refused
    return reading.offers


def _outcome(slot: Slot, found: Sequence[When], frame: Frame) -> str:
    if not found:
        return "exact" if slot.grain == NONE or slot.none_ok else "none"
    if slot.grain == NONE:
        return "invented"
    if slot.grain == MULTI:
        return _alternatives(slot, found)
    if len(found) > 1:
        return "wrong"
    if slot.accept_time and _start(found[0]) == slot.accept_time:
        return "exact"
    return _one(slot, found[0], frame)


def _alternatives(slot: Slot, found: Sequence[When]) -> str:
    """Every alternative must be among those read; reading fewer loses detail, another one is wrong."""
    named = [{_moment(each) for each in readings} for readings in slot.alternatives]
    hits = [any(_matches(when, each) for each in named) for when in found]
    if named and not all(hits):
        return "wrong"
    return "exact" if len(found) >= max(2, len(named)) else "partial"


def _moment(written: str) -> str:
    return written.replace(" ", "T").removesuffix(":00") if written.count(":") > 1 else written


def _matches(when: When, readings: set[str]) -> bool:
    start = f"{when.start:%H:%M}" if when.start else ""
    return bool({str(when.day), start, f"{when.day}T{start}"} & readings)


def _one(slot: Slot, when: When, frame: Frame) -> str:
    booked = str(frame.booked_start.date()) if frame.booked_start else ""
    starts, ends = (
        [booked + edge if edge.startswith("T") else edge for edge in edges if edge]
        for edges in ([slot.start or "", *slot.accept_start], [slot.end or "", *slot.accept_end])
    )
    wanted = GRAINS.get(slot.grain or "", slot.grain)
    if when.grain != wanted:
        day = next(iter([*starts, *ends]), booked)[: len("2026-01-01")]
        loose = when.grain in (Grain.DAY, Grain.DAYPART, Grain.AFTER, Grain.BEFORE)
        return "partial" if loose and str(when.day) == day else "wrong"
    if when.grain is Grain.DAYPART:
        return _part(slot, when, [start[: len("2026-01-01")] for start in starts] or [booked])
    return COMPARED[when.grain](when, starts, ends)


def _part(slot: Slot, when: When, days: Sequence[str]) -> str:
    if str(when.day) not in days:
        return "wrong"
    same = when.part == slot.part or any({when.part, slot.part} <= names for names in SAME_PARTS)
    return "exact" if same else "partial"


def _by_start(when: When, starts: Sequence[str], _ends: Sequence[str]) -> str:
    return "exact" if _start(when) in starts else "wrong"


def _by_both(when: When, starts: Sequence[str], ends: Sequence[str]) -> str:
    if _start(when) not in starts:
        return "wrong"
    return "exact" if _end(when) in ends else "partial"


def _by_end(when: When, _starts: Sequence[str], ends: Sequence[str]) -> str:
    return "exact" if _end(when) in ends else "wrong"


def _after(when: When, starts: Sequence[str], _ends: Sequence[str]) -> str:
    if _start(when) in starts:
        return "exact"
    return "partial" if not when.start and str(when.day) in {start[:10] for start in starts} else "wrong"


COMPARED: dict[Grain, Callable[[When, Sequence[str], Sequence[str]], str]] = {
    Grain.DAY: _by_start,
    Grain.TIME: _by_start,
    Grain.WEEK: _by_start,
    Grain.MONTH: _by_start,
    Grain.RANGE: _by_both,
    Grain.DAYRANGE: _by_both,
    Grain.AFTER: _after,
    Grain.BEFORE: _by_end,
}


def _start(when: When) -> str:
    return f"{when.day}T{when.start:%H:%M}" if when.start else str(when.day)


def _end(when: When) -> str:
    if when.end:
        return f"{when.day}T{when.end:%H:%M}"
    return str(when.day_end or when.day)


def _shown(when: When) -> str:
    edges = [edge for edge in (_start(when), _end(when)) if edge]
    return f"{when.grain.value} {'–'.join(dict.fromkeys(edges))}{f' {when.part}' if when.part else ''}"


def _wanted(slot: Slot) -> str:
    known = (slot.grain, slot.start, slot.end, slot.part, slot.polarity, *map(str, slot.alternatives))
    return " ".join(part for part in known if part)
