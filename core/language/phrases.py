"""What the words of a reply mean: one table of phrases, by sense, and the word lists around it.

Phrases are written in plain words: apostrophes are gone and contractions spelled out (see `clauses`).
`<t>` stands for a time offered, `<n>` for one turned down, `<b>` for the booked time itself.
Curly names are fragments. Nothing here repeats inside a repetition, so matching is linear.
"""

import re
from functools import lru_cache

from core.language.fragments import FRAGMENTS
from core.language.phrasebook import agreeing, approving, courtesy, moving, refusing
from core.language.senses import Sense

__all__ = ["Sense", "expand", "known_words", "sense_of"]

_PHRASES = {
    sense: lines
    for page in (agreeing, approving, refusing, moving, courtesy)
    for sense, lines in page.PHRASES.items()
}

_ORDER = (
    Sense.QUESTION,
    Sense.UNNEEDED,
    Sense.CANCEL,
    Sense.COSTLY,
    Sense.KEEP,
    Sense.MOVE,
    Sense.DECLINE,
    Sense.NO,
    Sense.ABSENT,
    Sense.WRONG,
    Sense.APPROVE,
    Sense.YES,
    Sense.PRESENT,
    Sense.RECEIPT,
    Sense.PRAISE,
    Sense.OKAY,
    Sense.FINE,
    Sense.FILLER,
)
"""Where a phrase has two senses the more careful one is taken."""


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Every word that occurs in the table: a phrase cannot hold any other."""
    return frozenset(re.findall(r"<?[a-z0-9]+>?", _phrases().pattern))


@lru_cache(maxsize=2048)
def sense_of(words: str) -> Sense | None:
    """The sense of a phrase, the whole of it, or None when it is not in the table."""
    match = _phrases().fullmatch(words)
    return Sense(match.lastgroup) if match and match.lastgroup else None


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    """The whole table as one expression with a group per sense."""
    return re.compile("|".join(f"(?P<{sense}>{_lines(_PHRASES[sense])})" for sense in _ORDER))


def _lines(lines: str) -> str:
    return "|".join(expand(line) for line in lines.strip().splitlines())


_NAMED = re.compile(r"\{([a-z_]+)\}")
"""A fragment by its name; `{0,2}` is a quantifier."""


def expand(line: str) -> str:
    """A line with every fragment it names put in."""
    while _NAMED.search(line):
        line = _NAMED.sub(lambda name: FRAGMENTS[name.group(1)], line)
    return line
