"""A yes that came after the offer had run out: whoever dispatches decides with one tap (lifecycle §8)."""

from bot.blocks.kit import Block, actions, bold, button, cut, lines
from bot.blocks.windows import Reader, clock, in_words
from bot.ids import Ref
from core import commands as c
from core.queries.views import OfferView, OrderView


def late_accept_card(order: OrderView, offer: OfferView, reader: Reader) -> list[Block]:
    name, title = offer.technician.name, (bold(f"{order.reference}  "), cut(order.title, 200))
    ended = ending(order, offer)
    if ended is not None:
        return [lines(title, (f"{name} could have taken it after all. {ended}",))]
    assert offer.late_at is not None
    at = clock(offer.late_at, order.site.zone, reader)
    when = in_words(order.window, order.site.zone, reader)
    ref = str(Ref(order.number, order.schedule_rev, offer.technician.technician_id or 0))
    return [
        lines(
            title,
            (f"{name} accepted at {at}, after the offer had run out. Nobody has it yet.",),
            (f"{when}, {order.site.name}",),
        ),
        *actions("steps", [button(f"Assign {name}", "offer.assign", ref, "primary")]),
    ]


def ending(order: OrderView, offer: OfferView) -> str | None:
    """What became of it; None while somebody can still be assigned."""
    if order.technician is not None:
        return f"{order.technician.name} has it now."
    if offer.late_at is None:
        return "It was taken back."
    if c.Assign not in order.possible:
        return f"It is {order.status.lower()} now."
    return None
