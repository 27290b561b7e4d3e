"""`--what-if` and `--override …` among the words of a command. Pure.

Phones write two hyphens as a dash, so a dash will do.
"""

from dataclasses import replace

from bot.intents import Asked
from bot.words import joined

DASHES = ("--", "—", "–")
WHAT_IF, OVERRIDE = "what-if", "override"


def take_what_if(asked: Asked) -> tuple[Asked, bool]:
    """The words without the flag, and whether it was there."""
    rest = tuple(word for word in asked.words if word.is_quoted or not _is(word.text, WHAT_IF))
    return replace(asked, words=rest), len(rest) < len(asked.words)


def take_override(asked: Asked) -> tuple[Asked, str | None]:
    """The words before the flag, and the reason after it; None without the flag."""
    for place, word in enumerate(asked.words):
        if not word.is_quoted and _is(word.text, OVERRIDE):
            return replace(asked, words=asked.words[:place]), joined(asked.words[place + 1 :])
    return asked, None


def _is(text: str, flag: str) -> bool:
    return any(text.casefold() == dash + flag for dash in DASHES)
