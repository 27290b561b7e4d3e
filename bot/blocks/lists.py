"""Lists of work orders, one line each, and a button for the next page."""

from collections.abc import Sequence

from bot.blocks.kit import Block, Part, actions, bold, button, code, cut, lines
from bot.blocks.windows import Reader, in_words
from core.model import Priority
from core.queries.views import OrderLine

NOTHING_YET = "No work orders yet."
NOTHING_FOUND = "No work orders found."
NOTHING_OPEN = "No work orders are open."
OPEN = "open"
OPEN_ONES = code(f"/wo list {OPEN}")
PAGE = 10
NEXT_LIMIT = 2000
"""Longest value of a button."""


def order_list(
    found: Sequence[OrderLine],
    reader: Reader,
    *,
    title: str,
    nothing: tuple[Part, ...],
    again: str | None = None,
) -> list[Block]:
    """`nothing`: what to say of an empty list. `again`: what to ask for to get the next page; None on the last one."""
    if not found:
        return [lines(nothing)]
    more = actions("more", [button("More", "list.more", cut(again, NEXT_LIMIT))]) if again else []
    return [lines((bold(title),), *(order_line(each, reader) for each in found)), *more]


def order_line(line: OrderLine, reader: Reader) -> tuple[Part, ...]:
    """S2.13: an ordinary priority goes without saying."""
    facts = (
        cut(line.title, 60),
        line.status,
        *(() if line.priority is Priority.NORMAL else (f"{line.priority} priority",)),
        cut(line.customer, 40),
        cut(line.site, 40),
        in_words(line.window, line.zone, reader),
        line.technician or "nobody yet",
    )
    return bold(f"WO-{line.number}  "), " · ".join(facts)


def nothing_listed(status: str | None, *, narrowed: bool, may_create: bool) -> tuple[Part, ...]:
    """S2.16: of an empty list; `narrowed` when only some of those with `status` were asked for."""
    if status == OPEN and not narrowed:
        return f"{NOTHING_OPEN} ", code("/wo list"), " shows all there ever were."
    if status is not None or narrowed:
        return f"{NOTHING_FOUND} ", OPEN_ONES, " shows all that are open."
    return (
        (f"{NOTHING_YET} Create the first one with ", code("/wo new"), ".") if may_create else (NOTHING_YET,)
    )


def nothing_like(words: str) -> tuple[Part, ...]:
    """S2.17: of a search that found none."""
    return (
        f"{NOTHING_FOUND} Nothing has “{cut(words, 60)}”. Try fewer words, a number like WO-12, or ",
        OPEN_ONES,
        ".",
    )
