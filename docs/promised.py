"""What a numbered promise is: a rule of a source system, a row of the lifecycle, an invariant, a hard case."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Later(StrEnum):
    """The work that a promise waits for. What the product does today has a test instead."""

    MONEY = "money"
    FINDING = "finding"
    SLACK = "slack"
    PAGES = "pages"


@dataclass(frozen=True)
class Promised:
    """One row: its number as tests name it, a few words, and what it waits for, if it does."""

    number: str
    words: str
    later: Later | None = None


_ONE = r"S\d\.\d+|L\d+b?|[IH]\d+"
_NAMED = re.compile(rf"\b(?P<first>{_ONE})\b(?:[–-](?P<last>{_ONE})\b)?")


def numbers_in(words: str, known: tuple[str, ...]) -> Iterator[str]:
    """The numbers that `words` names; a range such as S3.1–S3.4 stands for all of `known` from one to the other.

    Raises ValueError for a range whose ends are not in `known` in this order.
    """
    for match in _NAMED.finditer(words):
        first, last = match["first"], match["last"]
        if last is None:
            yield first
        else:
            between = known[known.index(first) : known.index(last) + 1] if {first, last} <= {*known} else ()
            if not between or any(number[0] != first[0] for number in between):
                raise ValueError(f"There is no range {match[0]}.")
            yield from between
