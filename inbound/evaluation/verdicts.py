"""What was found about one case, and what a kind of case consists of."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from pydantic import TypeAdapter

CRASH = "crash"
"""The outcome, and the figure, of a case on which our own code raised."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judgement: under which figure it counts, its outcomes, and whether there is nothing to show for it.

    A case may have several outcomes under one figure (text both leaked and lost). `group` is what the figure is
    broken down by: a language, a category, or nothing.
    """

    figure: str
    outcomes: tuple[str, ...]
    good: bool
    want: str = ""
    got: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """All verdicts about one case, and the seconds that reading it took; None where reading is not timed."""

    verdicts: tuple[Verdict, ...]
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table: its name and its outcomes in the order they are printed."""

    name: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case: how a row is read and judged, and the figures that come of it.

    `judge` gets the row as `adapter` validated it, and the folder its file names are relative to.
    """

    name: str
    adapter: TypeAdapter[Any]
    judge: Callable[[Any, Path], Judged]
    figures: tuple[Figure, ...]


def timed(read: Callable[[], Result]) -> tuple[Result, float]:
    """What `read` gives, and how many seconds it took."""
    began = perf_counter()
    result = read()
    return result, perf_counter() - began


def right_or_wrong(figure: str, want: str, got: str, *, right: bool, group: str = "") -> Verdict:
    """The plainest verdict of all."""
    return Verdict(figure, ("right" if right else "wrong",), right, want, got, group)


def squeezed(text: str | None) -> str:
    """The text with every run of white space as one blank: how labels are compared."""
    return " ".join((text or "").split())
