"""Days written in digits: "10/3", "10.3.", "10-03-2026", "20 02 2014". The order of day and month is the locale's."""

import re
from dataclasses import replace

from core.language.drafts import Clock, Draft
from core.language.patterns import Bound
from core.language.tokens import Kind, Token
from core.language.when import DateOrder

_MONTHS_A_YEAR = 12


def whole(token: Token | None) -> int | None:
    """The number a token stands for, 1 for an article; None without a token."""
    if token is None:
        return None
    return 1 if token.kind is Kind.LINK else int(token.value)


def full(bound: Bound, order: DateOrder) -> Draft | None:
    first, second, third = (int(part) for part in re.split("[./-]", str(bound["d"].value)))
    if first > 1000:  # noqa: PLR2004 (a year comes first)
        return Draft(year=first, month=second, day=third)
    year = third if third >= 100 else 2000 + third  # noqa: PLR2004 (two digits mean this century)
    slashes = "." not in str(bound["d"].value)
    day, month = (second, first) if order != "DMY" and slashes else (first, second)
    return Draft(year=year, month=month, day=day)


def _pair(text: str, order: DateOrder) -> tuple[int, int]:
    first, second = (int(part) for part in re.split("[./]", text))
    day, month = (first, second) if order == "DMY" else (second, first)
    return (day, month) if month <= _MONTHS_A_YEAR or day > _MONTHS_A_YEAR else (month, day)


def _valid(day: int, month: int) -> bool:
    return 1 <= day <= 31 and 1 <= month <= 12  # noqa: PLR2004 (a calendar)


def slashed(bound: Bound, order: DateOrder) -> Draft | None:
    first, second = (int(part) for part in str(bound["d"].value).split("/"))
    if second > 1000:  # noqa: PLR2004 (month and year)
        return Draft(month=first, year=second) if 1 <= first <= 12 else None  # noqa: PLR2004 (a calendar)
    day, month = _pair(str(bound["d"].value), order)
    return Draft(day=day, month=month, year=whole(bound.get("y"))) if _valid(day, month) else None


def next_slashed(bound: Bound, order: DateOrder) -> Draft | None:
    """“el próximo 12/05”: the next such day, even when the last one has only just passed."""
    found = slashed(bound, order)
    return replace(found, mod="next") if found and found.day else None


def slashed_range(bound: Bound, order: DateOrder) -> Draft | None:
    first = slashed({"d": bound["d"], **{k: v for k, v in bound.items() if k == "y"}}, order)
    last = slashed({"d": bound["e"], **{k: v for k, v in bound.items() if k == "y"}}, order)
    return replace(first, until=last) if first and last else None


def dotted(bound: Bound, order: DateOrder) -> Draft | None:
    first, second = (int(part) for part in str(bound["d"].value).split("."))
    clock = Clock(first, second, literal=first > 12)  # noqa: PLR2004 (a clock)
    fits = first <= 23 and second <= 59 and len(str(bound["d"].value).split(".")[1]) == 2  # noqa: PLR2004 (a clock)
    as_time = Draft(clock=clock, weak=True) if fits else None
    if order == "MDY":
        return as_time
    day, month = (first, second) if order == "DMY" else (second, first)
    return (
        Draft(day=day, month=month, alt=replace(as_time, weak=False) if as_time else None)
        if _valid(day, month)
        else as_time
    )


def spaced(bound: Bound, order: DateOrder) -> Draft | None:
    """“20 02 2014”, where the day comes first."""
    day, month = int(bound["d"].value), int(bound["n"].value)
    if order != "DMY" or month > _MONTHS_A_YEAR:
        return None
    return Draft(day=day, month=month, year=whole(bound.get("y")))


def dashed(bound: Bound, order: DateOrder) -> Draft | None:
    """“15-2” or “10-03”, where the day comes first and hours do not fit; "9-11" may be hours."""
    written = bound["n"].text.startswith("0") or int(bound["d"].value) > _MONTHS_A_YEAR
    return spaced(bound, order) if written else None


def dashed_range(bound: Bound, order: DateOrder) -> Draft | None:
    """“van 1-10 tot 7-11”, where the day comes first: hours from a range to a range make no sense."""
    first = spaced(bound, order)
    last = spaced({"d": bound["e"], "n": bound["l"]}, order)
    return replace(first, until=last) if first and last else None


def days_or_hours(_bound: Bound, order: DateOrder) -> Draft | None:
    """“1-10 to 7-11”, where dates may be written with dashes."""
    return Draft(problem="it may be dates or hours") if order != "MDY" else None
