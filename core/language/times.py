"""Reads days and times in words, for mail and slash commands alike.

Conservative: a text half understood is not read, and `Reading.unread` says why. Nothing in the past or over
400 days ahead is ever returned; several alternatives are all returned and never picked from.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from core.language import polarity
from core.language.coverage import unread_near
from core.language.drafts import Draft, merge
from core.language.grouping import groups
from core.language.hours import Unread
from core.language.lexicon import lexicon
from core.language.nodes import Node
from core.language.resolve import resolve
from core.language.scanner import tokenise
from core.language.tokens import MAX_TEXT, Kind, Lexicon, Token, fold, unwrap
from core.language.when import DateOrder, Frame, Grain, Reading, When
from core.language.windows import UnreadableTime, to_window, window_of_day

__all__ = [
    "DateOrder",
    "Frame",
    "Grain",
    "Reading",
    "UnreadableTime",
    "When",
    "read_times",
    "to_window",
    "window_of_day",
]


@dataclass(frozen=True, slots=True)
class Scan:
    """A text's tokens and the appointment-like groups in them; `yes` for offered ones."""

    tokens: list[Token]
    nodes: tuple[Node, ...]
    yes: tuple[bool, ...]
    unread: str | None = None


def read_times(text: str, frame: Frame) -> Reading:
    """Every time `text` offers and refuses, in the site's wall clock of `frame`."""
    return readings(text, scan(text, frame), frame)


def scan(text: str, frame: Frame) -> Scan:
    """The grammar's view of `text`, before it is set against today's date."""
    if len(text) > MAX_TEXT:
        return Scan([], (), (), "The text is too long to be read for times.")
    words = lexicon(frame.lang)
    tokens = tokenise(unwrap(text), words)
    nodes = [node for found in groups(tokens, frame.date_order) for node in _split_move(found, tokens, words)]
    down = polarity.refusals(tokens, nodes, words)
    followers: list[Node | None] = [*nodes[1:], None][: len(nodes)]
    yes = [
        not no and not _moved_away(node, following, tokens, words)
        for node, following, no in zip(nodes, followers, down, strict=True)
    ]
    doubt = _doubt(tokens, nodes, words)
    nodes = _join_sentences(_share_days(nodes, tokens), yes)
    return Scan(tokens, tuple(nodes), tuple(yes), doubt)


def readings(text: str, scanned: Scan, frame: Frame) -> Reading:
    """The scan set against the frame's date and booked visit."""
    unread = scanned.unread
    offers: list[When] = []
    refused: list[When] = []
    for node, yes in zip(scanned.nodes, scanned.yes, strict=True):
        words = _words(text, scanned.tokens, node)
        try:
            when = resolve(node.draft, frame, words)
        except Unread as why:
            unread = unread or str(why)
            continue
        if frame.lang[:2] != "en" and _may_be_date(node, scanned.tokens, frame):
            unread = unread or f"“{words}” may name hours or a date."
        if _may_be_day_at(node, scanned.tokens, frame):
            unread = unread or f"“{words}” may name hours or a day and its hour."
        if not yes and node.draft.bound:
            unread = unread or f"“{words}” is bounded and turned down at once."
        (offers if yes else refused).append(when)
    unread = unread or _unclear_day(offers, refused)
    return Reading(() if unread else _once(offers), _once(refused), unread)


def _unclear_day(offers: Sequence[When], refused: Sequence[When]) -> str | None:
    """“Friday at 3 but not before 2”: a time without a day beside another day than the booked one."""
    assumed = next((when for when in offers if when.day_assumed), None)
    if assumed is None or all(when.day_assumed or when.day == assumed.day for when in (*offers, *refused)):
        return None
    return f"It is not clear which day “{assumed.words}” means."


def _once(whens: Sequence[When]) -> tuple[When, ...]:
    seen: dict[When, When] = {}
    for when in whens:
        seen.setdefault(replace(when, words=""), when)
    return tuple(seen.values())


def _words(text: str, tokens: Sequence[Token], node: Node) -> str:
    return " ".join(text[tokens[node.first].start : tokens[node.last - 1].end].split())


def _doubt(tokens: Sequence[Token], nodes: Sequence[Node], words: Lexicon) -> str | None:
    left = unread_near(tokens, nodes, words.lang)
    if left is not None:
        return f"“{left}” stands beside a time and was not understood."
    if _crowded(nodes):
        return "Two days stand side by side."
    for node in nodes:
        word = polarity.doubtful(tokens, node, words)
        if word is not None:
            return f"“{word}” leaves the time open."
    return None


