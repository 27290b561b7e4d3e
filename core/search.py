"""Search terms: what people type and what work orders are found by, made alike.

PostgreSQL's own parsing makes `WO-1042` unfindable by 1042 and "Muller" miss "Müller"; so words are
folded, freed of marks, split, joined and cut here, and stored as a tsvector of plain terms.
"""

import re
import unicodedata
from collections.abc import Iterable

SHORTEST_PREFIX = 3
LONGEST_TERM = 60
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def terms(*texts: str) -> list[str]:
    """Terms that `texts` are found by: words, joined forms (wo1042), suffixes of numbers of four and more."""
    found: dict[str, None] = {}
    for text in texts:
        for chunk in fold(text).split():
            words = _WORD.findall(chunk)
            joined = ["".join(words)] if len(words) > 1 else []
            for word in (*words, *joined):
                found[word[:LONGEST_TERM]] = None
                found.update(dict.fromkeys(_suffixes(word)))
    return list(found)


def _suffixes(word: str) -> Iterable[str]:
    if not any(letter.isdigit() for letter in word):
        return ()
    return (word[start:LONGEST_TERM] for start in range(1, len(word) - 3))


def as_tsvector(*texts: str) -> str:
    """Text form of a tsvector of the terms."""
    return " ".join(f"'{term}'" for term in terms(*texts))


def as_tsquery(words: str) -> str | None:
    """Every word must begin a term; words of fewer than three characters must be one. None if no words."""
    asked = [word[:LONGEST_TERM] for word in _WORD.findall(fold(words))]
    return " & ".join(f"'{word}'{':*' if len(word) >= SHORTEST_PREFIX else ''}" for word in asked) or None
