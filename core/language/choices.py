"""“2”, “the second one”, “option 2 please”: which of some numbered things a reply picks.

Only the whole message counts. Whatever says anything else besides is left to a person.
"""

import re

from core.language.clauses import strip_names
from core.language.tokens import fold

NUMBERS = ("one", "two", "three", "four", "five", "six")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
SUFFIXES = ("1st", "2nd", "3rd", "4th", "5th", "6th")

_BEFORE = r"(?:(?:hi|hello|yes|ok|okay|great|perfect|thanks|thank you|sure)[,.! ]+)?"
_TAKES = r"(?:(?:i(?: will|'ll|ll)? take|let(?: us|'s|s) (?:do|take|go with)|we(?: will|'ll|ll)? take|i(?: would|'d|d) like|i choose|i pick|please book|book) )?"
_NOUN = r"(?:option|number|slot|time|choice|no\.)"
_AFTER = (
    r"(?: (?:please|works?(?: (?:best|well|fine|great))?(?: for (?:me|us))?|suits (?:me|us)(?: best)?"
    r"|is (?:fine|good|great|perfect|best|ok|okay)(?: for (?:me|us))?|would be (?:fine|good|great|perfect|best)))?"
    r"(?:[,.! ]+(?:please|thanks|thank you|thx|many thanks|cheers)(?: (?:so|very) much)?)?[.! ]*"
)
_DIGIT = rf"(?:the )?(?:{_NOUN} ?)?(?:#|\()?(?P<digit>[1-9])[.)]?"
_NUMBER = rf"(?:{_NOUN} )(?P<number>{'|'.join(NUMBERS)})"
_ORDINAL = (
    rf"(?:the )?(?:(?P<ordinal>{'|'.join((*ORDINALS, *SUFFIXES))})(?: (?:one|option|slot|time|choice))?"
    r"|(?P<last>last) (?:one|option|slot))"
)
_CHOICE = re.compile(rf"{_BEFORE}{_TAKES}(?:{_DIGIT}|{_NUMBER}|{_ORDINAL}){_AFTER}")


def read_choice(text: str, count: int) -> int | None:
    """The number, from 1 to `count`, that the whole of `text` picks; None when it is anything else."""
    plain = " ".join(fold(strip_names(text)).replace("’", "'").split())
    found = _CHOICE.fullmatch(plain)
    if found is None:
        return None
    choice = _said(found, count)
    return choice if 1 <= choice <= count else None


def _said(found: re.Match[str], count: int) -> int:
    if found["digit"]:
        return int(found["digit"])
    if found["number"]:
        return NUMBERS.index(found["number"]) + 1
    if found["last"]:
        return count
    ordinal = found["ordinal"]
    return (ORDINALS if ordinal in ORDINALS else SUFFIXES).index(ordinal) + 1
