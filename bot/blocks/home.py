"""App Home: a technician's jobs, a dispatcher's list of what needs action, and the way in for everybody."""

from collections.abc import Sequence
from typing import Any

from bot.blocks.kit import Block, actions, button, context, divider, header, lines
from bot.blocks.lists import order_line
from bot.blocks.windows import Reader
from bot.ids import Ref
from core.queries.views import OrderLine

NEW = button("New work order", "form.new", str(Ref()), "primary")
LINK = button("Link my account", "form.link_me", str(Ref()), "primary")

STRANGER = (
    "Truckroll does not know you yet. Link your Slack account to your name in your company's staff list: "
    "it is matched by the email address of your Slack profile."
)

Section = tuple[str, Sequence[OrderLine]]


def home(sections: Sequence[Section], reader: Reader, *, may_create: bool) -> dict[str, Any]:
    """The Home tab. Each section is a heading and its work orders."""
    blocks: list[Block] = actions("start", [NEW]) if may_create else []
    for title, found in sections:
        rows = [order_line(each, reader) for each in found] or [("Nothing right now.",)]
        blocks += [header(title), lines(*rows), divider()]
    return {"type": "home", "blocks": [*blocks, context("Everything works by words as well: type /wo help.")]}


def stranger_home() -> dict[str, Any]:
    """For somebody Truckroll does not know yet."""
    return {"type": "home", "blocks": stranger()}


def stranger() -> list[Block]:
    """Says why nothing works yet, and the one step that helps."""
    return [
        lines((STRANGER,)),
        *actions("start", [LINK]),
    ]
