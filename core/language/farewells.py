"""“Bis Donnerstag!”, “hasta mañana”, “à jeudi”: until we meet. It takes leave until a day and offers none."""

from collections.abc import Sequence

from core.language.nodes import Node
from core.language.times import Scan
from core.language.tokens import Token, fold
from core.language.when import Frame, Grain, When

_SAYING_TO = frozenset({"fr", "it"})
"""Languages that take leave with the word for “to”; their “until” only bounds a time."""


def leave_of(node: Node, tokens: Sequence[Token], lang: str) -> int | None:
    """The first token of “until <day>”, where such words may take leave; None where they cannot."""
    draft = node.draft
    if not (draft.has_date or draft.has_time) or draft.until or draft.clock_end or draft.part:
        return None
    if tokens[node.first].link("until", "untilhour"):
        return node.first
    before = tokens[node.first - 1] if node.first else None
    if lang[:2] in _SAYING_TO and before is not None and before.link("to") and fold(before.text) == "a":
        return node.first - 1
    return None


def until_booked(when: When, frame: Frame) -> bool:
    """Whether the leave is taken until the booked visit."""
    booked = frame.booked_start
    if booked is None or when.day_assumed or when.day != booked.date():
        return False
    if when.grain is Grain.BEFORE and frame.lang[:2] in _SAYING_TO:
        return False
    spoken = when.end if when.grain is Grain.BEFORE else when.start
    return when.grain in (Grain.BEFORE, Grain.DAY, Grain.TIME) and spoken in (None, booked.time())


def without_farewell(text: str, scanned: Scan, offers: Sequence[When], frame: Frame) -> str:
    """`text` without its one time, where that takes leave until the booked visit."""
    if len(offers) != 1 or len(scanned.nodes) != 1 or not until_booked(offers[0], frame):
        return text
    node = scanned.nodes[0]
    first = leave_of(node, scanned.tokens, frame.lang)
    if first is None:
        return text
    return text[: scanned.tokens[first].start] + text[scanned.tokens[node.last - 1].end :]
