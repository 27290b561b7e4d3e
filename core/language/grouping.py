"""Puts atoms together: ranges, bounds, and the words that belong to one appointment.

Atoms merge only across a white list of joining words. What stays alone and weak (a bare "4", a "second")
is dropped here and shows up as unread in the coverage check.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.language.clocks import CLOCK_RULES
from core.language.dates import DATE_RULES
from core.language.drafts import Draft, hour_of, may_be_year, merge
from core.language.nodes import MAX_GLUE, Node, followed_well, lead, may_be_amount
from core.language.patterns import longest
from core.language.promotion import promoted
from core.language.ranges import ranges
from core.language.tokens import Kind, Token
from core.language.when import DateOrder

_GLUE = frozenset(
    {
        "at",
        "on",
        "the",
        "of",
        "in",
        "comma",
        "around",
        "daythe",
        "hour",
        "ish",
        "dash",
        "from",
        "between",
        "colon",
        "to",
        "tohour",
    }
)
_BOUNDS = {
    "after": "after",
    "from": "after",
    "before": "before",
    "until": "before",
    "untilhour": "before",
    "latest": "before",
}
_TRAILING_BOUNDS = {"onwards": "after", "latest": "before"}


def groups(tokens: Sequence[Token], order: DateOrder) -> list[Node]:
    """Every appointment-like phrase in the text, in order."""
    nodes = _named_days(_atoms(tokens, order), tokens)
    nodes = ranges(nodes, tokens)
    nodes = [_bounded(node, tokens) for node in nodes]
    nodes = _between_bounds(nodes, tokens)
    return _merge_all(promoted(nodes, tokens, order), tokens)


def _atoms(tokens: Sequence[Token], order: DateOrder) -> list[Node]:
    nodes: list[Node] = []
    at = 0
    while at < len(tokens):
        day = longest(DATE_RULES, tokens, at, order)
        clock = longest(CLOCK_RULES, tokens, at, order)
        clock = _without_minutes(clock, tokens, at, order)
        best = clock if day is None or (clock is not None and clock[1] > day[1]) else day
        if best is None:
            at += 1
            continue
        nodes.append(Node(best[0], at, best[1]))
        at = best[1]
    return nodes


def _without_minutes(
    clock: tuple[Draft, int] | None, tokens: Sequence[Token], at: int, order: DateOrder
) -> tuple[Draft, int] | None:
    """“entre tres y cinco”: after "between" the "and" joins two hours, not hour and minutes."""
    if clock is None or not any(token.link("between") for token in tokens[max(at - 2, 0) : at]):
        return clock
    plus = next((index for index in range(at, clock[1]) if tokens[index].link("plus")), None)
    return clock if plus is None else longest(CLOCK_RULES, tokens[:plus], at, order)


def _named_days(nodes: Sequence[Node], tokens: Sequence[Token]) -> list[Node]:
    """“Friday, March 6” is one day before any range is looked for."""
    out: list[Node] = []
    for node in nodes:
        previous = out[-1] if out else None
        if previous and _names_same_day(previous.draft, node.draft):
            gap = tokens[previous.last : node.first]
            merged = merge(previous.draft, node.draft)
            if merged and len(gap) <= 2 and all(token.link("comma", "the", "daythe") for token in gap):  # noqa: PLR2004 (", the")
                out[-1] = Node(replace(merged, weak=False), previous.first, node.last)
                continue
        out.append(node)
    return out


def _names_same_day(first: Draft, second: Draft) -> bool:
    named = (first.weekday is not None or first.rel is not None) and first.day is None
    return (
        named
        and second.day is not None
        and second.month is not None
        and second.until is None
        and first.until is None
    )


def _bounded(node: Node, tokens: Sequence[Token]) -> Node:
    """Marks "after 2", "by Friday", "3 pm or later"; takes the marking word into the node."""
    draft = node.draft
    if draft.until or draft.clock_end or draft.problem or draft.part or draft.bound:
        return node
    if (
        draft.clock
        and not draft.clock.half
        and node.first
        and tokens[node.first - 1].link("in", "within", "past")
    ):
        return Node(replace(draft, problem="it may be an amount of time"), node.first, node.last)
    at = lead(node, tokens, frozenset(_BOUNDS))
    trailing = tokens[node.last] if node.last < len(tokens) else None
    if trailing is not None and trailing.link(*_TRAILING_BOUNDS):
        bound = _TRAILING_BOUNDS[str(trailing.value)]
        return Node(_sure(draft, bound, tokens, node), node.first, node.last + 1)
    if at is None:
        return node
    marked = _sure(draft, _BOUNDS[str(tokens[at].value)], tokens, node)
    return node if marked is draft else Node(marked, at, node.last)


def _sure(draft: Draft, bound: str, tokens: Sequence[Token], node: Node) -> Draft:
    if draft.number is None:
        return replace(draft, bound=bound, weak=False)
    clock = hour_of(draft.number, draft.digits)
    if (
        clock is None
        or may_be_year(draft)
        or may_be_amount(node, tokens)
        or not followed_well(tokens, node.last)
    ):
        return draft
    return Draft(clock=clock, bound=bound)


def _between_bounds(nodes: Sequence[Node], tokens: Sequence[Token]) -> list[Node]:
    """“later than 9:30 but before 11” is a range."""
    out: list[Node] = []
    for node in nodes:
        previous = out[-1] if out else None
        if (
            previous
            and (previous.draft.bound, node.draft.bound) == ("after", "before")
            and previous.draft.clock
            and node.draft.clock
        ):
            gap = tokens[previous.last : node.first]
            if all(token.link("and", "comma") or token.value == "but" for token in gap):
                draft = Draft(clock=previous.draft.clock, clock_end=node.draft.clock)
                out[-1] = Node(draft, previous.first, node.last)
                continue
        out.append(node)
    return out


def _merge_all(nodes: Sequence[Node], tokens: Sequence[Token]) -> list[Node]:
    out: list[Node] = []
    for node in nodes:
        if out and _glued(out[-1], node, tokens):
            merged = merge(out[-1].draft, node.draft)
            if merged is not None:
                out[-1] = Node(_from_to(merged), out[-1].first, node.last)
                continue
        out.append(node)
    return out


def _from_to(draft: Draft) -> Draft:
    """“van dinsdag 10 tot donderdag 12 maart”: the "from" only begins the range."""
    return replace(draft, bound=None) if draft.until and draft.bound == "after" else draft


def _glued(first: Node, second: Node, tokens: Sequence[Token]) -> bool:
    gap = tokens[first.last : second.first]
    if (
        len(gap) > 1
        and gap[0].link("and", "plus")
        and gap[1].link("on", "at")
        and first.draft.has_date != second.draft.has_date
    ):
        gap = gap[1:]
    return len(gap) <= MAX_GLUE and all(token.kind is Kind.LINK and token.value in _GLUE for token in gap)
