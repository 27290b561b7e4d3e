"""The coverage check: a number, month or weekday nobody read makes the text unread."""

from collections.abc import Sequence

from core.language.grouping import Node
from core.language.tokens import Kind, Token

_TELLING = frozenset(
    {Kind.CLOCK, Kind.DOTTED, Kind.SLASHED, Kind.DATE, Kind.MONTH, Kind.WEEKDAY, Kind.BLOB, Kind.REL}
)
_TELLING_UNITS = frozenset({"week", "month", "year", "hour", "minute", "fortnight", "weekend"})
_TELLING_WORDS = frozenset({"earlier", "later", "sooner", "except", "alternate", "everyday"})


def unread_near(tokens: Sequence[Token], nodes: Sequence[Node]) -> str | None:
    """The first telling word left unread in a text where something was read."""
    read = {index for node in nodes for index in range(node.first, node.last)}
    if not read:
        return None
    return next(
        (token.text for index, token in enumerate(tokens) if index not in read and _telling(token)), None
    )


def _telling(token: Token) -> bool:
    if token.weak:
        return False
    if token.kind in (Kind.NUMBER, Kind.ORDINAL):
        return token.text[:1].isdigit()
    if token.kind is Kind.UNIT:
        return token.value in _TELLING_UNITS
    if token.kind is Kind.MOD:
        return token.value == "each"
    if token.kind is Kind.WORD:
        return token.value in _TELLING_WORDS
    return token.kind in _TELLING
