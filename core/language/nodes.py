"""A draft with the tokens it came from, and what may stand before and after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.language.drafts import Clock, Draft, hour_of
from core.language.tokens import Kind, Token, fold


@dataclass(frozen=True, slots=True)
class Node:
    """A draft and the tokens it came from, `first` up to but without `last`."""

    draft: Draft
    first: int
    last: int


_LEADS = frozenset({"colon", "to", "tohour", "the", "at", "on", "around", "daythe", "hour", "in", "between"})
MAX_GLUE = 4


def lead(node: Node, tokens: Sequence[Token], names: "set[str] | frozenset[str]") -> int | None:
    """Where one of these links stands before the node, looking past "the", "at", "around"."""
    at = node.first - 1
    while at >= 0 and node.first - at <= MAX_GLUE:
        if tokens[at].kind is not Kind.LINK:
            return None
        if tokens[at].value in names:
            return at
        if tokens[at].value not in _LEADS:
            return None
        at -= 1
    return None


def may_be_amount(node: Node, tokens: Sequence[Token]) -> bool:
    """“ok for 300”, “up to 1200”: three digits and more after a word that leads up to money as well."""
    if node.draft.number is None or node.draft.digits < len("300") or not node.first:
        return False
    return fold(tokens[node.first - 1].text) in _BEFORE_MONEY


_BEFORE_MONEY = frozenset(
    {"for", "about", "up to", "fur", "bis", "bis zu", "auf", "voor", "tot", "por", "para", "hasta", "a", "al"}
    | {"pour", "jusqu a", "jusqu'a", "per", "fino a", "fino alle", "ate", "ate as", "ate a"}
)

_MAY_FOLLOW = frozenset(
    {Kind.PART, Kind.REL, Kind.WEEKDAY, Kind.MOD, Kind.MONTH, Kind.ORDINAL, Kind.DATE, Kind.SLASHED}
)


def followed_well(tokens: Sequence[Token], at: int) -> bool:
    """Not "at 3 locations": what follows a bare number must not make it a count of things."""
    if at >= len(tokens):
        return True
    token = tokens[at]
    if token.kind is Kind.WORD:
        return token.follows
    if token.kind is Kind.LINK:
        return not token.link("slash", "other", "oclock")
    return token.kind in _MAY_FOLLOW


def clock_of(draft: Draft) -> Clock | None:
    return hour_of(draft.number, draft.digits) if draft.number is not None else draft.clock


def is_whole(node: Node, tokens: Sequence[Token]) -> bool:
    return node.first == 0 and all(token.link("stop") for token in tokens[node.last :])
