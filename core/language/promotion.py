"""Bare numbers and doubtful names: kept when their neighbours make them a day or an hour, dropped otherwise."""

from collections.abc import Sequence
from dataclasses import replace

from core.language.drafts import Draft, may_be_year
from core.language.nodes import Node, clock_of, followed_well, is_whole, lead, may_be_amount
from core.language.tokens import Kind, Token
from core.language.when import DateOrder

_HOUR_LEADS = frozenset(
    {"tohour", "at", "around", "from", "between", "after", "before", "to", "until", "untilhour", "hour"}
)
_DAY_LEADS = frozenset(
    {"to", "the", "on", "daythe", "from", "between", "after", "before", "until", "at", "or"}
)


def promoted(nodes: Sequence[Node], tokens: Sequence[Token], order: DateOrder) -> list[Node]:
    """Keeps what is sure and what its neighbours make sure; drops the rest."""
    out: list[Node] = []
    for index, node in enumerate(nodes):
        if not node.draft.weak:
            out.append(node)
            continue
        before = out[-1] if out else None
        after = nodes[index + 1] if index + 1 < len(nodes) else None
        promoted = (
            _day_after_weekday(node, before, tokens, order)
            or _day_of_same_month(node, after, tokens)
            or _promote(node, before, after, tokens)
        )
        if promoted is not None:
            out.append(promoted)
    return out


def _day_after_weekday(
    node: Node, before: Node | None, tokens: Sequence[Token], order: DateOrder
) -> Node | None:
    """“viernes 23”, “sexta, 13”: where the day comes first, a number right after a weekday is the day of the month."""
    number = node.draft.number
    if order != "DMY" or number is None or not may_be_day(node.draft, before, node, tokens):
        return None
    return Node(Draft(day=number), node.first, node.last)


def _day_of_same_month(node: Node, after: Node | None, tokens: Sequence[Token]) -> Node | None:
    """The "10" of “10 or 11 March”: a day of the month that follows."""
    number = node.draft.number
    if number is None or not 1 <= number <= 31 or after is None or after.draft.weak:  # noqa: PLR2004 (days of a month)
        return None
    named = after.draft.day is not None and after.draft.month is not None and not after.draft.has_time
    gap = tokens[node.last : after.first]
    if not named or not gap or not all(token.link("or", "daythe", "the") for token in gap):
        return None
    return Node(Draft(day=number, month=after.draft.month, year=after.draft.year), node.first, node.last)


def _promote(node: Node, before: Node | None, after: Node | None, tokens: Sequence[Token]) -> Node | None:
    draft = node.draft
    timed = draft.has_date and _has_hour(node, after, tokens)
    if not timed and not followed_well(tokens, node.last):
        return None
    touching = _touches(before, node, tokens) or _touches(node, after, tokens)
    if draft.has_date:
        named = draft.weekday is not None and _is_name(node, tokens, timed=timed)
        return _promote_day(node, tokens, touching=touching or named)
    clock = clock_of(draft)
    if clock is None:
        return None
    led = lead(node, tokens, _HOUR_LEADS) is not None and not _is_year(node, tokens)
    led = led and not may_be_amount(node, tokens)
    led = led or _listed(before, node, tokens)
    trailed = node.last < len(tokens) and tokens[node.last].link("ish")
    written = draft.clock_end is None or tokens[node.first].kind is Kind.DOTTED
    led = led or (draft.clock is not None and written and is_whole(node, tokens))
    touching = touching and draft.digits != len("134")
    if not (led or trailed or (touching and not _counts_something(node, tokens))):
        return None
    sure = replace(draft, weak=False, number=None, clock=clock)
    if not led and may_be_day(draft, before, node, tokens):
        sure = replace(sure, problem="a number after a weekday may be a day or an hour")
    return Node(sure, node.first, node.last)


def _has_hour(node: Node, after: Node | None, tokens: Sequence[Token]) -> bool:
    """“the 6th 3pm”, “Di um 15 Uhr”: an hour follows the day."""
    if node.last < len(tokens) and tokens[node.last].kind in (Kind.CLOCK, Kind.DOTTED):
        return True
    if after is None or after.draft.clock is None or after.draft.has_date:
        return False
    if after.draft.weak and after.draft.clock_end is None:
        return False
    return all(token.link(*_BEFORE_HOUR) for token in tokens[node.last : after.first])


_BEFORE_HOUR = ("at", "hour", "tohour", "around", "comma", "on", "the", "dash", "dot", "from", "between")
_AFTER_NAME = (*_BEFORE_HOUR, "or", "and", "plus", "after", "before", "until", "untilhour", "stop")


def _is_name(node: Node, tokens: Sequence[Token], *, timed: bool) -> bool:
    """Whether a short weekday name that is also a word ("sat", "Mi") names the day.

    It does with a capital and something after it that fits, or before an hour where no word leads up to it.
    """
    capital = tokens[node.first].text[:1].isupper()
    following = tokens[node.last] if node.last < len(tokens) else None
    if timed:
        return capital or not node.first or tokens[node.first - 1].kind is Kind.LINK
    return capital and (following is None or following.follows or following.link(*_AFTER_NAME))


def _is_year(node: Node, tokens: Sequence[Token]) -> bool:
    """“the boiler from 2015”; a quarter past eight needs an "at"."""
    return (
        may_be_year(node.draft) and lead(node, tokens, frozenset({"at", "hour", "tohour", "around"})) is None
    )


def _counts_something(node: Node, tokens: Sequence[Token]) -> bool:
    """“room 3 on Tuesday”: the word before names what the number counts."""
    before = tokens[node.first - 1] if node.first else None
    return before is not None and before.kind is Kind.WORD and not before.follows


def _promote_day(node: Node, tokens: Sequence[Token], *, touching: bool) -> Node | None:
    """“Sat”, “the fifth”: a day when alone, led by “on”, or beside another part of a date."""
    whole = is_whole(node, tokens)
    sure_ordinal = node.draft.day is not None and node.draft.digits > 0
    led = lead(node, tokens, _DAY_LEADS) is not None
    if not (touching or whole or led or sure_ordinal):
        return None
    return Node(replace(node.draft, weak=False), node.first, node.last)


def _listed(before: Node | None, node: Node, tokens: Sequence[Token]) -> bool:
    """The "4" of "at 2 or 4"."""
    if before is None or before.draft.clock is None:
        return False
    gap = tokens[before.last : node.first]
    return bool(gap) and all(token.link("or", "and", "plus", "comma") for token in gap)


def may_be_day(draft: Draft, before: Node | None, node: Node, tokens: Sequence[Token]) -> bool:
    """“Thursday 14”, “Thursday, 14”: the fourteenth, or two o'clock."""
    if draft.number is None or draft.digits > 2 or before is None or before.draft.weekday is None:  # noqa: PLR2004 (two digits)
        return False
    gap = tokens[before.last : node.first]
    named = before.draft.day is None and before.draft.rel is None and before.draft.clock is None
    return named and (not gap or (len(gap) == 1 and gap[0].link("comma")))


def _touches(first: Node | None, second: Node | None, tokens: Sequence[Token]) -> bool:
    if first is None or second is None:
        return False
    if not all(
        token.link("comma", "at", "on", "the", "around", "of", "hour", "daythe")
        for token in tokens[first.last : second.first]
    ):
        return False
    dates = (first.draft.has_date and not first.draft.weak) or (
        second.draft.has_date and not second.draft.weak
    )
    return dates or bool(first.draft.part or second.draft.part)
