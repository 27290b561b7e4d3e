"""Ranges: two atoms with "to", "until" or a dash between them become one, each end completed from the other."""

from collections.abc import Sequence
from dataclasses import replace

from core.language.drafts import Clock, Draft
from core.language.nodes import Node, clock_of, lead
from core.language.promotion import may_be_day
from core.language.tokens import Token, fold


def _connector(tokens: Sequence[Token], first: int, last: int) -> str | None:
    """The one range word between two atoms, or None when anything else stands there."""
    found = None
    for token in tokens[first:last]:
        if token.link("to", "until", "untilhour", "dash", "and", "plus", "tohour"):
            if found:
                return None
            found = str(token.value)
        elif not token.link("the", "at", "on", "around", "daythe", "hour", "ish", "of", "upto"):
            return None
    return found


def ranges(nodes: Sequence[Node], tokens: Sequence[Token]) -> list[Node]:
    out: list[Node] = []
    for node in nodes:
        if out and _days_or_hours(out, node, tokens):
            out[-1] = Node(Draft(problem="it may name days or hours"), out[-1].first, node.last)
            continue
        if out and _joins(out, node, tokens):
            joined = _span(out[-1].draft, node.draft)
            if joined is not None:
                out[-1] = Node(joined, out[-1].first, node.last)
                continue
        out.append(node)
    return out


def _joins(nodes: Sequence[Node], second: Node, tokens: Sequence[Token]) -> bool:
    """Whether a range word stands between the last node and the next (“and” only after “between”)."""
    first = nodes[-1]
    connector = _connector(tokens, first.last, second.first)
    after_weekday = len(nodes) > 1 and may_be_day(first.draft, nodes[-2], first, tokens)
    if after_weekday and nodes[-2].last < first.first:
        after_weekday = _runs_backwards(first.draft, second.draft)
    if connector in {"tohour", "untilhour"}:
        dated = first.draft.has_date and not (connector == "untilhour" and second.draft.has_date)
        return not dated and not after_weekday
    if after_weekday and not second.draft.has_date and _says_a(tokens[first.last : second.first]):
        return False  # “mardi 3 à 10h” is the third, at ten
    if connector not in {"and", "plus"}:
        return connector is not None
    return lead(first, tokens, {"between"}) is not None


def _runs_backwards(first: Draft, last: Draft) -> bool:
    """“sexta, 13 às 10h”: no hours from thirteen to ten, but the thirteenth at ten."""
    start, end = clock_of(first), clock_of(last)
    if start is None or end is None or end.half:
        return start is None
    return (end.hour if end.hour > _NIGHT else end.hour + 12, end.minute) <= (start.hour, start.minute)


_NIGHT = 6
"""Hours up to this one are counted on from noon."""


def _says_a(gap: Sequence[Token]) -> bool:
    """French “à”, which is both "to" and "at"."""
    return any(token.link("to") and fold(token.text) == "a" for token in gap)


def _days_or_hours(nodes: Sequence[Node], second: Node, tokens: Sequence[Token]) -> bool:
    """“mardi 10 à 12”: from the tenth to the twelfth, from ten to twelve, or the tenth at twelve."""
    first = nodes[-1]
    if len(nodes) < 2 or second.draft.number is None or nodes[-2].last < first.first:  # noqa: PLR2004 (a weekday and a number)
        return False
    if not may_be_day(first.draft, nodes[-2], first, tokens):
        return False
    return _says_a(tokens[first.last : second.first])


def _span(first: Draft, last: Draft) -> Draft | None:
    """Both ends of a range as one draft, each end completed from the other."""
    if any(draft.until or draft.clock_end or draft.problem or draft.bound for draft in (first, last)):
        return None
    start, end = clock_of(first), clock_of(last)
    if start and end and not first.has_date and not last.has_date:
        return Draft(clock=_share_half(start, end), clock_end=end, weak=first.weak and last.weak)
    if first.has_time or last.has_time:
        return None
    return _day_span(first, last)


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
    if first.weekday is not None and first.week is None and last.week is not None:
        first = replace(first, week=last.week)  # "Monday to Wednesday of next week"
    if first.day and not first.month and last.month:
        first = replace(first, month=last.month)
    return replace(first, year=first.year or last.year, until=last, weak=False, alt=None)
