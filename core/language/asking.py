"""Which part of a reply asks something: a question that rides along, or one that takes the agreement back."""

import re
from collections.abc import Sequence
from functools import lru_cache

from core.language.phrases import expand
from core.language.words import QUESTION_STARTS


def starts_question(words: str) -> bool:
    return QUESTION_STARTS.match(words) is not None


def is_question(words: str, never_asked: frozenset[str], *, asks: bool) -> bool:
    """A question that rides along; not one that may be a condition or a counter-proposal."""
    plain = _WHETHER.sub("know", words.removesuffix(" or not"))
    if _UNAWARE.fullmatch(words):
        return False
    return (asks or starts_question(words)) and not set(plain.split()) & never_asked


_UNAWARE = re.compile(r"(?:what|which) (?:visit|appointment|booking|quote|quotation|estimate|time|day|date)")
"""“Yes, what appointment?”: a yes to nothing they know of."""
_WHETHER = re.compile(
    r"\b(?:know|tell me|see|check|ask) (?:[a-z ]{0,40} (?:and|or) )?if\b(?=(?: [a-z]+){1,7}$)"
)


def asks_back(clause: str) -> bool:
    """“Yes, is it ok”, “are we still on”: asks for the very agreement that was asked for."""
    return _asking_back().fullmatch(clause) is not None


@lru_cache(maxsize=1)
def _asking_back() -> re.Pattern[str]:
    return re.compile(expand(_ASKING_BACK))


_ASKING_BACK = (
    r"(?:is|are|was|were|will|would|does|do|did|has|have|had|can|could|should|shall|may) (?:not )?(?:{subj}|they|we|you|i|<b>)"
    r"(?: (?:not|still|be|been|really|just|already|now|all|a|also)){0,3}"
    r"(?: (?:{good}|{true}|on|set|booked|scheduled|approved|accepted|agreed|happening|work|do|suit|fit|agree|mean"
    r"|proceed|go ahead|start|begin|confirm|approve|accept)"
    r"{forme}(?: (?:then|now|yet|already|too|so|right|please|yes|no))?)?"
)


def is_tag(clauses: Sequence[str]) -> bool:
    """“It is approved, right”: the last word makes a question of what was said before it."""
    said, _, last = " ".join(clauses[-2:]).rpartition(" ")
    return last in _TAGS and said.rpartition(" ")[2] in _TAGGABLE


_TAGS = frozenset({"right", "correct", "eh", "innit"})
_TAGGABLE = frozenset(
    {
        *("approved", "accepted", "agreed", "confirmed", "booked", "scheduled", "set", "on", "then", "there"),
        *(
            "fine",
            "good",
            "ok",
            "okay",
            "great",
            "perfect",
            "works",
            "work",
            "suits",
            "me",
            "us",
            "you",
            "<b>",
        ),
    }
)
