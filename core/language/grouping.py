"""Puts atoms together: ranges, bounds, and the words that belong to one appointment.

Atoms merge only across a white list of joining words. What stays alone and weak (a bare "4", a "second")
is dropped here and shows up as unread in the coverage check.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.language.clocks import CLOCK_RULES
from core.language.dates import DATE_RULES
from core.language.drafts import Clock, Draft, hour_of, merge
from core.language.patterns import longest
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
    }
)
_LEADS = frozenset({"to", "the", "at", "on", "around", "daythe", "hour", "in", "between"})
_HOUR_LEADS = frozenset({"at", "around", "from", "between", "after", "before", "to", "until", "hour"})
_DAY_LEADS = frozenset(
    {"to", "the", "on", "daythe", "from", "between", "after", "before", "to", "until", "at", "or"}
)
_BOUNDS = {"after": "after", "from": "after", "before": "before", "until": "before"}
_TRAILING_BOUNDS = {"onwards": "after", "latest": "before"}
_MAX_GLUE = 4


@dataclass(frozen=True, slots=True)
class Node:
    """A draft and the tokens it came from, `first` up to but without `last`."""

    draft: Draft
    first: int
    last: int


def groups(tokens: Sequence[Token], order: DateOrder) -> list[Node]:
    """Every appointment-like phrase in the text, in order."""
    nodes = _atoms(tokens, order)
    nodes = _ranges(nodes, tokens)
    nodes = [_bounded(node, tokens) for node in nodes]
    nodes = _between_bounds(nodes, tokens)
    return _merge_all(_promoted(nodes, tokens), tokens)


def _atoms(tokens: Sequence[Token], order: DateOrder) -> list[Node]:
    nodes: list[Node] = []
    at = 0
    while at < len(tokens):
        day = longest(DATE_RULES, tokens, at, order)
        clock = longest(CLOCK_RULES, tokens, at, order)
        best = clock if day is None or (clock is not None and clock[1] > day[1]) else day
        if best is None:
            at += 1
            continue
        nodes.append(Node(best[0], at, best[1]))
        at = best[1]
    return nodes


def _connector(tokens: Sequence[Token], first: int, last: int) -> str | None:
    """The one range word between two atoms, or None when anything else stands there."""
    found = None
    for token in tokens[first:last]:
        if token.link("to", "until", "dash", "and"):
            if found:
                return None
            found = str(token.value)
        elif not token.link("the", "at", "on", "around", "daythe", "hour", "ish", "of", "upto"):
            return None
    return found


def _ranges(nodes: Sequence[Node], tokens: Sequence[Token]) -> list[Node]:
    out: list[Node] = []
    for node in nodes:
        if out and last_joins(out[-1], node, tokens):
            joined = _span(out[-1].draft, node.draft)
            if joined is not None:
                out[-1] = Node(joined, out[-1].first, node.last)
                continue
        out.append(node)
    return out


def last_joins(first: Node, second: Node, tokens: Sequence[Token]) -> bool:
    """Whether a range word stands between the two ("and" only after "between")."""
    connector = _connector(tokens, first.last, second.first)
    if connector != "and":
        return connector is not None
    return _lead(first, tokens, {"between"}) is not None


def _lead(node: Node, tokens: Sequence[Token], names: "set[str] | frozenset[str]") -> int | None:
    """Where one of these links stands before the node, looking past "the", "at", "around"."""
    at = node.first - 1
    while at >= 0 and node.first - at <= _MAX_GLUE:
        if tokens[at].kind is not Kind.LINK:
            return None
        if tokens[at].value in names:
            return at
        if tokens[at].value not in _LEADS:
            return None
        at -= 1
    return None


def _span(first: Draft, last: Draft) -> Draft | None:
    """Both ends of a range as one draft, each end completed from the other."""
    if any(draft.until or draft.clock_end or draft.problem or draft.bound for draft in (first, last)):
        return None
    start, end = _clock_of(first), _clock_of(last)
    if start and end and not first.has_date and not last.has_date:
        return Draft(clock=_share_half(start, end), clock_end=end, weak=first.weak and last.weak)
    if first.has_time or last.has_time:
        return None
    return _day_span(first, last)


def _clock_of(draft: Draft) -> Clock | None:
    return hour_of(draft.number, draft.digits) if draft.number is not None else draft.clock


def _share_half(start: Clock, end: Clock) -> Clock:
    """“3-4pm” is in the afternoon from the start; “11-1pm” is not."""
    if start.half or not end.half or start.literal:
        return start
    same = (start.hour % 12, start.minute) < (end.hour % 12, end.minute)
    return replace(start, half=end.half) if same else replace(start, half="a" if end.half == "p" else "p")


def _day_span(first: Draft, last: Draft) -> Draft | None:
    if first.number is not None and last.day is not None:
        first = Draft(day=first.number)
    if last.number is not None and first.day is not None:
        last = Draft(day=last.number)
    if not first.has_date or not last.has_date:
        return None
    if first.day and not first.month and last.month:
        first = replace(first, month=last.month)
    return replace(first, year=first.year or last.year, until=last, weak=False, alt=None)


def _bounded(node: Node, tokens: Sequence[Token]) -> Node:
    """Marks "after 2", "by Friday", "3 pm or later"; takes the marking word into the node."""
    draft = node.draft
    if draft.until or draft.clock_end or draft.problem or draft.part or draft.bound:
        return node
    at = _lead(node, tokens, frozenset(_BOUNDS))
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
    if clock is None or not _followed_well(tokens, node.last):
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


def _followed_well(tokens: Sequence[Token], at: int) -> bool:
    """Not "at 3 locations": what follows a bare number must not make it a count of things."""
    if at >= len(tokens):
        return True
    token = tokens[at]
    if token.kind is Kind.WORD:
        return token.follows
    if token.kind is Kind.LINK:
        return not token.link("slash", "other", "oclock")
    return token.kind in (Kind.PART, Kind.REL, Kind.WEEKDAY, Kind.MOD, Kind.MONTH)


def _promoted(nodes: Sequence[Node], tokens: Sequence[Token]) -> list[Node]:
    """Keeps what is sure and what its neighbours make sure; drops the rest."""
    out: list[Node] = []
    for index, node in enumerate(nodes):
        if not node.draft.weak:
            out.append(node)
            continue
        before = out[-1] if out else None
        after = nodes[index + 1] if index + 1 < len(nodes) else None
        promoted = _promote(node, before, after, tokens)
        if promoted is not None:
            out.append(promoted)
    return out


def _promote(node: Node, before: Node | None, after: Node | None, tokens: Sequence[Token]) -> Node | None:
    draft = node.draft
    if not _followed_well(tokens, node.last):
        return None
    touching = _touches(before, node, tokens) or _touches(node, after, tokens)
    if draft.has_date:
        return _promote_day(node, tokens, touching=touching)
    clock = _clock_of(draft)
    if clock is None:
        return None
    led = _lead(node, tokens, _HOUR_LEADS) is not None or _listed(before, node, tokens)
    trailed = node.last < len(tokens) and tokens[node.last].link("ish")
    if not (led or trailed or (touching and not _counts_something(node, tokens))):
        return None
    sure = replace(draft, weak=False, number=None, clock=clock)
    if not led and _may_be_day(draft, before, tokens, node):
        sure = replace(sure, problem="a number after a weekday may be a day or an hour")
    return Node(sure, node.first, node.last)


def _counts_something(node: Node, tokens: Sequence[Token]) -> bool:
    """“room 3 on Tuesday”: the word before names what the number counts."""
    before = tokens[node.first - 1] if node.first else None
    return before is not None and before.kind is Kind.WORD and not before.follows


def _promote_day(node: Node, tokens: Sequence[Token], *, touching: bool) -> Node | None:
    """“Sat”, “the fifth”: a day when alone, led by “on”, or beside another part of a date."""
    whole = node.first == 0 and all(token.link("stop") for token in tokens[node.last :])
    sure_ordinal = node.draft.day is not None and node.draft.digits > 0
    led = _lead(node, tokens, _DAY_LEADS) is not None
    if not (touching or whole or led or sure_ordinal):
        return None
    return Node(replace(node.draft, weak=False), node.first, node.last)


def _listed(before: Node | None, node: Node, tokens: Sequence[Token]) -> bool:
    """The "4" of "at 2 or 4"."""
    if before is None or before.draft.clock is None:
        return False
    gap = tokens[before.last : node.first]
    return bool(gap) and all(token.link("or", "and", "comma") for token in gap)


def _may_be_day(draft: Draft, before: Node | None, tokens: Sequence[Token], node: Node) -> bool:
    """“Thursday 14”: the fourteenth, or two o'clock."""
    if draft.number is None or draft.digits > 2 or before is None or before.draft.weekday is None:  # noqa: PLR2004 (two digits)
        return False
    return before.draft.day is None and before.draft.rel is None and before.last == node.first


def _touches(first: Node | None, second: Node | None, tokens: Sequence[Token]) -> bool:
    if first is None or second is None:
        return False
    if not all(
        token.link("comma", "at", "on", "the", "around") for token in tokens[first.last : second.first]
    ):
        return False
    dates = (first.draft.has_date and not first.draft.weak) or (
        second.draft.has_date and not second.draft.weak
    )
    return dates or bool(first.draft.part or second.draft.part)


def _merge_all(nodes: Sequence[Node], tokens: Sequence[Token]) -> list[Node]:
    out: list[Node] = []
    for node in nodes:
        if out and _glued(out[-1], node, tokens):
            merged = merge(out[-1].draft, node.draft)
            if merged is not None:
                out[-1] = Node(merged, out[-1].first, node.last)
                continue
        out.append(node)
    return out


def _glued(first: Node, second: Node, tokens: Sequence[Token]) -> bool:
    gap = tokens[first.last : second.first]
    if (
        len(gap) > 1
        and gap[0].link("and")
        and gap[1].link("on", "at")
        and first.draft.has_date != second.draft.has_date
    ):
        gap = gap[1:]
    return len(gap) <= _MAX_GLUE and all(token.kind is Kind.LINK and token.value in _GLUE for token in gap)
