"""Lists of work orders, one line each, and a button for the next page."""

from collections.abc import Sequence

from bot.blocks.kit import Block, Part, actions, bold, button, cut, lines
from bot.blocks.windows import Reader, in_words
from core.queries.views import OrderLine

PAGE = 10
NEXT_LIMIT = 2000
"""Longest value of a button."""


def order_list(
    found: Sequence[OrderLine], reader: Reader, *, title: str, again: str | None = None
) -> list[Block]:
    """`again`: what to ask for to get the next page; None when this is the last one."""
    if not found:
        return [lines((f"{title}: no work orders found.",))]
    more = actions("more", [button("More", "list.more", cut(again, NEXT_LIMIT))]) if again else []
    return [lines((bold(title),), *(order_line(each, reader) for each in found)), *more]


def order_line(line: OrderLine, reader: Reader) -> tuple[Part, ...]:
    when = in_words(line.window, line.zone, reader)
    who = line.technician or "nobody yet"
    return (
        bold(f"WO-{line.number}  "),
        f"{cut(line.title, 60)} · {line.status} · {cut(line.site, 40)} · {when} · {who}",
    )
