"""Whether a clause with a time offers it, or only speaks of it: what was, what is asked about, what is to be moved.

A clause is plain words with `<t>` for the time, as `core.language.clauses` makes it.
"""

import re
from collections.abc import Sequence

from core.language.words import BARE_WORDS, BOOKED, BOOKING, PROPOSING, WISHING

_MOVING = (
    r"(?:reschedule|re schedule|rebook|postpone|move|change|push|shift|delay|rearrange|switch|swap|defer)"
)
_OURS = (
    r"(?:visit|appointment|booking|reservation|slot|service|inspection|job|one|meeting|time|date|schedule)"
)
_THEY = r"(?:you|anyone|anybody|someone|somebody|the (?:office|shop|store))(?: guys| still| also| even)?"
_BOOKED = rf"(?:it|that|this|(?:the|my|our|your) {_OURS})"
_AS_BOOKED = r"(?:still|be|now|booked|scheduled|set|on|for|at)"
_THEN = r"(?:then|now|please|right)"

_PERHAPS_MOVED_AWAY = (
    rf"\b{_MOVING}(?: (?:my|our|the|your|this|that|it|a|{_OURS}|on|from|away|off)){{0,4}} <t>",
    rf"\b(?:wait|waits|hold|leave|{_MOVING})(?: (?:it|this|that|on|off|{_OURS})){{0,2}} <u>",  # from then on, not before
    rf"\b(?:my|our|your) <t>(?: s)?(?: {_OURS}\b|$)",
)
_ASKED_ABOUT = (
    rf"\b(?:do|does|are|is|will|would|can) {_THEY} (?:open|work|close|closed|working)\b(?! (?:to|for) <t>)",
    r"^(?:still )?open(?: on)? <[tu]>$|^<[tu]> open$",
    r"\b(?:what time|when) (?:do|will|are|is|did) (?:you|it|they|the)\b(?! (?:have|got|available|free)\b)",
    r"^(?:what time|when)(?: on)? <t>$|\bwhat is (?:on )?<t>",
    rf"^(?:so |and |ok )?(?:is|was|are|were|will)(?: not)? {_BOOKED}(?: {_AS_BOOKED}){{0,3}} <t>(?: {_THEN})?$",
)
_PAST = (
    r"\b(?:would|could|should|might|must) have (?:been|worked|suited|fit|preferred|liked|loved|wanted|needed)\b",
    r"\b(?:was|were|been)\b(?! (?:hoping|wondering|thinking|looking|going|just)\b)",
    r"\b(?:you|they|he|she|i|we|who|has|have|had|got|just|already) (?:changed|moved|rescheduled|scheduled)\b",
    r"\b(?:great|good|nice|excellent|lovely) (?:work|job|service|visit|meeting|seeing|to (?:meet|see) you)\b",
)
_REFUSED = (r"^no (?:to|for)\b", r"\bnever\b")
_OTHER_MATTERS = (
    r"\b(?:you|they|he|she) said\b",
    r"\b(?:get|have|need) the (?:dates?|times?|info|details)\b",
    r"\b(?:the|my|our) other (?:appointment|visit|booking|job)\b|\bmy mind\b|\bconfirm (?:that )?it is\b",
)
_SPEAKS_OF = re.compile("|".join((*_PERHAPS_MOVED_AWAY, *_ASKED_ABOUT, *_PAST, *_REFUSED, *_OTHER_MATTERS)))
_PUT_BACK = re.compile(
    r"\b(?:push|pushed|move|moved|shift|put|bring|set)(?: (?:it|this|that|the|my|our|visit|appointment|time)){0,3} back\b"
    r"(?! to (?:me|us|you)\b)|\bcome back(?: again| out)?(?: on| at| in| for)? <t>"
)
_TURNED_DOWN = re.compile(r"(?:never|not)\b(?!.*<)")


def speaks_of(clause: str) -> bool:
    """Whether a clause only speaks of its time: “please move my <t> appointment”, “when are you open <t>”."""
    if "<t>" not in clause and "<u>" not in clause:
        return False
    called_back = "back" in clause.split() and not _PUT_BACK.search(clause)
    return called_back or _SPEAKS_OF.search(clause) is not None


def takes_back(clauses: Sequence[str], *, says_no: bool) -> bool:
    """“Friday, no”, “Friday? Never”: whether the last clause turns down the time that one before it names."""
    *before, last = clauses
    return (says_no or _TURNED_DOWN.match(last) is not None) and any("<t>" in each for each in before)


def proposes(words: set[str], *, refused: bool) -> bool:
    """Whether these words propose a time rather than speak of one: "book it for <t>", not "I booked for <t>".

    A wish to book without saying what may be another matter, unless the booked time was just `refused`.
    """
    if words & BOOKING:
        return (
            "instead" in words
            or (refused and bool(words & WISHING))
            or (bool(words & BOOKED) and not words & _WRITER)
        )
    return bool(words & PROPOSING or words <= BARE_WORDS)


_WRITER = frozenset({"i", "we", "he", "she", "they"})
