"""Files that came by mail, as a list: their bytes come as direct messages when somebody asks for them."""

from collections.abc import Sequence

from bot.blocks.kit import Block, Part, actions, bold, button, cut, lines
from bot.ids import Ref
from core.queries import FileView
from core.queries.views import OrderView

MOST_LISTED = 30


def file_list(order: OrderView, files: Sequence[FileView]) -> list[Block]:
    """Each with its size and who sent it, and a button that brings them."""
    title: tuple[Part, ...] = (bold(f"{order.reference}  "), cut(order.title, 200))
    if not files:
        return [lines(title, ("Nobody sent a file about it by mail.",))]
    rows: list[tuple[Part, ...]] = [(f"{each.words}, from {each.sender}",) for each in files[:MOST_LISTED]]
    rest = len(files) - MOST_LISTED
    more: list[tuple[Part, ...]] = [(f"and {rest} more",)] if rest > 0 else []
    send = button("Send them to me", "files.send", str(Ref(order.number)), "primary")
    return [lines(title, *rows, *more), *actions("files", [send])]
