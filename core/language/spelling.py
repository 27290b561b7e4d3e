"""Slips of the fingers in long words: a letter dropped, doubled, or swapped with its neighbour.

The first letter is always right, and another word is never taken for a slip of this one.
"""

from collections.abc import Iterable, Iterator


def slips(words: Iterable[str], others: Iterable[str]) -> dict[str, str]:
    """Every single slip in `words`, and the word it stands for; none that is one of `others` or of two words."""
    meant: dict[str, set[str]] = {}
    for word in words:
        for slip in _slips_in(word):
            meant.setdefault(slip, set()).add(word)
    taken = frozenset(others).union(words)
    return {slip: min(found) for slip, found in meant.items() if len(found) == 1 and slip not in taken}


def _slips_in(word: str) -> Iterator[str]:
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[: at + 1] + word[at:]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
