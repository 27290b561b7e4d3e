"""Tokens and lexicons: the types of the scanner, and how text is folded before it looks."""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

MAX_TEXT = 4000
"""Longer texts are not read: nobody makes an appointment in five pages."""


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"  # value int; `digits` how many digits, 0 when spelled out
    ORDINAL = "ordinal"
    CLOCK = "clock"  # value "hh:mm"
    DOTTED = "dotted"  # value "9.30": a day of a month or a time
    SLASHED = "slashed"  # value "4/25"
    DATE = "date"  # value "14.09.2017" or "2018-07-06"
    BLOB = "blob"  # digits that are neither day nor time: phone, money, serial
    MONTH = "month"
    WEEKDAY = "weekday"  # value 0 for Monday
    UNIT = "unit"
    REL = "rel"  # value: days from today
    PART = "part"
    MOD = "mod"  # next, this, last
    PLUS = "plus"  # value: days to add to a weekday
    AMPM = "ampm"
    SAME = "same"  # same time
    LINK = "link"  # at, on, from, to, comma, ...


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number; `start` and `end` point into the text, `sentence` counts from 0."""

    kind: Kind
    value: str | int
    text: str
    start: int
    end: int
    glued: bool = False
    sentence: int = 0
    digits: int = 0
    weak: bool = False  # "sat", "may", "second": also ordinary words
    follows: bool = False  # a word that may stand after a bare number

    def link(self, *names: str) -> bool:
        """Whether this is one of these links."""
        return self.kind is Kind.LINK and self.value in names


Meaning = tuple[tuple[Kind, str | int], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words: phrases of up to six words and what each means."""

    lang: str
    phrases: dict[tuple[str, ...], Meaning]
    weak: frozenset[str]
    abbreviations: frozenset[str]
    negations: frozenset[str]
    busy: frozenset[str]
    breaks: frozenset[str]  # words that start a new clause
    bad: frozenset[str]  # "Friday is bad"
    followers: frozenset[str]  # what may follow a bare number; anything may when empty
    weekdays_too: dict[str, int] = field(default_factory=dict)  # "mar": Tuesday and March
    morning_word: str = ""  # "morgen", "manana": tomorrow, but after a day its morning


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[0].lower()
    return base if len(base) == 1 else char


_QUOTES = str.maketrans("’‘´`“”–—−‐‑\u00a0\u202f", "''''\"\"-----  ")
_SPECIAL = {"ß": "s", "ı": "i"}


def fold(text: str) -> str:
    """Lower case, no accents, plain quotes and dashes, exactly as long as `text`."""
    text = text.translate(_QUOTES)
    if text.isascii():
        return text.lower()
    return "".join(_SPECIAL.get(char) or _fold_char(char) for char in text)


_WRAPPED_FROM = 55
_WRAPPED_LINE = re.compile(rf"(?<=[^\n]{{{_WRAPPED_FROM}}})\r?\n(?=[^\s>*-])")


def unwrap(text: str) -> str:
    """Joins lines a mail program wrapped: a break after a long line, with text right after it, is a blank.

    The length stays the same, so offsets do too.
    """
    return _WRAPPED_LINE.sub(lambda found: " " * len(found.group()), text)
