"""Nobody took a visit in time: why each technician asked did not, and what can be done."""

from collections.abc import Sequence

from bot.blocks.kit import Block, actions, bold, button, cut, lines, mention
from bot.blocks.windows import Reader, in_words
from bot.ids import Ref
from core import commands as c
from core.model import Main
from core.queries.views import OrderView

MOST_REASONS = 30


def escalation_card(order: OrderView, reasons: Sequence[str], reader: Reader) -> list[Block]:
    title = (bold(f"{order.reference}  "), cut(order.title, 200))
    ended = ending(order)
    if ended is not None:
        return [lines(title, (f"Nobody took it at first. {ended}",))]
    who = order.coordinator.slack_user_id
    when = in_words(order.window, order.site.zone, reader)
    said = [
        lines(
            (bold("Nobody took "), *title),
            (f"{when}, {order.site.name}",),
            *((f"•  {reason}",) for reason in reasons[:MOST_REASONS]),
            ((mention(who), " please decide.") if who else (f"{order.coordinator.name}, please decide.",)),
        )
    ]
    ref = str(Ref(order.number, order.schedule_rev))
    steps = (
        (c.OfferVisit, button("Offer again", "form.offer", ref, "primary")),
        (c.Assign, button("Assign", "form.assign", ref)),
        (c.Reschedule, button("Reschedule", "form.reschedule", ref)),
    )
    return [*said, *actions("steps", [element for command, element in steps if command in order.possible])]


def ending(order: OrderView) -> str | None:
    """What became of it; None while somebody has to decide."""
    if order.main is Main.CANCELLED:
        return "It was cancelled since."
    if order.technician is not None:
        return f"{order.technician.name} has it now."
    if c.OfferVisit not in order.possible and c.Assign not in order.possible:
        return f"It is {order.status.lower()} now."
    return None