def _may_be_date(node: Node, tokens: Sequence[Token], frame: Frame) -> bool:
    """“dinsdag 10-3”: the tenth of March when that is a Tuesday, where hours after noon are counted on to 24."""
    inside = tokens[node.first : node.last + 1]
    dash = next((at for at, token in enumerate(inside[1:-1], start=1) if token.link("dash")), None)
    start, end = node.draft.clock, node.draft.clock_end
    if dash is None or start is None or end is None or end.hour >= start.hour:
        return False
    if any(token.link("oclock") or token.kind is Kind.AMPM for token in inside):
        return False
    numbers = (inside[dash - 1], inside[dash + 1])
    if not all(token.kind is Kind.NUMBER for token in numbers) or int(numbers[1].value) > 12:  # noqa: PLR2004 (months)
        return False
    days = (date(frame.today.year + year, int(numbers[1].value), int(numbers[0].value)) for year in (0, 1))
    return node.draft.weekday is None or any(day.weekday() == node.draft.weekday for day in days)


def _may_be_day_at(node: Node, tokens: Sequence[Token], frame: Frame) -> bool:
    """“quinta, 12 às 14h”: from twelve to two, or the twelfth at two where that is a Thursday."""
    if node.draft.weekday is None or node.draft.clock_end is None:
        return False
    weekday, comma, number, to = (*tokens[node.first : node.first + 4], *[None] * 4)[:4]
    if (
        not (weekday and comma and number and to)
        or weekday.kind is not Kind.WEEKDAY
        or not comma.link("comma")
    ):
        return False
    if number.kind is not Kind.NUMBER or not (to.link("tohour") or (to.link("to") and fold(to.text) == "a")):
        return False
    soon = (frame.today + timedelta(days=ahead) for ahead in range(_A_MONTH))
    return any(day.day == number.value and day.weekday() == node.draft.weekday for day in soon)


_A_MONTH = 31


def _crowded(nodes: Sequence[Node]) -> bool:
    """Two days with nothing between them, which did not fit together."""
    return any(
        first.last == second.first
        and first.draft.has_date
        and second.draft.has_date
        and second.draft.bound is None
        for first, second in pairwise(nodes)
    )


def _split_move(node: Node, tokens: Sequence[Token], words: Lexicon) -> list[Node]:
    """“move it from Monday to Friday” is two days, not a range: the first is given up."""
    draft = node.draft
    if not polarity.moves(tokens, node, words) or not any(
        token.link("to", "until") for token in tokens[node.first : node.last]
    ):
        return [node]
    if draft.until is not None:
        return _halves(node, replace(draft, until=None), draft.until, tokens)
    if draft.clock_end is not None and draft.clock is not None and not draft.has_date:
        return _halves(node, Draft(clock=draft.clock), Draft(clock=draft.clock_end), tokens)
    return [node]


def _halves(node: Node, first: Draft, last: Draft, tokens: Sequence[Token]) -> list[Node]:
    middle = next(index for index in range(node.first, node.last) if tokens[index].link("to", "until"))
    if middle == node.first:
        return [node]
    return [Node(first, node.first, middle), Node(last, middle + 1, node.last)]


def _moved_away(node: Node, following: Node | None, tokens: Sequence[Token], words: Lexicon) -> bool:
    """The first half of a move: followed at once by “to” and another group."""
    if following is None or following.first != node.last + 1 or not tokens[node.last].link("to", "until"):
        return False
    return polarity.moves(tokens, node, words)


def _share_days(nodes: Sequence[Node], tokens: Sequence[Token]) -> list[Node]:
    """“Thursday at 2 or 4”: a later alternative without a day has the day said before it."""
    out: list[Node] = []
    for node in nodes:
        shared = None
        if out and _alternative(out[-1], node, tokens) and out[-1].draft.has_date and not node.draft.has_date:
            day = replace(out[-1].draft, clock=None, clock_end=None, part=None, bound=None)
            shared = merge(day, node.draft)
        out.append(Node(shared or node.draft, node.first, node.last))
    return out


def _alternative(first: Node, second: Node, tokens: Sequence[Token]) -> bool:
    gap = tokens[first.last : second.first]
    return bool(gap) and all(
        token.link("or", "and", "plus", "comma", "at", "hour", "tohour", "slash") for token in gap
    )


def _join_sentences(nodes: list[Node], yes: Sequence[bool]) -> list[Node]:
    """“Thursday works. Any time after 2.” is one offer when one part has only the day, the other only a time."""
    offered = [index for index, good in enumerate(yes) if good]
    if len(offered) != 2:  # noqa: PLR2004 (a pair)
        return nodes
    first, second = offered
    drafts = nodes[first].draft, nodes[second].draft
    if drafts[0].has_date == drafts[1].has_date or all(draft.has_time or draft.part for draft in drafts):
        return nodes
    merged = merge(*drafts)
    if merged is None:
        return nodes
    joined = [*nodes]
    for index in offered:
        joined[index] = Node(merged, nodes[index].first, nodes[index].last)
    return joined
