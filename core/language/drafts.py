"""A draft: what the words pinned down so far, before it is set against today's date."""

from dataclasses import dataclass, replace

DATE_FIELDS = (
    "year",
    "month",
    "day",
    "weekday",
    "rel",
    "week",
    "months",
    "mod",
    "nth",
    "until",
    "span",
    "plus",
)
TIME_FIELDS = ("clock", "clock_end", "same")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as spoken. `half` is "a" or "p"; `literal` times ("07:30", "19:00") are never shifted.

    `written` ones ("10h", "10 Uhr") are not shifted for ending a range, unless its start is shifted as well.
    """

    hour: int
    minute: int = 0
    half: str | None = None
    literal: bool = False
    written: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a phrase may say about a day and a time; None where it says nothing.

    `rel` counts days from today, `week` and `months` count from the current one. `number` is a bare number
    that may become an hour or a day when its neighbours say so. `alt` is a second possible reading ("9.10").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    rel: int | None = None
    week: int | None = None
    months: int | None = None
    mod: str | None = None
    nth: int | None = None
    span: str | None = (
        None  # "week" around the date, its "weekend", whole "month"s counted from today, or the "day after" the visit
    )
    until: "Draft | None" = None
    plus: int | None = None  # days after the weekday named
    clock: Clock | None = None
    clock_end: Clock | None = None
    same: bool | None = None
    part: str | None = None
    bound: str | None = None
    number: int | None = None
    digits: int = 0
    weak: bool = False
    alt: "Draft | None" = None
    problem: str | None = None

    @property
    def has_date(self) -> bool:
        """Whether it says anything about the day."""
        return any(getattr(self, name) is not None for name in DATE_FIELDS)

    @property
    def has_time(self) -> bool:
        """Whether it names a time of day."""
        return self.clock is not None


_MERGED = (*DATE_FIELDS, *TIME_FIELDS, "part", "bound", "problem")


_NARROWER = {frozenset({"early_morning", "morning"}): "early_morning"}
"""Parts of the day that say the same, one of them more exactly: "early on Friday morning"."""


def merge(first: Draft, second: Draft) -> Draft | None:
    """Both drafts as one, or None when they say different things."""
    merged = _union(first, second)
    if merged is None and second.alt is not None:
        merged = _union(first, second.alt)
    if merged is None and first.alt is not None:
        merged = _union(first.alt, second)
    return merged


def _union(first: Draft, second: Draft) -> Draft | None:
    if first.number is not None or second.number is not None:
        return None
    changes = {}
    for name in _MERGED:
        new = getattr(second, name)
        if new is None:
            continue
        old = getattr(first, name)
        if old is not None and old != new:
            narrower = _NARROWER.get(frozenset({old, new})) if name == "part" else None
            if narrower is None:
                return None
            new = narrower
        changes[name] = new
    alt = first.alt or second.alt
    return replace(
        first, weak=first.weak and second.weak, alt=None if changes.get("clock") else alt, **changes
    )


def may_be_year(draft: Draft) -> bool:
    """A bare 2015 may be a quarter past eight as well; only a word like "at" makes it an hour."""
    return draft.digits == len("2015") and draft.number in range(1900, 2060)


def hour_of(number: int, digits: int) -> Clock | None:
    """The time a bare number stands for: 9, 15, 0930, 1440; None when it stands for none."""
    if digits >= len("930"):
        hour, minute = divmod(number, 100)
        military = digits == len("0930")
        return Clock(hour, minute, literal=military) if hour <= 23 and minute <= 59 else None  # noqa: PLR2004 (a clock)
    return Clock(number, literal=number > 12) if 1 <= number <= 23 else None  # noqa: PLR2004 (a clock)
