"""The coverage check: a number, month or weekday nobody read makes the text unread."""

from collections.abc import Sequence

from core.language.nodes import Node
from core.language.tokens import Kind, Token

_TELLING = frozenset({Kind.CLOCK, Kind.SLASHED, Kind.DATE, Kind.MONTH, Kind.WEEKDAY, Kind.BLOB, Kind.REL})
_TELLING_UNITS = frozenset({"week", "month", "year", "hour", "minute", "fortnight", "weekend"})
_TELLING_WORDS = frozenset({"except", "alternate", "everyday"})
_TELLING_VALUES = {
    Kind.UNIT: _TELLING_UNITS,
    Kind.MOD: frozenset({"each", "last"}),
    Kind.WORD: _TELLING_WORDS,
}
_COMPARING = frozenset({"earlier", "later", "sooner"})
"""Beside a clock time they only comment on it ("a little earlier, say 1pm"); elsewhere they change the meaning."""


def unread_near(tokens: Sequence[Token], nodes: Sequence[Node], lang: str) -> str | None:
    """The first telling word left unread in a text where something was read."""
    read = {index for node in nodes for index in range(node.first, node.last)}
    sentences = {tokens[index].sentence for index in read}
    timed = {tokens[node.first].sentence for node in nodes if node.draft.clock is not None}
    for index, token in enumerate(tokens):
        if not read or index in read:
            continue
        near = token.kind is not Kind.UNIT or token.sentence in sentences
        if token.value in _COMPARING and token.sentence not in timed:
            return token.text
        if (near and _telling(token)) or (lang != "en" and _doubtful_beside(tokens, index, read)):
            return token.text
        if _may_complete(tokens, index, nodes):
            return token.text
    return None


def _may_complete(tokens: Sequence[Token], index: int, nodes: Sequence[Node]) -> bool:
    """“come sat at 3”, “the third 3ish”: a day nobody read beside an hour; “at three” beside a day."""
    token, before = tokens[index], tokens[index - 1] if index else None
    led = before is not None and before.link("the", "daythe")
    day = token.kind is Kind.WEEKDAY or (token.kind is Kind.ORDINAL and led)
    hour = token.kind is Kind.NUMBER and before is not None and before.link(*_HOUR_LEADS)
    if not day and not hour:
        return False
    neighbours = [
        node for node in nodes if 0 <= node.first - index - 1 <= _NEAR or 0 <= index - node.last <= _NEAR
    ]
    return any(
        not (node.draft.has_date if day else node.draft.has_time)
        and all(each.kind is Kind.LINK and not each.link("stop") for each in _between(tokens, index, node))
        for node in neighbours
    )


_NEAR = 2
_HOUR_LEADS = ("at", "hour", "tohour", "between", "from", "around", "after", "before", "until", "untilhour")


def _between(tokens: Sequence[Token], index: int, node: Node) -> Sequence[Token]:
    return tokens[index + 1 : node.first] if index < node.first else tokens[node.last : index]


def _doubtful_beside(tokens: Sequence[Token], index: int, read: set[int]) -> bool:
    """A spelled number or a name that is also a word, right beside a read group (“midi quinze”)."""
    token = tokens[index]
    if token.kind is Kind.ORDINAL and not token.weak:
        return True
    beside = (
        index - 1 in read
        or index + 1 in read
        or (index > 1 and tokens[index - 1].link("to") and index - 2 in read)
    )
    return beside and token.kind in (Kind.NUMBER, Kind.WEEKDAY, Kind.MONTH)


def _may_be_slot(dotted: str) -> bool:
    """Whether “9.30” can be a day or a time at all; "37.1" and "45.50" cannot."""
    first, second = (int(part) for part in dotted.split("."))
    return first <= 31 and (second <= 12 or (first <= 24 and second <= 59))  # noqa: PLR2004 (a calendar and a clock)


def _telling(token: Token) -> bool:
    if token.weak:
        return False
    if token.kind in (Kind.NUMBER, Kind.ORDINAL):
        return token.text[:1].isdigit()
    if token.kind is Kind.DOTTED:
        return _may_be_slot(str(token.value))
    if token.kind in _TELLING_VALUES:
        return token.value in _TELLING_VALUES[token.kind]
    return token.kind in _TELLING
