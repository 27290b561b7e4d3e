"""`--what-if`, `--override …` and `--from …` among the words of a command. Pure.

Phones write two hyphens as a dash, so a dash will do.
"""

from dataclasses import replace

from bot.intents import Asked
from bot.words import Word, joined

DASHES = ("--", "—", "–")
WHAT_IF, OVERRIDE, FROM = "what-if", "override", "from"


def take_what_if(asked: Asked) -> tuple[Asked, bool]:
    """The words without the flag, and whether it was there."""
    rest = tuple(word for word in asked.words if word.is_quoted or not _is(word.text, WHAT_IF))
    return replace(asked, words=rest), len(rest) < len(asked.words)


def take_override(asked: Asked) -> tuple[Asked, str | None]:
    """The words before the flag, and the reason after it; None without the flag."""
    asked, after = _take(asked, OVERRIDE)
    return asked, joined(after) if after is not None else None


def before_override(asked: Asked) -> int:
    """How many words come before the flag: a reason may speak of times and people."""
    flags = (
        place for place, word in enumerate(asked.words) if not word.is_quoted and _is(word.text, OVERRIDE)
    )
    return next(flags, len(asked.words))


def take_from(asked: Asked) -> tuple[Asked, tuple[Word, ...]]:
    """The words before --from, and those after it; none without the flag."""
    asked, after = _take(asked, FROM)
    return asked, after or ()


def _take(asked: Asked, flag: str) -> tuple[Asked, tuple[Word, ...] | None]:
    for place, word in enumerate(asked.words):
        if not word.is_quoted and _is(word.text, flag):
            return replace(asked, words=asked.words[:place]), asked.words[place + 1 :]
    return asked, None


def _is(text: str, flag: str) -> bool:
    return any(text.casefold() == dash + flag for dash in DASHES)
